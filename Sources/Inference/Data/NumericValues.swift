/// The numbers of a column, any of which may be missing: eight bytes each.
///
/// They lie in chunks of rows, so that whoever consumes a column from its front can let go of what is
/// done with. A missing value is a NaN of its own, as in R; any other NaN is a value.
public struct NumericValues: Sendable {
  /// The rows of a chunk.
  static let chunkSize = 1 << 12

  private var chunks: [[Double]] = []
  /// The number of values, missing ones included.
  public private(set) var count = 0
  /// The number of missing values.
  public private(set) var missingCount = 0

  /// The payload tells it from every NaN that arithmetic makes.
  private static let missing = Double(bitPattern: 0x7FF8_0000_0000_07A2)

  /// Makes a column without values.
  public init() {}

  /// Makes a column of values; nil is a missing one.
  public init(_ values: some Sequence<Double?>) {
    for value in values { append(value) }
  }

  /// Adds a value; nil: a missing one.
  public mutating func append(_ value: Double?) {
    if count % Self.chunkSize == 0 {
      chunks.append([])
      // The first chunk grows as it must: most columns are short.
      if count > 0 { chunks[chunks.count - 1].reserveCapacity(Self.chunkSize) }
    }
    if value == nil { missingCount += 1 }
    chunks[chunks.count - 1].append(value ?? Self.missing)
    count += 1
  }

  /// Lets go of the chunks that lie wholly before a row; to read their values again is a mistake.
  mutating func discard(before row: Int) {
    for chunk in 0..<(row / Self.chunkSize) { chunks[chunk] = [] }
  }

  /// The value of a row; missing ones and infinities are not finite.
  func raw(_ row: Int) -> Double { chunks[row / Self.chunkSize][row % Self.chunkSize] }
}

extension NumericValues: RandomAccessCollection, MutableCollection, Equatable {
  /// 0.
  public var startIndex: Int { 0 }
  /// The number of values.
  public var endIndex: Int { count }

  /// One value; nil where it is missing.
  public subscript(row: Int) -> Double? {
    get {
      let value = raw(row)
      return value.bitPattern == Self.missing.bitPattern ? nil : value
    }
    set {
      if self[row] == nil { missingCount -= 1 }
      if newValue == nil { missingCount += 1 }
      chunks[row / Self.chunkSize][row % Self.chunkSize] = newValue ?? Self.missing
    }
  }

  /// Whether all values are equal, missing ones to missing ones.
  public static func == (left: NumericValues, right: NumericValues) -> Bool {
    left.elementsEqual(right)
  }
}

/// Text being written: bytes in memory that go to a file whenever enough have gathered.
///
/// Appending never throws and, once the buffer has grown to its size, never allocates; `flush` and
/// `flushIfFull` report what the file system refuses. A buffer without a file keeps everything.
public struct TextBuffer: TextOutputStream, Sendable {
  /// How numbers that are not finite are spelled.
  public enum NonFinite: Sendable, Equatable {
    /// `NaN`, `Inf`, `-Inf`: what R, pandas and Python's `float` read.
    case capitalised
    /// `nan`, `inf`, `-inf`: what CmdStan prints.
    case lowercase
    /// `null`, as JSON has no such numbers.
    case null
  }

  /// The bytes that have not gone to the file.
  public private(set) var bytes: [UInt8] = []

  private let descriptor: Int32?
  private let path: String
  /// The SHA-256 and the size of what went to the file, where they are wanted.
  private(set) var fingerprint: Fingerprint.Running?
  private static let fullCount = 1 << 16

  /// Makes a buffer that stays in memory.
  public init() {
    descriptor = nil
    path = ""
  }

  /// Makes a buffer that empties itself into an open file, which it does not close.
  init(descriptor: Int32, path: String, fingerprinting: Bool = false) {
    self.descriptor = descriptor
    self.path = path
    fingerprint = fingerprinting ? .init() : nil
    bytes.reserveCapacity(TextBuffer.fullCount + (1 << 12))
  }

  /// What is in the buffer.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Appends text as UTF-8.
  public mutating func write(_ string: String) {
    bytes.append(contentsOf: string.utf8)
  }

  /// Appends ASCII text in place.
  ///
  /// The standard library calls this with the digits of a number, which thus never become a
  /// `String`. It is a requirement of `TextOutputStream` that has a default: were it to vanish,
  /// `write` would be called instead and only speed would be lost.
  public mutating func _writeASCII(_ buffer: UnsafeBufferPointer<UInt8>) {
    unsafe bytes.append(contentsOf: buffer)
  }

  /// Appends one byte.
  public mutating func append(_ byte: UInt8) {
    bytes.append(byte)
  }

  /// Appends bytes as they are.
  mutating func append(contentsOf bytes: some Collection<UInt8>) {
    self.bytes.append(contentsOf: bytes)
  }

  /// Makes room for so many bytes in all.
  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  /// Appends bytes that are in the buffer once more.
  mutating func repeatBytes(_ range: Range<Int>) {
    // One by one: a slice of the array would make a copy of all of it.
    for index in range { bytes.append(bytes[index]) }
  }

  /// Appends an integer in decimal.
  ///
  /// No allocation.
  public mutating func append(_ value: Int) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    var magnitude = value.magnitude
    let start = bytes.count
    repeat {
      let (quotient, digit) = magnitude.quotientAndRemainder(dividingBy: 10)
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit))
      magnitude = quotient
    } while magnitude != 0
    // In place by hand: reversing a slice of the array would copy all of it.
    var (first, last) = (start, bytes.count - 1)
    while first < last {
      bytes.swapAt(first, last)
      first += 1
      last -= 1
    }
  }

  /// Appends a number with the fewest digits that read back as exactly this number.
  ///
  /// No allocation. Whole numbers come without `.0`.
  public mutating func append(_ value: Double, nonFinite: NonFinite = .capitalised) {
    guard value.isFinite else {
      appendNonFinite(value, as: nonFinite)
      return
    }
    value.write(to: &self)
    let count = bytes.count
    if count >= 2, bytes[count - 1] == UInt8(ascii: "0"), bytes[count - 2] == UInt8(ascii: ".") {
      bytes.removeLast(2)
    }
  }

  private mutating func appendNonFinite(_ value: Double, as spelling: NonFinite) {
    if spelling == .null {
      write("null")
    } else if value.isNaN {
      write(spelling == .capitalised ? "NaN" : "nan")
    } else {
      if value < 0 { append(UInt8(ascii: "-")) }
      write(spelling == .capitalised ? "Inf" : "inf")
    }
  }

  /// Appends a field of a comma-separated file: in quotes, with quotes doubled, where it holds a
  /// comma, a quote or a line break, and as it is otherwise (RFC 4180, section 2).
  public mutating func appendField(_ field: String) {
    let needsQuotes = field.utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r")
    }
    guard needsQuotes else {
      write(field)
      return
    }
    append(UInt8(ascii: "\""))
    for byte in field.utf8 {
      append(byte)
      if byte == UInt8(ascii: "\"") { append(byte) }
    }
    append(UInt8(ascii: "\""))
  }

  /// Appends a comma.
  public mutating func appendComma() { append(UInt8(ascii: ",")) }

  /// Appends a line feed.
  public mutating func endLine() { append(UInt8(ascii: "\n")) }

  /// Sends the bytes to the file where enough have gathered; nothing otherwise.
  ///
  /// - Throws: ``ExportError`` `cannotWrite` where the file behind the buffer cannot be written.
  public mutating func flushIfFull() throws(ExportError) {
    if bytes.count >= TextBuffer.fullCount { try flush() }
  }

  /// Sends all bytes to the file; nothing where there is no file.
  ///
  /// - Throws: ``ExportError`` `cannotWrite` where the file behind the buffer cannot be written.
  public mutating func flush() throws(ExportError) {
    guard let descriptor else { return }
    fingerprint?.append(bytes)
    let code = FileSystem.write(bytes, to: descriptor)
    guard code == 0 else { throw ExportError(kind: .cannotWrite, path: path, systemCode: code) }
    bytes.removeAll(keepingCapacity: true)
  }
}

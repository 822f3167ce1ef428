/// A row of a list, and what it counts for in an average.
public struct RowShare: Sendable, Equatable {
  /// The number of the row.
  public let row: Int
  /// Its weight; those of an average add up to 1.
  public let weight: Double

  /// Makes a share.
  public init(row: Int, weight: Double) { (self.row, self.weight) = (row, weight) }
}

/// The rows of averages of probabilities, each different one once.
public struct DistinctRows: Sendable, Equatable {
  /// The columns of the design at each row.
  public private(set) var rows: [[Double]] = []
  /// The offset of each.
  public private(set) var offsets: [Double] = []
  private var places: [Key: Int] = [:]

  private struct Key: Hashable {
    let row: [Double]
    let offset: Double
  }

  /// No rows.
  public init() {}

  /// The number of a row, which is added if it is new.
  public mutating func place(of row: [Double], offset: Double) -> Int {
    let key = Key(row: row, offset: offset)
    if let place = places[key] { return place }
    places[key] = rows.count
    rows.append(row)
    offsets.append(offset)
    return rows.count - 1
  }

  /// An average over places with weights; what stands at one place is added up.
  static func average(over places: [Int], weights: [Double]) -> [RowShare] {
    var sums: [Int: Double] = [:]
    for (place, weight) in zip(places, weights) { sums[place, default: 0] += weight }
    return sums.keys.sorted().map { RowShare(row: $0, weight: sums[$0] ?? 0) }
  }
}

/// Two averages of probabilities over some rows, to be compared.
public struct AverageChange: Sendable, Equatable {
  /// The average before the change.
  public let before: [RowShare]
  /// The average after it.
  public let after: [RowShare]

  /// Makes a change from the averages.
  public init(before: [RowShare], after: [RowShare]) {
    (self.before, self.after) = (before, after)
  }
}

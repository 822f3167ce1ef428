/// What a prior needs to know of a design's column.
public struct PriorColumn: Sendable, Equatable {
  /// The name of the column.
  public let name: String
  /// Whether it is the column of ones.
  public let isIntercept: Bool
  /// How its values vary.
  public let spread: Spread

  /// How the values of a column vary.
  public struct Spread: Sendable, Equatable {
    /// The least value.
    public let minimum: Double
    /// The largest value.
    public let maximum: Double
    /// The standard deviation, with n - 1; 0 for a single row.
    public let standardDeviation: Double
    /// Whether there are exactly two different values.
    public let isTwoValued: Bool

    /// States how a column varies.
    public init(minimum: Double, maximum: Double, standardDeviation: Double, isTwoValued: Bool) {
      self.minimum = minimum
      self.maximum = maximum
      self.standardDeviation = standardDeviation
      self.isTwoValued = isTwoValued
    }

    /// Measures the values of a column.
    ///
    /// O(count).
    ///
    /// - Precondition: there is at least one value, and all are finite.
    public init(of values: some Collection<Double>) {
      let statistics = ColumnStatistics(values)
      let (minimum, maximum) = (statistics.minimum, statistics.maximum)
      self.init(
        minimum: minimum,
        maximum: maximum,
        standardDeviation: statistics.standardDeviation,
        isTwoValued: minimum < maximum && values.allSatisfy { $0 == minimum || $0 == maximum }
      )
    }
  }

  /// Describes a column.
  public init(name: String, isIntercept: Bool = false, spread: Spread) {
    self.name = name
    self.isIntercept = isIntercept
    self.spread = spread
  }

  /// Describes a column by its values, which must be finite.
  ///
  /// O(count).
  public init(name: String, isIntercept: Bool = false, values: some Collection<Double>) {
    self.init(name: name, isIntercept: isIntercept, spread: Spread(of: values))
  }

  /// Whether a name, without backticks, means this column.
  ///
  /// The factors of an interaction may come in any order: `a:b` and `b:a` are the same column.
  func isCalled(_ target: String) -> Bool {
    let own = name.filter { $0 != "`" }
    guard own != target else { return true }
    guard own.contains(":"), own.count == target.count else { return false }
    return own.split(separator: ":").sorted() == target.split(separator: ":").sorted()
  }
}

extension PriorColumn {
  /// What a prior needs to know of a column of a design.
  public init(_ column: DesignColumn) {
    self.init(
      name: column.name,
      isIntercept: column.kind == .intercept,
      spread: Spread(
        minimum: column.minimum,
        maximum: column.maximum,
        standardDeviation: column.standardDeviation,
        isTwoValued: column.kind == .twoValued
      )
    )
  }
}

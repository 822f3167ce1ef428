/// A design with equal rows merged: the truth table of the coded cases.
///
/// The likelihood of a binomial model depends on the data only through the successes and trials of
/// each distinct row, so that nothing is lost; `patternOfCase` leads back to the cases. A large design
/// of which few rows are equal is left as it is, and every row is a pattern.
public struct CollapsedDesign: Sendable {
  /// The distinct rows, m x p, in order of first appearance; the memory of the design's own where
  /// nothing was merged.
  public let matrix: TiledMatrix
  /// The successes of each pattern.
  public private(set) var successes: [Double]
  /// The trials of each pattern.
  public private(set) var trials: [Double]
  /// The offset of each pattern.
  public let offset: [Double]
  /// The pattern of each case; empty where the rows of the design stand for several cases.
  public let patternOfCase: [Int]
  /// The cases of each pattern, in order; none where rows of the design stand for several cases.
  public let casesOfPattern: [[Int]]
  /// What a reader calls each pattern.
  public let configurationLabels: ConfigurationLabels

  /// The names and kinds of the design columns.
  public let columns: [DesignColumn]

  /// Up to how many elements a design is merged wherever two rows are equal.
  ///
  /// Beyond it merging takes another copy of the distinct rows, which has to pay.
  static let smallSize = 1 << 22

  /// Merges the cases of a design whose rows and offsets are equal to the last bit (-0 equals 0).
  ///
  /// O(n p) in time; memory for the distinct rows where there are fewer than rows.
  public init(_ design: DesignMatrix) {
    let all = design.matrix
    var (patternOfRow, firstRows) = Self.patterns(all, offset: design.offset)
    let isSmall = all.rowCount * all.columnCount <= Self.smallSize
    if !isSmall, 4 * firstRows.count > 3 * all.rowCount {
      patternOfRow = Array(0..<all.rowCount)
      firstRows = patternOfRow
    }
    matrix = firstRows.count == all.rowCount ? all : all.selecting(rows: firstRows)
    var successes = [Double](repeating: 0, count: firstRows.count)
    var trials = successes
    for (row, pattern) in patternOfRow.enumerated() {
      let count = design.counts?[row] ?? 1
      successes[pattern] += design.successes[row] * count
      trials[pattern] += design.trials[row] * count
    }
    self.successes = successes
    self.trials = trials
    offset = firstRows.map { design.offset[$0] }
    var rows = [[Int]](repeating: [], count: firstRows.count)
    for (row, pattern) in patternOfRow.enumerated() { rows[pattern].append(row) }
    patternOfCase = design.hasCases ? patternOfRow : []
    casesOfPattern = design.hasCases ? rows : rows.map { _ in [] }
    columns = design.columns
    configurationLabels = ConfigurationLabels(
      conditions: design.conditions,
      matrix: matrix,
      rowsOfPattern: rows
    )
  }

  /// Takes some successes and trials out of one of the patterns, which may be left without trials.
  mutating func remove(successes: Double, trials: Double, fromPattern pattern: Int) {
    self.successes[pattern] -= successes
    self.trials[pattern] -= trials
  }

  /// The same distinct rows with other outcomes; each row is one case, of all its trials.
  ///
  /// O(rows). The matrix is shared.
  ///
  /// - Precondition: there is a number of successes for each row, and of trials unless they stay.
  public init(_ other: CollapsedDesign, successes: [Double], trials: [Double]? = nil) {
    let trials = trials ?? other.trials
    precondition(
      successes.count == other.trials.count && trials.count == successes.count,
      "outcomes for each row"
    )
    matrix = other.matrix
    self.successes = successes
    self.trials = trials
    offset = other.offset
    patternOfCase = Array(successes.indices)
    casesOfPattern = successes.indices.map { [$0] }
    configurationLabels = other.configurationLabels
    columns = other.columns
  }

  /// Numbers the distinct rows in order of first appearance.
  private static func patterns(
    _ matrix: TiledMatrix,
    offset: [Double]
  ) -> (ofRow: [Int], firstRows: [Int]) {
    let hashes = matrix.rowHashes(seeds: offset)
    var size = 16
    while size < 2 * matrix.rowCount { size *= 2 }
    // One more than the number of a pattern, 0 where free.
    var slots = [Int32](repeating: 0, count: size)
    var patternOfRow: [Int] = []
    patternOfRow.reserveCapacity(matrix.rowCount)
    var firstRows: [Int] = []
    for row in 0..<matrix.rowCount {
      var slot = Int(truncatingIfNeeded: hashes[row]) & (size - 1)
      while true {
        let pattern = Int(slots[slot]) - 1
        if pattern < 0 {
          firstRows.append(row)
          slots[slot] = Int32(firstRows.count)
          patternOfRow.append(firstRows.count - 1)
          break
        }
        let first = firstRows[pattern]
        if hashes[first] == hashes[row], offset[first] == offset[row],
          matrix.rowsAreEqual(first, row)
        {
          patternOfRow.append(pattern)
          break
        }
        slot = (slot + 1) & (size - 1)
      }
    }
    return (patternOfRow, firstRows)
  }
}

/// What a reader calls the distinct rows of a design: the conditions present, and the values of the
/// other columns.
///
/// `protest, security_uncertainty`; `protest, region=Caucasus, gdp=1.5`; `none` where every
/// condition is absent; `all cases` where the formula has no predictor. Values that differ within a
/// pattern (`I(x^2)`) are joined by `or`. A label is made when it is asked for.
public struct ConfigurationLabels: Sendable, RandomAccessCollection {
  let conditions: [Condition]
  let matrix: TiledMatrix
  let rowsOfPattern: [[Int]]

  /// 0.
  public var startIndex: Int { 0 }
  /// The number of patterns.
  public var endIndex: Int { rowsOfPattern.count }

  /// The label of a pattern.
  public subscript(pattern: Int) -> String {
    guard !conditions.isEmpty else { return "all cases" }
    let parts = conditions.compactMap { condition in
      switch condition {
      case .column(let column): ConfigurationLabel.part(for: rowsOfPattern[pattern], column)
      case .design(let name, let column):
        ConfigurationLabel.part(name, Expression.text(of: matrix[pattern, column]))
      }
    }
    return parts.isEmpty ? "none" : parts.joined(separator: ", ")
  }
}

/// Words for the values that a case has in the columns of a formula.
enum ConfigurationLabel {
  /// The words for a number.
  static func part(_ name: String, _ number: String) -> String { readable(name) + "=" + number }

  /// The words for one column, or nil for a condition that is absent.
  static func part(for cases: [Int], _ column: Column) -> String? {
    let name = readable(column.name)
    switch column.values {
    case .coded(let values):
      let present = distinct(cases.map { values[$0] == true })
      if present.count > 1 { return name + "=yes or no" }
      return present == [true] ? name : nil
    case .numeric(let values):
      let texts = distinct(cases.map { Expression.text(of: values[$0] ?? .nan) })
      return name + "=" + texts.joined(separator: " or ")
    case .text(let values):
      let texts = distinct(cases.map { readable(values[$0] ?? "") })
      return name + "=" + texts.joined(separator: " or ")
    }
  }

  private static func distinct<Value: Hashable>(_ values: [Value]) -> [Value] {
    var seen: Set<Value> = []
    return values.filter { seen.insert($0).inserted }
  }

  /// A name between backticks where the punctuation of a label would blur its ends.
  private static func readable(_ name: String) -> String {
    let blurs = name.contains { ",=`".contains($0) || $0.isNewline } || name == "none"
    return blurs ? "`" + name + "`" : name
  }
}

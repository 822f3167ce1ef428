/// A design with equal rows merged: the truth table of the coded cases.
///
/// The likelihood of a binomial model depends on the data only through the successes and trials of
/// each distinct row, so that nothing is lost; `patternOfCase` leads back to the cases.
public struct CollapsedDesign: Sendable {
  /// The distinct rows, m x p, in order of first appearance.
  public let matrix: Matrix
  /// The successes of each pattern.
  public let successes: [Double]
  /// The trials of each pattern.
  public let trials: [Double]
  /// The offset of each pattern.
  public let offset: [Double]
  /// The pattern of each case; empty where the rows of the design stand for several cases.
  public let patternOfCase: [Int]
  /// The cases of each pattern, in order; none where rows of the design stand for several cases.
  public let casesOfPattern: [[Int]]
  /// What a reader calls each pattern: the conditions present, and the values of the other columns.
  ///
  /// `protest, security_uncertainty`; `protest, region=Caucasus, gdp=1.5`; `none` where every
  /// condition is absent; `all cases` where the formula has no predictor. Values that differ within
  /// a pattern (`I(x^2)`) are joined by `or`.
  public let configurationLabels: [String]

  /// The names and kinds of the design columns.
  public let columns: [DesignColumn]

  /// Merges the cases of a design whose rows and offsets are equal to the last bit (-0 equals 0).
  ///
  /// O(n p) in time and memory.
  public init(_ design: DesignMatrix) {
    var patternOfKey: [[UInt64]: Int] = [:]
    var patternOfRow: [Int] = []
    var rows: [[Int]] = []
    let columnCount = design.matrix.columnCount
    for row in 0..<design.matrix.rowCount {
      var key: [UInt64] = []
      key.reserveCapacity(columnCount + 1)
      // Adding zero turns -0 into 0 and changes nothing else.
      for column in 0..<columnCount { key.append((design.matrix[row, column] + 0).bitPattern) }
      key.append((design.offset[row] + 0).bitPattern)
      let pattern = patternOfKey[key, default: rows.count]
      if pattern == rows.count {
        patternOfKey[key] = pattern
        rows.append([])
      }
      rows[pattern].append(row)
      patternOfRow.append(pattern)
    }
    var matrix = Matrix(rowCount: rows.count, columnCount: columnCount)
    for (pattern, members) in rows.enumerated() {
      for column in 0..<columnCount { matrix[pattern, column] = design.matrix[members[0], column] }
    }
    self.matrix = matrix
    let counts = design.counts
    func totals(_ values: [Double]) -> [Double] {
      rows.map { $0.reduce(0) { $0 + values[$1] * (counts?[$1] ?? 1) } }
    }
    successes = totals(design.successes)
    trials = totals(design.trials)
    offset = rows.map { design.offset[$0[0]] }
    patternOfCase = design.hasCases ? patternOfRow : []
    casesOfPattern = design.hasCases ? rows : rows.map { _ in [] }
    columns = design.columns
    configurationLabels = rows.map { ConfigurationLabel.text(for: $0, design.conditions) }
  }
}

/// Words for the values that a case has in the columns of a formula.
enum ConfigurationLabel {
  /// The label shared by some cases.
  static func text(for cases: [Int], _ conditions: [Column]) -> String {
    guard !conditions.isEmpty else { return "all cases" }
    let parts = conditions.compactMap { part(for: cases, $0) }
    return parts.isEmpty ? "none" : parts.joined(separator: ", ")
  }

  /// The words for one column, or nil for a condition that is absent.
  private static func part(for cases: [Int], _ column: Column) -> String? {
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

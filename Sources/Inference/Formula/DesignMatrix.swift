/// One column of a design matrix.
public struct DesignColumn: Sendable, Equatable {
  /// What the values of a column look like; it decides how a default prior is scaled.
  public enum Kind: Sendable, Equatable {
    /// The column of ones named `Intercept`.
    case intercept
    /// Exactly two distinct values: scaled by their range.
    case twoValued
    /// At least three distinct values.
    case continuous
    /// A single value, so that there is no spread to scale by.
    case constant
  }

  /// The name, which is also the name of the coefficient; that of the intercept is `Intercept`.
  public let name: String
  /// The label of the term that the column belongs to.
  public let term: String
  /// What the values look like.
  public let kind: Kind
  /// The smallest value.
  public let minimum: Double
  /// The largest value.
  public let maximum: Double
  /// The mean.
  public let mean: Double
  /// The standard deviation with divisor n - 1; 0 for a single case.
  public let standardDeviation: Double

  init(
    _ plan: DesignEncoder.ColumnPlan,
    _ values: [Double],
    counts: [Double]?
  ) {
    name = plan.name
    term = plan.term
    let statistics = ColumnStatistics(values, counts: counts)
    minimum = statistics.minimum
    maximum = statistics.maximum
    mean = statistics.mean
    standardDeviation = statistics.standardDeviation
    if plan.parts.isEmpty {
      kind = .intercept
    } else if minimum == maximum {
      kind = .constant
    } else {
      let (low, high) = (minimum, maximum)
      kind = values.allSatisfy { $0 == low || $0 == high } ? .twoValued : .continuous
    }
  }
}

/// The predictors and outcomes of the cases fitted, as a formula asks for them.
///
/// One row for each case, one column for each coefficient. Where the table merges equal cases, so do
/// the rows: `counts` says how many cases each stands for, and cases have no names.
///
/// Columns are never dropped: those that are constant or redundant are named in `aliases`.
public struct DesignMatrix: Sendable {
  /// The formula.
  public let formula: Formula
  /// What the columns are.
  public let columns: [DesignColumn]
  /// The predictors, n x p, in the units of the data.
  public let matrix: TiledMatrix
  /// The number of successes of a case of each row; 0 or 1 for a yes/no outcome.
  public let successes: [Double]
  /// The number of trials of a case of each row; 1 for a yes/no outcome.
  public let trials: [Double]
  /// The number of equal cases that each row stands for; nil where every row is one case.
  public let counts: [Double]?
  /// The number of cases.
  public let caseCount: Int
  /// The sum of the offsets of each case (log-odds); zeros without one.
  public let offset: [Double]
  /// The names of the cases; empty where rows stand for several cases.
  public let caseNames: [String]
  /// The lines of the file on which the cases start, the first of each row.
  public let lines: [Int]
  /// The rows of the table that the rows of the design are.
  public let rows: [Int]
  /// Where the table came from.
  public let source: String
  /// The names of the cases left out because of a gap in a used column.
  ///
  /// Of merged cases only the first `Table.namedCaseLimit` are named.
  public let droppedCases: [String]
  /// The number of cases left out, named or not.
  public let droppedCaseCount: Int
  /// Those dropped cases that lack only their outcome, so that it can be predicted.
  public let casesWithoutOutcome: PredictorMatrix?
  /// The raw columns that the right-hand side uses, for the cases fitted.
  let conditions: [Condition]
  /// What encodes other tables in the same way.
  public let encoder: DesignEncoder
  /// The columns that are constant, or combinations of earlier ones.
  public let aliases: [Alias]
  /// What is odd about the values of the columns used.
  public let remarks: [ColumnRemark]
  /// The names of all columns of the table, used or not.
  let columnNames: [String]

  /// Whether every row is one case.
  public var hasCases: Bool { counts == nil }

  /// The numeric columns whose mean is more than ten standard deviations from 0, where an intercept with a
  /// prior stands for that 0; none in a formula without an intercept.
  package var farColumns: [Int] {
    guard formula.hasIntercept else { return [] }
    return columns.indices.filter { index in
      let column = columns[index]
      return column.kind == .continuous && abs(column.mean) > 10 * column.standardDeviation
    }
  }

  /// The reference level actually used of each factor, by the name of its column.
  public var references: [String: String] { encoder.references }

  /// From how many rows on the memory that reading has left behind is given back.
  private static let largeRowCount = 10_000

  /// Builds the design of a table.
  ///
  /// `references` names the reference level of each factor by the name of its column; columns that
  /// are no factors are ignored, and a factor not named compares with its first level. Nothing in
  /// the design is NaN or infinite: the error says which column, case, line and value is at fault.
  /// O(n p min(n, p)), the cost of finding aliases.
  ///
  /// - Throws: ``FormulaError`` where the table does not have what the formula needs.
  public init(
    formula: Formula,
    table: consuming Table,
    references: [String: String] = [:],
    missing: MissingPolicy = .refuse
  ) throws(FormulaError) {
    let predictors = formula.predictorColumns
    source = table.source
    columnNames = table.columnNames
    let frame = try ModelFrame.forFit(formula, consume table, missing)
    let counts = frame.counts
    let outcome = try Outcome(frame)
    let encoder = try DesignEncoder(frame: frame, references: references)
    self.formula = formula
    self.encoder = encoder
    remarks = ColumnReview(frame).remarks(factors: encoder.factors)
    droppedCaseCount = frame.droppedCaseCount
    casesWithoutOutcome = Self.withoutOutcome(frame, predictors, encoder)
    conditions = predictors.compactMap { name in
      if let index = encoder.indexOfNumericColumn(name, frame) {
        return Condition.design(name: name, column: index)
      }
      return frame.table[name].map { .column($0.selecting(rows: frame.rows)) }
    }
    let encoded = try encoder.encode(consume frame)
    matrix = encoded.matrix
    columns = encoder.plans.enumerated().map {
      DesignColumn($1, encoded.matrix.column($0), counts: counts)
    }
    successes = outcome.successes
    trials = outcome.trials
    self.counts = counts
    caseCount = counts.map { Int($0.reduce(0, +)) } ?? encoded.rows.count
    offset = encoded.offset
    caseNames = counts == nil ? encoded.caseNames : []
    lines = encoded.lines
    rows = encoded.rows
    droppedCases = encoded.droppedCases
    aliases = Alias.all(in: encoded.matrix, columns: columns)
    // Giving back costs more than a small input leaves, and thousands of those are fitted side by side.
    if counts != nil || matrix.rowCount >= Self.largeRowCount { FreeMemory.release() }
  }

  /// The dropped cases whose predictors are complete and can be encoded.
  private static func withoutOutcome(
    _ frame: ModelFrame,
    _ predictors: [String],
    _ encoder: DesignEncoder
  ) -> PredictorMatrix? {
    let values = predictors.compactMap { frame.table[$0]?.values }
    let rows = frame.namedDropped.filter { row in
      guard !values.contains(where: { $0.isMissing(row) }) else { return false }
      // A level that only these cases have cannot be predicted for.
      return (try? encoder.encode(ModelFrame(checked: frame, rows: [row]))) != nil
    }
    guard !rows.isEmpty else { return nil }
    return try? encoder.encode(ModelFrame(checked: frame, rows: rows))
  }
}

/// A raw column that the right-hand side of a formula uses.
enum Condition: Sendable {
  /// The column, for the cases fitted.
  case column(Column)
  /// A column of numbers that the design has as it is.
  case design(name: String, column: Int)
}

extension DesignMatrix {
  /// The raw columns of words that the right-hand side uses.
  var textConditions: [Column] {
    conditions.compactMap {
      guard case .column(let column) = $0, case .text = column.values else { return nil }
      return column
    }
  }
}

extension DesignEncoder {
  /// The design column that a column of numbers is, if it is one.
  fileprivate func indexOfNumericColumn(_ name: String, _ frame: ModelFrame) -> Int? {
    guard case .numeric? = frame.table[name]?.values else { return nil }
    return plainColumns[name]
  }
}

extension ModelFrame {
  /// The frame of a fit: the mentioned columns exist, the outcome is coded, gaps are dealt with.
  fileprivate static func forFit(
    _ formula: Formula,
    _ table: consuming Table,
    _ missing: MissingPolicy
  ) throws(FormulaError) -> ModelFrame {
    var settled = consume table
    if missing == .drop { settled.settle(formula.usedColumns) }
    let bare = ModelFrame(formula: formula, table: consume settled)
    try bare.checkMentions()
    try Outcome.checkCoding(bare)
    return try ModelFrame(
      formula: formula,
      table: bare.table,
      columns: formula.usedColumns,
      missing: missing
    )
  }
}

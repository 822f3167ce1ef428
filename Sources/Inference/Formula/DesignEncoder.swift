/// The rows of a design matrix for cases whose outcome may be unknown.
///
/// Where the table merges equal cases, so do the rows, each named for the first of its cases.
public struct PredictorMatrix: Sendable, Equatable {
  /// One row for each case, one column for each coefficient.
  public let matrix: TiledMatrix
  /// The sum of the offsets of each case, on the scale of the linear predictor.
  public let offset: [Double]
  /// The names of the cases.
  public let caseNames: [String]
  /// The lines of the file on which the cases start.
  public let lines: [Int]
  /// The rows of the table that the cases are.
  public let rows: [Int]
  /// The names of the cases left out because of a gap; of merged cases only the first are named.
  public let droppedCases: [String]

  /// Keeps what it is given.
  package init(
    matrix: TiledMatrix,
    offset: [Double],
    caseNames: [String],
    lines: [Int],
    rows: [Int],
    droppedCases: [String]
  ) {
    self.matrix = matrix
    self.offset = offset
    self.caseNames = caseNames
    self.lines = lines
    self.rows = rows
    self.droppedCases = droppedCases
  }
}

/// Turns tables into design matrices with the columns, factor levels and scalings of one fit.
public struct DesignEncoder: Sendable {
  /// One column to be computed: a product of parts, the empty product being the intercept.
  struct ColumnPlan: Sendable {
    let name: String
    let term: String
    let parts: [Contrasts.Part]
  }

  /// The name of the column of ones.
  public static let interceptName = "Intercept"

  /// The formula.
  public let formula: Formula
  /// The reference level of each column that is a factor in the formula.
  public let references: [String: String]
  /// The columns, in order.
  let plans: [ColumnPlan]
  /// The design columns that are a column of the table, by its name.
  let plainColumns: [String: Int]
  let evaluator: ExpressionEvaluator
  let factors: [Expression: FactorLevels]
  /// The predictors that were columns of yes/no codes in the fit.
  private let codedColumns: [String]

  /// Learns levels and scalings from the rows to be fitted.
  ///
  /// `references` names the level to compare with, for each factor by the name of its column.
  /// Columns that are no factors in the formula are ignored.
  init(frame: ModelFrame, references: [String: String]) throws(FormulaError) {
    formula = frame.formula
    var evaluator = ExpressionEvaluator()
    var factors: [Expression: FactorLevels] = [:]
    for variable in formula.variables {
      if let column = Self.factorColumn(variable, in: frame.table) {
        factors[variable] = try Self.levels(variable, column, frame, references[column])
      } else {
        try evaluator.fit(variable, on: frame)
      }
    }
    for offset in formula.offsets { try evaluator.fit(offset, on: frame) }
    let factorColumns = Set(factors.values.map(\.column))
    codedColumns = formula.predictorColumns.filter {
      guard !factorColumns.contains($0), case .coded? = frame.table[$0]?.values else {
        return false
      }
      return true
    }
    self.evaluator = evaluator
    self.factors = factors
    self.references = Dictionary(
      factors.values.map { ($0.column, $0.levels[0]) },
      uniquingKeysWith: { first, _ in first }
    )
    try Self.checkSize(frame, factors)
    let plans = Self.plans(formula, factors)
    self.plans = plans
    plainColumns = Dictionary(
      plans.enumerated().compactMap { index, plan in
        guard plan.parts.count == 1, case .number(.column(let name)) = plan.parts[0] else {
          return nil
        }
        return (name, index)
      },
      uniquingKeysWith: { first, _ in first }
    )
    try Self.checkNames(plans, frame)
  }

  /// The levels of a column that is a factor in the formula; nil for other columns.
  func levels(ofColumn name: String) -> FactorLevels? {
    factors.values.first { $0.column == name }
  }

  /// Encodes another table, for prediction.
  ///
  /// Needs the columns of the right-hand side only. Throws a `FormulaError` for an unknown column,
  /// a gap (unless cases with gaps are to be dropped), a factor level that the fit did not see, or
  /// a value that is not a yes/no code where the fit had only such codes. O(n p).
  ///
  /// - Throws: ``FormulaError`` where a column is missing or a cell is none that the fit knows.
  public func encode(
    _ table: Table,
    missing: MissingPolicy = .refuse
  ) throws(FormulaError) -> PredictorMatrix {
    try encode(
      ModelFrame(
        formula: formula,
        table: table,
        columns: formula.predictorColumns,
        missing: missing
      )
    )
  }

  /// Encodes a frame, whose numbers are let go on the way where nobody else has them.
  ///
  /// A panel of rows after another, so that a large design and what it is made of are never both in
  /// memory as a whole.
  func encode(_ checked: consuming ModelFrame) throws(FormulaError) -> PredictorMatrix {
    for column in codedColumns { try checkCodes(column, checked) }
    let offset = try offset(checked)
    var frame = consume checked
    let matrix = try TiledMatrix(
      rowCount: frame.rows.count,
      columnCount: plans.count,
      panelRows: TiledMatrix.panelRows(columnCount: plans.count)
    ) { (rows) throws(FormulaError) in
      let elements = try panel(frame, rows)
      if rows.lowerBound / NumericValues.chunkSize < rows.upperBound / NumericValues.chunkSize,
        rows.upperBound < frame.rows.count
      {
        frame.discardNumbers(beforeRow: rows.upperBound)
        FreeMemory.release()
      }
      return elements
    }
    return PredictorMatrix(
      matrix: matrix,
      offset: offset,
      caseNames: frame.caseNames(of: frame.rows),
      lines: frame.rows.map { frame.table.lines[$0] },
      rows: frame.rows,
      droppedCases: frame.caseNames(of: frame.namedDropped)
    )
  }

  /// The elements of some rows of the design, column after column.
  private func panel(
    _ frame: ModelFrame,
    _ rows: Range<Int>
  ) throws(FormulaError) -> [Double] {
    try elements(
      of: Array(plans.indices),
      on: ModelFrame(checked: frame, rows: Array(frame.rows[rows]))
    )
  }

  /// The elements of some columns of the design for the rows of a frame, column after column.
  ///
  /// The frame needs only what those columns are computed from.
  func elements(of wanted: [Int], on frame: ModelFrame) throws(FormulaError) -> [Double] {
    let parts = try PartValues(of: wanted.flatMap { plans[$0].parts }, on: frame, self)
    var elements: [Double] = []
    elements.reserveCapacity(wanted.count * frame.rows.count)
    for plan in wanted.lazy.map({ plans[$0] }) {
      let column = parts.product(of: plan.parts, rowCount: frame.rows.count)
      if let row = column.firstIndex(where: { !$0.isFinite }) {
        throw frame.error(.notFinite, column: plan.name, row: frame.rows[row])
          .with { $0.value = column[row].description }
      }
      elements += column
    }
    return elements
  }

  /// The sum of the offsets of each row of a frame.
  func offset(_ frame: ModelFrame) throws(FormulaError) -> [Double] {
    var total = [Double](repeating: 0, count: frame.rows.count)
    for offset in formula.offsets {
      let values = try evaluator.values(of: offset, on: frame)
      for row in total.indices { total[row] += values[row] }
      if let row = total.firstIndex(where: { !$0.isFinite }) {
        throw frame.error(.notFinite, offset, row: frame.rows[row])
      }
    }
    return total
  }

  fileprivate func levelIndices(
    _ factor: FactorLevels,
    _ frame: ModelFrame
  ) throws(FormulaError) -> [Int] {
    var indices: [Int] = []
    indices.reserveCapacity(frame.rows.count)
    for (position, label) in frame.labels(factor.column).enumerated() {
      guard let index = factor.index(of: label) else {
        throw frame.error(.unknownLevel, column: factor.column, row: frame.rows[position]).with {
          $0.value = label
          $0.accepted = factor.levels
        }
      }
      indices.append(index)
    }
    return indices
  }

  private func checkCodes(_ column: String, _ frame: ModelFrame) throws(FormulaError) {
    let values = try frame.numbers(column)
    guard let position = values.firstIndex(where: { $0 != 0 && $0 != 1 }) else { return }
    throw frame.error(.notCoded, column: column, row: frame.rows[position]).with {
      $0.value = Expression.text(of: values[position])
      $0.accepted = Cell.acceptedCodes
    }
  }
}

/// The values, row by row, of the parts that columns of a design are products of.
struct PartValues {
  private var numbers: [Expression: [Double]] = [:]
  private var levels: [Expression: [Int]] = [:]

  /// Computes each variable of some parts once.
  init(
    of parts: [Contrasts.Part],
    on frame: ModelFrame,
    _ encoder: DesignEncoder
  ) throws(FormulaError) {
    for part in parts {
      switch part {
      case .number(let variable) where numbers[variable] == nil:
        numbers[variable] = try encoder.evaluator.values(of: variable, on: frame)
      case .indicator(let variable, _) where levels[variable] == nil:
        guard let factor = encoder.factors[variable] else { continue }
        levels[variable] = try encoder.levelIndices(factor, frame)
      default: break
      }
    }
  }

  /// The product of some of the parts, row by row.
  func product(of parts: some Sequence<Contrasts.Part>, rowCount: Int) -> [Double] {
    var column = [Double](repeating: 1, count: rowCount)
    for part in parts {
      switch part {
      case .number(let variable):
        let values = numbers[variable] ?? []
        for row in column.indices { column[row] *= values[row] }
      case .indicator(let variable, let level):
        let values = levels[variable] ?? []
        for row in column.indices where values[row] != level { column[row] = 0 }
      }
    }
    return column
  }
}

extension DesignEncoder {
  /// The column behind a variable that is a factor: `factor(x)`, or a column of words.
  private static func factorColumn(_ variable: Expression, in table: Table) -> String? {
    switch variable {
    case .factor(let name): return name
    case .column(let name):
      guard case .text? = table[name]?.values else { return nil }
      return name
    default: return nil
    }
  }

  private static func levels(
    _ variable: Expression,
    _ column: String,
    _ frame: ModelFrame,
    _ reference: String?
  ) throws(FormulaError) -> FactorLevels {
    var isNumeric = true
    if case .text? = frame.table[column]?.values { isNumeric = false }
    let labels = frame.labels(column)
    let factor = FactorLevels(
      column: column,
      labels: labels,
      numeric: isNumeric,
      reference: reference
    )
    if let reference, factor.index(of: reference) == nil {
      throw frame.error(.unknownReference, variable, row: nil).with {
        $0.column = column
        $0.value = reference
        $0.accepted = factor.levels
        $0.suggestion = NameSuggestion.closest(to: reference, among: factor.levels)
      }
    }
    guard factor.levels.count > 1 else {
      throw frame.error(.factorWithOneLevel, variable, row: nil).with {
        $0.column = column
        $0.value = labels.first
      }
    }
    return factor
  }

  private static func plans(
    _ formula: Formula,
    _ factors: [Expression: FactorLevels]
  ) -> [ColumnPlan] {
    var plans: [ColumnPlan] = []
    if formula.hasIntercept {
      plans.append(ColumnPlan(name: interceptName, term: interceptName, parts: []))
    }
    for (index, term) in formula.terms.enumerated() {
      let columns = Contrasts.columns(
        of: term,
        after: formula.terms[..<index],
        hasIntercept: formula.hasIntercept,
        factors: factors
      )
      for parts in columns {
        let names = parts.map { part in
          switch part {
          case .number(let variable): variable.label
          case .indicator(let variable, let level):
            variable.label + (factors[variable]?.levels[level] ?? "")
          }
        }
        plans.append(
          ColumnPlan(name: names.joined(separator: ":"), term: term.label, parts: parts)
        )
      }
    }
    return plans
  }

  /// Refuses a design that would not fit into memory, before its columns are so much as named.
  private static func checkSize(
    _ frame: ModelFrame,
    _ factors: [Expression: FactorLevels]
  ) throws(FormulaError) {
    let columns = frame.formula.terms.reduce(frame.formula.hasIntercept ? 1 : 0) {
      $0 + Contrasts.columnCount(of: $1, factors: factors)
    }
    guard let need = MemoryNeed.design(rows: frame.rows.count, columns: columns) else { return }
    let largest = factors.values.max { $0.levels.count < $1.levels.count }
      .flatMap { 2 * Double($0.levels.count) > columns ? $0 : nil }
    throw frame.error(.designTooLarge, column: largest?.column).with {
      $0.value = largest.map { "\($0.levels.count)" }
      $0.caseCount = frame.rows.count
      $0.columnCount = columns
      $0.need = need
    }
  }

  /// Refuses two columns of one name, since priors and draws are told apart by it.
  private static func checkNames(
    _ plans: [ColumnPlan],
    _ frame: ModelFrame
  ) throws(FormulaError) {
    var known: Set<String> = []
    for plan in plans where !known.insert(plan.name).inserted {
      throw frame.error(.ambiguousColumn, column: plan.name).with { $0.value = plan.name }
    }
    for plan in plans where isReserved(plan.name) {
      throw frame.error(.reservedName, column: plan.name).with { $0.value = plan.name }
    }
  }

  /// Whether files of draws use a name for something else than a parameter.
  private static func isReserved(_ name: String) -> Bool {
    [".chain", ".iteration", ".draw", "lprior", "log_lik"].contains(name)
      || name.hasPrefix("log_lik[") || name.hasSuffix("__")
  }
}

/// The cases that an average is taken over: where the conditions lie, apart from what is compared.
///
/// A row for each distinct combination of values of the conditions, with its weight. Rows are those of
/// the cases fitted, each weighted by its trials (an outcome that is yes or no is one trial), so that
/// an average does not depend on how the cases were written down; or they are scenarios, all of one
/// weight.
public struct CasePopulation: Sendable {
  /// The weight of each row; positive, adding up to 1.
  public let weights: [Double]
  /// How many cases, trials or scenarios the rows stand for.
  public let size: Double
  /// The rows of the design.
  let matrix: TiledMatrix
  /// The offset of each row.
  let offset: [Double]
  /// The values of the conditions; those of `.design` are in `matrix`.
  private let conditions: [Condition]
  private let formula: Formula

  /// The number of rows.
  public var rowCount: Int { weights.count }

  /// The cases of a fit: cases whose conditions are equal are one row.
  ///
  /// Cases without trials count for nothing; where there are no trials at all, every case counts once.
  /// Where few rows are equal they are left apart and the design's memory is shared. O(rows x
  /// conditions).
  public init(observed design: DesignMatrix) {
    let counts = design.counts ?? [Double](repeating: 1, count: design.trials.count)
    var weights = zip(design.trials, counts).map(*)
    if !weights.contains(where: { $0 > 0 }) { weights = counts }
    let groups = EqualRows(design, weights: weights)
    formula = design.formula
    size = weights.reduce(0, +)
    let total = size
    guard groups.firstRows.count < design.matrix.rowCount else {
      matrix = design.matrix
      offset = design.offset
      conditions = design.conditions
      self.weights = weights.map { $0 / total }
      return
    }
    matrix = design.matrix.selecting(rows: groups.firstRows)
    offset = groups.firstRows.map { design.offset[$0] }
    conditions = design.conditions.map { condition in
      guard case .column(let column) = condition else { return condition }
      return .column(column.selecting(rows: groups.firstRows))
    }
    self.weights = groups.weights.map { $0 / total }
  }

  /// Scenarios, each counting as much as any other.
  ///
  /// - Throws: a ``FormulaError`` where arithmetic of the formula has no value in a scenario.
  /// - Precondition: there is one at least.
  public init(
    _ scenarios: [ResolvedScenario],
    of fitted: FittedConditions,
    formula: Formula
  ) throws(FormulaError) {
    precondition(!scenarios.isEmpty, "an average over nothing")
    let table = fitted.table(of: scenarios)
    let encoded = try fitted.encode(scenarios)
    self.formula = formula
    matrix = encoded.matrix
    offset = encoded.offset
    conditions = table.columns.map { .column($0) }
    weights = [Double](repeating: 1 / Double(scenarios.count), count: scenarios.count)
    size = Double(scenarios.count)
  }

  /// Some columns of the table for some rows, one of them perhaps changed, as a frame.
  ///
  /// O(rows x columns).
  func frame(
    of names: Set<String>,
    rows: Range<Int>,
    changing changed: (name: String, change: ConditionChange)? = nil
  ) -> ModelFrame {
    let columns = conditions.compactMap { condition -> Column? in
      guard names.contains(condition.name) else { return nil }
      let column = column(condition, rows)
      guard let changed, changed.name == condition.name else { return column }
      return Column(name: column.name, values: changed.change.applied(to: column.values))
    }
    let table = Table(
      source: "",
      columns: columns,
      caseNames: rows.map { "row \($0 + 1) of those averaged over" }
    )
    return ModelFrame(
      checked: ModelFrame(formula: formula, table: table),
      rows: Array(0..<rows.count)
    )
  }

  private func column(_ condition: Condition, _ rows: Range<Int>) -> Column {
    switch condition {
    case .column(let column): column.selecting(rows: Array(rows))
    case .design(let name, let index):
      Column(name: name, values: .numeric(NumericValues(rows.lazy.map { matrix[$0, index] })))
    }
  }
}

/// What is done to a condition in every row of a population.
enum ConditionChange: Sendable, Equatable {
  /// It takes this value.
  case set(ConditionValue)
  /// It grows by so much.
  case increase(Double)

  func applied(to values: Column.Values) -> Column.Values {
    switch self {
    case .set(.code(let code)): .coded([Bool?](repeating: code, count: values.count))
    case .set(.level(let level)): .text([String?](repeating: level, count: values.count))
    case .set(.number(let number)):
      .numeric([Double?](repeating: number, count: values.count))
    case .increase(let step):
      if case .numeric(let numbers) = values {
        .numeric(NumericValues(numbers.lazy.map { $0.map { $0 + step } }))
      } else {
        values
      }
    }
  }
}

extension Condition {
  /// The name of the column.
  var name: String {
    switch self {
    case .column(let column): column.name
    case .design(let name, _): name
    }
  }
}

/// Rows of a design grouped by the values of all conditions.
private struct EqualRows {
  /// The first row of each group, in order.
  private(set) var firstRows: [Int] = []
  /// The weight of each group.
  private(set) var weights: [Double] = []

  /// Groups rows of positive weight; every such row by itself where two different rows have one hash.
  init(_ design: DesignMatrix, weights rowWeights: [Double]) {
    var hashes = [UInt64](repeating: 0, count: rowWeights.count)
    for condition in design.conditions {
      Self.forEachBits(condition, design.matrix) { row, bits in
        let product = (hashes[row] ^ bits) &* 0x9E37_79B9_7F4A_7C15
        hashes[row] = product ^ (product >> 32)
      }
    }
    var groupOfHash: [UInt64: Int] = [:]
    var groupOfRow = [Int](repeating: -1, count: rowWeights.count)
    for row in rowWeights.indices where rowWeights[row] > 0 {
      if let group = groupOfHash[hashes[row]] {
        groupOfRow[row] = group
        weights[group] += rowWeights[row]
      } else {
        groupOfHash[hashes[row]] = firstRows.count
        groupOfRow[row] = firstRows.count
        firstRows.append(row)
        weights.append(rowWeights[row])
      }
    }
    if !areEqual(groupOfRow, design) {
      firstRows = rowWeights.indices.filter { rowWeights[$0] > 0 }
      weights = firstRows.map { rowWeights[$0] }
    }
  }

  private func areEqual(_ groupOfRow: [Int], _ design: DesignMatrix) -> Bool {
    guard firstRows.count < groupOfRow.count else { return true }
    for condition in design.conditions {
      var bitsOfGroup = [UInt64](repeating: 0, count: firstRows.count)
      var isEqual = true
      Self.forEachBits(condition, design.matrix) { row, bits in
        let group = groupOfRow[row]
        guard group >= 0 else { return }
        if firstRows[group] == row { bitsOfGroup[group] = bits }
        if bitsOfGroup[group] != bits { isEqual = false }
      }
      if !isEqual { return false }
    }
    return true
  }

  /// Goes through the values of a condition as bits that are equal where the values are.
  private static func forEachBits(
    _ condition: Condition,
    _ matrix: TiledMatrix,
    _ body: (Int, UInt64) -> Void
  ) {
    switch condition {
    case .design(_, let index):
      for (row, value) in matrix.column(index).enumerated() { body(row, (value + 0).bitPattern) }
    case .column(let column):
      switch column.values {
      case .coded(let codes):
        for row in codes.indices { body(row, codes[row] == true ? 1 : 0) }
      case .numeric(let numbers):
        for row in 0..<numbers.count { body(row, (numbers.raw(row) + 0).bitPattern) }
      case .text(let texts):
        var known: [String: UInt64] = [:]
        for row in texts.indices {
          let next = UInt64(known.count)
          let text = texts[row] ?? ""
          let bits = known[text] ?? next
          if bits == next { known[text] = bits }
          body(row, bits)
        }
      }
    }
  }
}

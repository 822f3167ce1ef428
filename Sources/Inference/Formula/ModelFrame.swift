/// What to do about cases with a gap in a used column.
public enum MissingPolicy: Sendable, Equatable {
  /// Refuse the data, naming the case, the line and the column.
  case refuse
  /// Leave the cases out and say which.
  case drop
}

/// The part of a table that a formula uses: columns that exist and fit, rows without gaps.
package struct ModelFrame {
  let formula: Formula
  private(set) var table: Table
  /// The rows used, as indices into the table.
  private(set) var rows: [Int]
  /// The rows left out because of a gap.
  private(set) var dropped: [Int] = []

  /// Takes rows as they are, without looking for gaps.
  ///
  /// - Precondition: the columns to be used were checked and have no gap in these rows.
  init(checked frame: ModelFrame, rows: [Int]) {
    formula = frame.formula
    table = frame.table
    self.rows = rows
  }

  /// Takes no rows yet, to check columns only.
  package init(formula: Formula, table: Table) {
    self.formula = formula
    self.table = table
    rows = []
  }

  /// Checks the columns and finds the rows without gaps.
  init(
    formula: Formula,
    table: Table,
    columns: [String],
    missing: MissingPolicy
  ) throws(FormulaError) {
    self.init(formula: formula, table: table)
    if missing == .drop { self.table.settle(columns) }
    for name in columns { try checkColumn(name) }
    guard table.rowCount > 0 else { throw error(.noRows) }
    var isDropped = [Bool](repeating: false, count: table.rowCount)
    for name in columns {
      for row in self.table[name]?.values.missingRows ?? [] { isDropped[row] = true }
    }
    for row in isDropped.indices {
      if isDropped[row] { dropped.append(row) } else { rows.append(row) }
    }
    if missing == .refuse, let row = dropped.first,
      let column = columns.first(where: { table[$0]?.values.isMissing(row) ?? false })
    {
      throw error(.missingValue, column: column, row: row)
        .with(dropped: self)
    }
    guard !rows.isEmpty else { throw error(.noRows).with(dropped: self) }
  }

  /// Lets go of the numbers of the rows used before one of them; see `Table.discardNumbers(before:)`.
  mutating func discardNumbers(beforeRow position: Int) {
    table.discardNumbers(before: position < rows.count ? rows[position] : table.rowCount)
  }

  func caseNames(of rows: some Sequence<Int>) -> [String] { rows.map { table.caseNames[$0] } }

  /// The dropped rows that are single cases: all, or the first, where the table merges equal cases.
  var namedDropped: ArraySlice<Int> {
    table.counts == nil ? dropped[...] : dropped.prefix(Table.namedCaseLimit)
  }

  /// The number of cases left out because of a gap.
  var droppedCaseCount: Int {
    guard let counts = table.counts else { return dropped.count }
    return dropped.reduce(0) { $0 + counts[$1] }
  }

  /// How many cases each row used stands for; nil where every row is one case.
  var counts: [Double]? {
    table.counts.map { counts in rows.map { Double(counts[$0]) } }
  }

  /// Refuses a name that is not that of a column.
  func checkExists(_ name: String) throws(FormulaError) {
    let available = table.columnNames
    guard !available.contains(name) else { return }
    throw error(.unknownColumn, column: name).with {
      $0.value = name
      $0.available = available
      $0.suggestion = NameSuggestion.closest(to: name, among: available)
    }
  }

  /// Refuses a formula that mentions what is no column, if only to remove it.
  package func checkMentions() throws(FormulaError) {
    for name in formula.mentionedColumns { try checkExists(name) }
  }

  /// Refuses a column that does not exist or whose cells do not fit each other.
  package func checkColumn(_ name: String) throws(FormulaError) {
    try checkExists(name)
    guard let column = table[name] else { return }
    guard let odd = column.irregularity else { return }
    // factor(x) says that words are meant, so words among numbers are nothing odd there.
    let isValue = odd.expected == .finiteNumber || odd.expected == .result
    if !isValue, isUsedAsFactorOnly(name) { return }
    // One of two texts was declared to be the yes, so texts are meant.
    if !isValue, case .text = column.values, formula.response.isDeclared,
      formula.response.columns == [name], !formula.predictorColumns.contains(name)
    {
      return
    }
    throw error(.irregularColumn, column: name, row: odd.row).with {
      $0.value = odd.value
      switch odd.expected {
      case .codes, .numbers:
        $0.accepted = odd.expected == .codes ? Cell.acceptedCodes : ["a number"]
        $0.available = column.firstValues
        let isWord = Cell(Array(odd.value.utf8).span) == .word && WordForm(odd.value) == nil
        if Self.mayBeMissing(odd.value) {
          $0.suspicion = .missing
        } else if odd.row == 0, isWord, table.rowCount > 2 {
          $0.suspicion = .secondHeader
        }
      case .words:
        $0.accepted = ["a word"]
        $0.available = column.firstValues
        if Self.mayBeMissing(odd.value) { $0.suspicion = .missing }
      case .finiteNumber: $0.accepted = ["a finite number"]
      case .plainNumber: $0.accepted = ["a number"]
      case .oneNotation(let other):
        $0.accepted = [
          "numbers written in one way, and another one here is \(QuotedText(other).quoted)"
        ]
      case .result: $0.accepted = []
      }
    }
  }

  /// Whether a text is a word or a number that is often written for a missing value.
  private static func mayBeMissing(_ text: String) -> Bool {
    MissingTexts.isDoubtful(text)
      || DecimalText.parse(Array(text.utf8).span).map(NumberTally.isSuspect) ?? false
  }

  private func isUsedAsFactorOnly(_ name: String) -> Bool {
    guard !formula.response.columns.contains(name) else { return false }
    return (formula.variables + formula.offsets).allSatisfy {
      $0 == .factor(name) || !$0.columns.contains(name)
    }
  }

  /// The cells of a column as numbers; yes/no codes are 1 and 0.
  func numbers(_ name: String) throws(FormulaError) -> [Double] {
    switch table[name]?.values {
    case .coded(let values)?:
      return rows.map { values[$0] == true ? 1 : 0 }
    case .numeric(let values)?:
      var result: [Double] = []
      result.reserveCapacity(rows.count)
      for row in rows {
        // What is missing is not finite either.
        let value = values.raw(row)
        guard value.isFinite else {
          throw error(.notFinite, column: name, row: row).with {
            $0.value = (values[row] ?? .nan).description
            $0.accepted = ["a finite number"]
          }
        }
        result.append(value)
      }
      return result
    case .text(let values)?:
      throw error(.notNumeric, column: name, row: rows.first).with {
        $0.value = rows.first.flatMap { values[$0] }
        $0.accepted = ["a number"] + Cell.acceptedCodes
      }
    case nil: preconditionFailure("the columns of a frame are checked when it is made")
    }
  }

  /// The cells of a column as names of groups; yes/no codes are `1` and `0`.
  func labels(_ name: String) -> [String] {
    switch table[name]?.values {
    case .coded(let values)?: rows.map { values[$0] == true ? "1" : "0" }
    case .numeric(let values)?: rows.map { Expression.text(of: values[$0] ?? .nan) }
    case .text(let values)?: rows.map { values[$0] ?? "" }
    case nil: preconditionFailure("the columns of a frame are checked when it is made")
    }
  }

  /// An error about the formula, a column or one of its cells.
  func error(_ kind: FormulaError.Kind, column: String? = nil, row: Int? = nil) -> FormulaError {
    FormulaError(kind, formula.text, range: column.flatMap { formula.range(ofColumn: $0) }).with {
      $0.file = table.source
      $0.column = column
      let notices = table.notices.filter { $0.column != nil && $0.column == column }
      let told = notices.first { ["gaps-for-no", "merged-cells"].contains($0.code) }
      $0.note = told ?? notices.first
      guard let row else { return }
      $0.line = table.lines[row]
      $0.caseName = table.caseNames[row]
      if Table.isTotal(table.caseNames[row]) { $0.suspicion = .total }
    }
  }

  /// An error about the result of an expression.
  func error(_ kind: FormulaError.Kind, _ expression: Expression, row: Int?) -> FormulaError {
    error(kind, column: expression.label, row: row).with {
      $0.range = formula.ranges[expression] ?? $0.range
    }
  }
}

extension FormulaError {
  /// The same error with the cases that a frame left out.
  fileprivate func with(dropped frame: ModelFrame) -> FormulaError {
    with {
      $0.cases = frame.caseNames(of: frame.namedDropped)
      $0.caseCount = frame.droppedCaseCount
    }
  }
}

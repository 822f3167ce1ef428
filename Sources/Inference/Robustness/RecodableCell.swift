/// A cell of a universe that could have been coded otherwise.
public struct RecodableCell: Sendable, Hashable {
  /// The case.
  public let caseName: String
  /// The variable.
  public let variable: String
  /// The value that the universe has.
  public let value: String
  /// The other values that it could have, at least one.
  public let alternatives: [String]
  /// Whether the variable is the outcome: to recode it doubts what happened, not why.
  public let isOutcome: Bool
}

/// One cell given another value than a universe has.
public struct CellChange: Sendable, Hashable, CustomStringConvertible {
  /// The case.
  public let caseName: String
  /// The variable.
  public let variable: String
  /// The value that the universe has.
  public let from: String
  /// The value that it is given.
  public let to: String
  /// Whether the variable is the outcome.
  public let isOutcome: Bool

  /// `KAZ2022 security_uncertainty yes -> no`.
  public var description: String { "\(caseName) \(variable) \(from) -> \(to)" }
}

extension RecodableCell {
  /// All cells of a table that could have been coded otherwise, by case and then by variable, and the
  /// variables that are numbers and no codes.
  ///
  /// Of the rows without a gap in the columns that the formula uses; O(cells).
  static func all(
    in table: Table,
    of formula: Formula
  ) -> (cells: [RecodableCell], numbers: [String]) {
    let outcome = formula.response.columns
    let used = formula.predictorColumns.filter { !outcome.contains($0) } + outcome
    let columns = used.compactMap { table[$0] }
    let rows = table.caseNames.indices.filter { row in
      columns.allSatisfy { !$0.values.isMissing(row) }
    }
    let levels = columns.map { $0.recodableLevels(in: rows, of: formula) }
    var cells: [RecodableCell] = []
    for row in rows {
      for (column, levels) in zip(columns, levels) {
        guard let levels, let value = column.codeText(row) else { continue }
        let alternatives = levels.filter { $0 != value }
        guard !alternatives.isEmpty else { continue }
        cells.append(
          RecodableCell(
            caseName: table.caseNames[row],
            variable: column.name,
            value: value,
            alternatives: alternatives,
            isOutcome: outcome.contains(column.name)
          )
        )
      }
    }
    let numbers = zip(columns, levels).filter { $1 == nil }.map(\.0.name)
    return (cells, numbers)
  }
}

extension Column {
  /// The value of a row as a recode writes it; nil where it is missing.
  func codeText(_ row: Int) -> String? {
    guard case .numeric(let numbers) = values else { return levelText(row) }
    return numbers[row].map { Expression.text(of: $0) }
  }

  /// The values that a cell may be given; nil where it may have any number.
  ///
  /// Yes and no, or the words that occur in these rows, or the numbers that occur where the formula has
  /// them as names of groups only.
  fileprivate func recodableLevels(in rows: [Int], of formula: Formula) -> [String]? {
    switch values {
    case .coded: return ["yes", "no"]
    case .text: break
    case .numeric:
      let uses = (formula.variables + formula.offsets).filter { $0.columns.contains(name) }
      guard !formula.response.columns.contains(name), !uses.isEmpty,
        uses.allSatisfy({ $0 == .factor(name) })
      else { return nil }
    }
    var seen: Set<String> = []
    return rows.compactMap(codeText).filter { seen.insert($0).inserted }
  }
}

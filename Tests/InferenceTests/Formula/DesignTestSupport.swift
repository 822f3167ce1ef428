@testable import Inference

/// Six invented cases with every kind of column.
enum DesignTestTable {
  static let region = ["Caucasus", "Baltic", "Asia", "Asia", "Baltic", "Caucasus"]
  static let size = ["small", "large", "large", "small", "small", "large"]
  static let protest = [true, false, true, true, false, false]
  static let gdp = [1.5, 2, 4, 0.5, 3, 8]

  static func make(_ extra: [Column] = []) -> Table {
    table(
      [
        Column(name: "y", values: .coded([true, false, true, false, true, false])),
        Column(name: "region", values: .text(region)),
        Column(name: "size", values: .text(size)),
        Column(name: "protest", values: .coded(protest)),
        Column(name: "gdp", values: .numeric(gdp)),
      ] + extra
    )
  }

  static func table(_ columns: [Column]) -> Table {
    let count = columns.first?.values.count ?? 0
    return Table(
      source: "cases.csv",
      columns: columns,
      caseNames: (0..<count).map { "case \($0)" },
      lines: (0..<count).map { 2 + 3 * $0 }
    )
  }

  static func design(
    _ formula: String,
    _ table: Table = make(),
    references: [String: String] = [:],
    missing: MissingPolicy = .refuse
  ) throws -> DesignMatrix {
    try DesignMatrix(
      formula: Formula(formula),
      table: table,
      references: references,
      missing: missing
    )
  }

  /// The error of a design, or nil where it can be made.
  static func failure(
    _ formula: String,
    _ table: Table = make(),
    references: [String: String] = [:],
    missing: MissingPolicy = .refuse
  ) -> FormulaError? {
    do {
      _ = try design(formula, table, references: references, missing: missing)
      return nil
    } catch { return error as? FormulaError }
  }

  static func rows(_ matrix: TiledMatrix) -> [[Double]] {
    (0..<matrix.rowCount).map { matrix.row($0) }
  }
}

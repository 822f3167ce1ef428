/// Tables for Typst: a `figure` with a `table` whose texts are string literals, in which nothing is markup.
struct TypstTable: PaperTableFormat {
  let name = "typst"
  let suffixes = ["typ"]

  func bytes(of table: PaperTable, sealed: Bool) -> [UInt8] {
    let alignments = ["left"] + table.header.dropFirst().map { _ in "center" }
    var lines = [
      "// A table of \(Program.name).", "#figure(", "  kind: table,",
      "  caption: figure.caption(position: top, \(Self.literal(table.title))),", "  table(",
      "    columns: \(table.header.count),", "    align: (\(alignments.joined(separator: ", ")),),",
      "    stroke: none,", "    inset: (x: 0.6em, y: 0.3em),", "    table.hline(stroke: 0.08em),",
      "    table.header(\(table.header.map(Self.literal).joined(separator: ", "))),",
      "    table.hline(stroke: 0.05em),",
    ]
    for row in table.rows {
      if row.isFirstOfPart { lines.append("    table.hline(stroke: 0.05em),") }
      lines.append("    " + row.cells.map(Self.cell).joined(separator: ", ") + ",")
    }
    lines += ["    table.hline(stroke: 0.08em),", "  ),", ")"]
    if !table.notes.isEmpty {
      let notes = table.notes.map { "par(\(Self.literal($0)))" }.joined(separator: " + ")
      lines.append("#text(size: 0.85em, \(notes))")
    }
    if sealed { lines.append("// " + FileSeal.blank) }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private static func cell(_ cell: PaperTable.Cell) -> String {
    let text = literal(cell.isNumber ? TableTypography.number(cell.text) : cell.text)
    return cell.marks.isEmpty ? text : "[#\(text)#super(\(literal(cell.marks)))]"
  }

  /// A string literal.
  static func literal(_ text: String) -> String {
    let line = TableTypography.line(text)
    return "\""
      + TableTypography.replacing(line) { $0 == "\\" ? "\\\\" : $0 == "\"" ? "\\\"" : nil }
      + "\""
  }
}

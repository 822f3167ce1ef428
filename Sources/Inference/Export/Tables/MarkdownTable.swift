/// Tables in Markdown with the pipes that GitHub, pandoc and Quarto read.
struct MarkdownTable: PaperTableFormat {
  let name = "md"
  let suffixes = ["md", "markdown", "qmd"]

  func bytes(of table: PaperTable, sealed: Bool) -> [UInt8] {
    let rows = [table.header.map { Self.text($0) }] + table.rows.map { $0.cells.map(Self.cell) }
    let widths = table.header.indices.map { column in
      max(3, rows.map { Phrase.width($0[column]) }.max() ?? 0)
    }
    func line(_ cells: [String]) -> String {
      "| "
        + zip(cells, widths).map { cell, width in
          cell + String(repeating: " ", count: max(0, width - Phrase.width(cell)))
        }.joined(separator: " | ") + " |"
    }
    let rule = widths.enumerated().map { column, width in
      column == 0
        ? ":" + String(repeating: "-", count: width - 1)
        : ":" + String(repeating: "-", count: width - 2) + ":"
    }
    var lines = [Self.text(table.title), "", line(rows[0]), line(rule)]
    lines += rows.dropFirst().map(line)
    for note in table.notes { lines += ["", Self.text(note)] }
    if sealed { lines += ["", "<!-- \(FileSeal.blank) -->"] }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private static func cell(_ cell: PaperTable.Cell) -> String { text(cell.text) + cell.marks }

  private static func text(_ text: String) -> String {
    // Underscores within words are none, but not at their ends.
    let plain = MarkdownText.plain(text)
    let isEmphasis = plain.hasPrefix("_") || plain.hasSuffix("_") || plain.contains(" _")
    return MarkdownText.cell(isEmphasis ? plain.replacing("_", with: "\\_") : plain)
  }
}

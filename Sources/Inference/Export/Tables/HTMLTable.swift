/// Tables as a page of HTML that needs nothing else: a browser and a word processor open it.
struct HTMLTable: PaperTableFormat {
  let name = "html"
  let suffixes = ["html", "htm"]

  func bytes(of table: PaperTable, sealed: Bool) -> [UInt8] {
    let title = Self.escaped(table.title)
    var lines = [
      "<!DOCTYPE html>", "<html lang=\"en\">", "<head>", "<meta charset=\"utf-8\">",
      "<meta name=\"viewport\" content=\"width=device-width\">", "<title>\(title)</title>",
      "<style>",
      "body { font: 1rem/1.35 Georgia, 'Times New Roman', serif; color: #111; background: #fff }",
      "table { border-collapse: collapse; border-top: 2px solid; border-bottom: 2px solid }",
      "caption { text-align: left; padding-bottom: .4em }",
      "th, td { padding: .12em .8em; text-align: center; font-weight: normal; white-space: nowrap }",
      "th:first-child, td:first-child { text-align: left; padding-left: .2em }",
      "thead th, tr.part > * { border-top: 1px solid } thead th { border-top: 0 }",
      "thead { border-bottom: 1px solid }",
      ".notes { font-size: .85rem; max-width: 60em } .notes p { margin: .3em 0 }",
      "</style>", "</head>", "<body>", "<table>", "<caption>\(title)</caption>", "<thead>",
      "<tr>" + table.header.map { "<th scope=\"col\">\(Self.escaped($0))</th>" }.joined() + "</tr>",
      "</thead>", "<tbody>",
    ]
    for row in table.rows {
      let head = "<th scope=\"row\">\(Self.cell(row.cells[0]))</th>"
      let cells = row.cells.dropFirst().map { "<td>\(Self.cell($0))</td>" }.joined()
      lines.append("<tr\(row.isFirstOfPart ? " class=\"part\"" : "")>\(head)\(cells)</tr>")
    }
    lines += ["</tbody>", "</table>"]
    if !table.notes.isEmpty {
      lines.append("<div class=\"notes\">")
      lines += table.notes.map { "<p>\(Self.escaped($0))</p>" }
      lines.append("</div>")
    }
    lines.append("</body>")
    lines.append("</html>")
    if sealed { lines.append("<!-- \(FileSeal.blank) -->") }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private static func cell(_ cell: PaperTable.Cell) -> String {
    let text = escaped(cell.isNumber ? TableTypography.number(cell.text) : cell.text)
    return cell.marks.isEmpty ? text : text + "<sup>\(escaped(cell.marks))</sup>"
  }

  /// Plain text as a page shows it, in an element or an attribute.
  static func escaped(_ text: String) -> String { SVGWriter.escaped(TableTypography.line(text)) }
}

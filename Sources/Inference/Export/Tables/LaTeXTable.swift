/// Tables for LaTeX: a floating `table` with the rules of booktabs, to be read by `\input`.
///
/// It needs `\usepackage{booktabs}` and nothing else; notes are a paragraph below. Letters beyond Latin need
/// the fonts of the document, or XeLaTeX or LuaLaTeX.
struct LaTeXTable: PaperTableFormat {
  let name = "latex"
  let suffixes = ["tex"]

  func bytes(of table: PaperTable, sealed: Bool) -> [UInt8] {
    var lines = [
      "% A table of \(Program.name). The preamble needs \\usepackage{booktabs}.",
      "\\begin{table}[htbp]", "\\centering", "\\caption{\(Self.escaped(table.title))}",
      "\\smallskip",
      "\\begin{tabular}{l" + String(repeating: "c", count: table.header.count - 1) + "}",
      "\\toprule", Self.row(table.header.map { Self.escaped($0) }), "\\midrule",
    ]
    for row in table.rows {
      if row.isFirstOfPart { lines.append("\\midrule") }
      lines.append(Self.row(row.cells.map(Self.cell)))
    }
    lines += ["\\bottomrule", "\\end{tabular}"]
    if !table.notes.isEmpty {
      lines += ["\\par\\medskip", "\\begin{minipage}{\\linewidth}\\footnotesize\\raggedright"]
      lines += table.notes.map { Self.escaped($0) + "\\par" }
      lines.append("\\end{minipage}")
    }
    lines.append("\\end{table}")
    if sealed { lines.append("% " + FileSeal.blank) }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  /// The cells of a row.
  ///
  /// What begins with a bracket or a star would be an argument of the line before.
  private static func row(_ cells: [String]) -> String {
    let first = cells[0]
    let head = first.hasPrefix("[") || first.hasPrefix("*") ? "{}" + first : first
    return ([head] + cells.dropFirst()).joined(separator: " & ") + " \\\\"
  }

  private static func cell(_ cell: PaperTable.Cell) -> String {
    var text = escaped(cell.text)
    if cell.isNumber { text = TableTypography.number(text, minus: "$-$") }
    return cell.marks.isEmpty ? text : text + "\\textsuperscript{\(escaped(cell.marks))}"
  }

  /// Plain text as LaTeX sets it: no character is a command, an active one of babel, or part of a ligature.
  static func escaped(_ text: String) -> String {
    let line = TableTypography.line(text)
    return TableTypography.replacing(line) { character in
      switch character {
      case "\\": "\\textbackslash{}"
      case "{", "}", "#", "$", "%", "&", "_": "\\" + String(character)
      case "^": "\\textasciicircum{}"
      case "~": "\\textasciitilde{}"
      case "<": "\\textless{}"
      case ">": "\\textgreater{}"
      case "|": "\\textbar{}"
      case "\"": "\\char34{}"
      case "`": "\\char96{}"
      case "'": "\\char39{}"
      // In math, whose fonts every installation has as outlines.
      case "†": "$\\dagger$"
      case "‡": "$\\ddagger$"
      case "§": "$\\mathsection$"
      case "¶": "$\\mathparagraph$"
      case "‖": "$\\|$"
      case "…": "\\dots{}"
      default: nil
      }
    }.replacing("--", with: "-{}-").replacing("--", with: "-{}-")
  }
}

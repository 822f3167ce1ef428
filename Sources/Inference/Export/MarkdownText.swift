/// Texts of studies and files in Markdown, which takes some characters, and all of HTML, for markup.
enum MarkdownText {
  /// A name or a title: one line in which nothing is markup.
  static func plain(_ text: String) -> String {
    var result = ""
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    for scalar in QuotedText.visible(line).unicodeScalars {
      switch scalar {
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "[", "]", "*", "`", "|", "~", "$", "\\": result += "\\" + String(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// What an author wrote for readers, who may use Markdown in it: nothing in it is HTML.
  static func prose(_ text: String) -> String {
    QuotedText.harmless(text).replacing("<", with: "&lt;")
  }

  /// Code within a line, between as many backticks as it needs.
  static func code(_ text: String) -> String {
    let line = QuotedText.visible(text)
    var (longest, run) = (0, 0)
    for character in line {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    let blank = longest > 0 ? " " : ""
    return fence + blank + line + blank + fence
  }

  /// A part of a line as a cell of a table.
  static func cell(_ markup: String) -> String {
    // A bar that is escaped already stays.
    var result = ""
    var isEscaped = false
    for scalar in markup.unicodeScalars {
      if scalar == "|", !isEscaped { result += "\\" }
      result.unicodeScalars.append(scalar == "\n" ? " " : scalar)
      isEscaped = scalar == "\\" && !isEscaped
    }
    return result
  }
}

/// Prose between tables.
enum Paragraph {
  /// A paragraph broken at spaces before column 100: the first line starts with `mark`, later lines
  /// are indented as far.
  static func text(_ text: String, mark: String) -> String {
    var lines: [String] = []
    var line = mark
    for word in text.split(separator: " ").map(String.init) {
      let isFresh = line.hasSuffix(" ")
      if !isFresh, line.displayWidth + 1 + word.displayWidth > 99 {
        lines.append(line)
        line = String(repeating: " ", count: mark.count) + word
      } else {
        line += (isFresh ? "" : " ") + word
      }
    }
    return (lines + [line]).map { $0 + "\n" }.joined()
  }
}

/// Notes below a table, one a line.
enum Advice {
  static func text(_ lines: [String]) -> String {
    lines.isEmpty ? "" : "Notes\n" + lines.map { Paragraph.text($0 + ".", mark: "  - ") }.joined()
  }
}

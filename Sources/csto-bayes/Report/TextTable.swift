import Inference

/// Columns of text, aligned: words to the left, numbers to the right.
struct TextTable {
  /// How a column is aligned.
  enum Alignment {
    case left, right
  }

  private let headers: [String]
  private let alignments: [Alignment]
  private var rows: [[String]] = []

  init(_ columns: [(String, Alignment)]) {
    headers = columns.map { Self.cell($0.0) }
    alignments = columns.map(\.1)
  }

  mutating func append(_ row: [String]) {
    precondition(row.count == headers.count, "a cell for each column")
    // A cell is one line: line breaks in names would tear the table, and a very long name every line.
    rows.append(row.map(Self.cell))
  }

  private static func cell(_ text: String) -> String {
    QuotedText(text, limit: 2 * QuotedText.limit).shown
  }

  /// The lines, each indented by two spaces.
  var text: String {
    let all = [headers] + rows
    let widths = headers.indices.map { column in
      all.map { $0[column].displayWidth }.max() ?? 0
    }
    return all.map { row in
      let cells = row.indices.map { column in
        let fill = String(repeating: " ", count: widths[column] - row[column].displayWidth)
        return alignments[column] == .left ? row[column] + fill : fill + row[column]
      }
      var line = "  " + cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }
}

extension String {
  /// The number of terminal cells that the text takes.
  var displayWidth: Int { Phrase.width(self) }
}

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
  /// The number of terminal cells that the text takes: two for wide East Asian characters.
  var displayWidth: Int {
    reduce(0) { width, character in
      guard let scalar = character.unicodeScalars.first else { return width }
      switch scalar.value {
      case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
        0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
        return width + 2
      default: return width + 1
      }
    }
  }
}

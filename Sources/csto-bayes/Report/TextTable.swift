import Inference

/// Columns of text, aligned: words to the left, numbers to the right.
///
/// A table that is wider than the screen (``Screen``) breaks its headers and its words at spaces. Where that is
/// not enough columns are left out, those of the highest rank first, and a line below says which they are and
/// where they can be read; if those that are left are still too wide, they stand in blocks below one another,
/// each after the first column. Without a screen, in files and pipes, every row is one line with all columns.
struct TextTable {
  /// How a column is aligned.
  enum Alignment {
    case left, right
  }

  /// A column: what stands above it and what becomes of it where the screen is narrow.
  struct Column {
    let header: String
    let alignment: Alignment
    /// When it is left out: the highest rank first, columns of one rank together, rank 0 never.
    let rank: Int

    /// A column of words, broken at spaces where the screen is narrow.
    static func words(_ header: String, rank: Int = 0) -> Column {
      Column(header: header, alignment: .left, rank: rank)
    }

    /// A column of numbers, which are never broken.
    static func number(_ header: String, rank: Int = 0) -> Column {
      Column(header: header, alignment: .right, rank: rank)
    }
  }

  private let columns: [Column]
  private let headers: [String]
  private let file: String?
  private var rows: [[String]] = []

  /// A table of columns, and the file that has those that are left out.
  init(_ columns: [Column], file: String? = nil) {
    self.columns = columns
    self.file = file
    headers = columns.map { Self.cell($0.header) }
  }

  /// A table whose columns are all always shown.
  init(_ columns: [(String, Alignment)]) {
    self.init(columns.map { Column(header: $0.0, alignment: $0.1, rank: 0) })
  }

  mutating func append(_ row: [String]) {
    precondition(row.count == headers.count, "a cell for each column")
    // A cell is one line: line breaks in names would tear the table, and a very long name every line.
    rows.append(row.map(Self.cell))
  }

  private static func cell(_ text: String) -> String {
    QuotedText(text, limit: 2 * QuotedText.limit).shown
  }

  /// The lines, each indented by two spaces, fitted to the screen.
  var text: String { text(width: Screen.width) }

  /// The lines, no wider than so many cells as far as that can be done.
  func text(width: Int?) -> String {
    let all = [headers] + rows
    let widths = headers.indices.map { column in
      all.map { $0[column].displayWidth }.max() ?? 0
    }
    guard let width, TableLayout.total(widths) > width else {
      return all.map { line($0, widths, headers.indices) }.joined()
    }
    let layout = TableLayout(columns, headers: headers, rows: rows, width: width)
    return layout.blocks.map { block in
      // A row that has cells in other columns only says nothing here.
      let shown = rows.filter { row in block.contains { $0 != block.first && !row[$0].isEmpty } }
      return lines(headers, layout.widths, block, isHeader: true)
        + (block.count == 1 ? rows : shown)
        .map { lines($0, layout.widths, block, isHeader: false) }.joined()
    }.joined() + note(layout)
  }

  /// A row whose cells are broken into lines: headers stand on the bottom, cells hang from the top.
  private func lines(
    _ row: [String],
    _ widths: [Int],
    _ shown: [Int],
    isHeader: Bool
  ) -> String {
    let broken = headers.indices.map { column -> [String] in
      guard shown.contains(column) else { return [] }
      let isBroken = isHeader || columns[column].alignment == .left
      return isBroken ? TextLines.broken(row[column], to: widths[column]) : [row[column]]
    }
    let height = broken.map(\.count).max() ?? 1
    return (0..<height).map { place in
      let cells = broken.map { lines -> String in
        let index = isHeader ? place - (height - lines.count) : place
        return lines.indices.contains(index) ? lines[index] : ""
      }
      return line(cells, widths, shown)
    }.joined()
  }

  private func line(_ row: [String], _ widths: [Int], _ shown: some Sequence<Int>) -> String {
    let cells = shown.map { column in
      let fill = String(repeating: " ", count: max(0, widths[column] - row[column].displayWidth))
      return columns[column].alignment == .left ? row[column] + fill : fill + row[column]
    }
    var line = "  " + cells.joined(separator: "  ")
    while line.last == " " { line.removeLast() }
    return line + "\n"
  }

  /// What is not shown; empty where all is.
  private func note(_ layout: TableLayout) -> String {
    var names: [String] = []
    for column in headers.indices where !layout.blocks.joined().contains(column) {
      let name = headers[column]
      if !name.isEmpty, !names.contains(name) { names.append(name) }
    }
    guard !names.isEmpty else { return "" }
    let place = file.map { "in \($0)" } ?? "on a wider screen"
    return Paragraph.text("not shown: \(names.joined(separator: ", ")) (\(place))", mark: "  ")
  }
}

extension String {
  /// The number of terminal cells that the text takes.
  var displayWidth: Int { Phrase.width(self) }
}

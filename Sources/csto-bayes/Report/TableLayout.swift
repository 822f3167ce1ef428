/// How a table that is wider than the screen is fitted to it: which columns are shown, and how wide each is.
struct TableLayout {
  /// The columns that are shown, in order: all at once, or below one another, each time after the first one.
  private(set) var blocks: [[Int]]
  /// The width of every column.
  private(set) var widths: [Int]

  /// The width up to which words are not broken before a column is left out.
  private static let comfort = 16
  /// The width of a word beyond which it is shortened.
  private static let longest = 24

  /// The number of cells that columns of some widths take, with what stands between them.
  static func total(_ widths: some Sequence<Int>) -> Int { widths.reduce(0) { $0 + 2 + $1 } }

  /// Chooses the columns, then shares what is left: to words first, which cost lines in every row, then to
  /// headers, which cost them once.
  init(_ columns: [TextTable.Column], headers: [String], rows: [[String]], width: Int) {
    let bodies = headers.indices.map { column in rows.map { $0[column].displayWidth }.max() ?? 0 }
    let tight = headers.indices.map { column -> Int in
      let header = TextLines.leastWidth(headers[column])
      guard columns[column].alignment == .left else { return max(header, bodies[column]) }
      let word = rows.map { TextLines.longestWord($0[column]) }.max() ?? 0
      return max(header, min(word, Self.longest))
    }
    var least = tight
    for column in headers.indices where columns[column].alignment == .left {
      least[column] = max(tight[column], min(bodies[column], Self.comfort))
    }
    var shown = Array(headers.indices)
    while Self.total(shown.map { least[$0] }) > width {
      let rank = shown.map { columns[$0].rank }.max() ?? 0
      guard rank > 0 else {
        least = tight
        break
      }
      shown.removeAll { columns[$0].rank == rank }
    }
    widths = least
    blocks = Self.blocks(of: shown, least, width)
    // The column before every block grows with one block alone.
    guard blocks.count == 1 else { return }
    var rest = width - Self.total(shown.map { least[$0] })
    while rest > 0 {
      // The narrowest of those that want more: all grow alike.
      let wanting = shown.filter {
        columns[$0].alignment == .left && widths[$0] < bodies[$0]
      }
      guard let next = wanting.min(by: { widths[$0] < widths[$1] }) else { break }
      widths[next] += 1
      rest -= 1
    }
    for column in shown {
      let want = headers[column].displayWidth - widths[column]
      guard want > 0, want <= rest else { continue }
      widths[column] += want
      rest -= want
    }
  }

  /// Columns that have room beside one another, as many as possible, the first column before each lot.
  private static func blocks(of shown: [Int], _ widths: [Int], _ width: Int) -> [[Int]] {
    guard let first = shown.first else { return [] }
    var blocks = [[first]]
    for column in shown.dropFirst() {
      let last = blocks[blocks.count - 1]
      if last.count > 1, total((last + [column]).map { widths[$0] }) > width {
        blocks.append([first, column])
      } else {
        blocks[blocks.count - 1].append(column)
      }
    }
    return blocks
  }
}

/// Texts broken into lines at spaces.
enum TextLines {
  /// The lines of a text, none wider than so many cells.
  ///
  /// A word that is wider than a line alone is shortened; words are never broken.
  static func broken(_ text: String, to width: Int) -> [String] {
    guard text.displayWidth > width else { return [text] }
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in text.split(separator: " ") {
      let word = shortened(String(word), to: width)
      let size = word.displayWidth
      if used > 0, used + 1 + size > width {
        lines.append(line)
        (line, used) = (word, size)
      } else {
        line += (used > 0 ? " " : "") + word
        used += (used > 0 ? 1 : 0) + size
      }
    }
    return lines + [line]
  }

  /// The least width at which a header takes two lines, as far as its words allow.
  static func leastWidth(_ header: String) -> Int {
    let words = header.split(separator: " ").map(String.init)
    return (1...max(words.count, 1)).map { count in
      let lines = [words.prefix(count), words.dropFirst(count)]
      return lines.map { $0.joined(separator: " ").displayWidth }.max() ?? 0
    }.min() ?? 0
  }

  /// The width of the longest word.
  static func longestWord(_ text: String) -> Int {
    text.split(separator: " ").map { String($0).displayWidth }.max() ?? 0
  }

  private static func shortened(_ word: String, to width: Int) -> String {
    guard word.displayWidth > width else { return word }
    var kept = word
    while !kept.isEmpty, kept.displayWidth >= width { kept.removeLast() }
    return kept + "…"
  }
}

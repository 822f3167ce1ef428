/// The cells of a CSV file as texts, to be held against those of another.
struct TextCells: Sendable {
  private struct Row: Sendable {
    let cells: [String]
    let line: Int

    /// The number of texts at the beginning, which name the row.
    var nameCount: Int { cells.prefix { Double($0) == nil && !$0.isEmpty }.count }
    /// Those texts as one.
    var name: String { cells.prefix(nameCount).joined(separator: "\u{1F}") }
    /// The first three of them, and the line.
    var label: String {
      (cells.prefix(min(nameCount, 3)) + ["(line \(line))"]).joined(separator: " ")
    }
  }

  private let columns: [String]
  private let rows: [Row]

  /// Reads a table; nil where the bytes are none.
  init?(_ bytes: [UInt8], _ path: String) {
    guard
      var reader = try? CSVReader(
        bytes: bytes,
        source: path,
        options: path.contains("/chains/") ? .stan : .init(delimiter: UInt8(ascii: ","))
      )
    else { return nil }
    columns = reader.columnNames
    var rows: [Row] = []
    do throws(DataError) {
      while try reader.next() {
        rows.append(Row(cells: columns.indices.map { reader.text($0) }, line: reader.line))
      }
    } catch {
      return nil
    }
    self.rows = rows
  }

  /// Finds the cells that differ; a difference of shape is one place.
  ///
  /// Within Monte Carlo errors rows are matched by the texts that name them, as their order may depend
  /// on the draws.
  func compare(
    with other: TextCells,
    _ comparison: FileComparison,
    _ found: inout FileComparison.Findings
  ) {
    guard columns == other.columns else {
      found.places.append(
        .init(
          place: "header",
          packaged: columns.joined(separator: ","),
          again: other.columns.joined(separator: ","),
          standardErrors: nil
        )
      )
      return
    }
    for (ours, theirs) in pairs(with: other, comparison) where ours.cells != theirs.cells {
      for column in columns.indices { compare(column, ours, theirs, comparison, &found) }
    }
    if rows.count != other.rows.count {
      found.places.append(
        .init(
          place: "number of rows",
          packaged: "\(rows.count)",
          again: "\(other.rows.count)",
          standardErrors: nil
        )
      )
    }
  }

  private func pairs(with other: TextCells, _ comparison: FileComparison) -> [(Row, Row)] {
    let theirs = Dictionary(other.rows.map { ($0.name, $0) }) { first, _ in first }
    guard case .withinMonteCarloError = comparison, theirs.count == rows.count,
      Set(rows.map(\.name)) == Set(theirs.keys)
    else { return Array(zip(rows, other.rows)) }
    return rows.compactMap { row in theirs[row.name].map { (row, $0) } }
  }

  private func compare(
    _ column: Int,
    _ ours: Row,
    _ theirs: Row,
    _ comparison: FileComparison,
    _ found: inout FileComparison.Findings
  ) {
    let texts = (ours.cells[column], theirs.cells[column])
    guard texts.0 != texts.1 else { return }
    var standardErrors: Double?
    if let first = Double(texts.0), let second = Double(texts.1) {
      let pair = FileComparison.Pair(
        name: columns[column],
        values: (first, second),
        errors: (error(of: column, in: ours), error(of: column, in: theirs))
      )
      switch comparison.judge(pair) {
      case .agrees: return
      case .unjudged:
        found.unjudgedCount += 1
        return
      case .differs(let distance): standardErrors = distance
      }
    } else if case .withinMonteCarloError = comparison, column >= ours.nameCount {
      // How a number was found, say.
      found.unjudgedCount += 1
      return
    }
    found.places.append(
      .init(
        place: "row \(ours.label), column \(columns[column])",
        packaged: texts.0,
        again: texts.1,
        standardErrors: standardErrors
      )
    )
  }

  private func error(of column: Int, in row: Row) -> Double? {
    columns.firstIndex(of: "mcse_" + columns[column]).flatMap { Double(row.cells[$0]) }
  }
}

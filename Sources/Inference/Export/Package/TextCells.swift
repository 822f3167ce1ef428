/// The cells of a CSV file as texts, to be held against those of another.
struct TextCells: Sendable {
  private struct Row: Sendable {
    let cells: [String]
    let line: Int
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

  /// The cells that differ; a difference of shape is one place.
  func differences(from other: TextCells, _ comparison: FileComparison) -> [FileDifference.Place] {
    guard columns == other.columns else {
      return [
        .init(
          place: "header",
          packaged: columns.joined(separator: ","),
          again: other.columns.joined(separator: ","),
          standardErrors: nil
        )
      ]
    }
    var places: [FileDifference.Place] = []
    for (ours, theirs) in zip(rows, other.rows) where ours.cells != theirs.cells {
      for column in columns.indices {
        guard let place = place(column, ours, theirs, comparison) else { continue }
        places.append(place)
      }
    }
    if rows.count != other.rows.count {
      places.append(
        .init(
          place: "number of rows",
          packaged: "\(rows.count)",
          again: "\(other.rows.count)",
          standardErrors: nil
        )
      )
    }
    return places
  }

  private func place(
    _ column: Int,
    _ ours: Row,
    _ theirs: Row,
    _ comparison: FileComparison
  ) -> FileDifference.Place? {
    let texts = (ours.cells[column], theirs.cells[column])
    guard texts.0 != texts.1 else { return nil }
    var standardErrors: Double?
    if case .withinMonteCarloError = comparison, let first = Double(texts.0),
      let second = Double(texts.1)
    {
      let pair = FileComparison.Pair(
        name: columns[column],
        values: (first, second),
        errors: (error(of: column, in: ours), error(of: column, in: theirs))
      )
      guard case .differs(let distance) = FileComparison.judge(pair) else { return nil }
      standardErrors = distance
    }
    return .init(
      place: "row \(label(of: ours)), column \(columns[column])",
      packaged: texts.0,
      again: texts.1,
      standardErrors: standardErrors
    )
  }

  private func error(of column: Int, in row: Row) -> Double? {
    columns.firstIndex(of: "mcse_" + columns[column]).flatMap { Double(row.cells[$0]) }
  }

  /// The texts at the beginning of a row, which name it, and its line.
  private func label(of row: Row) -> String {
    let names = row.cells.prefix { Double($0) == nil && !$0.isEmpty }.prefix(3)
    return (names + ["(line \(row.line))"]).joined(separator: " ")
  }
}

/// Reads a table of draws: one row a draw, one column a parameter, chains told apart by a column.
///
/// The rows of a chain may be anywhere; they are put into the order of their iterations (or, where
/// these are not given, of their draws).
struct DrawsCSVReader {
  /// Reads all rows.
  ///
  /// Without a column of chains they are one chain.
  ///
  ///
  /// - Throws: `notNumber`, `notIndex`, `duplicateDraw`, or what is wrong with the file.
  static func read(_ reader: inout CSVReader) throws(DrawsError) -> DrawsReader.Part {
    let columns = DrawsColumns(table: reader.columnNames, rowNumbers: reader.rowNumberColumns)
    let key = columns.index.iteration ?? columns.index.draw
    var chains: [ChainAccumulator] = []
    var rows: [[Row]] = []
    var positions: [Int: Int] = [:]
    while try reader.nextRow() {
      let number = try columns.index.chain.map { (column) throws(DrawsError) in
        try reader.index(column)
      }
      let position = positions[number ?? 1] ?? chains.count
      if position == chains.count {
        positions[number ?? 1] = position
        chains.append(ChainAccumulator(chain: number ?? 0))
        rows.append([])
      }
      try chains[position].append(reader, columns: columns)
      if let key {
        rows[position].append(Row(number: try reader.index(key), line: reader.line))
      }
    }
    if let key {
      for position in chains.indices {
        try sort(&chains[position], rows[position]) { row in
          var error = DrawsError(.duplicateDraw, file: reader.source, line: row.line)
          error.column = reader.columnNames[key]
          error.value = String(row.number)
          return error
        }
      }
    }
    chains.sort { $0.chain < $1.chain }
    return DrawsReader.Part(
      source: reader.source,
      columns: columns,
      chains: chains,
      adaptation: nil,
      maximumTreeDepth: nil
    )
  }

  private struct Row {
    var number: Int
    var line: Int
  }

  private static func sort(
    _ chain: inout ChainAccumulator,
    _ rows: [Row],
    duplicate: (Row) -> DrawsError
  ) throws(DrawsError) {
    let isInOrder = zip(rows, rows.dropFirst()).allSatisfy { $0.number < $1.number }
    if isInOrder { return }
    let order = rows.indices.sorted {
      (rows[$0].number, rows[$0].line) < (rows[$1].number, rows[$1].line)
    }
    for (first, second) in zip(order, order.dropFirst())
    where rows[first].number == rows[second].number {
      throw duplicate(rows[second])
    }
    chain.reorder(order)
  }
}

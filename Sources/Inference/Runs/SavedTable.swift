/// A table that a run has written, read back as it is: text by column.
public struct SavedTable {
  /// The cells of each row.
  public private(set) var rows: [[String]] = []
  private let places: [String: Int]

  /// Reads a file.
  ///
  /// O(size of the file).
  ///
  /// - Throws: ``DataError`` where it cannot be read.
  public init(path: String) throws(DataError) {
    var options = CSVReader.Options(delimiter: CSVScanner.comma)
    options.cells.missing = .emptyOnly
    var reader = try CSVReader(
      bytes: ByteSource.contents(of: path),
      source: path,
      options: options
    )
    let names = reader.columnNames
    places = Dictionary(zip(names, names.indices)) { first, _ in first }
    while try reader.next() { rows.append(names.indices.map { reader.text($0) }) }
  }

  /// A cell; empty where there is no such column.
  public func text(_ row: [String], _ column: String) -> String {
    places[column].map { row[$0] } ?? ""
  }

  /// A cell as a number, whose digits read back exactly; NaN where it is none.
  public func number(_ row: [String], _ column: String) -> Double {
    Double(text(row, column)) ?? .nan
  }
}

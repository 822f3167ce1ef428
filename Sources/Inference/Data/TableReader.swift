/// Reads a table from CSV and finds out what its columns hold.
///
/// - All cells present are yes/no codes: `.coded`. 0 and 1 mix with the words.
/// - All are numbers, and one is neither 0 nor 1: `.numeric`.
/// - All are words: `.text`. A word that is a code is a code, so `yes` among names is an irregularity.
/// - Anything else: `.text`, with the first cell that departs from what most cells are as the
///   column's `irregularity`.
///
/// What is missing and how numbers are written says the format; see `CellRules`. Columns of words that
/// look like numbers are irregular until it is declared what they are; see `WordForm`. What was done with
/// the file, or seen in it, is among the table's notices. The file is read once, and a second time only
/// where a column mixes sorts of cells, and from the start again where it turns out not to be UTF-8.
/// Memory beyond the table: one chunk and one record; for what cannot be read twice, such as a pipe, its
/// bytes.
///
/// Large tables can be read merged: where only some columns matter, cases that are equal in these
/// become one row with a count, so that ten million coded cases need no more memory than their few
/// hundred distinct rows.
public enum TableReader {
  /// The names of columns without that of the one that names the cases, the one stated or else the
  /// first by its name, and without those that number the rows.
  static func withoutCaseColumn(
    _ names: [String],
    rowNumbers: [String],
    stated: String?
  ) -> [String] {
    let candidates = names.filter { CaseColumns.rank($0) != nil && !rowNumbers.contains($0) }
    if let stated {
      let columns = CaseColumns.stated(stated, among: names)
      return names.filter { !columns.contains($0) && !rowNumbers.contains($0) }
    }
    let column = candidates.min { (CaseColumns.rank($0) ?? 0) < (CaseColumns.rank($1) ?? 0) }
    return names.filter { $0 != column && !rowNumbers.contains($0) }
  }

  /// Reads a table from a file.
  ///
  /// - Parameters:
  ///   - path: The file; a pipe will do, up to a gigabyte.
  ///   - caseColumn: The column that names the cases. Nil: the first by its name (`CaseColumns`) that
  ///     gives every case its own name and does not only number them, else cases are called by their row
  ///     number.
  ///   - collapsing: The only columns that matter. Where there are more than
  ///     `Table.namedCaseLimit` cases, no `caseColumn` is stated, and many cases are equal, the
  ///     table has these columns only, those of them that the file has, and one row for each
  ///     distinct combination of their cells, in order of first appearance; cases are called by
  ///     their row number. Where there are so many cases but few are equal, the table has these
  ///     columns only too, and every case is a row. Nil: all columns, and every case is a row.
  ///   - format: What is stated of the file.
  /// - Returns: The columns of the file, in its order.
  /// - Throws: `DataError` for whatever is wrong with the file, and where an explicit `caseColumn`
  ///   is not there, leaves a case without a name, or gives one name to two cases.
  public static func read(
    path: String,
    caseColumn: String? = nil,
    collapsing: [String]? = nil,
    format: TableFormat = .init()
  ) throws(DataError) -> Table {
    if try ByteSource.canBeReadAgain(path) {
      return try decoded(.sheet(format)) { options throws(DataError) in
        try read(
          { () throws(DataError) in try CSVReader(path: path, options: options) },
          caseColumn,
          collapsing
        )
      }
    }
    return try read(
      bytes: ByteSource.contents(of: path, .stream),
      source: path,
      caseColumn: caseColumn,
      collapsing: collapsing,
      format: format
    )
  }

  /// Reads a table from bytes in memory; `source` is their name in messages.
  ///
  /// - Throws: as `read(path:caseColumn:collapsing:format:)` does.
  public static func read(
    bytes: [UInt8],
    source: String,
    caseColumn: String? = nil,
    collapsing: [String]? = nil,
    format: TableFormat = .init()
  ) throws(DataError) -> Table {
    try read(bytes, source, caseColumn, collapsing, options: .sheet(format))
  }

  /// Reads a table from bytes in memory in any way.
  static func read(
    _ bytes: [UInt8],
    _ source: String,
    _ caseColumn: String? = nil,
    _ collapsing: [String]? = nil,
    options: CSVReader.Options
  ) throws(DataError) -> Table {
    try decoded(options) { options throws(DataError) in
      try read(
        { () throws(DataError) in
          try CSVReader(bytes: bytes, source: source, options: options)
        },
        caseColumn,
        collapsing
      )
    }
  }

  /// The header of a file: a table without rows and columns, but with their names.
  static func header(path: String, format: TableFormat) throws(DataError) -> Table {
    try decoded(.sheet(format)) { options throws(DataError) in
      let reader = try CSVReader(path: path, options: options)
      var table = Table(
        source: path,
        columns: [],
        caseNames: [],
        columnNames: reader.columnNames.filter { !$0.isEmpty }
      )
      table.rowNumberColumns = reader.rowNumberColumns + [reader.countingColumn].compactMap { $0 }
      return table
    }
  }

  /// Reads as UTF-8 and, where a file of no stated encoding turns out to be none, as Windows-1252.
  static func decoded<Result>(
    _ options: CSVReader.Options,
    _ read: (CSVReader.Options) throws(DataError) -> Result
  ) throws(DataError) -> Result {
    let first: DataError
    do throws(DataError) {
      return try read(options)
    } catch {
      guard error.kind == .notUTF8, options.decoding == .found else { throw error }
      first = error
    }
    var options = options
    options.decoding = .guessed(.windows1252)
    do throws(DataError) {
      return try read(options)
    } catch {
      guard error.kind == .unknownEncoding || error.kind == .mixedEncodings else { throw error }
      throw DataError(error.kind, file: first.file, line: first.line, place: .init(first.column))
    }
  }

  private static func read(
    _ open: () throws(DataError) -> CSVReader,
    _ caseColumn: String?,
    _ collapsing: [String]?
  ) throws(DataError) -> Table {
    guard let collapsing, caseColumn == nil else { return try readCases(open, caseColumn) }
    let (table, isLarge) = try collapsed(open, collapsing)
    if let table { return table }
    FreeMemory.release()
    return try readCases(open, caseColumn, only: isLarge ? collapsing : nil)
  }

  /// Reads a table merged; nil where its cases are few, or mostly different.
  private static func collapsed(
    _ open: () throws(DataError) -> CSVReader,
    _ columns: [String]
  ) throws(DataError) -> (table: Table?, isLarge: Bool) {
    var reader = try open()
    var collapser = RowCollapser(reader, columns: columns)
    let isMerged = try collapser.read(&reader)
    let isLarge = collapser.caseCount > Table.namedCaseLimit
    return (isMerged && isLarge ? collapser.table(reader) : nil, isLarge)
  }

  /// Reads a table with one row for each case.
  private static func readCases(
    _ open: () throws(DataError) -> CSVReader,
    _ caseColumn: String?,
    only wanted: [String]? = nil
  ) throws(DataError) -> Table {
    var reader = try open()
    let names = reader.columnNames
    let kept = names.indices.filter { !names[$0].isEmpty && wanted?.contains(names[$0]) ?? true }
    var cases = try CaseNaming(reader, explicit: caseColumn)
    var builders = kept.map { _ in ColumnBuilder() }
    var surveys = kept.map { ColumnSurvey(reader.rules, column: names[$0]) }
    var lines: [Int] = []
    while try reader.next() {
      for (position, index) in kept.enumerated() {
        let cell = reader.cell(index, &surveys[position])
        builders[position].append(cell) { reader.text(index) }
      }
      try cases.append(reader)
      lines.append(reader.line)
    }
    if lines.isEmpty {
      throw DataError(.headerOnly, file: reader.source, line: reader.line + 1)
    }
    try readAgain(&builders, kept, open)
    let columns = zip(kept, builders).map { $1.column(name: names[$0]) }
    var table = Table(
      source: reader.source,
      columns: columns,
      caseNames: cases.names(count: lines.count),
      lines: lines,
      columnNames: names.filter { !$0.isEmpty }
    )
    table.rejectedCaseColumn = cases.rejectedColumn
    table.examine(surveys)
    table.describe(reader, caseNames: cases)
    return table
  }

  /// Reads the mixtures again, this time keeping their texts.
  private static func readAgain(
    _ builders: inout [ColumnBuilder],
    _ kept: [Int],
    _ open: () throws(DataError) -> CSVReader
  ) throws(DataError) {
    let mixtures = builders.indices.filter { builders[$0].secondReading != nil }
    if mixtures.isEmpty { return }
    for index in mixtures {
      if let again = builders[index].secondReading { builders[index] = again }
    }
    var reader = try open()
    let names = reader.columnNames
    var surveys = kept.map { ColumnSurvey(reader.rules, column: names[$0]) }
    while try reader.next() {
      for index in mixtures {
        let cell = reader.cell(kept[index], &surveys[index])
        builders[index].append(cell) { reader.text(kept[index]) }
      }
    }
  }
}

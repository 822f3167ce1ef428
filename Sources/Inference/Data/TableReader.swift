/// Reads a table from CSV and finds out what its columns hold.
///
/// - All cells present are yes/no codes: `.coded`. 0 and 1 mix with the words.
/// - All are numbers, and one is neither 0 nor 1: `.numeric`.
/// - All are words: `.text`. A word that is a code is a code, so `yes` among names is an irregularity.
/// - Anything else: `.text`, with the first cell that departs from what most cells are as the
///   column's `irregularity`.
///
/// Empty, `NA` and `.` are missing. The file is read once, and a second time only where a column
/// mixes sorts of cells. Memory beyond the table: one chunk and one record; for what cannot be read
/// twice, such as a pipe, its bytes.
///
/// Large tables can be read merged: where only some columns matter, cases that are equal in these
/// become one row with a count, so that ten million coded cases need no more memory than their few
/// hundred distinct rows.
public enum TableReader {
  /// The names, in any case, of a column that names the cases, the first that qualifies winning.
  public static let caseColumnNames = ["case_id", "case", "id", "name"]

  /// The names of columns without that of the one that names the cases: the one stated, else the first
  /// of `caseColumnNames` that is there.
  static func withoutCaseColumn(_ names: [String], stated: String?) -> [String] {
    let column =
      stated
      ?? caseColumnNames.lazy.compactMap { wanted in names.first { $0.lowercased() == wanted } }
      .first
    return names.filter { $0 != column }
  }

  /// Reads a table from a file.
  ///
  /// - Parameters:
  ///   - path: The file; a pipe will do, up to a gigabyte.
  ///   - caseColumn: The column that names the cases. Nil: the first of `caseColumnNames` that is
  ///     there and gives every case its own name, else cases are called by their row number.
  ///   - collapsing: The only columns that matter. Where there are more than
  ///     `Table.namedCaseLimit` cases, no `caseColumn` is stated, and many cases are equal, the
  ///     table has these columns only, those of them that the file has, and one row for each
  ///     distinct combination of their cells, in order of first appearance; cases are called by
  ///     their row number. Where there are so many cases but few are equal, the table has these
  ///     columns only too, and every case is a row. Nil: all columns, and every case is a row.
  ///   - options: How to read.
  /// - Returns: The columns of the file, in its order.
  /// - Throws: `DataError` for whatever is wrong with the file, and where an explicit `caseColumn`
  ///   is not there, leaves a case without a name, or gives one name to two cases.
  public static func read(
    path: String,
    caseColumn: String? = nil,
    collapsing: [String]? = nil,
    options: CSVReader.Options = .init()
  ) throws(DataError) -> Table {
    if try ByteSource.canBeReadAgain(path) {
      return try read(
        { () throws(DataError) in try CSVReader(path: path, options: options) },
        caseColumn,
        collapsing
      )
    }
    return try read(
      bytes: ByteSource.contents(of: path, .stream),
      source: path,
      caseColumn: caseColumn,
      collapsing: collapsing,
      options: options
    )
  }

  /// Reads a table from bytes in memory; `source` is their name in messages.
  ///
  /// - Throws: as `read(path:caseColumn:collapsing:options:)` does.
  public static func read(
    bytes: [UInt8],
    source: String,
    caseColumn: String? = nil,
    collapsing: [String]? = nil,
    options: CSVReader.Options = .init()
  ) throws(DataError) -> Table {
    try read(
      { () throws(DataError) in
        try CSVReader(bytes: bytes, source: source, options: options)
      },
      caseColumn,
      collapsing
    )
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
    let kept = names.indices.filter { wanted?.contains(names[$0]) ?? true }
    let caseNaming = try CaseNaming(columnNames: names, explicit: caseColumn, reader.source)
    var builders = kept.map { _ in ColumnBuilder() }
    var cases = caseNaming
    var lines: [Int] = []
    while try reader.next() {
      for (position, index) in kept.enumerated() {
        builders[position].append(reader.cell(index)) { reader.text(index) }
      }
      try cases.append(reader)
      lines.append(reader.line)
    }
    if lines.isEmpty {
      throw DataError(.headerOnly, file: reader.source, line: reader.line + 1)
    }
    try readAgain(&builders, kept, open)
    var table = Table(
      source: reader.source,
      columns: zip(kept, builders).map { $1.column(name: names[$0]) },
      caseNames: cases.names(count: lines.count),
      lines: lines,
      columnNames: names
    )
    table.rejectedCaseColumn = cases.rejectedColumn
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
    while try reader.next() {
      for index in mixtures {
        builders[index].append(reader.cell(kept[index])) { reader.text(kept[index]) }
      }
    }
  }
}

/// Finds the names of the cases while the rows go by.
private struct CaseNaming {
  private struct Candidate {
    let column: Int
    var names: [String] = []
    var seen: Set<String> = []
    var fails = false
  }

  private var candidates: [Candidate]
  private let isExplicit: Bool
  private var rejected: String?

  /// The first column that did not name every case, where no other does.
  var rejectedColumn: String? { candidates.isEmpty ? rejected : nil }

  init(
    columnNames: [String],
    explicit: String?,
    _ source: String
  ) throws(DataError) {
    isExplicit = explicit != nil
    guard let explicit else {
      candidates = TableReader.caseColumnNames.compactMap { wanted in
        columnNames.firstIndex { $0.lowercased() == wanted }.map { Candidate(column: $0) }
      }
      return
    }
    guard let column = columnNames.firstIndex(of: explicit) else {
      throw DataError(
        .unknownColumn,
        file: source,
        place: .init(explicit),
        accepted: columnNames
      )
    }
    candidates = [Candidate(column: column)]
  }

  /// Takes the names of a row; a candidate that fails to name it, or repeats a name, is dropped.
  mutating func append(_ reader: borrowing CSVReader) throws(DataError) {
    for index in candidates.indices {
      let column = candidates[index].column
      let name = reader.text(column)
      let isMissing = reader.cell(column) == .missing
      if !isMissing, candidates[index].seen.insert(name).inserted {
        candidates[index].names.append(name)
      } else if isExplicit {
        throw DataError(
          isMissing ? .missingCaseName : .duplicateCaseName,
          file: reader.source,
          line: reader.line,
          place: .init(reader.columnNames[column], value: name)
        )
      } else {
        candidates[index].fails = true
        rejected = rejected ?? reader.columnNames[column]
      }
    }
    candidates.removeAll(where: \.fails)
  }

  /// The names of the first candidate left, or the row numbers.
  func names(count: Int) -> [String] {
    candidates.first?.names ?? (1...count).map(String.init)
  }
}

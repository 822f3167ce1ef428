/// Reads a CSV file record by record, never the whole of it.
///
/// RFC 4180, with or without byte-order mark; LF, CRLF or CR; comma, semicolon, tab or bar. The first
/// record is the header. Rules where the RFC leaves a choice:
///
/// - Blanks around a column name or a cell do not count (see `Blanks`), but a quote must be the first
///   byte of its field.
/// - A line without a single byte is skipped wherever it stands, and so is a line of nothing but
///   blanks where the header has more than one column.
/// - Every other record has as many fields as the header.
///
/// ```swift
/// var reader = try CSVReader(path: "cases.csv")
/// while try reader.next() {
///   let name = reader.text(0)
///   let share = reader.number(1)
/// }
/// ```
///
/// Memory: one chunk and one record. A record or a field allocates nothing, `text(_:)` apart.
public struct CSVReader: ~Copyable {
  /// How to read.
  public struct Options: Sendable, Equatable {
    /// The byte between fields, a space for columns aligned with spaces; nil: found.
    public var delimiter: UInt8?
    /// Lines that begin with this byte are comments; nil: there are no comments.
    public var commentPrefix: UInt8?
    /// How many bytes are read at once.
    public var chunkSize: Int
    /// How cells are read.
    public var cells = CellRules()
    /// How bytes become text.
    var decoding = TextDecoding.found
    /// Whether people or other programs made the table: lines above the header, a first column without a
    /// name, and empty columns and rows are taken for what they are.
    var isSheet = false

    /// Chooses how to read.
    ///
    /// - Precondition: `chunkSize` is positive.
    public init(
      delimiter: UInt8? = nil,
      commentPrefix: UInt8? = nil,
      chunkSize: Int = 1 << 18
    ) {
      precondition(chunkSize > 0, "a chunk has at least one byte")
      self.delimiter = delimiter
      self.commentPrefix = commentPrefix
      self.chunkSize = chunkSize
    }

    /// For a table that people or other programs made.
    public static func sheet(_ format: TableFormat = .init()) -> Options {
      var options = Options(delimiter: format.delimiter?.byte)
      options.cells = format.cells
      options.decoding = format.encoding.map { .stated($0) } ?? .found
      options.isSheet = true
      return options
    }

    /// For Stan CSV: commas, and comments that begin with `#`.
    public static let stan = Options(
      delimiter: UInt8(ascii: ","),
      commentPrefix: UInt8(ascii: "#")
    )
  }

  /// A line that is a comment.
  public struct Comment: Sendable, Equatable {
    /// The line, from 1.
    public let line: Int
    /// What follows the prefix.
    public let text: String
  }

  /// The path, or the name of what is in memory.
  public let source: String
  /// The names in the header, distinct; only the first may be empty, of a column that names cases.
  public let columnNames: [String]
  /// How the cells of the table are read.
  let rules: CellRules
  /// What was passed over so far.
  private(set) var remarks = TableRemarks()
  /// The columns that number the rows, by their names and what stands in the first rows.
  private(set) var rowNumberColumns: [String] = []
  /// The first column where it counts from 0 or 1 in the first rows and is called like no such column.
  private(set) var countingColumn: String?
  /// The column that seems to count equal cases, by its name and what stands in the first rows.
  private(set) var sampledCounts: String?
  private let layout: TableHeader
  /// The first byte of the header as a small letter, and of a space where there is none.
  private let headerByte: UInt8
  private let isSheet: Bool
  private let isMapped: Bool
  private let hasStandardCells: Bool
  private var scanner: CSVScanner

  /// Opens a file and reads its header.
  ///
  /// - Throws: `DataError` where the file cannot be read, is empty, or has a bad header.
  public init(path: String, options: Options = Options()) throws(DataError) {
    try self.init(ByteSource(path: path), options: options)
  }

  /// Reads bytes that are in memory; `source` is their name in messages.
  ///
  /// - Throws: `DataError` where there is no header or a bad one.
  public init(
    bytes: [UInt8],
    source: String,
    options: Options = Options()
  ) throws(DataError) {
    try self.init(ByteSource(bytes: bytes, name: source), options: options)
  }

  init(_ input: consuming ByteSource, options: Options) throws(DataError) {
    let source = input.name
    var scanner = try CSVScanner(
      TextInput(input, decoding: options.decoding),
      chunkSize: options.chunkSize,
      commentPrefix: options.commentPrefix
    )
    let sample = try Self.sample(&scanner, options)
    var layout: TableHeader?
    if options.isSheet {
      let line = scanner.recordLine
      do throws(TableHeader.Problem) {
        layout = try TableHeader(sample)
      } catch {
        throw Self.dataError(error, source, try scanner.next() ? scanner.recordLine : line)
      }
    }
    var above: [Int] = []
    for _ in 0..<(layout?.recordsAbove ?? 0) where try scanner.next() {
      above.append(scanner.recordLine)
    }
    guard try scanner.next() else { throw DataError(.emptyFile, file: source) }
    let found = try Self.header(scanner, layout)
    self.source = source
    self.layout = found
    columnNames = found.names
    headerByte = (scanner.withField(0) { $0.count > 0 ? $0[0] : 0 }) | 0x20
    isSheet = options.isSheet
    isMapped = found.fields != Array(found.fields.indices)
    rules = options.cells
    hasStandardCells = rules.areStandard
    remarks.linesAbove = above
    if options.isSheet {
      let rows = sample.dropping(above.count)
      rowNumberColumns = rows.rowNumbers(found)
      countingColumn = rowNumberColumns.isEmpty ? rows.countingColumn(found) : nil
      sampledCounts = rows.counts(found)
    }
    self.scanner = scanner
  }

  /// Finds the delimiter and the first records.
  private static func sample(
    _ scanner: inout CSVScanner,
    _ options: Options
  ) throws(DataError) -> TableSample {
    var stated = options.delimiter
    if options.isSheet, let delimiter = try scanner.takeSeparatorLine() {
      stated = stated ?? delimiter
    }
    var limit = TableSample.byteLimit
    while true {
      var text = try scanner.sample(atMost: limit)
      let isWhole = text.count < limit
      let comments = options.commentPrefix
      var dialect =
        stated.map { TableDialect(delimiter: $0) }
        ?? TableDialect(sampling: text, isWhole: isWhole, comments: comments)
      if stated == UInt8(ascii: " ") {
        dialect = TableDialect(delimiter: UInt8(ascii: "\t"), isAligned: true)
      }
      if dialect.isAligned { text = BlankRuns.converted(text) }
      let sample = TableSample(
        text,
        isWhole: isWhole,
        delimiter: dialect.delimiter,
        comments: comments
      )
      // A header may be longer than many tables.
      if sample.records.count < 4, !isWhole, limit < 1 << 24 {
        limit *= 16
        continue
      }
      if dialect.isAligned {
        scanner.alignBlanks()
      } else {
        scanner.use(delimiter: dialect.delimiter)
      }
      return sample
    }
  }

  /// The byte between fields, as given or detected.
  public var delimiter: UInt8 { scanner.delimiter }

  /// The encoding of the file, where it is not UTF-8.
  var encoding: TextEncoding? { scanner.encoding }

  /// Whether nobody stated the encoding.
  var isEncodingFound: Bool { scanner.foundEncoding.isFound }

  /// The first word that is not ASCII, where the encoding was guessed.
  var firstDecoded: String? { scanner.foundEncoding.word }

  /// The line on which the record begins, from 1.
  public var line: Int { scanner.recordLine }

  /// Moves to the next record; false at the end of the file.
  ///
  /// - Throws: `DataError` where a row is ragged, a quote is wrong, bytes are not UTF-8, or the
  ///   file cannot be read on.
  public mutating func next() throws(DataError) -> Bool {
    while true {
      do throws(DataError) {
        guard try scanner.next() else { return false }
      } catch {
        throw named(error)
      }
      if let wrong = scanner.firstInvalidField() {
        throw named(Self.notUTF8(wrong.bytes, source, scanner.recordLine), field: wrong.index)
      }
      if scanner.fieldCount == layout.fieldCount, !layout.leavesOutFields {
        guard isSheet, columnNames.count > 1, scanner.isBlankRecord else {
          if isSheet { try lookAtRow() }
          return true
        }
        remarks.emptyRows.append(line)
        continue
      }
      if try isPassedOver() { continue }
      if isSheet { try lookAtRow() }
      return true
    }
  }

  /// Notes a row that may be a comment, and refuses a second header and a cell that holds whole rows.
  ///
  /// - Throws: `repeatedHeader` or `rowsInQuotes`.
  private mutating func lookAtRow() throws(DataError) {
    let first = scanner.withField(0) { $0.count > 0 ? $0[0] : 0 }
    if TableRemarks.beginsComment(first), remarks.commentRows.count < TableRemarks.commentLimit {
      remarks.commentRows.append(line)
    }
    if first | 0x20 == headerByte || first == 0x20, repeatsHeader {
      throw DataError(.repeatedHeader, file: source, line: line)
    }
    guard scanner.recordLineCount > 1, layout.fieldCount > 2 else { return }
    for field in 0..<scanner.fieldCount where scanner.text(field).contains("\n") {
      let rows = scanner.text(field).split(whereSeparator: \.isNewline)
      let isRow = rows.contains { row in
        let cells = row.split(
          separator: Character(UnicodeScalar(scanner.delimiter)),
          omittingEmptySubsequences: false
        )
        guard cells.count == layout.fieldCount else { return false }
        return cells.contains { TableSample.isNumber(String($0)) }
      }
      guard isRow else { continue }
      throw named(
        DataError(
          .rowsInQuotes(lastLine: line + scanner.recordLineCount - 1),
          file: source,
          line: line
        ),
        field: field
      )
    }
  }

  /// Whether a record of another length than the header is no row: blank, or a comment.
  ///
  /// - Throws: `raggedRow` or `emptyColumnName` where it holds what it should not.
  private mutating func isPassedOver() throws(DataError) -> Bool {
    let found = scanner.fieldCount
    // The mark of old programs for the end of a file.
    if isSheet, found == 1, scanner.withField(0, { $0.count == 1 && $0[0] == 0x1A }) { return true }
    if found == 1 || isSheet, scanner.isBlankRecord, columnNames.count > 1 || found > 1 {
      if found > 1 { remarks.emptyRows.append(line) }
      return true
    }
    if isSheet {
      let isComment = scanner.withField(0) { $0.count > 0 && $0[0] == UInt8(ascii: "#") }
      if found == 1, isComment, columnNames.count > 1 {
        remarks.comments.append(line)
        return true
      }
      let last = layout.fields.last ?? 0
      if found > last {
        let odd = (0..<found).first { field in
          (field >= layout.fieldCount || !layout.fields.contains(field))
            && !scanner.isBlankField(field)
        }
        guard let odd else {
          if found > layout.fieldCount { remarks.longRows.append(line) }
          return false
        }
        if odd < layout.fieldCount {
          throw DataError(
            .emptyColumnName(position: odd + 1),
            file: source,
            line: line,
            place: .init(value: scanner.text(odd))
          )
        }
      }
    }
    throw DataError(
      .raggedRow(expected: layout.fieldCount, found: found),
      file: source,
      line: line
    )
  }

  /// Lends the bytes of one field, unquoted but not trimmed.
  ///
  /// Does not allocate.
  public func withField<Result>(_ index: Int, _ body: (Span<UInt8>) -> Result) -> Result {
    scanner.withField(field(index), body)
  }

  /// The field that a column is.
  private func field(_ column: Int) -> Int { isMapped ? layout.fields[column] : column }

  /// One field, trimmed of blanks.
  ///
  /// Allocates unless it is short.
  public func text(_ index: Int) -> String {
    scanner.withField(field(index)) { String(trimming: $0) }
  }

  /// One field read as a cell of a table.
  ///
  /// Does not allocate where the rules are the usual ones.
  public func cell(_ index: Int) -> Cell {
    scanner.withField(field(index)) {
      hasStandardCells ? Cell($0) : rules.cell(trimmed: $0.extracting($0.trimmedRange))
    }
  }

  /// One field read as a cell of a column that is surveyed.
  func cell(_ index: Int, _ survey: inout ColumnSurvey) -> Cell {
    let line = line
    return scanner.withField(field(index)) { survey.read($0, line: line) }
  }

  /// One field read as a number, NaN and infinity included; nil where it is none.
  public func number(_ index: Int) -> Double? {
    scanner.withField(field(index)) { DecimalText.parse($0.extracting($0.trimmedRange)) }
  }

  /// Hands over the comments met so far, those before the header included, and forgets them.
  public mutating func takeComments() -> [Comment] {
    scanner.takeComments().map { Comment(line: $0.line, text: $0.text) }
  }

  /// Whether lines that begin in a certain way are comments.
  var allowsComments: Bool { scanner.allowsComments }

  /// Lends the unread bytes from the next line on; see `CSVScanner.consumeLines`.
  mutating func consumeLines(_ body: (Span<UInt8>) -> (bytes: Int, lines: Int)) {
    scanner.consumeLines(body)
  }

  /// Lends the line of the record at hand; see `CSVScanner.withPlainLine`.
  func withPlainLine(_ body: (Span<UInt8>) -> Void) { scanner.withPlainLine(body) }

  /// Whether the columns are the fields of a line, all of them.
  var hasPlainColumns: Bool { !layout.leavesOutFields }

  // The scanner knows how many fields came before the bad one, not what they are called.
  private func named(_ error: DataError, field: Int? = nil) -> DataError {
    guard let field = field ?? scanner.fieldInTrouble(error.kind),
      let index = layout.fields.firstIndex(of: field)
    else { return error }
    return DataError(
      error.kind,
      file: error.file,
      line: error.line,
      place: .init(columnNames[index], value: error.value),
      accepted: error.accepted
    )
  }

  /// What was left out, for notices; complete at the end of the file.
  var header: TableHeader { layout }
}

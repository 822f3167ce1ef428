/// Reads a CSV file record by record, never the whole of it.
///
/// RFC 4180, with or without byte-order mark; LF, CRLF or CR; comma, semicolon or tab. The first
/// record is the header. Rules where the RFC leaves a choice:
///
/// - Blanks (spaces and tabs) around a column name or a cell do not count, but a quote must be the
///   first byte of its field.
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
    /// The byte between fields; nil: comma, semicolon or tab, whichever the header has most of.
    public var delimiter: UInt8?
    /// Lines that begin with this byte are comments; nil: there are no comments.
    public var commentPrefix: UInt8?
    /// How many bytes are read at once.
    public var chunkSize: Int

    /// Chooses how to read; the defaults are for tables of cases.
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
  /// The names in the header, distinct and not empty.
  public let columnNames: [String]
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
      input,
      chunkSize: options.chunkSize,
      commentPrefix: options.commentPrefix
    )
    if let delimiter = options.delimiter {
      scanner.use(delimiter: delimiter)
    } else {
      try scanner.detectDelimiter()
    }
    guard try scanner.next() else { throw DataError(.emptyFile, file: source) }
    let names = try Self.header(scanner)
    self.source = source
    columnNames = names
    self.scanner = scanner
  }

  /// The byte between fields, as given or detected.
  public var delimiter: UInt8 { scanner.delimiter }

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
      if scanner.fieldCount == columnNames.count { return true }
      let isBlank = scanner.fieldCount == 1 && scanner.withField(0) { $0.trimmedRange.isEmpty }
      if isBlank { continue }
      let found = scanner.fieldCount
      throw DataError(
        .raggedRow(expected: columnNames.count, found: found),
        file: source,
        line: line
      )
    }
  }

  /// Lends the bytes of one field, unquoted but not trimmed.
  ///
  /// Does not allocate.
  public func withField<Result>(_ index: Int, _ body: (Span<UInt8>) -> Result) -> Result {
    scanner.withField(index, body)
  }

  /// One field, trimmed of blanks.
  ///
  /// Allocates unless it is short.
  public func text(_ index: Int) -> String {
    scanner.withField(index) { String(trimming: $0) }
  }

  /// One field read as a cell of a table.
  ///
  /// Does not allocate.
  public func cell(_ index: Int) -> Cell {
    scanner.withField(index) { Cell($0) }
  }

  /// One field read as a number, NaN and infinity included; nil where it is none.
  public func number(_ index: Int) -> Double? {
    scanner.withField(index) { DecimalText.parse($0.extracting($0.trimmedRange)) }
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

  // The scanner knows how many fields came before the bad one, not what they are called.
  private func named(_ error: DataError, field: Int? = nil) -> DataError {
    let index = field ?? scanner.fieldInTrouble(error.kind)
    guard let index, index < columnNames.count else { return error }
    return DataError(
      error.kind,
      file: error.file,
      line: error.line,
      place: .init(columnNames[index], value: error.value),
      accepted: error.accepted
    )
  }

  private static func header(_ scanner: borrowing CSVScanner) throws(DataError) -> [String] {
    let line = scanner.recordLine
    if let wrong = scanner.firstInvalidField() {
      throw notUTF8(wrong.bytes, scanner.name, line)
    }
    var names: [String] = []
    var seen: Set<String> = []
    for index in 0..<scanner.fieldCount {
      let name = scanner.withField(index) { String(trimming: $0) }
      if name.isEmpty {
        throw DataError(.emptyColumnName(position: index + 1), file: scanner.name, line: line)
      }
      if !seen.insert(name).inserted {
        throw DataError(.duplicateColumn, file: scanner.name, line: line, place: .init(name))
      }
      names.append(name)
    }
    return names
  }

  private static func notUTF8(_ bytes: [UInt8], _ file: String, _ line: Int) -> DataError {
    let shown = bytes.map { "0x" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    return DataError(
      .notUTF8,
      file: file,
      line: line,
      place: .init(value: shown.joined(separator: " ")),
      accepted: ["UTF-8"]
    )
  }
}

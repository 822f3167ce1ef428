/// What is wrong with a file, and where.
///
/// What does not apply is nil or empty.
public struct DataError: Error, Sendable, Equatable {
  /// What is wrong.
  public let kind: Kind
  /// The path of the file, or the name of the built-in one.
  public let file: String
  /// The line, from 1.
  ///
  /// For a record that spans lines, its first.
  public let line: Int?
  /// The name of the column, the variable or the key.
  public let column: String?
  /// What was found.
  public let value: String?
  /// What would have been accepted: values, names, or a description of them.
  public let accepted: [String]

  /// Describes one thing that is wrong.
  public init(
    _ kind: Kind,
    file: String,
    line: Int? = nil,
    place: Place = Place(),
    accepted: [String] = []
  ) {
    self.kind = kind
    self.file = file
    self.line = line
    column = place.column
    value = place.value
    self.accepted = accepted
  }

  /// A named place in a line and what was found there.
  public struct Place: Sendable, Equatable {
    /// The name of the column, the variable or the key.
    public var column: String?
    /// What was found.
    public var value: String?

    /// Names a place; either part may be left out.
    public init(_ column: String? = nil, value: String? = nil) {
      self.column = column
      self.value = value
    }
  }
}

extension DataError {
  /// The ways in which a file can be wrong.
  public enum Kind: Sendable, Hashable {
    /// There is no such file.
    case noSuchFile
    /// The file is there but cannot be read.
    case notReadable
    /// The path leads to a folder where a file was meant.
    case isDirectory
    /// The path leads to a pipe, a socket or a device where a regular file was meant.
    case notRegularFile
    /// The file, or what came through a pipe, is larger than any of its kind needs; `bytes` is the limit.
    case tooLarge(bytes: Int)
    /// A document in the folder `file` names a file outside it: `value`.
    case outsideFolder
    /// A YAML file has more nested or repeated parts than any needs; `value` says which.
    case tooComplex
    /// The file has no content, not even a header.
    case emptyFile
    /// The file has a header and no row.
    case headerOnly
    /// A row has another number of fields than the header.
    case raggedRow(expected: Int, found: Int)
    /// A row says what the header says.
    case repeatedHeader
    /// A quote is opened on `line` and never closed.
    case unclosedQuote
    /// A field goes on after its closing quote.
    case textAfterQuote
    /// A field between quotes holds whole rows, as where a quote was opened that none was meant to close; it
    /// ends on the last line.
    case rowsInQuotes(lastLine: Int)
    /// A quote stands inside a field that does not begin with one.
    case strayQuote
    /// A record is longer than any table needs; `bytes` is the limit.
    case recordTooLong(bytes: Int)
    /// The bytes in `value` (hexadecimal) are not UTF-8.
    case notUTF8
    /// The file is no text table but of another kind.
    case otherKind(FileKind)
    /// A byte is zero, which no text has.
    case zeroByte
    /// The file is marked as another encoding than the one stated (`value`).
    case otherEncoding(TextEncoding)
    /// The letters are UTF-8, not of the encoding stated (`value`).
    case isUTF8
    /// Some bytes are UTF-8 and some are not.
    case mixedEncodings
    /// The bytes are not in the encoding stated (`value`); nil: neither UTF-8 nor Windows-1252.
    case unknownEncoding
    /// The first line holds the values of a case (`value`), so the columns have no names.
    case noHeader
    /// Two columns have the same name.
    case duplicateColumn
    /// A column of the header has no name; `position` counts from 1.
    case emptyColumnName(position: Int)
    /// A column that is needed is not there; `accepted` lists those that are.
    case unknownColumn
    /// Two cases have the same name.
    case duplicateCaseName
    /// A case has no name in the column that names the cases.
    case missingCaseName
    /// The file is not YAML; `value` says what the parser met.
    case malformedYAML
    /// A key of a YAML file is not there.
    case missingKey
    /// A key of a YAML file means nothing.
    case unknownKey
    /// A value of a YAML file is of the wrong shape or not among `accepted`.
    case invalidValue
    /// There is no coding of that name; `accepted` lists those there are.
    case unknownCoding
    /// There is no study of that name or in that folder; `accepted` lists the built-in ones.
    case unknownStudy
    /// There is no case of that name.
    case unknownCase
    /// There is no variable of that name in the codebook.
    case unknownVariable
    /// A cell is not among the levels that the codebook gives its variable.
    case unknownLevel
    /// A cell is stated twice.
    case repeatedCell(caseName: String)
    /// Single cells are stated of rows that stand for several cases.
    case countedCases
    /// A column with uncertain codes holds something else beside codes.
    case uncodedColumn
    /// A case has more uncertain cells than can be filled in so many ways.
    case manyCompletions(limit: Int)
    /// All cases together can be filled in so many ways.
    case tooManyCompletions(Int, limit: Int)
  }
}

extension DataError: CustomStringConvertible {
  /// What is wrong and where, in a sentence.
  public var description: String {
    (kind == .unknownStudy ? "" : Phrase.place(file, line)) + sentence
  }

  private var sentence: String {
    let name = Phrase.quoted(column)
    let found = Phrase.quoted(value)
    let others = Phrase.accepted(accepted)
    switch kind {
    case .unknownColumn: return "there is no column \(name)\(others)"
    case .duplicateCaseName:
      return "column \(name): a second case is called \(found); each case needs its own name"
    case .missingCaseName where value == "NA":
      return "column \(name): this case has no name: NA counts as missing, and is also the code of "
        + "Namibia; to keep it, say that only empty cells are missing"
    case .missingCaseName where value?.isEmpty == false:
      return
        "column \(name): this case has no name: \(found) counts as missing; to keep it, say that only "
        + "empty cells are missing"
    case .missingCaseName: return "column \(name): this case has no name"
    case .missingKey: return "the key \(name) is missing"
    case .unknownKey: return "the key \(name) means nothing here\(others)"
    case .invalidValue:
      let place = column.map { "\(Phrase.quoted($0)): " } ?? ""
      return place + (value == nil ? "not what is needed here" : "found \(found)") + others
    case .unknownCoding: return "there is no coding \(found)\(others)"
    case .unknownStudy: return unknownStudySentence
    case .unknownCase: return "there is no case \(found)\(others)"
    case .unknownVariable:
      return "there is no variable \(Phrase.quoted(value ?? column)) in the codebook\(others)"
    case .unknownLevel: return "column \(name): found \(found)\(others)"
    case .repeatedCell(let caseName):
      return "the cell \(found) of case \(Phrase.quoted(caseName)) is stated twice"
    case .countedCases:
      return
        "uncertain codes are those of single cases, and rows that stand for several have no names"
    case .uncodedColumn:
      return "column \(name) holds no yes/no codes; only codes can be uncertain"
    case .manyCompletions(let limit):
      return "case \(found) has too many uncertain codes: they can be filled in more than "
        + "\(Phrase.whole(limit)) ways"
    case .tooManyCompletions(let count, let limit):
      return
        "the uncertain codes of all cases can be filled in \(Phrase.whole(count)) ways, and at most "
        + "\(Phrase.whole(limit)) are summed over; state fewer cells"
    case .emptyFile where isYAML: return "the file is empty"
    default: return Self.fileSentence(kind, column: column, value: value)
    }
  }

  private var isYAML: Bool { file.hasSuffix(".yaml") || file.hasSuffix(".yml") }

  /// Whether a file of cases was named where a study is needed.
  public var isTableForStudy: Bool {
    guard kind == .unknownStudy, let name = value?.lowercased() else { return false }
    return [".csv", ".tsv", ".txt"].contains { name.hasSuffix($0) }
  }

  private var unknownStudySentence: String {
    "there is no study \(Phrase.quoted(value)): "
      + (isTableForStudy
        ? "a file of cases is given as data, with a formula"
        : "neither built in (\(Phrase.list(accepted))) nor a folder with a study.yaml")
  }

  /// What is wrong with a file as a file; shared with files of draws and of priors.
  public static func fileSentence(_ kind: Kind, column: String?, value: String?) -> String {
    switch kind {
    case .noSuchFile: "there is no such file"
    case .notReadable: "the file cannot be read"
    case .isDirectory: "this is a folder; a file is needed"
    case .notRegularFile: "this is a pipe or a device; a regular file is needed"
    case .tooLarge(let bytes):
      "there is more than \(bytes >> 20) MiB of it, which no file of this kind needs"
    case .outsideFolder:
      "\(Phrase.quoted(value)) leads out of the study's folder, and a study names files of its own "
        + "folder only; copy the file into it"
    case .tooComplex: "\(Phrase.sentence(value ?? "")); write the parts out"
    case .emptyFile: "the file is empty; a header with column names and at least one row are needed"
    case .headerOnly: "there is a header but no row; at least one is needed below it"
    case .raggedRow(let expected, let found):
      "this row has \(fields(found)), the header has \(expected); each row needs as many, empty "
        + "ones where values are missing" + raggedHint(expected, found)
    case .repeatedHeader: "this row is the header once more and no case; take it out of the file"
    case .rowsInQuotes(let last):
      "a quote is opened here and closed in line \(last), with whole rows between; write a quote that "
        + "is part of a text twice, and put the text between quotes"
    case .unclosedQuote: "a quote is opened here and never closed"
    case .textAfterQuote:
      "text follows a closing quote; a quote inside a quoted field is written twice"
    case .strayQuote:
      "a quote inside a field that does not begin with one; put the whole field between quotes "
        + "and write the quotes inside it twice"
    case .recordTooLong(let bytes): "a row longer than \(bytes) bytes; is a quote left open?"
    case .notUTF8: notUTF8Sentence(value)
    case .duplicateColumn:
      "two columns are called \(Phrase.quoted(column)); each needs its own name"
    case .emptyColumnName(let position):
      "column \(position) has no name in the header"
        + (value.map { ", and this row has \(Phrase.quoted($0)) in it" } ?? "")
    case .otherKind(let kind): kind.sentence
    case .zeroByte: "there is a byte of zero, which no text has; save the table as CSV (UTF-8)"
    case .otherEncoding(let found):
      "the file is marked as \(found.rawValue), not \(value ?? ""); do not state an encoding"
    case .isUTF8:
      "the letters of this file are UTF-8; read as \(value ?? ""), each becomes two signs or more; do not state an "
        + "encoding"
    case .mixedEncodings:
      "some letters of this file are UTF-8 and some are not; save it as UTF-8, or state the encoding"
    case .unknownEncoding where value != nil: "there are bytes that are not \(value ?? "")"
    case .unknownEncoding:
      "the file is not UTF-8, and its letters make no words as Windows-1252; state the encoding, "
        + Phrase.choice(TextEncoding.allCases.map(\.rawValue))
    case .noHeader:
      "the file has no header: its first line, \(Phrase.quoted(value)), holds the values of a case; put "
        + "a line with the names of the columns above it"
    case .malformedYAML:
      column.map { "the key \(Phrase.quoted($0)) is there twice" }
        ?? "this is not YAML: \(Phrase.sentence(value ?? "it cannot be read"))"
    default:
      "the file is not as it should be (\(Phrase.sentence("\(column ?? "") \(value ?? "")")))"
    }
  }

  /// What a row of another length may be.
  private static func raggedHint(_ expected: Int, _ found: Int) -> String {
    if found == 1 { return "; a note below the table is taken out of the file" }
    guard found > expected else { return "" }
    return "; a cell with the delimiter in it, such as a decimal comma, stands between quotes"
      + (found == expected + 1 ? ", and names of rows need a name in the header" : "")
  }

  private static func fields(_ count: Int) -> String { "\(count) field\(count == 1 ? "" : "s")" }

  /// Spreadsheets that write no UTF-8 write UTF-16, which begins with a mark, or one byte a letter.
  private static func notUTF8Sentence(_ bytes: String?) -> String {
    let found =
      bytes.map { "the bytes \($0) are not UTF-8" } ?? "there are bytes that are not UTF-8"
    let isMark = bytes.map { $0.hasPrefix("0xff") || $0.hasPrefix("0xfe") } ?? false
    return found + (isMark ? " (UTF-16?)" : "") + "; save the file as UTF-8"
  }
}

import Inference

extension DataError {
  /// The message and exit code of a bad file.
  var failure: Failure {
    Failure(
      Phrase.place(file, line) + sentence(kind, column: column, value: value, accepted: accepted),
      status
    )
  }

  private var status: Int32 {
    switch kind {
    case .noSuchFile, .notReadable, .isDirectory, .unknownStudy: ExitStatus.noInput
    case .unknownCoding where line == nil: ExitStatus.usage
    default: ExitStatus.data
    }
  }

  private func sentence(
    _ kind: Kind,
    column: String?,
    value: String?,
    accepted: [String]
  ) -> String {
    let name = "'\(column ?? "")'"
    let found = "'\(value ?? "")'"
    let others = Phrase.accepted(accepted)
    switch kind {
    case .unknownColumn: return "there is no column \(name)\(others)"
    case .duplicateCaseName: return "column \(name): a second case is called \(found)"
    case .missingCaseName: return "column \(name): a case without a name"
    case .missingKey: return "the key \(name) is missing"
    case .unknownKey: return "the key \(name) means nothing here\(others)"
    case .invalidValue: return "\(name): found \(found)\(others)"
    case .unknownCoding: return "there is no coding \(found)\(others)"
    case .unknownStudy:
      return
        "there is no study \(found): neither built in (\(accepted.joined(separator: ", "))) nor "
        + "a folder with a study.yaml"
    case .unknownCase: return "there is no case \(found)\(others)"
    case .unknownVariable: return "there is no variable \(name) in the codebook\(others)"
    case .unknownLevel: return "column \(name): found \(found)\(others)"
    default: return Self.fileSentence(kind, column: column, value: value)
    }
  }

  /// What is wrong with a file as a file; shared with files of draws.
  static func fileSentence(_ kind: Kind, column: String?, value: String?) -> String {
    switch kind {
    case .noSuchFile: "there is no such file"
    case .notReadable: "the file cannot be read"
    case .isDirectory: "this is a folder; a file is needed"
    case .emptyFile: "the file is empty; a header with column names and at least one row are needed"
    case .headerOnly: "there is a header but no row; at least one case is needed"
    case .raggedRow(let expected, let found):
      "this row has \(found) fields, the header has \(expected)"
    case .unclosedQuote: "a quote is opened here and never closed"
    case .textAfterQuote:
      "text follows a closing quote; a quote inside a quoted field is written twice"
    case .strayQuote: "a quote inside a field that does not begin with one; quote the whole field"
    case .recordTooLong(let bytes): "a row longer than \(bytes) bytes; is a quote left open?"
    case .notUTF8: "the bytes \(value ?? "") are not UTF-8; save the file as UTF-8"
    case .duplicateColumn: "two columns are called '\(column ?? "")'"
    case .emptyColumnName(let position): "column \(position) has no name in the header"
    case .malformedYAML: "not YAML: \(value ?? "")"
    default: "the file is not as it should be (\(column ?? "") \(value ?? ""))"
    }
  }
}

extension DrawsError {
  /// The message and exit code of draws that cannot be read.
  var failure: Failure {
    Failure(Phrase.place(file, line) + sentence, status)
  }

  private var status: Int32 {
    switch kind {
    case .file(.noSuchFile), .file(.notReadable), .file(.isDirectory): ExitStatus.noInput
    case .noFiles: ExitStatus.usage
    default: ExitStatus.data
    }
  }

  private var sentence: String {
    let name = "'\(column ?? "")'"
    let found = "'\(value ?? "")'"
    let others = Phrase.accepted(accepted)
    switch kind {
    case .file(let kind): return DataError.fileSentence(kind, column: column, value: value)
    case .noFiles: return "no file was named"
    case .noDraws: return "there are no draws after warmup"
    case .noParameters: return "no column holds a parameter"
    case .notNumber: return "column \(name): found \(found)\(others)"
    case .notIndex: return "column \(name): found \(found)\(others)"
    case .duplicateDraw: return "column \(name): draw \(found) comes twice in its chain"
    case .notSampling: return "written by method \(found), which draws no chain\(others)"
    case .differentParameters:
      return "other parameters than in the first file (\(value ?? ""))\(others)"
    case .differentColumns: return "other columns than in the first file"
    case .unequalChains(let counts):
      return "the chains have different numbers of draws: "
        + counts.map(String.init).joined(separator: ", ")
    }
  }
}

extension ExportError {
  /// The message and exit code of results that cannot be written.
  var failure: Failure {
    let reason = systemReason.map { " (\($0))" } ?? ""
    return Failure("\(path): " + sentence + reason, ExitStatus.cannotCreate)
  }

  private var sentence: String {
    switch kind {
    case .emptyPath: "the output folder needs a name"
    case .alreadyExists: "the output folder exists; name another, or replace it with --force"
    case .notReplaceable:
      "--force replaces only what an earlier run has written, and this folder holds something else"
    case .notFolder: "there is something here that is no folder"
    case .parentMissing: "there is no such folder to put the output in"
    case .parentNotFolder: "a part of the path is no folder"
    case .cannotCreate: "cannot be made"
    case .cannotWrite: "cannot be written"
    case .cannotReplace: "cannot be put in place"
    }
  }
}

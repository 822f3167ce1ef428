/// Why draws could not be read.
///
/// What does not apply is nil or empty.
public struct DrawsError: Error, Sendable, Equatable {
  /// What is wrong.
  public enum Kind: Sendable, Hashable {
    /// The file is no readable CSV.
    case file(DataError.Kind)
    /// No file was named.
    case noFiles
    /// There is a header but no draw, or none after warmup.
    case noDraws
    /// No column holds a parameter.
    case noParameters
    /// A cell is no number.
    case notNumber
    /// The number of a chain, iteration or draw is not a whole number from 1 (or 0) up.
    case notIndex
    /// A chain has two draws of the same number.
    case duplicateDraw
    /// The file was written by a method that makes no chain; `value` says which.
    case notSampling
    /// A file has other parameters than the first; `value` is the name that differs.
    case differentParameters
    /// A file has other generated quantities or sampler columns than the first.
    case differentColumns
    /// The chains have different numbers of draws: `counts`, in order.
    case unequalChains(counts: [Int])
  }

  /// What is wrong.
  public var kind: Kind
  /// The path of the file.
  public var file: String
  /// The line, from 1.
  public var line: Int?
  /// The name of the column.
  public var column: String?
  /// What was found.
  public var value: String?
  /// What would have been accepted.
  public var accepted: [String] = []

  /// Describes one thing that is wrong; the other facts are set afterwards.
  public init(_ kind: Kind, file: String, line: Int? = nil) {
    self.kind = kind
    self.file = file
    self.line = line
  }

  /// Passes on what is wrong with the file itself.
  init(_ error: DataError) {
    kind = .file(error.kind)
    file = error.file
    line = error.line
    column = error.column
    value = error.value
    accepted = error.accepted
  }
}

extension DrawsError: CustomStringConvertible {
  /// What is wrong and where, in a sentence.
  public var description: String { Phrase.place(file, line) + sentence }

  private var sentence: String {
    let name = Phrase.quoted(column)
    let found = Phrase.quoted(value)
    let others = Phrase.accepted(accepted)
    switch kind {
    case .file(let kind): return DataError.fileSentence(kind, column: column, value: value)
    case .noFiles: return "no file was named"
    case .noDraws: return "there is a header but no draw below it, or none after warmup"
    case .noParameters:
      return
        "no column holds a parameter; one is needed beside lp__ and the like, such as Intercept"
    case .notNumber: return "column \(name): found \(found)\(others)"
    case .notIndex: return "column \(name): found \(found)\(others)"
    case .duplicateDraw: return "column \(name): draw \(found) comes twice in its chain"
    case .notSampling: return "written by method \(found), which draws no chain\(others)"
    case .differentParameters:
      return "the parameter \(found) is not in the first file\(others)"
    case .differentColumns:
      return "the columns are not those of the first file; give the files of one run"
    case .unequalChains(let counts):
      return "the chains have different numbers of draws: "
        + counts.map(String.init).joined(separator: ", ") + "; give whole chains of one run"
    }
  }
}

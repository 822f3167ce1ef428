/// What is wrong with a prior, and where.
///
/// What does not apply is nil or empty.
public struct PriorError: Error, Sendable, Equatable {
  /// What is wrong.
  public let kind: Kind
  /// The text in which it is wrong: a prior as it was written.
  public var text: String?
  /// The part of `text` that is wrong, in characters from 0.
  ///
  /// Empty at a place where something is missing.
  public var range: Range<Int>?
  /// The name concerned: of a column, a family, an argument, a key, a prior set or a file.
  public var name: String?
  /// What would have been accepted: names, a signature, or a description.
  public var accepted: [String]
  /// The accepted name that is closest to `name`, if one is close.
  public var suggestion: String?
  /// The file in which it is wrong.
  public var file: String?
  /// The line of the file, from 1.
  public var line: Int?
  /// What is wrong with a scenario.
  public var cause: FormulaError?

  /// Describes one thing that is wrong.
  public init(_ kind: Kind, name: String? = nil, accepted: [String] = []) {
    self.kind = kind
    self.name = name
    self.accepted = accepted
  }
}

extension PriorError {
  /// The ways in which a prior can be wrong.
  public enum Kind: Sendable, Hashable {
    /// The text is not a prior; `accepted` says what was expected at `range`.
    case doesNotParse
    /// There is no family called `name`; `accepted` lists those there are.
    case unknownFamily
    /// The family `name` takes another number of arguments; `accepted` is its signature.
    case wrongNumberOfArguments(expected: Int, found: Int)
    /// The argument `name` must be a finite number.
    case notFinite
    /// The argument `name`, a scale or degrees of freedom, must be above zero.
    case notPositive
    /// The scale that is left after division by the spread of the column `name` is not a positive
    /// finite number.
    case scaleOutOfRange
    /// There is no column called `name`; `accepted` lists those there are.
    case unknownColumn
    /// The column `name` is given a second prior.
    case duplicatePrior
    /// There is no prior set called `name`; `accepted` lists those there are.
    case unknownSet
    /// There is no file at the path `name`.
    case noSuchFile
    /// The file `name` is there but cannot be read as a file.
    case notReadable
    /// The file is no regular one, too large or too complex.
    case refusedFile(DataError.Kind)
    /// The file is not UTF-8.
    case notUTF8
    /// The file is not YAML; `text` says what the parser met.
    case malformedYAML
    /// The key `name` means nothing here; `accepted` lists those that do.
    case unknownKey
    /// The key `name` is missing.
    case missingKey
    /// The value of the key `name` is not among `accepted`, which may be a description.
    case invalidValue
    /// A scenario cannot be used; `cause` says why.
    case scenario
    /// An expert speaks of the scenario `name` a second time.
    case duplicateStatement(firstLine: Int)
    /// A scenario is compared with itself.
    case comparedWithItself
    /// A flat prior on the column `name` cannot be used.
    case flatRefused(FlatRefusal)
    /// The Jeffreys prior cannot be used.
    case jeffreysRefused(FlatRefusal)
    /// The column `name` has another prior beside the Jeffreys prior of the others.
    case besideJeffreys
  }

  /// Why a flat prior is refused.
  ///
  /// In each case the posterior or what is asked of it does not exist.
  public enum FlatRefusal: Sendable, Hashable {
    /// The conditions separate the outcomes: the likelihood does not fall towards infinity.
    case separation
    /// The column is constant or a combination of others: the likelihood does not depend on it.
    case notIdentified
    /// The likelihood falls like a power of the coefficients, which bounds its integral for no data.
    case slowLikelihood
    /// The link is another than logit.
    case otherLink
    /// Some codes are not certain.
    case uncertainCodes
    /// The cases whose codes are certain do not bound the coefficients, and no others are counted on.
    case certainCasesOnly
    /// Draws are weighted by ratios of priors, which need their constants.
    case reweighting
    /// Draws from the prior are asked for.
    case drawsFromPrior
    /// A marginal likelihood is asked for.
    case evidence
  }

  /// The same error with its place in a file.
  func located(file: String, line: Int?) -> PriorError {
    var error = self
    error.file = file
    error.line = line
    return error
  }

  /// The same error with its place in a text.
  func located(in text: String, at range: Range<Int>) -> PriorError {
    var error = self
    error.text = text
    error.range = range
    return error
  }

  /// An error about a name that is not among those accepted, with the closest of them.
  static func unknown(_ kind: Kind, _ name: String, accepted: [String]) -> PriorError {
    var error = PriorError(kind, name: name, accepted: accepted)
    error.suggestion = NameSuggestion.closest(to: name, among: accepted)
    return error
  }
}

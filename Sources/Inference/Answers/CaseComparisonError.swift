/// Why cases could not be held against their predictions.
public enum CaseComparisonError: Error, Sendable, Equatable {
  /// There is no case, or the rows of the data stand for several cases each.
  case noCases
  /// The codes of some cases are uncertain.
  case uncertainCodes
  /// There is no draw.
  case noDraws
  /// The log likelihood of a case is not a number at some draw.
  case notFinite(caseName: String)
  /// A case of one model is no case of the other.
  case missingCase(caseName: String, has: String, lacks: String)
  /// A case has different outcomes in two models, as text.
  case differentOutcomes(caseName: String, first: String, String, second: String, String)
  /// A name stands for two cases of one model.
  case repeatedName(caseName: String, model: String)
  /// There is only one model to compare.
  case oneModel
  /// A name that is none of the cases'.
  case noSuchCase(String, known: [String])
  /// So many cases are refitted only on request.
  case manyCases(Int, limit: Int)
}

extension CaseComparisonError: CustomStringConvertible {
  /// What is wrong, in a sentence.
  public var description: String {
    switch self {
    case .noCases:
      "the run has no single cases, as equal rows of large data are merged; fit again and keep every case"
    case .uncertainCodes:
      "the run has uncertain codes; this answer is known for certain codes only"
    case .noDraws: "there are no draws: the run was stopped, or its chains did not start"
    case .notFinite(let name):
      "case \(Phrase.quoted(name)): its log likelihood is not a number at some draw"
    case .missingCase(let name, let has, let lacks):
      "the runs are of different data: case \(Phrase.quoted(name)) is in \(Phrase.oneLine(has)) and "
        + "not in \(Phrase.oneLine(lacks))"
    case .differentOutcomes(let name, let first, let one, let second, let other):
      "the runs are of different data: case \(Phrase.quoted(name)) has the outcome \(one) in "
        + "\(Phrase.oneLine(first)) and \(other) in \(Phrase.oneLine(second))"
    case .repeatedName(let name, let model):
      "\(Phrase.oneLine(model)): two cases are called \(Phrase.quoted(name)), so they cannot be "
        + "matched between runs"
    case .oneModel: "a comparison needs at least two runs"
    case .noSuchCase(let name, let known):
      "no case is called \(Phrase.quoted(name))\(Phrase.accepted(known))"
    case .manyCases(let count, let limit):
      "\(count) cases need \(count) refits; name some cases, or ask for all of them (up to \(limit) "
        + "cases all are left out unasked)"
    }
  }
}

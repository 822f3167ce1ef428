/// Why cases could not be held against their predictions.
public enum CaseComparisonError: Error, Sendable, Equatable {
  /// There is no case, or the rows of the data stand for several cases each.
  case noCases
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

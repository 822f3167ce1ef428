/// Which parameters of another tool's draws are those of a run.
///
/// Names match where they are equal, after `b_` in front (as brms writes coefficients) and the
/// parentheses of R's `(Intercept)` are taken away; the factors of an interaction may come in any order.
/// Names of which none matches match by their order where they are one whole array: `beta[1]`,
/// `beta[2]`, ...
public struct ParameterMatch: Sendable, Equatable {
  /// For each parameter of the run, the index of the other's.
  public let indices: [Int]
  /// Whether they match by their order alone, so that a reader must be told which is which.
  public let isByOrder: Bool

  /// Matches names.
  ///
  /// O(names).
  ///
  /// - Throws: ``AgreementError`` `differentParameters`, with the names on either side that have no
  ///   counterpart.
  public init(_ names: [String], with others: [String]) throws(AgreementError) {
    let wanted = names.map(Self.canonical)
    // All as they stand or all as brms writes them: `b_a` may itself be the name of a condition.
    let spellings: [(String) -> String] = [
      { $0 }, { $0.hasPrefix("b_") ? String($0.dropFirst(2)) : $0 },
    ]
    var (missing, additional) = (names, others)
    for spelling in spellings {
      let known = Dictionary(
        others.enumerated().map { (Self.canonical(spelling($1)), $0) }
      ) { first, _ in first }
      let found = wanted.map { known[$0] }
      let indices = found.compactMap { $0 }
      let used = Set(indices)
      if indices.count == names.count, used.count == others.count {
        self.indices = indices
        isByOrder = false
        return
      }
      missing = zip(names, found).filter { $0.1 == nil }.map(\.0)
      additional = others.indices.filter { !used.contains($0) }.map { others[$0] }
    }
    guard missing.count == names.count, others.count == names.count, Self.isArray(others) else {
      throw AgreementError(.differentParameters, missing: missing, additional: additional)
    }
    indices = Array(names.indices)
    isByOrder = true
  }

  /// A name in the one form in which the two sides are compared.
  private static func canonical(_ name: String) -> String {
    if name == "(Intercept)" { return "Intercept" }
    guard name.contains(":") else { return name }
    return name.split(separator: ":").sorted().joined(separator: ":")
  }

  /// Whether names are the elements of one array, in order and counted from 1.
  private static func isArray(_ names: [String]) -> Bool {
    guard let first = names.first, let bracket = first.firstIndex(of: "[") else { return false }
    let base = first[..<bracket]
    return names.enumerated().allSatisfy { $1 == "\(base)[\($0 + 1)]" }
  }
}

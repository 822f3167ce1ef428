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
    var known: [String: Int] = [:]
    for (index, name) in others.enumerated() {
      // The name as it stands goes before the same name behind `b_`.
      known[Self.canonical(name)] = index
    }
    for (index, name) in others.enumerated().reversed() where !name.hasPrefix("b_") {
      known[Self.canonical(name)] = index
    }
    for (index, name) in others.enumerated() { known["=" + name] = index }
    let found = names.map { known["=" + $0] ?? known[Self.canonical($0)] }
    let used = Set(found.compactMap { $0 })
    let missing = zip(names, found).filter { $0.1 == nil }.map(\.0)
    if missing.isEmpty, used.count == names.count, others.count == names.count {
      indices = found.compactMap { $0 }
      isByOrder = false
    } else if used.isEmpty, others.count == names.count, Self.isArray(others) {
      indices = Array(names.indices)
      isByOrder = true
    } else {
      throw AgreementError(
        .differentParameters,
        missing: missing,
        additional: others.enumerated().filter { !used.contains($0.offset) }.map(\.element)
      )
    }
  }

  /// A name without what other tools put around it.
  private static func canonical(_ name: String) -> String {
    var text = name[...]
    if text.hasPrefix("b_") { text = text.dropFirst(2) }
    if text == "(Intercept)" { return "Intercept" }
    guard text.contains(":") else { return String(text) }
    return text.split(separator: ":").sorted().joined(separator: ":")
  }

  /// Whether names are the elements of one array, in order and counted from 1.
  private static func isArray(_ names: [String]) -> Bool {
    guard let first = names.first, let bracket = first.firstIndex(of: "[") else { return false }
    let base = first[..<bracket]
    return names.enumerated().allSatisfy { $1 == "\(base)[\($0 + 1)]" }
  }
}

/// Why draws cannot be compared with those of a run.
public struct AgreementError: Error, Sendable, Equatable {
  /// What is wrong.
  public enum Kind: Sendable, Hashable {
    /// They are of other parameters: `missing` of theirs and `additional` to ours.
    case differentParameters
    /// A draw of `parameter` is not finite; `side` says whose.
    case notFinite
    /// The draws of `parameter` are all equal, or too few, so that they have no Monte Carlo error.
    case noMonteCarloError
  }

  /// Whose draws.
  public enum Side: Sendable, Hashable {
    /// Those of the run.
    case run
    /// The others.
    case other
  }

  /// What is wrong.
  public var kind: Kind
  /// The parameters of the run that the others lack.
  public var missing: [String]
  /// The parameters that the run has not.
  public var additional: [String]
  /// The parameter, by its name in the run.
  public var parameter: String?
  /// Whose draws are at fault.
  public var side: Side?

  /// Describes one thing that is wrong.
  public init(
    _ kind: Kind,
    missing: [String] = [],
    additional: [String] = [],
    parameter: String? = nil,
    side: Side? = nil
  ) {
    self.kind = kind
    self.missing = missing
    self.additional = additional
    self.parameter = parameter
    self.side = side
  }
}

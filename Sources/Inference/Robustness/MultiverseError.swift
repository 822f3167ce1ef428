/// What is wrong with a plan beyond its data, formulas and priors.
public struct MultiverseError: Error, Sendable, Equatable {
  /// What is wrong.
  public enum Kind: Sendable, Equatable {
    /// There is no such sampler.
    case unknownSampler(String, accepted: [String])
    /// There is no such fork.
    case unknownFork(String, accepted: [String])
    /// No universe of the plan has this choice at the fork.
    case unknownChoice(String, fork: String, accepted: [String])
    /// A filter that is not `fork=choice`.
    case malformedFilter(String)
    /// No universe meets all filters.
    case nothingLeft
    /// More universes than anyone asks for by accident.
    case tooMany(Double, limit: Int)
  }

  /// What is wrong.
  public let kind: Kind

  /// Describes one thing that is wrong.
  public init(_ kind: Kind) { self.kind = kind }
}

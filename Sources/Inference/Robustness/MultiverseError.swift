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

extension MultiverseError: CustomStringConvertible {
  /// What is wrong, in a sentence.
  public var description: String {
    switch kind {
    case .unknownSampler(let name, let accepted):
      "the study's multiverse names the sampler \(Phrase.quoted(name)), which does not exist"
        + Phrase.accepted(accepted)
    case .unknownFork(let name, let accepted):
      "the plan has no choice called \(Phrase.quoted(name))" + Phrase.accepted(accepted)
    case .unknownChoice(let option, let choice, let accepted):
      "no analysis of the plan has \(Phrase.oneLine(choice))=\(Phrase.oneLine(option))"
        + Phrase.accepted(accepted)
    case .malformedFilter(let text):
      "analyses are chosen by CHOICE=OPTION or CHOICE=OPTION,OPTION, such as prior=sceptical, an option "
        + "with a comma between double quotes, not by \(Phrase.quoted(text))"
    case .nothingLeft: "no analysis of the plan meets all conditions"
    case .tooMany(let count, let limit):
      "the plan has \(Phrase.count(count)) analyses, more than \(limit); narrow the study's multiverse "
        + "(`contested: each` instead of `all`), or confirm that all are meant"
    }
  }
}

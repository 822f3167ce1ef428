/// What the reader of a derived number must know of it.
///
/// Tables carry the codes in a column `caveat`, JSON the codes and the sentences.
public struct Caveat: Sendable, Hashable {
  /// A short name for programs.
  public enum Code: String, Sendable, CaseIterable {
    /// The data cannot tell the number from others: the prior alone divides what they share.
    case aliased
    /// Maximum likelihood would send the number up without bound: how far it goes, the prior decides.
    case priorUp = "prior-up"
    /// Maximum likelihood would send the number down without bound: how far it goes, the prior decides.
    case priorDown = "prior-down"
    /// How far the number goes and which way, the prior decides.
    case priorDecides = "prior-decides"
    /// The change is bounded by the data, but the probabilities that it is made of are not everywhere.
    case partlyPrior = "partly-prior"
    /// The intercept stands far from all cases, and its prior holds a slope near 0.
    case interceptFarAway = "intercept-far-away"
    /// No case has these values.
    case unobserved
    /// A number lies outside the range of the cases.
    case outsideData = "outside-data"
    /// A number of which nothing was said is held at its mean.
    case heldMean = "held-mean"
    /// The change leads outside the range of the cases.
    case stepLeavesData = "step-leaves-data"
    /// The number depends on how wide the priors are.
    case priorWidth = "prior-width"
    /// The importance weights of the case are all equal: k-hat does not apply.
    case equalWeights = "equal-weights"
  }

  /// What a caveat is about, for its words.
  public enum Subject: Sendable {
    /// A coefficient, or a sum of coefficients.
    case coefficient
    /// The probability of the outcome.
    case probability
    /// A change of the probability.
    case effect
  }

  /// A short name for programs.
  public let code: Code
  /// The sentence for people, without its full stop.
  public let message: String

  /// Makes a caveat from its parts.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// What is to be known of a number whose maximum likelihood estimate has this limit.
  public static func of(
    _ limit: Separation.Limit,
    _ subject: Subject = .probability
  ) -> [Caveat] {
    switch limit {
    case .finite: []
    case .plusInfinity:
      [
        Caveat(
          .priorUp,
          "maximum likelihood would send it "
            + (subject == .probability
              ? "to 1: the direction is from the data, how far it goes from the prior"
              : "up without bound: sign from the data, size from the prior")
        )
      ]
    case .minusInfinity:
      [
        Caveat(
          .priorDown,
          "maximum likelihood would send it "
            + (subject == .probability
              ? "to 0: the direction is from the data, how far it goes from the prior"
              : "down without bound: sign from the data, size from the prior")
        )
      ]
    case .undetermined:
      [Caveat(.priorDecides, "decided by the prior alone: how far it goes and which way")]
    case .notIdentified:
      [
        Caveat(
          .aliased,
          subject == .probability
            ? "decided by the prior alone: the data say nothing of it"
            : "the data cannot tell it from other columns: the prior divides the effect between them, and "
              + "another prior or reference level divides it otherwise"
        )
      ]
    }
  }
}

extension Caveat {
  /// What is to be known of a number that rests on weights with this tail.
  public static func of(_ tail: WeightTail) -> [Caveat] {
    guard tail.isLevel else { return [] }
    return [
      Caveat(
        .equalWeights,
        "the case is equally likely at every draw, so that its weights are equal: nothing needs smoothing, "
          + "and a k-hat of Inf says nothing"
      )
    ]
  }
}

extension [Caveat] {
  /// Each code once, with its first sentence, in the order of ``Caveat/Code``.
  public var merged: [Caveat] {
    Caveat.Code.allCases.compactMap { code in first { $0.code == code } }
  }
}

/// One number that every universe of a plan reports, as far as it has it.
@dynamicMemberLookup
public struct UniverseQuantity: Sendable, Equatable {
  /// What it is of.
  public enum Kind: String, Sendable, CaseIterable {
    /// The average change of the probability of the outcome, over the universe's cases, when a condition
    /// goes from its reference to another value: comparable across links and formulas.
    case effect
    /// A coefficient, on the scale of the universe's link.
    case coefficient
    /// The mean probability of the outcome over the universe's cases.
    case meanProbability = "mean_probability"
  }

  /// What it is of.
  public let kind: Kind
  /// The condition with the change (`protest`, or `region: Asia - Europe`), the coefficient, or
  /// `mean over the cases`.
  public let name: String
  /// Mean, standard deviation, quantiles and the errors of mean and median, each NaN where it does not
  /// exist; a store keeps no other estimates.
  public internal(set) var estimates: Estimates
  /// The posterior probability that it is above 0, and its Monte Carlo error.
  public internal(set) var positive: MonteCarloEstimate
  /// The effective number of draws of the bulk; of weighted draws that of the weights.
  public let effectiveSize: Double
  /// The rank-normalised split R-hat; NaN for weighted draws.
  public let rHat: Double

  /// The posterior probability that it is above 0.
  public var probabilityPositive: Double { positive.value }
  /// The Monte Carlo standard error of the probability that it is above 0.
  public var mcseProbabilityPositive: Double { positive.error }

  /// A number of ``estimates``.
  public subscript(dynamicMember number: KeyPath<Estimates, Double>) -> Double {
    estimates[keyPath: number]
  }
}

/// What became of a universe.
public struct UniverseResult: Sendable, Equatable {
  /// Where its numbers come from.
  public enum Method: Sendable, Equatable {
    /// From a fit of its own, by this sampler.
    case fitted(sampler: String)
    /// From the draws of the universe of this identifier, by Pareto-smoothed weights with this k-hat.
    case reweighted(from: String, paretoK: Double)
  }

  /// Numbers, or why there are none.
  public enum Outcome: Sendable, Equatable {
    /// Its numbers and where they come from.
    case estimated(Method, [UniverseQuantity])
    /// Why it could not be analysed, in words.
    case failed(String)
  }

  /// The content hash of the universe.
  public let identifier: String
  /// Numbers, or why there are none.
  public let outcome: Outcome
  /// The number of its cases; 0 where it failed before that was known.
  public let caseCount: Int
  /// Their successes.
  public let successes: Double
  /// Their trials.
  public let trials: Double
  /// Which coefficients the data alone do not bound: `none`, `some` or `all` of them.
  public let separation: String
  /// What the reader must know of its numbers: checks that failed.
  public let warnings: [String]

  /// Whether all its outcomes are alike: then the prior bounds what the data do not.
  public var isOneClass: Bool { trials > 0 && (successes == 0 || successes == trials) }

  /// Its quantities; none where it failed.
  public var quantities: [UniverseQuantity] {
    guard case .estimated(_, let quantities) = outcome else { return [] }
    return quantities
  }
}

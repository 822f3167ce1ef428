/// One number that every universe of a plan reports, as far as it has it.
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
  /// The posterior mean; NaN where it does not exist.
  public let mean: Double
  /// The posterior standard deviation; NaN where it does not exist.
  public let sd: Double
  /// The 5 % quantile.
  public let q5: Double
  /// The 25 % quantile.
  public let q25: Double
  /// The median.
  public let median: Double
  /// The 75 % quantile.
  public let q75: Double
  /// The 95 % quantile.
  public let q95: Double
  /// The posterior probability that it is above 0.
  public let probabilityPositive: Double
  /// The Monte Carlo standard error of the mean.
  public let mcseMean: Double
  /// The Monte Carlo standard error of the median.
  public let mcseMedian: Double
  /// The Monte Carlo standard error of the probability that it is above 0.
  public let mcseProbabilityPositive: Double
  /// The effective number of draws of the bulk; of weighted draws that of the weights.
  public let effectiveSize: Double
  /// The rank-normalised split R-hat; NaN for weighted draws.
  public let rHat: Double
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

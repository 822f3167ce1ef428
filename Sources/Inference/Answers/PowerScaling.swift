/// How much an answer moves when the prior, or the likelihood, counts for a little more or less.
///
/// Estimand: the derivative of the cumulative Jensen-Shannon distance between the posterior and the one
/// in which the prior (or the likelihood) is raised to the power alpha, by log2 alpha, at alpha = 1; from
/// the two differences at 0.99 and 1.01, the posteriors by Pareto-smoothed weights, nothing refitted.
///
/// Source: N. Kallioinen, T. Paananen, P.-C. Buerkner, A. Vehtari, Statistics and Computing 34 (2024),
/// section 2; defaults of the R package priorsense.
public struct PowerScaling: Sendable, Equatable {
  /// What a quantity's two sensitivities say together.
  public enum Finding: String, Sendable {
    /// Neither is above the threshold.
    case none = "-"
    /// Both are: what prior and data say of the quantity pulls apart.
    case conflict = "prior-data conflict"
    /// Only the prior's is: the data say little of the quantity.
    case priorDriven = "strong prior or weak likelihood"
    /// Only the likelihood's is: the data decide.
    case dataDriven = "likelihood decides"
  }

  /// One quantity.
  public struct Quantity: Sendable, Equatable {
    /// The name.
    public let name: String
    /// The sensitivity to the prior; NaN where a draw is.
    public let prior: Double
    /// The sensitivity to the likelihood.
    public let likelihood: Double
    /// The Monte Carlo standard error of the sensitivity to the prior.
    public let errorOfPrior: Double
    /// The Monte Carlo standard error of the sensitivity to the likelihood.
    public let errorOfLikelihood: Double

    /// Whether the finding may be one of chance: a sensitivity is within two Monte Carlo errors of the
    /// threshold.
    public var isDoubtful: Bool {
      abs(prior - PowerScaling.threshold) <= 2 * errorOfPrior
        || abs(likelihood - PowerScaling.threshold) <= 2 * errorOfLikelihood
    }

    /// What they say together, and that it may be chance where it may.
    public var verdict: String {
      isDoubtful
        ? (finding == .none ? "none" : finding.rawValue) + " (within Monte Carlo error)"
        : finding.rawValue
    }

    /// What they say together.
    public var finding: Finding {
      switch (prior >= PowerScaling.threshold, likelihood >= PowerScaling.threshold) {
      case (true, true): .conflict
      case (true, false): .priorDriven
      case (false, true): .dataDriven
      case (false, false): .none
      }
    }
  }

  /// The sensitivity from which on it is flagged.
  public static let threshold = 0.05
  /// The powers.
  public static let powers = [0.99, 1.01]

  /// The quantities, in the order given.
  public let quantities: [Quantity]
  /// The largest k-hat of the four sets of weights; NaN where nothing was reweighted.
  public let paretoK: Double

  /// Computes the sensitivities of quantities of the draws.
  ///
  /// O(S log S) for each quantity.
  ///
  /// - Parameters:
  ///   - quantities: For each quantity its name and its value at each draw.
  ///   - logPrior: The log prior density of each draw.
  ///   - logLikelihood: The log likelihood of each draw.
  /// - Precondition: all have a value for each draw.
  public init(
    _ quantities: [(name: String, values: [Double])],
    logPrior: [Double],
    logLikelihood: [Double]
  ) {
    precondition(logPrior.count == logLikelihood.count, "a value for each draw")
    let prior = Self.powers.map { Self.weights(logPrior, power: $0) }
    let likelihood = Self.powers.map { Self.weights(logLikelihood, power: $0) }
    paretoK = (prior + likelihood).map(\.paretoK).reduce(-.infinity, max)
    self.quantities = quantities.map { quantity in
      precondition(quantity.values.count == logPrior.count, "a value for each draw")
      let distance = CumulativeDistance(quantity.values)
      let derivative = SensitivityDerivative(quantity.values)
      return Quantity(
        name: quantity.name,
        prior: Self.sensitivity(distance, prior.map(\.weights)),
        likelihood: Self.sensitivity(distance, likelihood.map(\.weights)),
        errorOfPrior: derivative.estimate(logPrior).error,
        errorOfLikelihood: derivative.estimate(logLikelihood).error
      )
    }
  }

  /// The sensitivities of quantities of the draws by the derivative itself, which costs a small part of
  /// what differences cost and agrees with them to the square of their step.
  ///
  /// O(S) for each quantity, and sorting it.
  ///
  /// - Precondition: all have a value for each draw.
  init(
    derivativesOf quantities: [(name: String, values: [Double])],
    logPrior: [Double],
    logLikelihood: [Double]
  ) {
    paretoK = .nan
    self.quantities = quantities.map { quantity in
      let derivative = SensitivityDerivative(quantity.values)
      let (prior, likelihood) = (
        derivative.estimate(logPrior), derivative.estimate(logLikelihood)
      )
      return Quantity(
        name: quantity.name,
        prior: prior.value,
        likelihood: likelihood.value,
        errorOfPrior: prior.error,
        errorOfLikelihood: likelihood.error
      )
    }
  }

  private static func weights(
    _ logDensity: [Double],
    power: Double
  ) -> (weights: [Double], paretoK: Double) {
    let smoothed = ParetoSmoothing.smooth(logRatios: logDensity.map { $0 * (power - 1) })
    return (smoothed.logWeights.map { Portable.exp($0) }, smoothed.paretoK)
  }

  private static func sensitivity(
    _ distance: CumulativeDistance,
    _ weights: [[Double]]
  ) -> Double {
    let log2 = Portable.log(2)
    let slopes = zip(powers, weights).map {
      distance.distance(weights: $1) / abs(Portable.log($0) / log2)
    }
    return slopes.reduce(0, +) / Double(slopes.count)
  }
}

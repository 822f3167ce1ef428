/// Which interval of a posterior is reported.
public struct CredibleInterval: Sendable, Equatable {
  /// How the ends are chosen.
  public enum Kind: String, Sendable {
    /// As much probability below as above: quantiles, which follow any monotone change of scale.
    case equalTailed = "equal-tailed"
    /// The shortest: highest density, on the scale of the quantity only.
    case highestDensity = "highest-density"
  }

  /// How the ends are chosen.
  public let kind: Kind
  /// The probability inside.
  public let mass: Double

  /// 90 % equal-tailed.
  public static let standard = CredibleInterval(kind: .equalTailed, mass: 0.9, lower: 0.05)

  private let lower: Double

  private init(kind: Kind, mass: Double, lower: Double) {
    self.kind = kind
    self.mass = mass
    self.lower = lower
  }

  /// Makes an interval; nil where the mass does not lie between 0 and 1.
  public init?(kind: Kind, mass: Double) {
    guard mass > 0, mass < 1 else { return nil }
    // 0.9 makes 0.05 and 0.95, not their neighbours.
    self.init(kind: kind, mass: mass, lower: mass == 0.9 ? 0.05 : (1 - mass) / 2)
  }

  /// The probabilities below the ends of an equal-tailed interval.
  public var probabilities: (lower: Double, upper: Double) { (lower, 1 - lower) }
}

/// What the numbers of a quantity are made of.
public enum EstimateSource: String, Sendable {
  /// The exact posterior.
  case exact
  /// The mean is of the exact posterior, the rest of draws.
  case exactMean = "exact-mean"
  /// Draws.
  case draws
}

/// One number computed from every draw of a posterior, summarised.
///
/// On the scale of the quantity. Non-finite draws: a NaN makes everything NaN; infinite ones leave the
/// quantiles, and make the mean and the errors what arithmetic makes them. Errors are NaN for constants,
/// and those of the ends of a highest-density interval always.
@dynamicMemberLookup
public struct QuantityEstimate: Sendable, Equatable {
  /// What does not depend on the interval: mean, median and standard deviation, and their errors.
  public let estimates: Estimates
  /// The lower end of the interval.
  public let lower: Double
  /// The upper end of the interval.
  public let upper: Double
  /// Monte Carlo standard error of the lower end.
  public let mcseLower: Double
  /// Monte Carlo standard error of the upper end.
  public let mcseUpper: Double
  /// The larger of the two rank-normalised split R-hats.
  public let rHat: Double
  /// Effective sample size of the bulk.
  public let essBulk: Double
  /// Effective sample size of the tails.
  public let essTail: Double
  /// What the numbers are made of.
  public let source: EstimateSource
  /// Whether all were integrated: the errors are then bounds, and R-hat and the effective sample sizes those of
  /// the draws beside it, or NaN.
  public var isExact: Bool { source == .exact }

  /// A number of ``estimates``.
  public subscript(dynamicMember number: KeyPath<Estimates, Double>) -> Double {
    estimates[keyPath: number]
  }

  /// Summarises an array of draws for each chain.
  ///
  /// O(draws), allocates. See ``VariableDiagnostics``, ``Quantiles`` and ``HighestDensity``.
  public init(_ chains: [[Double]], interval: CredibleInterval) {
    var workspace = VariableDiagnostics.Workspace()
    self.init(chains, interval: interval, using: &workspace)
  }

  /// Takes numbers that were integrated, and the diagnostics of draws of the same quantity.
  init(
    estimates: Estimates,
    lower: ExactEstimate,
    upper: ExactEstimate,
    diagnosedBy draws: QuantityEstimate?
  ) {
    self.estimates = estimates
    (self.lower, self.upper) = (lower.value, upper.value)
    (mcseLower, mcseUpper) = (lower.error, upper.error)
    (rHat, essBulk, essTail) = (draws?.rHat ?? .nan, draws?.essBulk ?? .nan, draws?.essTail ?? .nan)
    source = .exact
  }

  /// Takes estimates whose mean was integrated, and the rest from draws.
  init(_ estimates: Estimates, of draws: QuantityEstimate) {
    self.estimates = estimates
    (lower, upper) = (draws.lower, draws.upper)
    (mcseLower, mcseUpper) = (draws.mcseLower, draws.mcseUpper)
    (rHat, essBulk, essTail) = (draws.rHat, draws.essBulk, draws.essTail)
    source = .exactMean
  }

  init(
    _ chains: [[Double]],
    interval: CredibleInterval,
    using workspace: inout VariableDiagnostics.Workspace
  ) {
    let numbers = VariableDiagnostics(chains, using: &workspace)
    source = .draws
    estimates = numbers.estimates
    rHat = numbers.rHat
    essBulk = numbers.bulkSampleSize
    essTail = numbers.tailSampleSize
    if interval == .standard || numbers.mean.isNaN {
      (lower, upper) = (numbers.q5, numbers.q95)
      (mcseLower, mcseUpper) = (numbers.mcseQ5, numbers.mcseQ95)
      return
    }
    let sorted = SortOrder(chains.flatMap { $0 }).sorted
    switch interval.kind {
    case .equalTailed:
      let (low, high) = interval.probabilities
      lower = Quantiles.ofSorted(sorted, low)
      upper = Quantiles.ofSorted(sorted, high)
      let isMoving = numbers.isFinite && !numbers.isConstant
      mcseLower = isMoving ? MonteCarloError.quantile(chains, low) : .nan
      mcseUpper = isMoving ? MonteCarloError.quantile(chains, high) : .nan
    case .highestDensity:
      (lower, upper) = HighestDensity.ofSorted(sorted, mass: interval.mass)
      (mcseLower, mcseUpper) = (.nan, .nan)
    }
  }
}

/// How probable it is, after the data, that a quantity is positive.
///
/// Estimand: P(q > 0 | data), and the evidence ratio P / (1 - P), the posterior odds of the direction
/// (the one-sided `hypothesis` of brms). Where all draws agree, the draws bound the ratio only: it is
/// above their number, or below its inverse.
public struct DirectionEvidence: Sendable, Equatable {
  /// The share of draws above 0; NaN where a draw is NaN.
  public let probability: Double
  /// Its Monte Carlo standard error; NaN where all draws agree.
  public let mcse: Double
  /// The number of draws; 0 where it was integrated.
  public let drawCount: Int
  /// Whether it was integrated: the errors are then bounds.
  public let isExact: Bool

  /// The posterior odds; infinite or 0 where all draws agree.
  public var evidenceRatio: Double { probability / (1 - probability) }

  /// Monte Carlo standard error of the posterior odds, by the delta method; NaN where all draws agree.
  public var mcseEvidenceRatio: Double { mcse / ((1 - probability) * (1 - probability)) }

  /// Counts the draws of each chain that are above 0.
  public init(_ chains: [[Double]]) {
    self.init(indicators: chains.map { $0.map { $0.isNaN ? .nan : $0 > 0 ? 1 : 0 } })
  }

  init(probability: Double, mcse: Double, drawCount: Int, isExact: Bool) {
    (self.probability, self.mcse) = (probability, mcse)
    (self.drawCount, self.isExact) = (drawCount, isExact)
  }

  /// Counts draws of each chain for which something holds: 1 where it does, 0 where not.
  init(indicators: [[Double]]) {
    isExact = false
    drawCount = indicators.reduce(0) { $0 + $1.count }
    let count = indicators.reduce(0.0) { $1.reduce($0, +) }
    probability = count / Double(drawCount)
    let size = EffectiveSampleSize.mean(indicators)
    mcse = (probability * (1 - probability) / size).squareRoot()
  }
}

/// How probable it is that a quantity is too small to matter.
///
/// Estimand: the posterior probabilities of lying below, within and above a region of practical
/// equivalence around 0, all of the posterior counting, not only an interval of it.
///
/// Source: J. K. Kruschke, "Rejecting or accepting parameter values in Bayesian estimation", Advances in
/// Methods and Practices in Psychological Science 1 (2018).
public struct PracticalEquivalence: Sendable, Equatable {
  /// The region reaches this far on either side of 0, its ends included.
  public let halfWidth: Double
  /// The share of draws below the region.
  public let below: Double
  /// The share of draws in the region.
  public let within: Double
  /// The share of draws above the region.
  public let above: Double
  /// Monte Carlo standard error of the share within; NaN where all draws agree.
  public let mcse: Double

  /// Counts the draws of each chain; NaN throughout where a draw is NaN.
  public init(_ chains: [[Double]], halfWidth: Double) {
    let region = DirectionEvidence(
      indicators: chains.map { $0.map { $0.isNaN ? .nan : abs($0) <= halfWidth ? 1 : 0 } }
    )
    self.halfWidth = halfWidth
    within = region.probability
    mcse = region.mcse
    let count = Double(region.drawCount)
    let low = chains.reduce(0.0) { $1.reduce($0) { $1 < -halfWidth ? $0 + 1 : $0 } }
    let high = chains.reduce(0.0) { $1.reduce($0) { $1 > halfWidth ? $0 + 1 : $0 } }
    below = within.isNaN ? .nan : low / count
    above = within.isNaN ? .nan : high / count
  }
}

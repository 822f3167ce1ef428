/// The settings of the No-U-Turn sampler.
public struct NoUTurnSettings: Sendable, Equatable {
  /// The mean acceptance rate that warmup aims at, in (0, 1).
  public private(set) var adaptDelta: Double
  /// Whether that rate was asked for.
  public let isAdaptDeltaStated: Bool
  /// The greatest number of doublings of a trajectory.
  public let maximumTreeDepth: Int

  /// The rate aimed at unless another is asked for: as Stan's.
  public static let usualAdaptDelta = 0.8
  /// The same where coefficients are stretched because their priors have no variance.
  ///
  /// At 0.8 the steps are too long for the narrow far end of such a posterior: on separated data quantiles
  /// came out several Monte Carlo errors short in most seeds, at 0.99 in few.
  public static let stretchedAdaptDelta = 0.99

  /// Makes settings; nil where `adaptDelta` is not within (0, 1) or the depth not within 1...20.
  ///
  /// - Parameters:
  ///   - adaptDelta: The rate; nil to leave it to the model.
  ///   - maximumTreeDepth: The greatest number of doublings.
  public init?(adaptDelta: Double? = nil, maximumTreeDepth: Int = 10) {
    isAdaptDeltaStated = adaptDelta != nil
    let adaptDelta = adaptDelta ?? Self.usualAdaptDelta
    guard adaptDelta > 0, adaptDelta < 1, (1...20).contains(maximumTreeDepth) else { return nil }
    self.adaptDelta = adaptDelta
    self.maximumTreeDepth = maximumTreeDepth
  }

  /// These settings for a model, whose coefficients may be stretched.
  func suited(toStretched isStretched: Bool) -> NoUTurnSettings {
    guard isStretched, !isAdaptDeltaStated else { return self }
    var result = self
    result.adaptDelta = Self.stretchedAdaptDelta
    return result
  }
}

/// The multinomial No-U-Turn sampler in a Euclidean metric.
///
/// Source: Hoffman & Gelman, JMLR 15 (2014) 1593-1623; Betancourt, arXiv:1701.02434, appendix A.
/// A step takes between 1 and 2^depth - 1 gradients and does not allocate.
struct NoUTurnKernel<Model: DifferentiableLogDensity, Geometry: Metric>: ~Copyable, TunableKernel {
  private let settings: NoUTurnSettings
  private var trajectory: HamiltonianTrajectory<Model, Geometry>
  private(set) var position: [Double]
  private var gradient: [Double]
  private var logDensity = -Double.infinity

  var dimension: Int { position.count }

  var stepSize: Double {
    get { trajectory.stepSize }
    set { trajectory.stepSize = newValue }
  }

  var tuning: DualAveraging.Settings { .init(target: settings.adaptDelta) }
  var isMetricDense: Bool { Geometry.isDense }
  var inverseMetric: [Double] { trajectory.metric.inverseElements }

  init(model: Model, settings: NoUTurnSettings) {
    self.settings = settings
    trajectory = HamiltonianTrajectory(model: model, maximumDepth: settings.maximumTreeDepth)
    position = [Double](repeating: 0, count: model.dimension)
    gradient = position
  }

  mutating func start(at position: [Double]) -> Bool {
    self.position = position
    logDensity = trajectory.evaluate(at: position, gradient: &gradient)
    return logDensity.isFinite && gradient.allSatisfy(\.isFinite)
  }

  mutating func step(using random: inout some RandomNumberGenerator) -> SamplerStatistics {
    let leaf = trajectory.begin(
      at: position,
      gradient: gradient,
      logDensity: logDensity,
      using: &random
    )
    let outcome = trajectory.sample(
      from: .forward,
      leaf: leaf,
      maximumDepth: settings.maximumTreeDepth,
      using: &random
    )
    let chosen = trajectory.read(outcome.proposal, position: &position, gradient: &gradient)
    logDensity = chosen.logDensity
    let count = trajectory.leapfrogCount
    return SamplerStatistics(
      logDensity: logDensity,
      acceptanceRate: trajectory.acceptanceSum / Double(max(count, 1)),
      stepSize: stepSize,
      treeDepth: outcome.depth,
      leapfrogCount: count,
      isDivergent: outcome.isDivergent,
      energy: chosen.energy
    )
  }

  mutating func useMetric(covariance: Matrix) {
    guard let metric = Geometry(covariance: covariance) else { return }
    trajectory.metric = metric
  }

  mutating func useMetric(from estimate: CovarianceEstimate) {
    guard let metric = Geometry(estimate: estimate) else { return }
    trajectory.metric = metric
  }

  /// Doubles or halves the step size until one leapfrog step crosses an acceptance rate of 0.8.
  ///
  /// Source: Hoffman & Gelman (2014), algorithm 4, with Stan's threshold.
  mutating func searchStepSize(using random: inout some RandomNumberGenerator) -> Double? {
    let threshold = Portable.log(0.8)
    var isGrowing: Bool?
    while stepSize > 1e-300, stepSize < 1e7 {
      let gain = trajectory.energyGain(
        at: position,
        gradient: gradient,
        logDensity: logDensity,
        using: &random
      )
      let isEasy = gain > threshold
      if let isGrowing, isGrowing != isEasy { return stepSize }
      isGrowing = isEasy
      stepSize *= isEasy ? 2 : 0.5
    }
    return nil
  }
}

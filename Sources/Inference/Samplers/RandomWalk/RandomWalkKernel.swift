/// Random-walk Metropolis: needs nothing but the density, and so checks the samplers that need more.
///
/// A proposal adds a normal step whose covariance is the squared scale times the estimated
/// covariance. Source: Metropolis et al. 1953; the target rate 0.234: Roberts, Gelman & Gilks, Annals of
/// Applied Probability 7 (1997) 110-120. One density a step; does not allocate.
struct RandomWalkKernel<Model: LogDensity>: ~Copyable, TunableKernel {
  private let model: Model
  private var workspace: Model.Workspace
  private(set) var position: [Double]
  private var proposal: [Double]
  private var noise: [Double]
  private var covariance: Matrix
  private var factor: Matrix
  private var logDensity = -Double.infinity
  var stepSize = 1.0

  var dimension: Int { position.count }
  var tuning: DualAveraging.Settings { .init(target: dimension == 1 ? 0.44 : 0.234) }
  var isMetricDense: Bool { true }
  var inverseMetric: [Double] { covariance.elements }

  init(model: Model) {
    self.model = model
    workspace = model.makeWorkspace()
    position = [Double](repeating: 0, count: model.dimension)
    proposal = position
    noise = position
    covariance = .identity(model.dimension)
    factor = covariance
  }

  mutating func start(at position: [Double]) -> Bool {
    self.position = position
    logDensity = model.evaluate(at: position, using: &workspace)
    return logDensity.isFinite
  }

  mutating func step(using random: inout some RandomNumberGenerator) -> SamplerStatistics {
    for index in noise.indices { noise[index] = stepSize * random.nextNormal() }
    factor.multiply(noise, into: &proposal)
    for index in proposal.indices { proposal[index] += position[index] }
    let proposed = model.evaluate(at: proposal, using: &workspace)
    let gain = proposed.isNaN ? -.infinity : proposed - logDensity
    let rate = gain > 0 ? 1 : Portable.exp(gain)
    if random.nextUniform() < rate {
      for index in position.indices { position[index] = proposal[index] }
      logDensity = proposed
    }
    return SamplerStatistics(logDensity: logDensity, acceptanceRate: rate, stepSize: stepSize)
  }

  mutating func useMetric(from estimate: CovarianceEstimate) {
    useMetric(covariance: estimate.regularizedCovariance)
  }

  mutating func useMetric(covariance: Matrix) {
    guard let cholesky = Cholesky(covariance) else { return }
    self.covariance = covariance
    factor = cholesky.factor
  }

  /// The scale that is best for a normal target whose covariance is known: 2.38 over the root of d.
  mutating func searchStepSize(using random: inout some RandomNumberGenerator) -> Double? {
    stepSize = 2.38 / Double(max(dimension, 1)).squareRoot()
    return stepSize
  }
}

/// The draws of a universe that was fitted, and what universes near it need of them.
struct UniversePosterior: Sendable {
  let universe: Universe
  let draws: Draws
  /// Whether weights may turn the draws into others.
  let bearsWeights: Bool
  /// The smallest effective sample size of a coefficient over the number of draws, at most 1.
  let relativeEfficiency: Double
  /// What the fit itself says.
  let result: UniverseResult

  private let problem: RegressionProblem
  private let steps: NumericSteps
  private var parameterNames: [String] { problem.model.parameterNames }
  private let logPrior: [Double]
  private let logLikelihood: [Double]

  init(_ universe: Universe, _ problem: RegressionProblem, _ fit: Fit, _ steps: NumericSteps) {
    let model = problem.model
    let draws = fit.draws
    let judgement = fit.judge()
    self.universe = universe
    self.draws = draws
    bearsWeights = judgement.bearsWeights
    let sizes = judgement.report.parameters.flatMap {
      [$0.numbers.bulkSampleSize, $0.numbers.tailSampleSize]
    }
    let smallest = sizes.filter { !$0.isNaN }.min() ?? Double(draws.count)
    relativeEfficiency = min(1, smallest / Double(draws.count))
    self.problem = problem
    self.steps = steps
    let densities = model.logDensities(of: draws)
    (logPrior, logLikelihood) = (densities.prior, densities.likelihood)
    result = UniverseEstimates(problem, draws, steps).result(
      universe,
      .fitted(sampler: fit.engine.sampler.rawValue),
      judgement
    )
  }

  /// The smoothed weights that turn the draws into those of another model; nil where its parameters differ,
  /// or where the weights as they are leave less than `least` of the draws: smoothing then saves nothing.
  ///
  /// O(draws x rows x columns).
  func weights(
    for model: BinaryRegression,
    leaving least: Double = 0
  ) -> ParetoSmoothing.SmoothedWeights? {
    guard model.parameterNames == parameterNames else { return nil }
    let other = model.logDensities(of: draws)
    let ratios = logLikelihood.indices.map {
      (other.likelihood[$0] - logLikelihood[$0]) + (other.prior[$0] - logPrior[$0])
    }
    guard ratios.allSatisfy({ $0.isFinite }) else { return nil }
    let peak = ratios.reduce(-Double.infinity, max)
    var raw = ratios.map { $0 - peak }
    var span = raw.mutableSpan
    Portable.exp(inPlace: &span)
    let (sum, squares) = raw.reduce((0.0, 0.0)) { ($0.0 + $1, $0.1 + $1 * $1) }
    guard relativeEfficiency * sum * sum / squares >= least * Double(ratios.count) else {
      return nil
    }
    return ParetoSmoothing.smooth(logRatios: ratios, relativeEfficiency: relativeEfficiency)
  }

  /// How much its quantities move when the prior or the likelihood counts for a little more or less.
  var powerScaling: PowerScaling {
    PowerScaling(
      UniverseEstimates(problem, draws, steps).values,
      logPrior: logPrior,
      logLikelihood: logLikelihood
    )
  }

  /// How many independent draws of the other model the weighted draws are worth.
  func effectiveSize(_ weights: ParetoSmoothing.SmoothedWeights) -> Double {
    relativeEfficiency / weights.logWeights.reduce(0) { $0 + Portable.exp(2 * $1) }
  }
}

/// Why a chain could not start.
public struct InitializationError: Error, Sendable, Equatable {
  /// What went wrong.
  public enum Kind: Sendable, Equatable {
    /// No starting position tried has a finite log density and gradient.
    case noFiniteStart(attempts: Int)
    /// The step size grew or shrank without bound: the target is improper or not continuous.
    case noStepSize(last: Double)
  }
  /// What went wrong.
  public var kind: Kind
  /// The number of the chain, from 1.
  public var chain: Int
}

extension InitializationError: CustomStringConvertible {
  /// What is wrong, in a sentence.
  public var description: String {
    switch kind {
    case .noFiniteStart(let attempts):
      "chain \(chain) found no start: the log density was not finite at \(attempts) random positions; "
        + "look for numbers of extreme size in the columns of the formula or the priors"
    case .noStepSize(let last):
      "chain \(chain) found no step size (the last tried was \(last)): the posterior seems to be "
        + "improper; use a proper prior for every coefficient, or rescale the columns"
    }
  }
}

/// One step of a Markov chain that leaves a target unchanged.
///
/// A kernel owns its position. Starting may fail; a step may not: a bad point is a rejected point.
protocol TransitionKernel: ~Copyable {
  /// The number of parameters.
  var dimension: Int { get }
  /// The current position.
  var position: [Double] { get }
  /// Moves to a position; false where the target or what the kernel needs of it is not finite there.
  mutating func start(at position: [Double]) -> Bool
  /// Takes one step and reports on it. Does not allocate.
  mutating func step(using random: inout some RandomNumberGenerator) -> SamplerStatistics
}

/// A kernel that warmup can tune.
protocol TunableKernel: TransitionKernel, ~Copyable {
  /// The step size, or the scale of the proposals.
  var stepSize: Double { get set }
  /// How the step size is tuned.
  var tuning: DualAveraging.Settings { get }
  /// Whether the metric is a full matrix.
  var isMetricDense: Bool { get }
  /// The inverse metric: its diagonal, or all its elements.
  var inverseMetric: [Double] { get }
  /// Replaces the metric; keeps the old one where the estimate cannot serve as one.
  mutating func useMetric(from estimate: CovarianceEstimate)
  /// Replaces the metric by the inverse of a covariance; keeps the old one where that cannot serve.
  mutating func useMetric(covariance: Matrix)
  /// Finds a step size of the right order; nil where none is.
  mutating func searchStepSize(using random: inout some RandomNumberGenerator) -> Double?
}

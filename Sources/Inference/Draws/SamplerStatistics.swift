/// What one transition of a sampler reports beside the new position.
public struct SamplerStatistics: Sendable, Equatable {
  /// Log density of the new position, normalised or not (Stan's `lp__`).
  public var logDensity: Double
  /// Mean Metropolis acceptance probability over the trajectory, in [0, 1] (`accept_stat__`).
  public var acceptanceRate: Double
  /// Step size of the integrator, or the scale of a random walk (`stepsize__`).
  public var stepSize: Double
  /// Depth of the trajectory tree; 0 for samplers without one (`treedepth__`).
  public var treeDepth: Int
  /// Leapfrog steps (gradient evaluations) taken (`n_leapfrog__`).
  public var leapfrogCount: Int
  /// Whether the trajectory was ended by an energy error above 1000 (`divergent__`).
  public var isDivergent: Bool
  /// Hamiltonian at the new position and its momentum (`energy__`); NaN for samplers without one.
  public var energy: Double

  /// Makes a report from its parts.
  public init(
    logDensity: Double,
    acceptanceRate: Double,
    stepSize: Double,
    treeDepth: Int = 0,
    leapfrogCount: Int = 0,
    isDivergent: Bool = false,
    energy: Double = .nan
  ) {
    self.logDensity = logDensity
    self.acceptanceRate = acceptanceRate
    self.stepSize = stepSize
    self.treeDepth = treeDepth
    self.leapfrogCount = leapfrogCount
    self.isDivergent = isDivergent
    self.energy = energy
  }
}

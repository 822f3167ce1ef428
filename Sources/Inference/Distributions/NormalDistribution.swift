/// The normal distribution, `normal(mean, sd)`.
public struct NormalDistribution: Sendable, Equatable {
  /// The mean.
  public let mean: Double
  /// The standard deviation.
  public let standardDeviation: Double
  private let logNormalization: Double

  /// Makes a distribution from its mean and standard deviation.
  ///
  /// - Precondition: both are finite and the standard deviation is positive.
  public init(mean: Double, standardDeviation: Double) {
    precondition(mean.isFinite, "the mean must be finite")
    precondition(
      standardDeviation > 0 && standardDeviation.isFinite,
      "the standard deviation must be positive and finite"
    )
    self.mean = mean
    self.standardDeviation = standardDeviation
    logNormalization = StandardNormal.logNormalization + Portable.log(standardDeviation)
  }

  /// The normalised log density and its derivative.
  ///
  /// The value is -infinity only where the true one lies below the least double. NaN for NaN. No
  /// allocation.
  public func logDensity(at x: Double) -> (value: Double, score: Double) {
    let z = (x - mean) / standardDeviation
    return (-0.5 * z * z - logNormalization, -z / standardDeviation)
  }

  /// Minus the second derivative of the log density.
  public func information(at x: Double) -> Double {
    1 / standardDeviation / standardDeviation
  }

  /// The probability of a value of at most `x`.
  public func cumulative(_ x: Double) -> Double {
    StandardNormal.cumulative((x - mean) / standardDeviation)
  }

  /// The value below which a probability lies; NaN outside [0, 1].
  public func quantile(_ probability: Double) -> Double {
    mean + standardDeviation * StandardNormal.quantile(probability)
  }

  /// One draw, by inversion.
  public func draw(using random: inout some RandomNumberGenerator) -> Double {
    quantile(random.nextUniform())
  }
}

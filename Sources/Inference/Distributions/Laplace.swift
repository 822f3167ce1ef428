/// The Laplace or double exponential distribution, `laplace(location, scale)`.
public struct Laplace: Sendable, Equatable {
  /// The mean and median.
  public let location: Double
  /// The mean absolute deviation; the standard deviation is this times the root of two.
  public let scale: Double
  private let logNormalization: Double

  /// Makes a distribution from its location and scale.
  ///
  /// - Precondition: both are finite and the scale is positive.
  public init(location: Double, scale: Double) {
    precondition(location.isFinite, "the location must be finite")
    precondition(scale > 0 && scale.isFinite, "the scale must be positive and finite")
    self.location = location
    self.scale = scale
    logNormalization = -Portable.log(2) - Portable.log(scale)
  }

  /// The normalised log density and its derivative, which is taken as 0 at the location.
  ///
  /// The value is -infinity only where the true one lies below the least double. NaN for NaN. No
  /// allocation.
  public func logDensity(at x: Double) -> (value: Double, score: Double) {
    let distance = x - location
    let value = logNormalization - abs(distance) / scale
    if distance > 0 { return (value, -1 / scale) }
    return (value, distance < 0 ? 1 / scale : 0 * distance)
  }

  /// Minus the second derivative of the log density: 0, as it is everywhere but at the location.
  public func information(at x: Double) -> Double { 0 }

  /// The probability of a value of at most `x`, without loss in the lower tail.
  public func cumulative(_ x: Double) -> Double {
    let z = (x - location) / scale
    return z < 0 ? 0.5 * Portable.exp(z) : 1 - 0.5 * Portable.exp(-z)
  }

  /// The value below which a probability lies; NaN outside [0, 1].
  public func quantile(_ probability: Double) -> Double {
    guard probability >= 0, probability <= 1 else { return .nan }
    return probability < 0.5
      ? location + scale * Portable.log(2 * probability)
      : location - scale * Portable.log(2 * (1 - probability))
  }

  /// One draw, by inversion.
  public func draw(using random: inout some RandomNumberGenerator) -> Double {
    quantile(random.nextUniform())
  }
}

/// The logistic distribution, `logistic(location, scale)`.
///
/// `logistic(0, 1)` on a log-odds is the uniform distribution on the probability.
public struct Logistic: Sendable, Equatable {
  /// The mean and median.
  public let location: Double
  /// The scale; the standard deviation is this times pi over the root of three.
  public let scale: Double
  private let logScale: Double

  /// Makes a distribution from its location and scale.
  ///
  /// - Precondition: both are finite and the scale is positive.
  public init(location: Double, scale: Double) {
    precondition(location.isFinite, "the location must be finite")
    precondition(scale > 0 && scale.isFinite, "the scale must be positive and finite")
    self.location = location
    self.scale = scale
    logScale = Portable.log(scale)
  }

  /// The normalised log density and its derivative.
  ///
  /// The value is -infinity only where the true one lies below the least double. NaN for NaN. No
  /// allocation.
  public func logDensity(at x: Double) -> (value: Double, score: Double) {
    let z = (x - location) / scale
    // exp(-|z|) - 1 serves both: exact near the location, where the score vanishes, and far out.
    let decay = Portable.expMinusOne(-abs(z))
    let magnitude = decay / (2 + decay) / scale
    return (
      -abs(z) - 2 * Portable.log(onePlus: 1 + decay) - logScale,
      z < 0 ? -magnitude : magnitude
    )
  }

  /// Minus the second derivative of the log density.
  public func information(at x: Double) -> Double {
    let decay = Portable.exp(-abs((x - location) / scale))
    return 2 * decay / ((1 + decay) * (1 + decay)) / scale / scale
  }

  /// The probability of a value of at most `x`, without loss in the lower tail.
  public func cumulative(_ x: Double) -> Double {
    let z = (x - location) / scale
    let decay = Portable.exp(-abs(z))
    return z < 0 ? decay / (1 + decay) : 1 / (1 + decay)
  }

  /// The value below which a probability lies; NaN outside [0, 1].
  public func quantile(_ probability: Double) -> Double {
    guard probability >= 0, probability <= 1 else { return .nan }
    if probability > 0.25, probability < 0.75 {
      return location + scale * 2 * Portable.atanh(2 * probability - 1)
    }
    return location + scale * (Portable.log(probability) - Portable.log(onePlus: -probability))
  }

  /// One draw, by inversion.
  public func draw(using random: inout some RandomNumberGenerator) -> Double {
    quantile(random.nextUniform())
  }
}

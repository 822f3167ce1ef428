/// The Cauchy distribution, `cauchy(location, scale)`: Student's t with one degree of freedom.
///
/// It has no mean and no variance.
public struct Cauchy: Sendable, Equatable {
  /// The median.
  public let location: Double
  /// Half the distance between the quartiles.
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
    logNormalization = -Portable.log(.pi) - Portable.log(scale)
  }

  /// The normalised log density and its derivative.
  ///
  /// Accurate in the far tails, where the log density falls like -2 log |x|. NaN for NaN. No
  /// allocation.
  public func logDensity(at x: Double) -> (value: Double, score: Double) {
    let distance = RelativeDistance(of: x - location, over: scale)
    return (logNormalization - distance.logOnePlusSquare, -2 * distance.halfScore)
  }

  /// Minus the second derivative of the log density: negative beyond one scale.
  public func information(at x: Double) -> Double {
    2 * RelativeDistance(of: x - location, over: scale).halfInformation
  }

  /// The probability of a value of at most `x`, without loss in the lower tail.
  public func cumulative(_ x: Double) -> Double {
    Portable.atan2(y: scale, x: location - x) / .pi
  }

  /// The value below which a probability lies; NaN outside [0, 1].
  public func quantile(_ probability: Double) -> Double {
    guard probability >= 0, probability <= 1 else { return .nan }
    if probability == 0 { return -.infinity }
    if probability == 1 { return .infinity }
    if probability < 0.25 { return location - scale / Portable.tan(piTimes: probability) }
    if probability > 0.75 { return location + scale / Portable.tan(piTimes: (1 - probability)) }
    return location + scale * Portable.tan(piTimes: (probability - 0.5))
  }

  /// One draw, by inversion.
  public func draw(using random: inout some RandomNumberGenerator) -> Double {
    quantile(random.nextUniform())
  }
}

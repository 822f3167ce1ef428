/// How one coordinate that a chain moves in becomes a coefficient: shifted and scaled, and where the
/// prior has polynomial tails, stretched.
///
///     beta = location + scale z          or          beta = location + scale sinh(z)
///
/// The scale makes a step of one sensible for a sampler that knows nothing yet, whatever the units of
/// the column. Stretching turns polynomial tails into exponential ones: a gradient-based sampler
/// explores the latter quickly and the former hardly at all, so that on separated data with Cauchy
/// priors its quantiles come out several standard errors short. Draws are made in z with the exact
/// density of z under the map, Jacobian included, so the map changes how fast a chain mixes and nothing
/// else. Measured on the built-in study with Cauchy priors: a map to nearly normal tails instead has as
/// many effective draws and about ten times as many divergences.
struct CoordinateMap: Sendable, Equatable {
  /// The coefficient at z = 0.
  let location: Double
  /// The slope there.
  let scale: Double
  /// Whether the map is the hyperbolic sine rather than a straight line.
  let isStretched: Bool
  private let logScale: Double

  init(location: Double, scale: Double, isStretched: Bool) {
    precondition(scale > 0 && scale.isFinite && location.isFinite, "no map without a scale")
    self.location = location
    self.scale = scale
    self.isStretched = isStretched
    logScale = Portable.log(scale)
  }

  /// Whether the map changes nothing.
  var isIdentity: Bool { location == 0 && scale == 1 && !isStretched }

  /// z of a coefficient, to rounding; NaN for NaN.
  func inverse(of coefficient: Double) -> Double {
    let z = (coefficient - location) / scale
    return isStretched ? Portable.asinh(z) : z
  }

  /// What is needed of the map at one z.
  struct Value {
    /// The coefficient.
    var coefficient: Double
    /// Its derivative in z.
    var derivative: Double
    /// The logarithm of the derivative.
    var logDerivative: Double
    /// The derivative of the logarithm of the derivative.
    var logDerivativeScore: Double
  }

  /// The map at z, to rounding.
  ///
  /// A stretched map overflows beyond |z| about 710 and the result is not finite, which a sampler
  /// rejects. No allocation.
  func value(at z: Double) -> Value {
    guard isStretched else {
      return Value(
        coefficient: location + scale * z,
        derivative: scale,
        logDerivative: logScale,
        logDerivativeScore: 0
      )
    }
    let growth = Portable.expMinusOne(abs(z))
    let inverse = 1 / (growth + 1)
    // sinh(|z|) = (e - 1/e) / 2 without cancellation at 0, with e = exp(|z|).
    let size = 0.5 * growth * (1 + inverse)
    let sine = z < 0 ? -size : size
    let cosine = 0.5 * (growth + 1 + inverse)
    let derivative = scale * cosine
    return Value(
      coefficient: location + scale * sine,
      derivative: derivative,
      logDerivative: Portable.log(derivative),
      logDerivativeScore: sine / cosine
    )
  }
}

/// Student's t distribution, `student_t(df, location, scale)`.
public struct StudentT: Sendable, Equatable {
  /// The degrees of freedom.
  ///
  /// A moment exists where its order is below this.
  public let degreesOfFreedom: Double
  /// The median.
  public let location: Double
  /// The scale: the standard deviation is this times the root of df / (df - 2).
  public let scale: Double
  /// The scale times the root of the degrees of freedom.
  private let width: Double
  private let logNormalization: Double

  /// Makes a distribution from its degrees of freedom, location and scale.
  ///
  /// - Precondition: all are finite; degrees of freedom and scale are positive.
  public init(degreesOfFreedom: Double, location: Double, scale: Double) {
    precondition(
      degreesOfFreedom > 0 && degreesOfFreedom.isFinite,
      "degrees of freedom must be positive and finite"
    )
    precondition(location.isFinite, "the location must be finite")
    precondition(scale > 0 && scale.isFinite, "the scale must be positive and finite")
    self.degreesOfFreedom = degreesOfFreedom
    self.location = location
    self.scale = scale
    width = max(scale * degreesOfFreedom.squareRoot(), .leastNonzeroMagnitude)
    logNormalization =
      Self.logGammaHalfStep(degreesOfFreedom / 2)
      - 0.5 * Portable.log(.pi) - Portable.log(scale) - 0.5 * Portable.log(degreesOfFreedom)
  }

  /// The normalised log density and its derivative.
  ///
  /// Accurate in the far tails, where the log density falls like -(df + 1) log |x|. NaN for NaN. No
  /// allocation.
  public func logDensity(at x: Double) -> (value: Double, score: Double) {
    let distance = RelativeDistance(of: x - location, over: width)
    let exponent = degreesOfFreedom + 1
    return (
      logNormalization - 0.5 * exponent * distance.logOnePlusSquare,
      -exponent * distance.halfScore
    )
  }

  /// Minus the second derivative of the log density: negative beyond scale times the root of df.
  public func information(at x: Double) -> Double {
    (degreesOfFreedom + 1) * RelativeDistance(of: x - location, over: width).halfInformation
  }

  /// The probability of a value of at most `x`, without loss in the lower tail.
  public func cumulative(_ x: Double) -> Double {
    let distance = x - location
    let tail = upperTail(abs(distance) / width)
    return distance < 0 ? tail : 1 - tail
  }

  /// The value below which a probability lies; NaN outside [0, 1].
  ///
  /// Iterative.
  ///
  /// `df / (df + t^2)` is a beta variate, so its log-odds are `log(df / t^2)`.
  public func quantile(_ probability: Double) -> Double {
    guard probability >= 0, probability <= 1 else { return .nan }
    let tail = min(probability, 1 - probability)
    let shape = degreesOfFreedom / 2
    let magnitude: Double =
      tail < 0.25
      ? Portable.exp(-0.5 * BetaDistribution(alpha: shape, beta: 0.5).logitQuantile(2 * tail))
      : Portable.exp(
        0.5 * BetaDistribution(alpha: 0.5, beta: shape).logitQuantile(abs(2 * probability - 1))
      )
    return probability < 0.5 ? location - width * magnitude : location + width * magnitude
  }

  /// One draw.
  ///
  /// Source: R. W. Bailey, Polar generation of random variates with the t-distribution, Mathematics
  /// of Computation 62 (1994) 779-781, which holds for every df above 0.
  public func draw(using random: inout some RandomNumberGenerator) -> Double {
    let radius = Portable.expMinusOne(-2 / degreesOfFreedom * Portable.log(random.nextUniform()))
      .squareRoot()
    return location + width * radius * Portable.cos(piTimes: 2 * random.nextUniform())
  }

  /// The probability beyond a distance from the location, in widths.
  private func upperTail(_ w: Double) -> Double {
    let shape = degreesOfFreedom / 2
    if w > 1e150 {
      // The leading term of the tail, exact here; the square would overflow.
      let logTail =
        Self.logGammaHalfStep(shape) - 0.5 * Portable.log(.pi) - Portable.log(degreesOfFreedom)
        - degreesOfFreedom * Portable.log(w)
      return Portable.exp(logTail)
    }
    let square = w * w
    let logTails = IncompleteBeta.logTails(
      1 / (1 + square),
      complement: square / (1 + square),
      shape,
      0.5
    )
    return 0.5
      * (logTails.lower < -1 ? Portable.exp(logTails.lower) : 1 - Portable.exp(logTails.upper))
  }

  /// log Gamma(a + 1/2) - log Gamma(a), without cancellation where `a` is large.
  ///
  /// Source: the asymptotic series of the ratio (DLMF 5.11.13), six terms: 2e-16 at a = 20.
  static func logGammaHalfStep(_ a: Double) -> Double {
    guard a >= 20 else { return Portable.logGamma(a + 0.5) - Portable.logGamma(a) }
    let r = 1 / (a * a)
    let tail = 17.0 / 14336 + r * (-31.0 / 18432 + r * (691.0 / 180_224))
    let series = -1.0 / 8 + r * (1.0 / 192 + r * (-1.0 / 640 + r * tail))
    return 0.5 * Portable.log(a) + series / a
  }
}

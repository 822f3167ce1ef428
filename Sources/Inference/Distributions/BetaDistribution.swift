/// The beta distribution on (0, 1).
public struct BetaDistribution: Sendable, Equatable {
  /// The first shape: it pulls towards 1.
  public let alpha: Double
  /// The second shape: it pulls towards 0.
  public let beta: Double

  /// Makes a distribution from its shapes.
  ///
  /// - Precondition: both shapes are positive and finite.
  public init(alpha: Double, beta: Double) {
    precondition(
      alpha > 0 && alpha.isFinite && beta > 0 && beta.isFinite,
      "shapes must be positive"
    )
    self.alpha = alpha
    self.beta = beta
  }

  /// The mean.
  public var mean: Double { alpha / (alpha + beta) }

  /// Logarithm of the density at a point.
  ///
  /// -infinity outside [0, 1]; NaN for NaN.
  public func logDensity(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x < 0 || x > 1 { return -.infinity }
    if x == 0 || x == 1 {
      let (shape, other) = x == 0 ? (alpha, beta) : (beta, alpha)
      return shape == 1 ? Portable.log(other) : shape < 1 ? .infinity : -.infinity
    }
    return IncompleteBeta.logKernel(x, complement: 1 - x, alpha, beta) - Portable.log(x)
      - Portable.log(onePlus: -x)
  }

  /// The probability of a value of at most `x`.
  public func cumulative(_ x: Double) -> Double { IncompleteBeta.lower(x, alpha, beta) }

  /// The probability of a value above `x`.
  public func upperTail(_ x: Double) -> Double { IncompleteBeta.upper(x, alpha, beta) }

  /// The value that is exceeded with probability 1 - `probability`.
  ///
  /// 0 and 1 at the ends; NaN for a probability outside [0, 1]. Relative error below 1e-13 for
  /// shapes from 0.5 to 1e5 and values above 1e-30. A handful of evaluations of the incomplete
  /// beta function.
  public func quantile(_ probability: Double) -> Double {
    let logit = logitQuantile(probability)
    return logit < 0
      ? Portable.exp(logit) / (1 + Portable.exp(logit)) : 1 / (1 + Portable.exp(-logit))
  }

  /// The log-odds of ``quantile(_:)``, exact where the quantile itself rounds to 0 or 1.
  ///
  /// ±infinity at the ends. Newton's method on the logarithm of the smaller tail. As a function
  /// of the log-odds that tail is log-concave, so the iteration approaches the root from one side
  /// and cannot escape, whatever the start.
  public func logitQuantile(_ probability: Double) -> Double {
    guard probability >= 0, probability <= 1 else { return .nan }
    if probability == 0 { return -.infinity }
    if probability == 1 { return .infinity }
    guard probability <= 0.5 else {
      return -Self.logitOfLowerQuantile(1 - probability, beta, alpha)
    }
    return Self.logitOfLowerQuantile(probability, alpha, beta)
  }

  private static func logitOfLowerQuantile(
    _ probability: Double,
    _ a: Double,
    _ b: Double
  ) -> Double {
    let target = Portable.log(probability)
    // Start: the normal approximation in log-odds (Abramowitz and Stegun 26.2.22).
    let w = (-2 * target).squareRoot()
    let z = (2.30753 + 0.27061 * w) / (1 + w * (0.99229 + 0.04481 * w)) - w
    var logit = Portable.log(a / b) + z * (1 / a + 1 / b).squareRoot()
    for _ in 0..<100 {
      let odds = Portable.exp(-abs(logit))
      let (near, far) = (odds / (1 + odds), 1 / (1 + odds))
      let (x, y) = logit < 0 ? (near, far) : (far, near)
      let tail = IncompleteBeta.logTails(x, complement: y, a, b).lower
      let slope = Portable.exp(IncompleteBeta.logKernel(x, complement: y, a, b) - tail)
      let step = (tail - target) / slope
      guard step.isFinite else { break }
      logit -= step
      if abs(step) <= 2e-16 * max(1, abs(logit)) || abs(step) < 1e-9 { break }
    }
    return logit
  }
}

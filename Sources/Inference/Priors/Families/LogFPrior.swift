/// The log-F distribution, `log_F(m1, m2)`: of a log-odds whose probability is beta(m1 / 2, m2 / 2).
///
/// As a prior of a coefficient it adds m1 / 2 successes and m2 / 2 failures of a case with that condition alone;
/// `log_F(2, 2)` is `logistic(0, 1)`. Symmetric where m1 is m2 only. It has no scale, so that it belongs to the unit
/// of its column.
///
/// Source: S. Greenland, M. A. Mansournia, Penalization, bias reduction, and default priors in logistic and related
/// categorical and survival regressions, Statistics in Medicine 34 (2015) 3133-3143.
public struct LogF: Sendable, Equatable {
  /// Twice the number of successes: the upper tail falls like exp(-m2 x / 2), the lower like exp(m1 x / 2).
  public let m1: Double
  /// Twice the number of failures.
  public let m2: Double
  /// The median, by iteration; 0 where m1 is m2.
  public let location: Double
  /// log B(m1 / 2, m2 / 2).
  private let logBeta: Double

  /// Makes a distribution from its two degrees of freedom.
  ///
  /// - Precondition: both are positive and finite.
  public init(m1: Double, m2: Double) {
    precondition(m1 > 0 && m1.isFinite && m2 > 0 && m2.isFinite, "log_F needs positive numbers")
    self.m1 = m1
    self.m2 = m2
    let (a, b) = (min(m1, m2) / 2, max(m1, m2) / 2)
    let mean = a / (a + b)
    // From the density at the mean, where nothing cancels.
    let logBeta =
      a * Portable.log(mean) + b * Portable.log(onePlus: -mean)
      - IncompleteBeta.logKernel(mean, complement: b / (a + b), a, b)
    self.logBeta = logBeta
    location = m1 == m2 ? 0 : Self.lowerQuantile(0.5, m1 / 2, m2 / 2, logBeta)
  }

  /// The normalised log density and its derivative.
  ///
  /// The value is -infinity only where the true one lies below the least double. NaN for NaN. No
  /// allocation.
  public func logDensity(at x: Double) -> (value: Double, score: Double) {
    // The difference m1 - m2 exp(x), or m1 exp(-x) - m2: near 0 it may vanish, and exp(-|x|) - 1 is exact there.
    let isNear = abs(x) < 1
    let loss = isNear ? Portable.expMinusOne(-abs(x)) : 0
    let decay = isNear ? 1 + loss : Portable.exp(-abs(x))
    let cost = 0.5 * (m1 + m2) * Portable.log(onePlus: decay) + logBeta
    let (own, other) = x < 0 ? (m1, m2) : (m2, m1)
    let size = (isNear ? own - other - other * loss : own - other * decay) / (2 * (1 + decay))
    return (-0.5 * own * abs(x) - cost, x < 0 ? size : -size)
  }

  /// Minus the second derivative of the log density.
  public func information(at x: Double) -> Double {
    let decay = Portable.exp(-abs(x))
    return 0.5 * (m1 + m2) * decay / ((1 + decay) * (1 + decay))
  }

  /// The probability of a value of at most `x`, without loss in the lower tail.
  public func cumulative(_ x: Double) -> Double { Self.lowerTail(x, m1 / 2, m2 / 2, logBeta) }

  /// The probability of a value above `x`, without loss in the upper tail.
  public func upperTail(_ x: Double) -> Double { Self.lowerTail(-x, m2 / 2, m1 / 2, logBeta) }

  /// The value below which a probability lies; NaN outside [0, 1].
  ///
  /// Iterative.
  public func quantile(_ probability: Double) -> Double {
    Self.lowerQuantile(probability, m1 / 2, m2 / 2, logBeta)
  }

  /// The value above which a probability lies; NaN outside [0, 1].
  ///
  /// Iterative.
  public func upperQuantile(_ probability: Double) -> Double {
    -Self.lowerQuantile(probability, m2 / 2, m1 / 2, logBeta)
  }

  /// One draw, by inversion.
  public func draw(using random: inout some RandomNumberGenerator) -> Double {
    quantile(random.nextUniform())
  }

  /// Below it the lower tail is its leading term, to rounding: the next one is the first times exp(x) b.
  private static func edge(_ b: Double) -> Double { -40 - Portable.log(max(1, b)) }

  private static func lowerTail(_ x: Double, _ a: Double, _ b: Double, _ logBeta: Double) -> Double
  {
    if x < edge(b) { return Portable.exp(a * x - Portable.log(a) - logBeta) }
    let odds = Portable.exp(-abs(x))
    let (near, far) = (odds / (1 + odds), 1 / (1 + odds))
    return x < 0
      ? IncompleteBeta.logTails(near, complement: far, a, b).lowerProbability
      : IncompleteBeta.logTails(far, complement: near, a, b).lowerProbability
  }

  private static func lowerQuantile(
    _ probability: Double,
    _ a: Double,
    _ b: Double,
    _ logBeta: Double
  ) -> Double {
    let leading = (Portable.log(probability) + Portable.log(a) + logBeta) / a
    if probability >= 0, leading < edge(b) { return leading }
    let upper = (Portable.log(onePlus: -probability) + Portable.log(b) + logBeta) / b
    if probability <= 1, upper < edge(a) { return -upper }
    return BetaDistribution(alpha: a, beta: b).logitQuantile(probability)
  }
}

extension LogF: PriorFamily {
  /// `log_F(m1, m2)`.
  public static let signature = PriorSignature(
    "log_F",
    synonyms: ["log_f", "logF"],
    .positive("m1"),
    .positive("m2")
  )

  /// In the words of other tools: Stan alone has a place for a log density.
  public static let words = PriorWords(
    stan: nil,
    stanDensity: "{m1} / 2.0 * {coefficient} - ({m1} + {m2}) / 2.0 * log1p_exp({coefficient})",
    numPyro: nil,
    bambi: nil
  )

  /// Makes a prior from m1 and m2.
  public init(arguments: [Double]) { self.init(m1: arguments[0], m2: arguments[1]) }

  /// m1 and m2.
  public var arguments: [Double] { [m1, m2] }
  /// Always true.
  public var isProper: Bool { true }
  /// One over the root of the information at the mode.
  public var scale: Double { (2 / m1 + 2 / m2).squareRoot() }
  /// Whether m1 is m2.
  public var isSymmetric: Bool { m1 == m2 }
  /// Infinity.
  public var tailDegreesOfFreedom: Double { .infinity }
  /// Always true.
  public var isLogConcave: Bool { true }

  /// Nil: it has no scale.
  public func rescaled(dividingBy divisor: Double) -> LogF? { nil }
}

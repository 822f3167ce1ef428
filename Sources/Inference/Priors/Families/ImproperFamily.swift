/// A family of one prior without arguments that says nothing of a coefficient by itself: no density to normalise, no
/// quantiles and no draws.
public protocol ImproperFamily: PriorFamily {
  /// Makes the prior.
  init()
}

extension ImproperFamily {
  /// Makes the prior from no arguments.
  public init(arguments: [Double]) { self.init() }

  /// None.
  public var arguments: [Double] { [] }
  /// Always false.
  public var isProper: Bool { false }
  /// Zero, for want of a median.
  public var location: Double { 0 }
  /// Infinity.
  public var scale: Double { .infinity }

  /// 0 and 0; the density is not normalised, because it cannot be.
  @inline(__always)
  public func logDensity(at x: Double) -> (value: Double, score: Double) { (0, 0) }
  /// 0.
  public func information(at x: Double) -> Double { 0 }
  /// NaN.
  public func cumulative(_ x: Double) -> Double { .nan }
  /// NaN.
  public func quantile(_ probability: Double) -> Double { .nan }
  /// NaN.
  public func draw(using random: inout some RandomNumberGenerator) -> Double { .nan }
  /// The same: it knows no units.
  public func rescaled(dividingBy divisor: Double) -> Self? { self }
  /// Always true.
  public var isLogConcave: Bool { true }
  /// NaN.
  public func upperTail(_ x: Double) -> Double { .nan }
  /// NaN.
  public func upperQuantile(_ probability: Double) -> Double { .nan }
  /// The coefficient is its own coordinate.
  public var quantileMap: PriorQuantileMap { .identity }
  /// Flat.
  public static var words: PriorWords {
    PriorWords(
      stan: "",
      numPyro: "dist.ImproperUniform(dist.constraints.real, (), ())",
      bambi: "\"Flat\""
    )
  }
}

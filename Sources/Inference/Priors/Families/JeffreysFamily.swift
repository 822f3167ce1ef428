/// One coefficient's part in the Jeffreys prior, `jeffreys()`: a prior of all coefficients at once.
///
/// Alone it says nothing of a coefficient; the density is that of the model's own information, and improper as
/// far as anything here can tell: its constant is not known.
public struct JeffreysFamily: PriorFamily {
  /// `jeffreys()`.
  public static let signature = PriorSignature("jeffreys", synonyms: ["firth"])

  /// The name of the set that has it for every coefficient.
  static let setName = "jeffreys"

  /// Makes the part.
  public init() {}

  /// Makes the part from no arguments.
  public init(arguments: [Double]) {}

  /// None.
  public var arguments: [Double] { [] }
  /// Always false: one coefficient has no density of its own.
  public var isProper: Bool { false }
  /// Zero, for want of a median.
  public var location: Double { 0 }
  /// Infinity.
  public var scale: Double { .infinity }

  /// 0 and 0; the density is that of all coefficients.
  public func logDensity(at x: Double) -> (value: Double, score: Double) { (0, 0) }
  /// 0.
  public func information(at x: Double) -> Double { 0 }
  /// NaN.
  public func cumulative(_ x: Double) -> Double { .nan }
  /// NaN.
  public func quantile(_ probability: Double) -> Double { .nan }
  /// NaN.
  public func draw(using random: inout some RandomNumberGenerator) -> Double { .nan }
  /// The same: the prior follows the units of its columns by itself.
  public func rescaled(dividingBy divisor: Double) -> JeffreysFamily { self }
}

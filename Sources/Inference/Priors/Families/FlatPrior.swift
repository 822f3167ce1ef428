/// The flat prior, `flat()`: every value of the coefficient is as likely as every other.
///
/// It is improper: its density does not integrate to one, it has no draws, and where the data do
/// not bound a coefficient the posterior does not exist.
public struct FlatPrior: PriorFamily {
  /// `flat()`.
  public static let signature = PriorSignature("flat")

  /// Makes the flat prior.
  public init() {}

  /// Makes the flat prior from no arguments.
  public init(arguments: [Double]) {}

  /// None.
  public var arguments: [Double] { [] }
  /// Always false.
  public var isProper: Bool { false }
  /// Zero, for want of a median.
  public var location: Double { 0 }
  /// Infinity.
  public var scale: Double { .infinity }

  /// 0 and 0; the density is not normalised, because it cannot be.
  public func logDensity(at x: Double) -> (value: Double, score: Double) { (0, 0) }
  /// 0.
  public func information(at x: Double) -> Double { 0 }
  /// NaN.
  public func cumulative(_ x: Double) -> Double { .nan }
  /// NaN.
  public func quantile(_ probability: Double) -> Double { .nan }
  /// NaN.
  public func draw(using random: inout some RandomNumberGenerator) -> Double { .nan }
  /// The flat prior.
  public func rescaled(dividingBy divisor: Double) -> FlatPrior { self }
}

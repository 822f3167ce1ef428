/// The flat prior, `flat()`: every value of the coefficient is as likely as every other.
///
/// It is improper: its density does not integrate to one, it has no draws, and where the data do
/// not bound a coefficient the posterior does not exist.
public struct FlatPrior: ImproperFamily {
  /// `flat()`.
  public static let signature = PriorSignature("flat")

  /// Makes the flat prior.
  public init() {}

  /// 0: no moment exists.
  public var tailDegreesOfFreedom: Double { 0 }
}

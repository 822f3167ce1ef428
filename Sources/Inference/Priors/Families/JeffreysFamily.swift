/// One coefficient's part in the Jeffreys prior, `jeffreys()`: a prior of all coefficients at once.
///
/// Alone it says nothing of a coefficient; the density is that of the model's own information, and improper as
/// far as anything here can tell: its constant is not known.
public struct JeffreysFamily: ImproperFamily {
  /// `jeffreys()`.
  public static let signature = PriorSignature("jeffreys", synonyms: ["firth"])

  /// The name of the set that has it for every coefficient.
  static let setName = "jeffreys"

  /// Makes the part.
  public init() {}

  /// Infinity: under the logit link its tails are exponential.
  public var tailDegreesOfFreedom: Double { .infinity }
}

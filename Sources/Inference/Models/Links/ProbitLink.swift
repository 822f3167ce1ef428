/// The probit link: `eta` is a standard normal quantile of the probability.
///
/// k log Phi(eta) + (n - k) log Phi(-eta) by the scaled complementary error function, which neither underflows
/// nor cancels; only the second derivative is a difference, of relative error up to eta^2 ulp.
public enum ProbitLink: SymmetricLinkFunction {
  /// The link.
  public static var link: Link { .probit }
  /// The normal distribution function is log-concave.
  public static var isLogConcave: Bool { true }

  /// The standard normal density.
  public static func slope(at eta: Double) -> Double {
    Portable.exp(StandardNormal.logDensity(eta))
  }

  /// The standard normal quantile.
  public static func predictor(ofProbability probability: Double) -> Double {
    StandardNormal.quantile(probability)
  }
}

/// The probit link: `eta` is a standard normal quantile of the probability.
public enum ProbitLink: LinkFunction {
  /// Phi(eta), with full relative accuracy in the lower tail.
  public static func probability(at eta: Double) -> Double {
    0.5 * Portable.erfc(-0.5.squareRoot() * eta)
  }

  /// Phi(-eta).
  public static func complement(at eta: Double) -> Double { probability(at: -eta) }

  /// The standard normal density.
  public static func slope(at eta: Double) -> Double {
    Portable.exp(StandardNormal.logDensity(eta))
  }

  /// The standard normal quantile.
  public static func predictor(ofProbability probability: Double) -> Double {
    StandardNormal.quantile(probability)
  }

  /// k log Phi(eta) + (n - k) log Phi(-eta), its score and minus its second derivative.
  ///
  /// By the scaled complementary error function, which neither underflows nor cancels; no allocation.
  public static func binomial(
    successes: Double,
    trials: Double,
    at eta: Double
  ) -> (logLikelihood: Double, score: Double, information: Double) {
    Portable.probitTerms(successes: successes, trials: trials, at: eta)
  }
}

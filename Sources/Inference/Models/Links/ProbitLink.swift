/// The probit link: `eta` is a standard normal quantile of the probability.
public enum ProbitLink: LinkFunction {
  /// Phi(eta), with full relative accuracy in the lower tail.
  public static func probability(at eta: Double) -> Double {
    Portable.probit(eta)
  }

  /// Phi(-eta).
  public static func complement(at eta: Double) -> Double { probability(at: -eta) }

  /// Many at a time.
  ///
  /// - Precondition: there is a value for each predictor.
  public static func probabilities(
    at predictors: Span<Double>,
    into values: inout MutableSpan<Double>
  ) {
    precondition(predictors.count == values.count, "a value for each predictor")
    for index in values.indices { values[index] = predictors[index] }
    Portable.probit(inPlace: &values)
  }

  /// Many at a time.
  ///
  /// - Precondition: there is a value for each predictor.
  public static func complements(
    at predictors: Span<Double>,
    into values: inout MutableSpan<Double>
  ) {
    precondition(predictors.count == values.count, "a value for each predictor")
    for index in values.indices { values[index] = -predictors[index] }
    Portable.probit(inPlace: &values)
  }

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
  /// By the scaled complementary error function, which neither underflows nor cancels; only the
  /// second derivative is a difference, of relative error up to eta^2 ulp. No allocation.
  public static func binomial(
    successes: Double,
    trials: Double,
    at eta: Double
  ) -> (logLikelihood: Double, score: Double, information: Double) {
    Portable.probitTerms(successes: successes, trials: trials, at: eta)
  }
}

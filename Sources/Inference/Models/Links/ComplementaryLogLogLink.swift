/// The complementary log-log link: exp(`eta`) is the expected number of events of which one is enough.
public enum ComplementaryLogLogLink: LinkFunction {
  /// 1 - exp(-exp(eta)), with full relative accuracy in the lower tail.
  public static func probability(at eta: Double) -> Double {
    Portable.complementaryLogLog(eta)
  }

  /// exp(-exp(eta)).
  public static func complement(at eta: Double) -> Double { Portable.exp(-Portable.exp(eta)) }

  /// Many at a time.
  ///
  /// - Precondition: there is a value for each predictor.
  public static func probabilities(
    at predictors: Span<Double>,
    into values: inout MutableSpan<Double>
  ) {
    precondition(predictors.count == values.count, "a value for each predictor")
    for index in values.indices { values[index] = predictors[index] }
    Portable.complementaryLogLog(inPlace: &values)
  }

  /// Many at a time.
  ///
  /// - Precondition: there is a value for each predictor.
  public static func complements(
    at predictors: Span<Double>,
    into values: inout MutableSpan<Double>
  ) {
    precondition(predictors.count == values.count, "a value for each predictor")
    for index in values.indices { values[index] = predictors[index] }
    Portable.exp(inPlace: &values)
    for index in values.indices { values[index] = -values[index] }
    Portable.exp(inPlace: &values)
  }

  /// exp(eta - exp(eta)).
  public static func slope(at eta: Double) -> Double {
    eta > 7 ? 0 : Portable.exp(eta - Portable.exp(eta))
  }

  /// log(-log(1 - p)).
  public static func predictor(ofProbability probability: Double) -> Double {
    Portable.log(-Portable.log(onePlus: -probability))
  }

  /// k log(1 - exp(-exp(eta))) - (n - k) exp(eta), its score and minus its second derivative.
  ///
  /// A failure beyond eta = 709 has the log likelihood minus infinity; no allocation.
  public static func binomial(
    successes: Double,
    trials: Double,
    at eta: Double
  ) -> (logLikelihood: Double, score: Double, information: Double) {
    Portable.complementaryLogLogTerms(successes: successes, trials: trials, at: eta)
  }
}

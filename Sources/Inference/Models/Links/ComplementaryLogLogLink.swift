/// The complementary log-log link: exp(`eta`) is the expected number of events of which one is enough.
///
/// k log(1 - exp(-exp(eta))) - (n - k) exp(eta): a failure beyond eta = 709 has the log likelihood minus infinity.
public enum ComplementaryLogLogLink: LinkFunction {
  /// The link.
  public static var link: Link { .cloglog }
  /// Both log(1 - exp(-e^eta)) and -e^eta are concave.
  public static var isLogConcave: Bool { true }

  /// exp(-exp(eta)).
  public static func complement(at eta: Double) -> Double { Portable.exp(-Portable.exp(eta)) }

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
}

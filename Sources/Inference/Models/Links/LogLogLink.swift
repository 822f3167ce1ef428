/// The log-log link: exp(-`eta`) is the expected number of events of which any one prevents a success.
///
/// The mirror image of ``ComplementaryLogLogLink``: a success at `eta` is as likely as a failure at -`eta` there. A
/// success below eta = -709 has the log likelihood minus infinity.
public enum LogLogLink: LinkFunction {
  /// The link.
  public static var link: Link { .loglog }
  /// As its mirror image.
  public static var isLogConcave: Bool { true }

  /// 1 - exp(-exp(-eta)).
  public static func complement(at eta: Double) -> Double {
    Portable.probability(-eta, under: .cloglog)
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
    Portable.probabilities(inPlace: &values, under: .cloglog)
  }

  /// exp(-eta - exp(-eta)).
  public static func slope(at eta: Double) -> Double { ComplementaryLogLogLink.slope(at: -eta) }

  /// -log(-log(p)).
  public static func predictor(ofProbability probability: Double) -> Double {
    -Portable.log(-Portable.log(probability))
  }
}

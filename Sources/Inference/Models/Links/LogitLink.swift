/// The logistic link: `eta` is the log-odds of a success.
public enum LogitLink: SymmetricLinkFunction {
  /// The link.
  public static var link: Link { .logit }
  /// log(1 + exp(eta)) is convex.
  public static var isLogConcave: Bool { true }

  /// 1 / (1 + exp(-eta)), with full relative accuracy in both tails.
  @inlinable
  public static func probability(at eta: Double) -> Double {
    let decay = Portable.exp(-abs(eta))
    return eta < 0 ? decay / (1 + decay) : 1 / (1 + decay)
  }

  /// p (1 - p), the density of the logistic distribution.
  public static func slope(at eta: Double) -> Double {
    let decay = Portable.exp(-abs(eta))
    return decay / ((1 + decay) * (1 + decay))
  }

  /// p (1 - p), which needs no quotient here.
  public static func expectedInformation(at eta: Double) -> Double { slope(at: eta) }

  /// log(p / (1 - p)).
  public static func predictor(ofProbability probability: Double) -> Double {
    Portable.log(probability) - Portable.log(onePlus: -probability)
  }

  /// All exponentials by one vectorised call.
  ///
  /// - Precondition: there is a value for each predictor.
  public static func probabilities(
    at predictors: Span<Double>,
    into values: inout MutableSpan<Double>
  ) {
    precondition(predictors.count == values.count, "a value for each predictor")
    for index in values.indices { values[index] = -abs(predictors[index]) }
    Portable.exp(inPlace: &values)
    for index in values.indices {
      let decay = values[index]
      values[index] = (predictors[index] < 0 ? decay : 1) / (1 + decay)
    }
  }

  /// All exponentials by one vectorised call.
  ///
  /// - Precondition: there is a value for each predictor.
  public static func complements(
    at predictors: Span<Double>,
    into values: inout MutableSpan<Double>
  ) {
    precondition(predictors.count == values.count, "a value for each predictor")
    for index in values.indices { values[index] = -abs(predictors[index]) }
    Portable.exp(inPlace: &values)
    for index in values.indices {
      let decay = values[index]
      values[index] = (predictors[index] > 0 ? decay : 1) / (1 + decay)
    }
  }

  /// k eta - n log(1 + exp(eta)), its score k - n p and its information n p (1 - p).
  ///
  /// The two forms around 0 keep the difference of large terms out of the result, so a certain
  /// success costs exactly log(1 + exp(-eta)). One exponential and one logarithm; no allocation.
  @inlinable
  public static func binomial(
    successes: Double,
    trials: Double,
    at eta: Double
  ) -> (logLikelihood: Double, score: Double, information: Double) {
    let failures = trials - successes
    let decay = Portable.exp(-abs(eta))
    let cost = trials * Portable.log(onePlus: decay)
    let likely = 1 / (1 + decay)
    let unlikely = decay * likely
    let information = trials * likely * unlikely
    return eta < 0
      ? (successes * eta - cost, successes * likely - failures * unlikely, information)
      : (-failures * eta - cost, successes * unlikely - failures * likely, information)
  }

  /// All exponentials and logarithms by one vectorised call each.
  ///
  /// - Precondition: there are an outcome and a value for each predictor.
  public static func logLikelihoods(
    successes: Span<Double>,
    trials: Span<Double>,
    at predictors: Span<Double>,
    into values: inout MutableSpan<Double>
  ) {
    precondition(predictors.count == values.count, "a value for each predictor")
    precondition(
      successes.count == values.count && trials.count == values.count,
      "an outcome for each predictor"
    )
    for index in values.indices { values[index] = -abs(predictors[index]) }
    Portable.exp(inPlace: &values)
    Portable.log(onePlusInPlace: &values)
    for index in values.indices {
      let eta = predictors[index]
      let cost = trials[index] * values[index]
      let failures = trials[index] - successes[index]
      values[index] = eta < 0 ? successes[index] * eta - cost : -failures * eta - cost
    }
  }
}

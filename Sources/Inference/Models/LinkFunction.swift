/// How a linear predictor becomes a probability: one fused, stable function for each link.
///
/// What the kernels know of a link is theirs unless a conforming type has something better. Whole designs are evaluated by ``PanelDesign``, whose kernels agree with ``binomial(successes:trials:at:)``.
public protocol LinkFunction: Sendable {
  /// The link.
  static var link: Link { get }
  /// Whether every binomial log likelihood is concave in the linear predictor.
  ///
  /// Where it is, a posterior under log-concave priors has one hump, and the likelihood falls at least
  /// exponentially wherever it falls. Where not, neither holds.
  static var isLogConcave: Bool { get }
  /// The probability of a success at a linear predictor.
  static func probability(at eta: Double) -> Double
  /// The probability of a failure, with full relative accuracy where it is small.
  static func complement(at eta: Double) -> Double
  /// The derivative of the probability in the linear predictor.
  static func slope(at eta: Double) -> Double
  /// The Fisher information of one trial about the linear predictor.
  static func expectedInformation(at eta: Double) -> Double
  /// The linear predictor of a probability: minus infinity at 0, infinity at 1, NaN outside [0, 1].
  static func predictor(ofProbability probability: Double) -> Double
  /// The probability at each of many linear predictors: the bits of ``probability(at:)``.
  ///
  /// O(count), no allocation.
  static func probabilities(at predictors: Span<Double>, into values: inout MutableSpan<Double>)
  /// The probability of a failure at each of many linear predictors: the bits of ``complement(at:)``.
  static func complements(at predictors: Span<Double>, into values: inout MutableSpan<Double>)
  /// The binomial log likelihood at a linear predictor, without the binomial coefficient, with its
  /// first derivative in `eta` and the information: minus the second derivative where the link is
  /// log-concave, else `trials` times ``expectedInformation(at:)``, which is never negative.
  ///
  /// `successes` may be any number in [0, `trials`]. Never clips a probability: where a success is
  /// impossible to rounding the log likelihood keeps falling along its asymptote. NaN in, NaN out.
  static func binomial(
    successes: Double,
    trials: Double,
    at eta: Double
  ) -> (logLikelihood: Double, score: Double, information: Double)
  /// The log likelihood of each of many outcomes at its linear predictor: the bits of
  /// ``binomial(successes:trials:at:)``.
  ///
  /// O(count), no allocation.
  static func logLikelihoods(
    successes: Span<Double>,
    trials: Span<Double>,
    at predictors: Span<Double>,
    into values: inout MutableSpan<Double>
  )
}

extension LinkFunction {
  /// The kernels' probability, with full relative accuracy in the lower tail.
  public static func probability(at eta: Double) -> Double {
    Portable.probability(eta, under: link)
  }

  /// Many at a time.
  ///
  /// - Precondition: there is a value for each predictor.
  public static func probabilities(
    at predictors: Span<Double>,
    into values: inout MutableSpan<Double>
  ) {
    precondition(predictors.count == values.count, "a value for each predictor")
    for index in values.indices { values[index] = predictors[index] }
    Portable.probabilities(inPlace: &values, under: link)
  }

  /// The kernels' terms of one row; no allocation.
  public static func binomial(
    successes: Double,
    trials: Double,
    at eta: Double
  ) -> (logLikelihood: Double, score: Double, information: Double) {
    Portable.binomialTerms(successes: successes, trials: trials, at: eta, under: link)
  }

  /// One after another.
  ///
  /// - Precondition: there is a value for each predictor.
  public static func complements(
    at predictors: Span<Double>,
    into values: inout MutableSpan<Double>
  ) {
    precondition(predictors.count == values.count, "a value for each predictor")
    for index in values.indices { values[index] = complement(at: predictors[index]) }
  }

  /// One after another.
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
    for index in values.indices {
      values[index] =
        binomial(successes: successes[index], trials: trials[index], at: predictors[index])
        .logLikelihood
    }
  }
}

extension LinkFunction {
  /// The Fisher information of one trial about the linear predictor, slope^2 / (p (1 - p)); 0 where the
  /// outcome is certain to rounding.
  public static func expectedInformation(at eta: Double) -> Double {
    let slope = slope(at: eta)
    guard slope > 0 else { return eta.isNaN ? .nan : 0 }
    return (slope / probability(at: eta)) * (slope / complement(at: eta))
  }
}

/// A link under which a failure at `eta` is as likely as a success at `-eta`.
public protocol SymmetricLinkFunction: LinkFunction {}

extension SymmetricLinkFunction {
  /// The probability of a success on the other side.
  public static func complement(at eta: Double) -> Double { probability(at: -eta) }

  /// Many at a time.
  ///
  /// - Precondition: there is a value for each predictor.
  public static func complements(
    at predictors: Span<Double>,
    into values: inout MutableSpan<Double>
  ) {
    precondition(predictors.count == values.count, "a value for each predictor")
    for index in values.indices { values[index] = -predictors[index] }
    Portable.probabilities(inPlace: &values, under: link)
  }
}

extension Link {
  /// The functions of the link.
  public var function: any LinkFunction.Type {
    switch self {
    case .logit: LogitLink.self
    case .probit: ProbitLink.self
    case .cloglog: ComplementaryLogLogLink.self
    case .cauchit: CauchitLink.self
    case .loglog: LogLogLink.self
    }
  }

  /// The probability of a success at a linear predictor.
  public func probability(at eta: Double) -> Double { function.probability(at: eta) }

  /// The probabilities of a failure at linear predictors; O(count).
  func complements(_ predictors: [Double]) -> [Double] {
    var values = [Double](repeating: 0, count: predictors.count)
    var span = values.mutableSpan
    function.complements(at: predictors.span, into: &span)
    return values
  }

  /// The probabilities at linear predictors; O(count).
  package func probabilities(_ predictors: [Double]) -> [Double] {
    var values = [Double](repeating: 0, count: predictors.count)
    var span = values.mutableSpan
    function.probabilities(at: predictors.span, into: &span)
    return values
  }
}

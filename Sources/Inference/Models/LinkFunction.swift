/// How a linear predictor becomes a probability: one fused, stable function for each link.
///
/// Whole designs are evaluated by ``PanelDesign``, whose kernels agree with ``binomial(successes:trials:at:)``.
public protocol LinkFunction: Sendable {
  /// The probability of a success at a linear predictor.
  static func probability(at eta: Double) -> Double
  /// The probability at each of many linear predictors: the bits of ``probability(at:)``.
  ///
  /// O(count), no allocation.
  static func probabilities(at predictors: Span<Double>, into values: inout MutableSpan<Double>)
  /// The binomial log likelihood at a linear predictor, without the binomial coefficient, with its
  /// first derivative and minus its second derivative in `eta`.
  ///
  /// `successes` may be any number in [0, `trials`]. Never clips a probability: where a success is
  /// impossible to rounding the log likelihood keeps falling along its asymptote. NaN in, NaN out.
  static func binomial(
    successes: Double,
    trials: Double,
    at eta: Double
  ) -> (logLikelihood: Double, score: Double, information: Double)
}

extension LinkFunction {
  /// One after another.
  ///
  /// - Precondition: there is a value for each predictor.
  public static func probabilities(
    at predictors: Span<Double>,
    into values: inout MutableSpan<Double>
  ) {
    precondition(predictors.count == values.count, "a value for each predictor")
    for index in values.indices { values[index] = probability(at: predictors[index]) }
  }
}

extension Link {
  /// The functions of the link.
  public var function: any LinkFunction.Type {
    switch self {
    case .logit: LogitLink.self
    case .probit: ProbitLink.self
    case .cloglog: ComplementaryLogLogLink.self
    }
  }

  /// The probability of a success at a linear predictor.
  public func probability(at eta: Double) -> Double { function.probability(at: eta) }
}

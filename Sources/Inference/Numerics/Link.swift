import CKernels

/// The links that the kernels know: how a linear predictor `eta` becomes a probability.
public enum Link: String, Sendable, CaseIterable {
  /// 1 / (1 + exp(-eta)): `eta` is the log-odds.
  case logit
  /// The standard normal distribution function of `eta`.
  case probit
  /// 1 - exp(-exp(eta)): the complementary log-log link, not symmetric.
  case cloglog

  /// The scale of the linear predictor and of its coefficients, in words.
  public var scaleName: String {
    switch self {
    case .logit: "log-odds"
    case .probit: "the probit scale"
    case .cloglog: "the complementary log-log scale"
    }
  }

  /// The kernels' number of the link.
  var kernelNumber: ck_link {
    switch self {
    case .logit: ck_logit
    case .probit: ck_probit
    case .cloglog: ck_cloglog
    }
  }
}

extension Portable {
  /// The standard normal distribution function, within 4 ulp in both tails.
  public static func probit(_ eta: Double) -> Double { ck_probit_probability(eta) }

  /// 1 - exp(-exp(eta)), within 4 ulp.
  public static func complementaryLogLog(_ eta: Double) -> Double { ck_cloglog_probability(eta) }

  /// Replaces each element by ``probit(_:)`` of it.
  public static func probit(inPlace values: inout MutableSpan<Double>) {
    unsafe values.withUnsafeMutableBufferPointer {
      unsafe ck_probit_array($0.baseAddress, $0.baseAddress, $0.count)
    }
  }

  /// Replaces each element by ``complementaryLogLog(_:)`` of it.
  public static func complementaryLogLog(inPlace values: inout MutableSpan<Double>) {
    unsafe values.withUnsafeMutableBufferPointer {
      unsafe ck_cloglog_array($0.baseAddress, $0.baseAddress, $0.count)
    }
  }

  /// What a binomial row contributes under the probit link: its log likelihood without the binomial
  /// coefficient, with the first and minus the second derivative in the linear predictor.
  ///
  /// Within 3 ulp of the larger part; NaN in, NaN out.
  public static func probitTerms(
    successes: Double,
    trials: Double,
    at eta: Double
  ) -> (logLikelihood: Double, score: Double, information: Double) {
    var (score, information) = (0.0, 0.0)
    let value = unsafe ck_probit_terms(eta, successes, trials, &score, &information)
    return (value, score, information)
  }

  /// The same under the complementary log-log link.
  public static func complementaryLogLogTerms(
    successes: Double,
    trials: Double,
    at eta: Double
  ) -> (logLikelihood: Double, score: Double, information: Double) {
    var (score, information) = (0.0, 0.0)
    let value = unsafe ck_cloglog_terms(eta, successes, trials, &score, &information)
    return (value, score, information)
  }
}

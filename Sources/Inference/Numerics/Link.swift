import CKernels

/// The links that the kernels know: how a linear predictor `eta` becomes a probability.
public enum Link: String, Sendable, CaseIterable {
  /// 1 / (1 + exp(-eta)): `eta` is the log-odds.
  case logit
  /// The standard normal distribution function of `eta`.
  case probit
  /// 1 - exp(-exp(eta)): the complementary log-log link, not symmetric.
  case cloglog
  /// The standard Cauchy distribution function of `eta`: a surprise costs its logarithm only.
  case cauchit
  /// exp(-exp(-eta)): the mirror image of cloglog, for outcomes that are rarely absent.
  case loglog

  /// The scale of the linear predictor and of its coefficients, in words.
  public var scaleName: String {
    switch self {
    case .logit: "log-odds"
    case .probit: "the probit scale"
    case .cloglog: "the complementary log-log scale"
    case .cauchit: "the cauchit scale"
    case .loglog: "the log-log scale"
    }
  }

  /// The kernels' number of the link.
  var kernelNumber: ck_link {
    switch self {
    case .logit: ck_logit
    case .probit: ck_probit
    case .cloglog: ck_cloglog
    case .cauchit: ck_cauchit
    case .loglog: ck_loglog
    }
  }
}

extension Portable {
  /// The probability of a success under a link, within 4 ulp in the lower tail, and in both under symmetric links.
  public static func probability(_ eta: Double, under link: Link) -> Double {
    ck_link_probability(link.kernelNumber, eta)
  }

  /// Replaces each linear predictor by its ``probability(_:under:)``.
  public static func probabilities(inPlace values: inout MutableSpan<Double>, under link: Link) {
    unsafe values.withUnsafeMutableBufferPointer {
      unsafe ck_link_probabilities(link.kernelNumber, $0.baseAddress, $0.baseAddress, $0.count)
    }
  }

  /// What a binomial row contributes under a link: its log likelihood without the binomial coefficient,
  /// with the first derivative in the linear predictor and the information.
  ///
  /// Within 4 ulp of the larger part; NaN in, NaN out.
  public static func binomialTerms(
    successes: Double,
    trials: Double,
    at eta: Double,
    under link: Link
  ) -> (logLikelihood: Double, score: Double, information: Double) {
    var (score, information) = (0.0, 0.0)
    let value = unsafe ck_link_terms(
      link.kernelNumber,
      eta,
      successes,
      trials,
      &score,
      &information
    )
    return (value, score, information)
  }
}

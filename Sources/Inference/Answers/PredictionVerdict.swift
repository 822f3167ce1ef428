/// Whether one set of predictions is better than another, by the difference of their expected log predictive
/// densities, and the sentence that says so.
///
/// The rule: better or worse are predictions whose difference is at least 4 nats and more than two standard errors;
/// all others cannot be told apart. A difference within three of its Monte Carlo errors is none either. The standard
/// error is that over cases; it is too small with few cases, and rough below 100 of them, which is said.
///
/// Sources: the glossary of the R package loo (*elpd_diff*: below 4 the difference is small; above, hold it against
/// its standard error); T. Sivula, M. Magnusson, A. A. Matamoros, A. Vehtari, "Uncertainty in Bayesian leave-one-out
/// cross-validation based model comparison", Bayesian Analysis 2025.
public struct PredictionVerdict: Sendable, Equatable {
  /// What the difference comes to.
  public enum Finding: String, Sendable, CaseIterable {
    /// The first predicts better.
    case better
    /// The first predicts worse.
    case worse
    /// The two cannot be told apart.
    case alike = "cannot_be_told_apart"
    /// There is no difference: a case has no prediction, or there is one case only.
    case unknown
  }

  /// Below so many nats a difference is small, whatever its standard error.
  public static let leastDifference = 4.0
  /// So many standard errors a difference has to exceed.
  public static let leastErrors = 2.0
  /// Below so many cases standard errors are rough.
  public static let fewCases = 100

  /// The first's expected log predictive density less the second's, in nats.
  public let difference: Double
  /// Its standard error over the cases.
  public let standardError: Double
  /// Its Monte Carlo standard error; NaN where that is not known.
  public let monteCarloError: Double
  /// The number of cases.
  public let caseCount: Int

  /// Judges a difference.
  public init(
    difference: CaseEstimate,
    monteCarloError: Double,
    caseCount: Int
  ) {
    self.difference = difference.value
    standardError = difference.standardError
    self.monteCarloError = monteCarloError
    self.caseCount = caseCount
  }

  /// What the difference comes to.
  public var finding: Finding {
    guard difference.isFinite, standardError.isFinite else { return .unknown }
    guard !isWithinMonteCarloError, abs(difference) >= Self.leastDifference,
      abs(difference) > Self.leastErrors * standardError
    else { return .alike }
    return difference > 0 ? .better : .worse
  }

  private var isWithinMonteCarloError: Bool {
    abs(difference) <= ModelComparison.errorLimit * monteCarloError
  }

  /// The sentence, without its full stop, on what the predictions are called.
  public func sentence(_ first: String, _ second: String) -> String {
    let size = Self.text(abs(difference))
    switch finding {
    case .unknown:
      return
        "\(first) and \(second) cannot be compared: there is no difference with a standard error"
    case .better, .worse:
      return
        "\(first) predicts \(finding.rawValue) than \(second), by \(size) nats (standard error "
        + "\(Self.text(standardError))\(monteCarlo))"
    case .alike:
      return "\(first) and \(second) cannot be told apart: \(reason(size))"
    }
  }

  private func reason(_ size: String) -> String {
    if isWithinMonteCarloError {
      return "the difference, \(size) nats, is within "
        + "\(Int(ModelComparison.errorLimit)) of its Monte Carlo errors (\(Self.text(monteCarloError)))"
    }
    let error = Self.text(standardError)
    if abs(difference) <= standardError {
      return "the difference, \(size) nats, is smaller than its standard error, \(error)"
    }
    if abs(difference) <= Self.leastErrors * standardError {
      return "the difference, \(size) nats, is smaller than twice its standard error, \(error)"
    }
    return "the difference, \(size) nats (standard error \(error)), is small: below "
      + "\(Int(Self.leastDifference))"
  }

  private var monteCarlo: String {
    monteCarloError > 0.01 ? ", Monte Carlo error \(Self.text(monteCarloError))" : ""
  }

  /// What is to be known of standard errors with so few cases; nil where there are enough.
  public var caution: String? {
    caseCount < Self.fewCases
      ? "With \(caseCount) cases, fewer than \(Self.fewCases), standard errors are rough: too small rather than "
        + "too large." : nil
  }

  /// A positive number of nats: two decimals below 1, one above.
  private static func text(_ value: Double) -> String {
    if value < 0.01 { return value == 0 ? "0" : "less than 0.01" }
    let factor = value < 1 ? 100.0 : 10
    return "\((value * factor).rounded() / factor)"
  }
}

/// The base rate as a rival of a model: each case predicted by how often the outcome came about in the others, and by
/// nothing else.
///
/// The share has a uniform prior, so that with s of n other trials the outcome has probability (s + 1) / (n + 2), the
/// rule of succession: an outcome that no other case has is not impossible. A case of several trials has the
/// beta-binomial distribution that follows. The model's own predictions are made of the same other cases.
public struct BaseRatePrediction: Sendable, Equatable {
  /// The sum of the cases' log predictive probabilities, in nats, and its standard error.
  public let logScore: CaseEstimate
  /// How the model's predictions compare with it.
  public let verdict: PredictionVerdict

  /// Predicts cases by the base rate, and compares.
  ///
  /// O(cases).
  ///
  /// - Parameters:
  ///   - cases: The model's predictions of the cases.
  ///   - monteCarloError: The Monte Carlo standard error of the sum of their log scores.
  public init(_ cases: [CasePrediction], monteCarloError: Double) {
    let successes = cases.reduce(0) { $0 + $1.successes }
    let trials = cases.reduce(0) { $0 + $1.trials }
    let scores = cases.map { item in
      Self.logProbability(
        of: (item.successes, item.trials),
        given: (successes - item.successes, trials - item.trials)
      )
    }
    logScore = CaseEstimate(sumOf: scores)
    verdict = PredictionVerdict(
      difference: CaseEstimate(sumOf: zip(cases, scores).map { $0.logScore - $1 }),
      monteCarloError: monteCarloError,
      caseCount: cases.count
    )
  }

  /// The log probability of successes in trials where others had so many of theirs.
  static func logProbability(
    of case: (successes: Double, trials: Double),
    given others: (successes: Double, trials: Double)
  ) -> Double {
    func beta(_ a: Double, _ b: Double) -> Double {
      Portable.logGamma(a) + Portable.logGamma(b) - Portable.logGamma(a + b)
    }
    let (s, n) = `case`
    let (a, b) = (others.successes + 1, others.trials - others.successes + 1)
    if n == 1 { return Portable.log((s == 1 ? a : b) / (a + b)) }
    return -beta(s + 1, n - s + 1) - Portable.log(n + 1) + beta(a + s, b + n - s) - beta(a, b)
  }

  /// The conclusion in a sentence or two.
  public var conclusion: String {
    let sentence = verdict.sentence("The model", "the base rate")
    return sentence + "." + (verdict.caution.map { " " + $0 } ?? "")
  }
}

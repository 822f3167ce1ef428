import Testing

@testable import InferenceCore

@Suite struct PredictionVerdictTests {
  private static func verdict(
    _ difference: Double,
    _ error: Double,
    monteCarlo: Double = 0,
    cases: Int = 200
  ) -> PredictionVerdict {
    PredictionVerdict(
      difference: CaseEstimate(value: difference, standardError: error),
      monteCarloError: monteCarlo,
      caseCount: cases
    )
  }

  /// Four nats and more than two standard errors: all else cannot be told apart, and says why.
  @Test(arguments: [
    (5.24, 1.91, "A predicts better than B, by 5.2 nats (standard error 1.9)"),
    (-5.24, 1.91, "A predicts worse than B, by 5.2 nats (standard error 1.9)"),
    (
      0.3, 1.1,
      "A and B cannot be told apart: the difference, 0.3 nats, is smaller than its standard error, 1.1"
    ),
    (
      -9, 6,
      "A and B cannot be told apart: the difference, 9.0 nats, is smaller than twice its standard error, 6.0"
    ),
    (
      3.9, 0.5,
      "A and B cannot be told apart: the difference, 3.9 nats (standard error 0.5), is small: below 4"
    ),
    (4, 1.99, "A predicts better than B, by 4.0 nats (standard error 2.0)"),
    (
      .nan, 1,
      "A and B cannot be compared: there is no difference with a standard error"
    ),
    (
      5, .nan,
      "A and B cannot be compared: there is no difference with a standard error"
    ),
  ]) func ruleAndSentence(_ difference: Double, _ error: Double, _ sentence: String) {
    #expect(Self.verdict(difference, error).sentence("A", "B") == sentence)
  }

  @Test func monteCarloErrorsAndFewCases() {
    // Within three of its errors of 2 there is no difference of 5.9; beyond it there is.
    let within = Self.verdict(5.9, 1, monteCarlo: 2)
    #expect(within.finding == .alike)
    #expect(within.sentence("A", "B").hasSuffix("is within 3 of its Monte Carlo errors (2.0)"))
    let beyond = Self.verdict(6.1, 1, monteCarlo: 2)
    #expect(beyond.finding == .better)
    #expect(beyond.sentence("A", "B").hasSuffix("(standard error 1.0, Monte Carlo error 2.0)"))
    // An error that is not known says nothing against the difference.
    #expect(Self.verdict(6.1, 1, monteCarlo: .nan).finding == .better)
    #expect(beyond.caution == nil)
    #expect(Self.verdict(6, 1, cases: 99).caution?.hasPrefix("With 99 cases") == true)
  }

  /// scipy.stats.betabinom.logpmf(s, n, S - s + 1, (N - n) - (S - s) + 1) for each case, and numpy.
  @Test func baseRateIsThatOfTheOthers() {
    let cases = PredictionScoresTests.predictions(
      PredictionScoresTests.outcomes,
      PredictionScoresTests.probabilities
    )
    let rate = BaseRatePrediction(cases, monteCarloError: 0)
    #expect(abs(rate.logScore.value - -9.110831683980756) < 1e-12)
    #expect(abs(rate.logScore.standardError - 0.6001874563675791) < 1e-12)
    #expect(abs(rate.verdict.difference - 1.2563040323984411) < 1e-12)
    #expect(abs(rate.verdict.standardError - 2.147022196210923) < 1e-12)
    #expect(
      rate.conclusion
        == "The model and the base rate cannot be told apart: the difference, 1.3 nats, is "
        + "smaller than its standard error, 2.1. With 12 cases, fewer than 100, standard errors are rough: "
        + "too small rather than too large."
    )
    let counts = PredictionScoresTests.predictions([1, 0, 3], of: [2, 1, 4], [0.3, 0.2, 0.7])
    let rates = BaseRatePrediction(counts, monteCarloError: 0)
    #expect(abs(rates.logScore.value - -3.5917157056602877) < 1e-12)
    // One trial is the same by either formula.
    let one = BaseRatePrediction.logProbability(of: (0, 1), given: (4, 6))
    #expect(abs(one - -0.9808292530117262) < 1e-14)
  }
}

import Testing

@testable import Inference

/// Directed hypotheses against numpy.
struct HypothesisTestTests {
  private static let texts = [
    "protest > regionAsia", "protest + protest:regionAsia > 0",
    "abs(log(gdp)) < 2 * abs(protest - 1) / 3", "exp(protest) >= 2^1.5", "p(protest=yes) > 0.4",
  ]

  @Test(arguments: texts) func agreesWithNumpy(_ text: String) throws {
    let sample = try EffectReferences()
    let test = try HypothesisTest(
      Hypothesis(text, coefficients: sample.draws.parameterNames),
      draws: sample.draws,
      conditions: sample.conditions,
      interval: .standard
    )
    let expected = try sample.answer("hypotheses", text)
    try expectClose(test.difference, sample.answer("hypotheses", text, "difference"), text)
    try expectClose(test.evidence, expected, text)
  }

  @Test func aScenarioMustBeOfTheFit() throws {
    let sample = try EffectReferences()
    let hypothesis = try Hypothesis("p(protst=yes) > 0", coefficients: [])
    #expect(throws: FormulaError.self) {
      try HypothesisTest(
        hypothesis,
        draws: sample.draws,
        conditions: sample.conditions,
        interval: .standard
      )
    }
  }

  /// All draws agree: the ratio is unbounded, the number of draws is the bound.
  @Test func agreementIsInfiniteOdds() {
    let evidence = DirectionEvidence([[1, 2, 3], [4, 5, 6]])
    #expect(evidence.probability == 1 && evidence.evidenceRatio == .infinity)
    #expect(evidence.mcse.isNaN && evidence.drawCount == 6)
    #expect(DirectionEvidence([[-1, 0], [0, -2]]).evidenceRatio == 0)
    #expect(DirectionEvidence([[1, .nan]]).probability.isNaN)
    let region = PracticalEquivalence([[-1, -0.05, 0, 0.05, 0.06]], halfWidth: 0.05)
    #expect([region.below, region.within, region.above] == [0.2, 0.6, 0.2])
  }
}

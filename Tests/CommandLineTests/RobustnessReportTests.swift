import Testing

@testable import Inference
@testable import InferenceCore
@testable import csto_bayes

/// The words of the report, on numbers made up.
@Suite(.waitsForPrograms) struct RobustnessReportTests {
  private static func universe(_ link: Link, dropped: String? = nil) -> Universe {
    Universe(
      coding: "text",
      recodes: [],
      prior: "weakly-informative",
      formula: .init(name: "default", text: "intervention ~ protest"),
      link: link,
      droppedCase: dropped,
      sampler: "auto"
    )
  }

  private static func result(
    _ universe: Universe,
    _ median: Double,
    _ positive: Double,
    successes: Double = 1
  ) -> (universe: Universe, result: UniverseResult) {
    let effect = UniverseQuantity(
      kind: .effect,
      name: "protest",
      estimates: Estimates(
        mean: median,
        sd: 0.1,
        median: median,
        q5: median - 0.2,
        q25: median - 0.1,
        q75: median + 0.1,
        q95: median + 0.2,
        mcseMean: 0.001,
        mcseMedian: 0.001
      ),
      positive: MonteCarloEstimate(value: positive, error: 0.002),
      effectiveSize: 4000,
      rHat: 1
    )
    let result = UniverseResult(
      identifier: universe.identifier,
      outcome: .estimated(.fitted(sampler: "nuts"), [effect]),
      caseCount: 8,
      successes: successes,
      trials: 8,
      separation: "some",
      warnings: []
    )
    return (universe, result)
  }

  private static func failure(
    _ universe: Universe
  ) -> (universe: Universe, result: UniverseResult) {
    let result = UniverseResult(
      identifier: universe.identifier,
      outcome: .failed("the design is broken"),
      caseCount: 0,
      successes: 0,
      trials: 0,
      separation: "none",
      warnings: []
    )
    return (universe, result)
  }

  /// KAZ2022's protest alone takes P across 0.95, its outcome across 0.9; the rest does nothing.
  private static func fragility() throws -> FragilityReading {
    let plan = try FragilityPlan(base: universe(.logit), of: Study.load("csto"))
    func moved(_ universe: Universe) -> (universe: Universe, result: UniverseResult) {
      let recodes = universe.recodes.map(\.description)
      var positive = 0.97
      if recodes.contains("KAZ2022.protest=no") { positive -= 0.03 }
      if recodes.contains("KAZ2022.intervention=no") { positive -= 0.1 }
      return result(universe, 0.3, positive)
    }
    var results = [moved(plan.base)]
    for size in 1...FragilityPlan.largestSize {
      results += plan.universes(ofSize: size, given: results).map(moved)
    }
    return FragilityReading(plan, results)
  }

  @Test func sentencesAndTables() throws {
    let results = MultiverseResults(
      [
        Self.result(Self.universe(.logit), 0.3, 0.97),
        Self.result(Self.universe(.logit, dropped: "KAZ2022"), 0.1, 0.7, successes: 0),
        Self.result(Self.universe(.probit), 0.32, 0.952),
        Self.result(Self.universe(.probit, dropped: "KAZ2022"), 0.16, 0.8),
        Self.failure(Self.universe(.cloglog)),
      ],
      planned: 1205
    )
    let scaling = PowerScaling(
      [("protest", [0.1, 0.2, 0.3, 0.4])],
      logPrior: [-1, -1, -1, -1],
      logLikelihood: [-1, -1, -1, -1]
    )
    let reading = RobustnessReading(
      results,
      base: Self.universe(.logit),
      fragility: try Self.fragility(),
      powerScaling: scaling
    )
    let text = RobustnessReport(reading, outcome: "intervention").text
    let expected = [
      "Analyses  4 of 1,205, 1 with one class of outcomes only, 1 failed, 1,200 not done yet",
      "  - In 2 of 4 analyses (50 %) protest raises the probability of intervention with P > 0.95; of the",
      "    3 with both outcomes in 2.",
      "  protest         4   0.230     0.100    0.320     50 %      50 %      0 %       0 %         1",
      // Medians 0.3, 0.1, 0.32, 0.16: of the sum of squares 0.0344 links explain 0.0016, cases 0.0324.
      "  protest          0.093  5 % / 5 %  94 % / 94 %      99 %",
      "  - protest: dropped matters most; the mean medians of its options go from 0.130 (KAZ2022) to 0.310",
      "  protest  KAZ2022   0.300  0.100  0.970  0.700       -0.180   -0.200      2 of 2",
      "  protest: P = 0.970",
      "    P > 0.5: no set of up to 5 cells found that would end it",
      "    P > 0.9: 1 recode ends it: KAZ2022 intervention yes -> no (outcome) (P = 0.870; the only set of",
      "    without recodes of the outcome: no set of up to 5 cells found that would end it",
      "    P > 0.95: 1 recode ends it: KAZ2022 intervention yes -> no (outcome) (P = 0.870; one of 2 such",
      "    without recodes of the outcome: 1 recode ends it: KAZ2022 protest yes -> no (P = 0.940; the",
      "  - 1 failed: the design is broken.",
    ]
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for line in expected { #expect(lines.contains(line), "\(line)\n\(text)") }
    #expect(lines.allSatisfy { $0.count <= 100 })
  }

  @Test func noClearSign() {
    let results = MultiverseResults([Self.result(Self.universe(.logit), 0.1, 0.7)])
    let text = RobustnessReport(RobustnessReading(results), outcome: "y").text
    #expect(
      text.hasPrefix(
        """
        Analyses  nothing was varied: one analysis
          - protest neither raises nor lowers the probability of y with P > 0.95: the probability that the
            effect is positive is 0.7.

        """
      )
    )
  }

  @Test func nothingToSay() {
    let text = RobustnessReport(RobustnessReading(MultiverseResults([])), outcome: "y").text
    #expect(text == "Analyses  0 of 0\n\nNo analysis has an effect.\n")
  }

  @Test func wholeNumbersAndShares() {
    #expect(
      [0, 999, 1000, 1_234_567, -1000].map(NumberText.whole)
        == ["0", "999", "1,000", "1,234,567", "-1,000"]
    )
    #expect(
      [0, 0.001, 0.5, 0.996, 1, .nan].map(NumberText.percentage)
        == ["0 %", "<1 %", "50 %", ">99 %", "100 %", "-"]
    )
  }
}

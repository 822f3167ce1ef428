import Testing

@testable import Inference
@testable import InferenceCore

/// Sentences of made-up analyses, the priors' own opinions among them.
@Suite struct RobustnessHeadlineTests {
  /// Analyses with these posterior probabilities under the prior sets named, and what each prior says alone.
  private static func results(
    _ analyses: [(prior: String, own: Double?, positive: Double)],
    error: Double = 0
  ) -> MultiverseResults {
    var priors: [String: [QuantityKey: MonteCarloEstimate]] = [:]
    let links = Link.allCases
    let results = analyses.enumerated().map { index, analysis in
      var universe = UniverseExamples.universe(
        link: links[index % links.count],
        dropped: index < links.count ? nil : "case \(index)"
      )
      universe.prior = analysis.prior
      if let own = analysis.own {
        priors[universe.identifier] = [
          .init(.effect, "x"): MonteCarloEstimate(value: own, error: error)
        ]
      }
      return UniverseExamples.result(
        universe,
        [UniverseExamples.quantity(median: analysis.positive, positive: analysis.positive)]
      )
    }
    return MultiverseResults(results, priors: PriorDirections(priors))
  }

  private static func text(_ results: MultiverseResults) -> String {
    let reading = RobustnessReading(results)
    return reading.headline(reading.curves[0], outcome: "y")
  }

  @Test func priorsAreNoFindings() {
    let results = Self.results([
      ("wide", 0.5, 0.96), ("wide", 0.5, 0.9), ("firm", 0.975, 0.99), ("firm", 0.96, 0.98),
    ])
    #expect(
      Self.text(results)
        == "In 1 of 2 analyses (50 %) x raises the probability of y with P > 0.95. Set apart: "
        + "in 2 analyses the prior alone says, before any data, that x raises the probability of y (its own P, firm: 0.96 to "
        + "0.975)."
    )
    let curve = RobustnessReading(results).curves[0]
    let agreement = curve.all.agreement(.init(.above, 0.95))
    #expect(agreement?.count == 1 && agreement?.universeCount == 2)
    #expect(agreement?.priorAloneCount == 2 && agreement?.share == 0.5)
    // On the other side the same priors are no opinion.
    #expect(curve.all.agreement(.init(.below, 0.05))?.universeCount == 4)
    #expect(curve.priorParts.map(\.prior) == ["wide", "firm"])
    #expect(curve.priorParts[1].smallestOwn?.value == 0.96)
    #expect(curve.priorParts[1].summary.agreement(.init(.above, 0.95))?.share.isNaN == true)
  }

  /// Within two Monte Carlo errors of the line a prior is no finding either.
  @Test func doubtfulPriorsAreSetApart() {
    let analyses = [("firm", 0.947, 0.99), ("firm", 0.947, 0.99)]
      .map { (prior: $0.0, own: Double?.some($0.1), positive: $0.2) }
    let line = EvidenceThreshold(.above, 0.95)
    func apart(_ error: Double) -> Int? {
      let curve = RobustnessReading(Self.results(analyses, error: error)).curves[0]
      return curve.all.agreement(line)?.priorAloneCount
    }
    #expect(apart(0.002) == 2 && apart(0.001) == 0)
  }

  @Test func allMayBeSetApart() {
    let text = Self.text(Self.results([("firm", 0.03, 0.01), ("firm", 0.03, 0.2)]))
    #expect(
      text
        == "Set apart: in 2 analyses the prior alone says, before any data, that x lowers the probability of y (its own P, "
        + "firm: 0.97)."
    )
  }

  @Test func oneAnalysisIsNoShare() {
    #expect(
      Self.text(Self.results([("wide", 0.5, 0.7)]))
        == "x neither raises nor lowers the probability of y with P > 0.95: the probability that the effect "
        + "is positive is 0.7, under the prior alone 0.5."
    )
    #expect(
      Self.text(Self.results([("firm", 0.99, 0.999)]))
        == "x raises the probability of y with P > 0.95: the probability that the effect is positive is "
        + "0.999, under the prior alone 0.99; the prior says it alone, so that this is no finding."
    )
    #expect(RobustnessReading(Self.results([("wide", 0.5, 0.7)])).isSingle)
  }

  /// Where the prior's own opinion is not known nothing is set apart.
  @Test func unknownOpinions() {
    let results = Self.results([("flat", nil, 0.99), ("flat", nil, 0.5)])
    #expect(
      Self.text(results)
        == "In 1 of 2 analyses (50 %) x raises the probability of y with P > 0.95."
    )
    #expect(RobustnessReading(results).curves[0].priorParts[0].smallestOwn == nil)
  }
}

import Testing

@testable import Inference

@Suite struct EvidenceThresholdTests {
  private let above = EvidenceThreshold(.above, 0.95)
  private let below = EvidenceThreshold(.below, 0.05)

  private func quantity(
    _ positive: Double,
    error: Double,
    size: Double = 1000
  ) -> UniverseQuantity {
    let example = UniverseExamples.quantity(median: 0, positive: positive, error: error)
    return UniverseQuantity(
      kind: example.kind,
      name: example.name,
      estimates: Estimates(
        mean: example.mean,
        sd: example.sd,
        median: example.median,
        q5: example.q5,
        q25: example.q25,
        q75: example.q75,
        q95: example.q95,
        mcseMean: 0,
        mcseMedian: 0
      ),
      positive: MonteCarloEstimate(value: positive, error: error),
      effectiveSize: size,
      rHat: 1
    )
  }

  @Test func theLineItselfIsOnNeitherSide() {
    #expect(above.holds(0.951) && !above.holds(0.95) && !above.holds(.nan))
    #expect(below.holds(0.049) && !below.holds(0.05) && !below.holds(.nan))
    #expect("\(above) \(below)" == "P > 0.95 P < 0.05")
  }

  @Test func doubtIsTwoStandardErrors() {
    #expect(above.isDoubtful(quantity(0.96, error: 0.006)))
    #expect(!above.isDoubtful(quantity(0.96, error: 0.004)))
    #expect(above.isDoubtful(quantity(0.94, error: 0.006)))
    #expect(above.isDoubtful(quantity(0.99, error: .nan)))
    #expect(above.isDoubtful(quantity(.nan, error: 0.001)))
  }

  /// Where all of n draws agree, another share than 3 / n is excluded with probability 0.95: 0.05 for 60.
  @Test func drawsThatAgreeHaveTheRuleOfThree() {
    #expect(!above.isDoubtful(quantity(1, error: .nan, size: 61)))
    #expect(above.isDoubtful(quantity(1, error: .nan, size: 59)))
    #expect(above.isDoubtful(quantity(1, error: 0, size: 59)))
    #expect(!below.isDoubtful(quantity(0, error: 0, size: 61)))
    #expect(below.isDoubtful(quantity(0, error: .nan, size: .nan)))
  }
}

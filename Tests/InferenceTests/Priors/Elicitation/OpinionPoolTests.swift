import Testing

@testable import Inference

@Suite struct OpinionPoolTests {
  /// Against scipy's brentq on the mixture of three normals: References/elicitation.py.
  @Test func quantilesAreThoseOfTheMixture() throws {
    let parts = [(0.6, -2.0, 0.5), (0.3, 0, 1), (0.1, 1, 0.2)].enumerated().map { index, part in
      OpinionPool.Part(
        expert: index,
        weight: part.0,
        prior: LinearPredictorPrior(
          [.normal(NormalDistribution(mean: part.1, standardDeviation: part.2))],
          row: [1]
        )
      )
    }
    let pool = OpinionPool(
      subject: .probability(scenario: "none"),
      label: "none",
      row: [1],
      offset: 0,
      parts: parts
    )
    let lines = try SymmetricSumTests.lines("pool")
    #expect(lines.count == 5)
    for line in lines {
      let expected = try SymmetricSumTests.number(line[2])
      #expect(abs(pool.quantile(try SymmetricSumTests.number(line[1])) - expected) < 1e-12)
    }
  }

  private static let experts = """
    experts:
      - name: A
        weight: 3
        statements:
          - {scenario: none, between: [1 %, 10 %], sure: 90 %}
          - {scenario: a=yes, between: [4 %, 40 %], sure: 90 %}
      - name: B
        statements:
          - {scenario: none, between: [1 %, 10 %], sure: 90 %}
          - {scenario: b=yes, between: [15 %, 75 %], sure: 90 %}
    """

  /// A scenario is pooled over those who spoke of it, by their weights.
  @Test func whoSaidNothingHasNoShare() throws {
    let prior = ElicitedPrior(try ElicitationExamples.elicitation(Self.experts))
    #expect(prior.experts.map(\.opinion.weight) == [0.75, 0.25])
    #expect(prior.pool.map(\.comparison.label) == ["none", "a", "b"])
    #expect(prior.pool.map { $0.shares.map(\.expert) } == [[0, 1], [0], [1]])
    #expect(prior.pool.map { $0.shares.map(\.weight) } == [[0.75, 0.25], [1], [1]])
    // Equal opinions: the pool is each of them, log(1/99) and log(1/9) at 5 and 95 per cent.
    #expect(abs(prior.pool[0].comparison.wanted[0] + 4.595_119_850_134_59) < 1e-6)
    #expect(abs(prior.pool[0].comparison.wanted[4] + 2.197_224_577_336_219) < 1e-6)
    #expect(prior.pool.allSatisfy { $0.comparison.misfit < 1e-6 })
    #expect(prior.coefficients.map(\.location) == [.stated, .stated, .stated])
  }

  @Test func expertsWhoDisagreeAreLessSureTogether() throws {
    let yaml = """
      experts:
        - {name: A, statements: [{scenario: none, between: [1 %, 3 %], sure: 90 %}]}
        - {name: B, statements: [{scenario: none, between: [20 %, 40 %], sure: 90 %}]}
      """
    let prior = ElicitedPrior(try ElicitationExamples.elicitation(yaml))
    let alone = prior.experts.map { $0.coefficients[0].prior }
    let pooled = prior.coefficients[0].prior
    #expect(pooled.scale > 3 * alone[0].scale && pooled.scale > 3 * alone[1].scale)
    #expect(pooled.location > alone[0].location && pooled.location < alone[1].location)
  }
}

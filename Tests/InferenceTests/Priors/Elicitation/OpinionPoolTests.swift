import Testing

@testable import InferenceCore

@Suite struct OpinionPoolTests {
  /// Against scipy's brentq on the mixture of three normals: References/elicitation.py.
  @Test func quantilesAreThoseOfTheMixture() throws {
    let parts = [(0.6, -2.0, 0.5), (0.3, 0, 1), (0.1, 1, 0.2)].enumerated().map { index, part in
      OpinionPool.Part(
        expert: index,
        weight: part.0,
        spoke: true,
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

  /// A condition of which an expert says nothing is as the others see it, so that two experts who say the
  /// same of `none` have the prior of each.
  @Test func whatIsLeftOpenIsTakenOver() throws {
    let prior = ElicitedPrior(try ElicitationExamples.elicitation(Self.experts))
    #expect(prior.experts.map(\.opinion.weight) == [0.75, 0.25])
    #expect(prior.pool.map(\.comparison.label) == ["none", "a", "b"])
    #expect(prior.pool.map(\.spoke) == [[true, true], [true, false], [false, true]])
    // log(1/99) and log(1/9) at 5 and 95 per cent, whoever is asked.
    #expect(abs(prior.pool[0].comparison.wanted[0] + 4.595_119_850_134_59) < 1e-6)
    #expect(abs(prior.pool[0].comparison.wanted[4] + 2.197_224_577_336_219) < 1e-6)
    #expect(prior.pool.allSatisfy { $0.comparison.misfit < 1e-6 })
    #expect(prior.coefficients.map(\.location) == [.stated, .stated, .stated])
    for (index, expert) in [(0, 0), (1, 0), (2, 1)] {
      let own = prior.experts[expert].coefficients[index].prior
      #expect(
        ElicitationExamples.location(
          prior.coefficients[index].prior,
          isCloseTo: own.location,
          own.scale
        )
      )
    }
  }

  /// Two experts on a coefficient, with locations 0 and 2, scales 1 and 2, and shares 1/4 and 1/2: mean 4/3,
  /// mean square of scales 3, variance of locations 8/9.
  @Test func completedPriors() {
    func coefficient(
      _ location: Double,
      _ scale: Double,
      _ source: ElicitedPrior.Source,
      _ scaleSource: ElicitedPrior.Source
    ) -> [ElicitedPrior.Coefficient] {
      [
        .init(
          name: "a",
          prior: .normal(NormalDistribution(mean: location, standardDeviation: scale)),
          location: source,
          scale: scaleSource
        )
      ]
    }
    let priors = OpinionPool.completed(
      [
        coefficient(0, 1, .stated, .stated), coefficient(2, 2, .stated, .shared),
        coefficient(5, 2.5, .base, .base),
      ],
      weights: [0.25, 0.5, 0.25]
    )
    #expect(
      priors[0][0].description == "normal(0, 1)" && priors[1][0].description == "normal(2, 2)"
    )
    #expect(abs(priors[2][0].location - 4.0 / 3) < 1e-12)
    #expect(abs(priors[2][0].scale - (3 + 8.0 / 9).squareRoot()) < 1e-12)
    let open = OpinionPool.completed(
      [coefficient(0, 1, .stated, .stated), coefficient(2, 2.5, .stated, .base)],
      weights: [0.5, 0.5]
    )
    #expect(open[1][0].description == "normal(2, 1)")
  }

  /// From statements to the prior of the pool, against scipy: References/elicitation.py.
  @Test func wholeWayAgreesWithSciPy() throws {
    let yaml = """
      experts:
        - name: A
          weight: 2
          statements:
            - {scenario: none, between: [1 %, 10 %], sure: 90 %}
            - {scenario: protest=yes, between: [4 %, 40 %], sure: 90 %}
            - scenario: protest=yes, security_uncertainty=yes
              about: 60 %
              between: [20 %, 90 %]
              sure: 90 %
        - name: B
          statements:
            - {scenario: none, quantiles: {5 %: 1 %, 50 %: 5 %, 95 %: 20 %}}
            - {scenario: security_uncertainty, compared_with: none, between: [2, 20], sure: 80 %}
            - {scenario: foreign_intrusion=yes, at_most: 50 %, sure: 95 %}
      """
    let study = try Study.load("csto")
    let prior = ElicitedPrior(
      try Elicitation(
        ElicitationExamples.file(yaml),
        design: DesignMatrix(formula: Formula(study.defaultFormula), table: study.table())
      )
    )
    let numbers = try #require(try SymmetricSumTests.lines("pooled").first).dropFirst()
      .map(SymmetricSumTests.number)
    for (index, coefficient) in prior.coefficients.enumerated() {
      #expect(abs(coefficient.prior.location - numbers[2 * index]) < 1e-5)
      #expect(abs(coefficient.prior.scale - numbers[2 * index + 1]) < 1e-5)
    }
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

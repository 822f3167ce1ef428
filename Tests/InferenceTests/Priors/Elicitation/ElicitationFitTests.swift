import Testing

@testable import InferenceCore

@Suite struct ElicitationFitTests {
  /// Statements computed from a known prior give that prior back.
  @Test(arguments: [
    ("normal", [-2.5, 0.8, 1.7], [1.1, 0.5, 0.9]), ("normal", [0.3, -1, 4], [0.4, 2.0, 0.3]),
    ("student_t(5", [-2.5, 0.8, 1.7], [1.1, 0.5, 0.9]),
  ]) func knownPriorsAreRecovered(_ family: String, _ locations: [Double], _ scales: [Double])
    throws
  {
    let known = try zip(locations, scales).map { location, scale in
      try CoefficientPrior(
        family == "normal" ? "normal(\(location), \(scale))" : "\(family), \(location), \(scale))"
      )
    }
    var yaml = "statements:\n"
    for (scenario, row) in [("none", [1.0, 0, 0]), ("a=yes", [1, 1, 0]), ("b=yes", [1, 0, 1])] {
      let predictor = LinearPredictorPrior(known, row: row)
      yaml += ElicitationExamples.statement(
        scenario,
        [0.05, 0.5, 0.9].map { ($0, LogitLink.probability(at: predictor.quantile($0))) }
      )
    }
    let prior = ElicitedPrior(
      try ElicitationExamples.elicitation(yaml),
      family: family == "normal" ? .normal : .studentT(degreesOfFreedom: 5)
    )
    for (index, coefficient) in prior.coefficients.enumerated() {
      #expect(
        ElicitationExamples.location(coefficient.prior, isCloseTo: locations[index], scales[index]),
        "\(coefficient)"
      )
      #expect(coefficient.location == .stated && coefficient.scale == .stated)
    }
    #expect(prior.experts[0].comparisons.allSatisfy { $0.misfit < 1e-6 })
    #expect(prior.experts[0].conflicts.isEmpty)
  }

  /// Against scipy.optimize.least_squares: References/elicitation.py.
  ///
  /// The scale of the second coefficient is held at its least there too.
  @Test(arguments: ["normal", "student_t 4"]) func agreesWithSciPy(_ name: String) throws {
    let numbers = try #require(try SymmetricSumTests.lines("fit").first { $0[1] == name })
      .dropFirst(2).map(SymmetricSumTests.number)
    func logit(_ p: Double) -> Double { Portable.log(p / (1 - p)) }
    let statements: [(row: [Double], quantiles: [(Double, Double)])] = [
      ([1, 0, 0], [(0.05, logit(0.01)), (0.95, logit(0.10))]),
      ([1, 1, 0], [(0.05, logit(0.05)), (0.5, logit(0.2)), (0.95, logit(0.30))]),
      ([1, 0, 1], [(0.1, logit(0.05)), (0.9, logit(0.60))]),
      ([1, 1, 1], [(0.05, logit(0.3)), (0.95, logit(0.9))]),
      ([0, 1, -1], [(0.2, Portable.log(0.5)), (0.9, Portable.log(3))]),
    ]
    let fit = ElicitationFit(
      ElicitationFit.Problem(
        targets: statements.flatMap { statement in
          statement.quantiles.map {
            .init(row: statement.row, offset: 0, probability: $0.0, value: $0.1, weight: 1)
          }
        },
        spreads: statements.map { statement in
          let (first, last) = (statement.quantiles[0], statement.quantiles.last ?? (0, 0))
          return (
            statement.row,
            (last.1 - first.1)
              / (StandardNormal.quantile(last.0) - StandardNormal.quantile(first.0))
          )
        },
        base: ElicitationExamples.base,
        family: name == "normal" ? .normal : .studentT(degreesOfFreedom: 4)
      )
    )
    for (index, prior) in fit.priors.enumerated() {
      #expect(abs(prior.location - numbers[2 * index]) < 1e-6)
      #expect(abs(prior.scale - numbers[2 * index + 1]) < 1e-6)
    }
    #expect(abs(fit.cost - numbers[6]) < 1e-7)
    #expect(fit.heldScales == [1])
  }

  /// What nobody speaks of stays as in the base, and a sum is divided by the base's variances.
  @Test func whatIsOpenFollowsTheBase() throws {
    let one = ElicitedPrior(
      try ElicitationExamples.elicitation(
        "statements:\n" + ElicitationExamples.statement("none", [(0.05, 0.01), (0.95, 0.1)])
      )
    ).coefficients
    #expect(one.map(\.location) == [.stated, .base, .base])
    #expect(one.map(\.scale) == [.stated, .base, .base])
    #expect(ElicitationExamples.location(one[1].prior, isCloseTo: 0, 2.5))
    // The median alone: log(1/9) over 10^2 + 2.5^2.
    let sum = ElicitedPrior(
      try ElicitationExamples.elicitation("statements: [{scenario: a=yes, about: 10 %}]")
    ).coefficients
    #expect(sum.map(\.location) == [.shared, .shared, .base])
    #expect(sum.map(\.scale) == [.base, .base, .base])
    let total = -2.197_224_577_336_219_4
    #expect(
      ElicitationExamples.location(sum[0].prior, isCloseTo: total * 100 / 106.25, 10)
    )
    #expect(
      ElicitationExamples.location(sum[1].prior, isCloseTo: total * 6.25 / 106.25, 2.5)
    )
  }

  /// An odds ratio speaks of a coefficient directly: log 2 and log 8 at 5 and 95 per cent.
  @Test func oddsRatiosAreCoefficients() throws {
    let prior = ElicitedPrior(
      try ElicitationExamples.elicitation(
        "statements: [{scenario: a=yes, compared_with: none, between: [2, 8], sure: 90 %}]"
      )
    ).coefficients
    let (middle, deviation) = (
      1.386_294_361_119_890_6, 0.693_147_180_559_945_3 / 1.644_853_626_951_472_2
    )
    #expect(ElicitationExamples.location(prior[1].prior, isCloseTo: middle, deviation))
    #expect(prior.map(\.location) == [.base, .stated, .base])
  }

  /// Statements that count twice pull as much as two.
  @Test func weightsCount() {
    func fit(_ weights: [Double]) -> Double {
      ElicitationFit(
        ElicitationFit.Problem(
          targets: zip([1.0, 4], weights).map {
            .init(row: [1, 0, 0], offset: 0, probability: 0.5, value: $0, weight: $1)
          },
          spreads: [],
          base: ElicitationExamples.base,
          family: .normal
        )
      ).priors[0].location
    }
    #expect(abs(fit([1, 1]) - 2.5) < 1e-6)
    #expect(abs(fit([2, 1]) - 2) < 1e-6)
  }
}

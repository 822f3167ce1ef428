import Testing

@testable import InferenceCore

@Suite struct LinearPredictorPriorTests {
  static func prior(_ text: String) throws -> CoefficientPrior { try CoefficientPrior(text) }

  /// Sums of normal and of Cauchy variables have closed forms; their inversion must agree.
  @Test func closedFormsAgreeWithInversion() throws {
    for family in ["normal", "cauchy"] {
      let priors = try ["(-1, 2)", "(0.5, 1)", "(3, 0.25)"].map { try Self.prior(family + $0) }
      let sum = LinearPredictorPrior(priors, row: [1, -2, 4], offset: 0.25)
      #expect(sum.location == -1 - 1 + 12 + 0.25)
      let inverted = SymmetricSum(
        location: sum.location,
        terms: [2.0, 2, 1].map { family == "normal" ? .normal($0) : .cauchy($0) }
      )
      for probability in [0.02, 0.2, 0.5, 0.95] {
        #expect(abs(sum.quantile(probability) - inverted.quantile(probability)) < 1e-8)
      }
      #expect(abs(sum.density(9) - inverted.density(9)) < 1e-12)
    }
  }

  /// A negative multiple turns a prior round; a column that is 0 does not count.
  @Test func multiplesOfOnePrior() throws {
    let priors = try ["student_t(3, 1, 2)", "flat()"].map(Self.prior)
    let predictor = LinearPredictorPrior(priors, row: [-2, 0], offset: 1)
    for probability in [0.05, 0.5, 0.8] {
      let expected = 1 - 2 * priors[0].quantile(1 - probability)
      #expect(abs(predictor.quantile(probability) - expected) < 1e-12)
      #expect(abs(predictor.cumulative(expected) - probability) < 1e-12)
    }
  }

  /// log_F(2, 2) is logistic: what is inverted from its density must agree with the closed form.
  @Test func densitiesAgreeWithClosedForms() throws {
    let row = [1.0, 1, -2]
    let found = LinearPredictorPrior(
      try ["log_F(2, 2)", "normal(0, 2.5)", "log_F(2, 2)"].map(Self.prior),
      row: row,
      offset: 0.3
    )
    let closed = LinearPredictorPrior(
      try ["logistic(0, 1)", "normal(0, 2.5)", "logistic(0, 1)"].map(Self.prior),
      row: row,
      offset: 0.3
    )
    for probability in [0.001, 0.05, 0.5, 0.9] {
      #expect(abs(found.quantile(probability) - closed.quantile(probability)) < 1e-8)
    }
    #expect(abs(found.density(1) - closed.density(1)) < 1e-12)
    #expect(abs(found.meanProbability - closed.meanProbability) < 1e-10)
  }

  /// A single skewed prior, turned round: against its own quantiles.
  @Test func aSkewedPriorTurnsRound() throws {
    let prior = LogF(m1: 1, m2: 3)
    let predictor = LinearPredictorPrior([.logF(prior)], row: [-2], offset: 0.5)
    for probability in [0.05, 0.5, 0.95] {
      let expected = 0.5 - 2 * prior.upperQuantile(probability)
      #expect(abs(predictor.quantile(probability) - expected) < 1e-8)
    }
    #expect(abs(predictor.location - predictor.quantile(0.5)) < 1e-12)
  }

  /// 0.3 + log_F(1, 3) - 2 log_F(0.5, 5): the density of the second times the distribution function of the
  /// first, by numpy.trapezoid with two million nodes.
  @Test func skewedPriorsAddUp() throws {
    let sum = LinearPredictorPrior(
      try ["log_F(1, 3)", "log_F(0.5, 5)"].map(Self.prior),
      row: [1, -2],
      offset: 0.3
    )
    for (value, expected) in [
      (-3.0, 0.037013899827126176), (0, 0.124439388500057), (3, 0.2912245206511764),
      (10, 0.6787776661157063), (40, 0.9924197177868733),
    ] {
      #expect(abs(sum.cumulative(value) - expected) < 1e-8)
    }
  }

  @Test func withoutTermsAllMassIsOnePoint() throws {
    let point = LinearPredictorPrior([try Self.prior("normal(0, 1)")], row: [0], offset: -2)
    #expect(point.quantile(0.1) == -2 && point.cumulative(-2) == 1 && point.cumulative(-2.1) == 0)
    #expect(abs(point.meanProbability - 0.119_202_922_022_117_56) < 1e-12)
  }

  /// Against quadrature with mpmath: References/elicitation.py.
  @Test func meanProbabilities() throws {
    let lines = try SymmetricSumTests.lines("mean")
    #expect(lines.count == 16)
    for line in lines {
      let words = line[1].split(separator: " ").map(String.init)
      let scale = words[words.count - 1]
      let arguments = words.count == 3 ? "\(words[1]), 0, \(scale)" : "0, \(scale)"
      let predictor = LinearPredictorPrior(
        [try Self.prior("\(words[0])(\(arguments))")],
        row: [1],
        offset: try SymmetricSumTests.number(line[2])
      )
      let expected = try SymmetricSumTests.number(line[3])
      #expect(abs(predictor.meanProbability - expected) < 1e-10, "\(line)")
    }
  }

  /// The slopes of quantiles against differences, for every way of finding them.
  @Test(arguments: [
    ["normal(0, 2)", "normal(1, 0.5)"], ["cauchy(0, 2)", "cauchy(1, 0.5)"],
    ["student_t(4, 0, 2)", "student_t(4, 1, 0.5)"], ["laplace(0, 2)", "normal(0, 0.5)"],
  ]) func quantileSlopes(_ texts: [String]) throws {
    let priors = try texts.map(Self.prior)
    let row = [1.0, -1.5]
    for probability in [0.05, 0.6] {
      let value = LinearPredictorPrior(priors, row: row).quantile(probability)
      let slopes = LinearPredictorPrior(priors, row: row)
        .quantileSlopes(at: value, columnCount: 2)
      for index in priors.indices {
        func moved(_ factor: Double) throws -> Double {
          var others = priors
          others[index] = try #require(priors[index].rescaled(dividingBy: factor))
          return LinearPredictorPrior(others, row: row).quantile(probability)
        }
        let step = 1e-5
        let slope = (try moved(1 - step) - moved(1 + step)) / (2 * step)
        #expect(abs(slopes[index] - slope) < 1e-6)
      }
    }
  }
}

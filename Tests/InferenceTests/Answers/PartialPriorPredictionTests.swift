import Testing

@testable import InferenceCore

@Suite struct PartialPriorPredictionTests {
  private static func expectClose(_ found: [Double], _ expected: [Double]) {
    #expect(found.count == expected.count)
    for (value, target) in zip(found, expected) {
      #expect(abs(value - target) <= 1e-10 * max(1e-3, abs(target)), "\(value) \(target)")
    }
  }

  /// normal(0, 3) below 0 at a baseline of 0.53, the politics of need in Rainey (2016): its simulated
  /// percentiles are .001 .004 .036 .135 .317 .486 .521. scipy 1.17.1:
  ///
  ///     b = norm.ppf(q * .5) * 3; expit(logit(.53) + b)
  @Test func normalPriorBelowZero() {
    let partial = PartialPriorPrediction(
      coefficient: ("governor", false),
      prior: .normal(NormalDistribution(mean: 0, standardDeviation: 3)),
      values: (0, 1),
      baseline: (Portable.log(0.53 / 0.47), .maximumLikelihood)
    )
    #expect(abs(partial.baselineProbability - 0.53) < 1e-15)
    Self.expectClose(
      partial.probability.quantiles,
      [
        0.000496543102665137, 0.003142003604845461, 0.034526089327556686, 0.12973261953126658,
        0.30242562063563316, 0.4830125352202913, 0.5206242668791,
      ]
    )
    Self.expectClose(
      partial.firstDifference.quantiles,
      [
        -0.5295034568973349, -0.5268579963951545, -0.49547391067244334, -0.40026738046873345,
        -0.22757437936436686, -0.04698746477970872, -0.00937573312090001,
      ]
    )
    Self.expectClose(
      partial.riskRatio.quantiles,
      [
        0.0009368737786134661, 0.005928308688387662, 0.06514356476897487, 0.2447785274174841,
        0.5706143785577984, 0.9113444060760213, 0.9823099375077359,
      ]
    )
  }

  /// cauchy(1, 2) above 0 where the side without the condition is the separated one.
  ///
  ///     F0 = cauchy.cdf(0, 1, 2); b = cauchy.ppf(F0 + q * (1 - F0), 1, 2); expit(.4 - b)
  @Test func cauchyPriorAboveZeroWithTheOtherSideSeparated() {
    let partial = PartialPriorPrediction(
      coefficient: ("x", true),
      prior: .cauchy(Cauchy(location: 1, scale: 2)),
      values: (1, 0),
      baseline: (0.4, .posteriorMedian)
    )
    Self.expectClose(
      Array(partial.probability.quantiles.dropFirst(2)),
      [
        0.014961374806115216, 0.13751698994678727, 0.33403587602367774, 0.5392205858220459,
        0.5865312919199056,
      ]
    )
    Self.expectClose(
      Array(partial.firstDifference.quantiles),
      [
        0.012156368192546396, 0.0594670742904061, 0.26465178408877427, 0.4611706701656647,
        0.5837262853063367, 0.5986876584139693, 0.598687660112452,
      ]
    )
    Self.expectClose(
      Array(partial.riskRatio.quantiles.prefix(5)),
      [
        1.020725864689597, 1.1102833902376856, 1.792285509087098, 4.353554134250005,
        40.01555123582281,
      ]
    )
  }

  /// The baseline by maximum likelihood is the share on the side that is not separated, whatever the prior.
  ///
  /// None of three with x has the outcome, and of five without it two have: 2/5.
  @Test func baselineIsMaximumLikelihoodWhereThereIsOne() throws {
    let x = [true, true, true, false, false, false, false, false]
    let y = [false, false, false, true, true, false, false, false]
    let table = Table(
      source: "eight",
      columns: [
        Column(name: "y", values: .coded(y)), Column(name: "x", values: .coded(x)),
      ],
      caseNames: (1...8).map(String.init)
    )
    let model = try BinaryRegressionTests.model(table, "y ~ x", prior: "normal(0, 3)")
    let separation = Separation(
      design: model.design.matrix,
      successes: model.design.successes,
      trials: model.design.trials,
      columnNames: model.parameterNames
    )
    let draws = Draws(
      parameterNames: model.parameterNames,
      chains: [ChainDraws(chain: 1, dimension: 2, values: [9, 9, 9, 9])]
    )
    let all = PartialPriorPrediction.all(model, separation, medians: [1, 0], draws: draws)
    #expect(all.map(\.coefficient) == ["x"])
    let partial = try #require(all.first)
    #expect(partial.baseline == .maximumLikelihood)
    #expect(abs(partial.baselineProbability - 0.4) < 1e-7)
    #expect(!partial.isUpward)
    #expect(partial.separatedValue == 1)
    #expect(partial.probability.quantiles.allSatisfy { $0 < 0.4 })
  }

  /// Complete separation leaves no maximum likelihood anywhere: the posterior median stands in.
  @Test func baselineIsThePosteriorMedianWhereThereIsNone() throws {
    let model = try BinaryRegressionTests.csto()
    let separation = Separation(
      design: model.design.matrix,
      successes: model.design.successes,
      trials: model.design.trials,
      columnNames: model.parameterNames
    )
    let values = [-3.0, 1, 0, 0, 0, -1, 1, 0, 0, 0, -2, 1, 0, 0, 0]
    let draws = Draws(
      parameterNames: model.parameterNames,
      chains: [ChainDraws(chain: 1, dimension: 5, values: values)]
    )
    let all = PartialPriorPrediction.all(model, separation, medians: [1, 1, 0, 0, 0], draws: draws)
    #expect(all.map(\.coefficient) == ["security_uncertainty"])
    #expect(all.first?.baseline == .posteriorMedian)
    // The predictors are -2, 0 and -1.
    #expect(abs((all.first?.baselineProbability ?? 0) - LogitLink.probability(at: -1)) < 1e-15)
    #expect(all.first?.isUpward == true)
  }
}

import Testing

@testable import InferenceCore

@Suite("ParetoSmoothing") struct ParetoSmoothingTests {
  @Test func equalsLoo() throws {
    // psis_set1.json: loo::psis, and the normalised smoothed weights.
    let expected = [
      "light_normal_ratio": -1.4823965, "shifted_normal": 0.2480412,
      "heavier_target": 0.74075627, "gpd_k07": 0.63025769, "gpd_k12": 1.0846922,
      "uniform_bounded": -0.9200999, "large_offset": 0.2480412, "constant": .infinity,
    ]
    let ratios = try ReferenceTable("psis_set1.csv")
    let smoothed = try ReferenceTable("psis_set1_smoothed.csv")
    for (name, k) in expected {
      let result = ParetoSmoothing.smooth(logRatios: try ratios[name])
      #expect(result.tailCount == 95)
      #expect(k == .infinity ? result.paretoK == k : abs(result.paretoK - k) < 1e-7, "\(name)")
      for (weight, reference) in zip(result.logWeights, try smoothed[name]) {
        #expect(abs(weight - reference) < 1e-11, "\(name)")
      }
    }
  }

  @Test func marginals() {
    // Standard normal quantiles have light tails, Cauchy quantiles no mean, Pareto quantiles with
    // exponent 2 the shape 1/2 (pulled towards 1/2 in any case).
    let grid = (1...4000).map { (Double($0) - 0.5) / 4000 }
    func shape(_ quantile: (Double) -> Double) -> Double {
      ParetoSmoothing.paretoK(ofSorted: grid.map(quantile), tailSampleSize: 4000)
    }
    #expect(shape { StandardNormal.quantile($0) } < 0.15)
    let cauchy = shape { 1 / GeneralizedPareto(shape: 1, scale: 1).quantile(1 - $0) }
    #expect(abs(cauchy - 1) < 0.1)
    #expect(abs(shape { (1 - $0).squareRoot().reciprocalOrZero } - 0.5) < 0.05)
  }

  @Test func thresholds() {
    #expect(ParetoSmoothing.threshold(drawCount: 100) == 0.5)
    #expect(ParetoSmoothing.threshold(drawCount: 4000) == 0.7)
  }

  @Test func undefined() {
    #expect(ParetoSmoothing.paretoK([[1, 1, 1, 1, 1, 1]]).isNaN)
    #expect(ParetoSmoothing.paretoK([[0, 1, 0, 1, 1, .infinity]]).isNaN)
    let zeroWeights = ParetoSmoothing.smooth(logRatios: [0, -.infinity, 0, -.infinity])
    #expect(zeroWeights.paretoK == .infinity)
    #expect(zeroWeights.logWeights[1] == -.infinity)
    #expect(ParetoSmoothing.smooth(logRatios: [0, .nan, 1]).paretoK == .infinity)
    #expect(ParetoSmoothing.smooth(logRatios: []).logWeights.isEmpty)
  }
}

extension Double {
  fileprivate var reciprocalOrZero: Double { self == 0 ? 0 : 1 / self }
}

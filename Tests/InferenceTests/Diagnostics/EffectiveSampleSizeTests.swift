import Testing

@testable import Inference

@Suite("EffectiveSampleSize") struct EffectiveSampleSizeTests {
  @Test("equals R posterior", arguments: DiagnosticsReference.all)
  func reference(id: String) throws {
    for variable in try DiagnosticsReference(id).variables {
      let chains = variable.chains
      let values = [
        "ess_bulk": EffectiveSampleSize.bulk(chains),
        "ess_tail": EffectiveSampleSize.tail(chains),
        "ess_mean": EffectiveSampleSize.mean(chains),
        "ess_sd": EffectiveSampleSize.standardDeviation(chains),
        "ess_median": EffectiveSampleSize.median(chains),
        "ess_q5": EffectiveSampleSize.quantile(chains, 0.05),
        "ess_q95": EffectiveSampleSize.quantile(chains, 0.95),
      ]
      for (key, value) in values {
        #expect(agrees(value, variable.expected[key]), "\(variable.name) \(key) \(value)")
      }
    }
  }

  @Test func autoregression() {
    // AR(1) with correlation 0.9 has S (1 - 0.9) / (1 + 0.9) independent draws.
    var stream = TestStream(11)
    let chains = (0..<4).map { _ in
      var state = 0.0
      return stream.normal(20_000).map { noise -> Double in
        state = 0.9 * state + 0.19.squareRoot() * noise
        return state
      }
    }
    let expected = 80_000 * 0.1 / 1.9
    #expect(abs(EffectiveSampleSize.mean(chains) / expected - 1) < 0.1)
  }

  @Test func shortChains() {
    #expect(EffectiveSampleSize.basic([[1, 2]]).isNaN)
    #expect(EffectiveSampleSize.bulk([[1, 2, 3, 4]]).isNaN)
    // posterior::ess_basic(matrix(c(1,2,3,4,5), 5), split = FALSE) is half the number of draws.
    #expect(EffectiveSampleSize.basic([[1, 2, 3, 4, 5]]) == 2.5)
  }
}

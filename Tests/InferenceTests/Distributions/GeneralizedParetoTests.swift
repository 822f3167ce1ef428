import Testing

@testable import Inference

@Suite("GeneralizedPareto") struct GeneralizedParetoTests {
  @Test func quantiles() {
    // scipy.stats.genpareto.ppf([.01, .5, .999], k, scale=2)
    let cases: [(Double, [Double])] = [
      (-0.5, [0.02005025157352018, 1.17157287525381, 3.873508893593265]),
      (0, [0.020100671707002884, 1.3862943611198906, 13.815510557964272]),
      (0.3, [0.020131004960510478, 1.5409627556327752, 46.28854898161874]),
      (1.2, [0.020222371565598165, 2.162327849990117, 6633.452842558271]),
    ]
    for (shape, expected) in cases {
      let distribution = GeneralizedPareto(shape: shape, scale: 2)
      for (probability, value) in zip([0.01, 0.5, 0.999], expected) {
        #expect(abs(distribution.quantile(probability) / value - 1) < 1e-13)
      }
    }
  }

  @Test("recovers the shape", arguments: [-0.5, 0, 0.2, 0.5, 0.9, 1.5])
  func fit(shape: Double) {
    // From the quantiles of a large sample; the pull towards 1/2 has the weight of 10 in 20000.
    let truth = GeneralizedPareto(shape: shape, scale: 3)
    let sample = (0..<20_000).map { truth.quantile((Double($0) + 0.5) / 20_000) }
    let fitted = GeneralizedPareto.fitted(toSorted: sample)
    #expect(abs(fitted.shape - shape) < 0.01)
    #expect(abs(fitted.scale / 3 - 1) < 0.01)
  }

  @Test func fitByHand() throws {
    // numpy, for the sample x of n values and m = 30 + floor(sqrt(n)):
    // b = 1/x[-1] + (1 - sqrt(m/(arange(1,m+1)-.5)))/(3*x[int(n/4+.5)-1])
    // k = log1p(-b[:,None]*x).mean(1); l = n*(log(-b/k)-k-1); w = 1/exp(l-l[:,None]).sum(1)
    // b = (b*w).sum(); k = log1p(-b*x).mean(); shape (k*n+5)/(n+10), scale -k/b
    let sample = [0.1, 0.2, 0.25, 0.4, 0.7, 0.9, 1.5, 2.5, 6, 20]
    let fitted = GeneralizedPareto.fitted(toSorted: sample)
    #expect(abs(fitted.shape - 0.7426278072219474) < 1e-12)
    #expect(abs(fitted.scale - 0.8563043240676147) < 1e-12)
    #expect(GeneralizedPareto.fitted(toSorted: [0, 0, 0, 0, 0, 0, 0, 1]).shape == .infinity)
  }
}

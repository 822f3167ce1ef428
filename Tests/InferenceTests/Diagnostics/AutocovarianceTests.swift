import Testing

@testable import InferenceCore

@Suite("Autocovariance") struct AutocovarianceTests {
  @Test("sums and transform both equal the definition", arguments: [3, 4])
  func definition(chainCount: Int) {
    var stream = TestStream(3)
    let chains = (0..<chainCount).map { _ in stream.normal(333) }
    let values = ChainValues(chains)
    var covariance = Autocovariance(values, moments: Moments(values))
    // Lags from 100 on come from the transform.
    for lag in [0, 1, 2, 7, 98, 99, 100, 101, 200, 331] {
      let expected = [lag, lag + 1].map { lag in
        var total = 0.0
        for chain in chains {
          let mean = chain.reduce(0, +) / 333
          for index in 0..<(333 - lag) {
            total += (chain[index] - mean) * (chain[index + lag] - mean)
          }
        }
        return total / 333 / Double(chainCount)
      }
      let pair = covariance.pair(at: lag)
      #expect(abs(pair.first - expected[0]) < 1e-14, "lag \(lag)")
      #expect(abs(pair.second - expected[1]) < 1e-14, "lag \(lag)")
    }
  }
}

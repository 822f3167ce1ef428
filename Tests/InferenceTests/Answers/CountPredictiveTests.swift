import Testing

@testable import InferenceCore

struct CountPredictiveTests {
  @Test func isTheMixtureOfBinomials() {
    let draws = [[0.2, 0.5], [0.9]]
    let predictive = CountPredictive(trials: 12, probabilities: draws, interval: .standard)
    #expect(abs(predictive.mean - 12 * 1.6 / 3) < 1e-14)
    // By the sum of the probabilities of each number.
    func binomial(_ k: Int, _ p: Double) -> Double {
      var value = 1.0
      for i in 0..<k { value *= Double(12 - i) / Double(i + 1) * p }
      for _ in 0..<(12 - k) { value *= 1 - p }
      return value
    }
    var total = 0.0
    var quantiles: [Double: Int] = [:]
    for k in 0...12 {
      total += [0.2, 0.5, 0.9].reduce(0) { $0 + binomial(k, $1) } / 3
      #expect(abs(CountPredictive.share(atMost: k, of: 12, draws.flatMap { $0 }) - total) < 1e-13)
      for level in [0.05, 0.5, 0.95] where total >= level && quantiles[level] == nil {
        quantiles[level] = k
      }
    }
    #expect(predictive.lower == quantiles[0.05])
    #expect(predictive.median == quantiles[0.5])
    #expect(predictive.upper == quantiles[0.95])
  }

  @Test func aCertainOutcomeIsCertain() {
    let sure = CountPredictive(trials: 7, probabilities: [[1, 1]], interval: .standard)
    #expect([sure.lower, sure.median, sure.upper] == [7, 7, 7])
    let none = CountPredictive(trials: 0, probabilities: [[0.3]], interval: .standard)
    #expect(none.upper == 0 && none.mean == 0)
  }
}

import Testing

@testable import Inference

@Suite struct BinomialDistributionTests {
  /// `scipy.stats.binom.pmf`, scipy 1.16.
  @Test func probabilitiesAreThoseOfScipy() {
    let table = BinomialDistribution(trials: 20, probability: 0.37).probabilities
    let expected = [
      (0, 9.700876798663481e-05), (3, 0.022402648471298598), (7, 0.18123955008775722),
      (20, 2.3122483666661153e-09),
    ]
    #expect(table.count == 21)
    for (count, value) in expected { #expect(abs(table[count] / value - 1) < 1e-12) }
    let large = BinomialDistribution(trials: 1000, probability: 0.5).probabilities
    #expect(abs(large[510] / 0.02065635164951203 - 1) < 1e-11)
    #expect(BinomialDistribution(trials: 2, probability: 1).probabilities == [0, 0, 1])
    #expect(BinomialDistribution(trials: 2, probability: 0).probabilities == [1, 0, 0])
    #expect(BinomialDistribution(trials: 0, probability: 0.3).probabilities == [1])
  }

  /// Draws by single trials and by halves have the distribution: chi-square over bins of the table.
  ///
  /// 0.0005 a case; the seeds are fixed.
  @Test(arguments: [(30.0, 0.1), (64, 0.5), (65, 0.5), (500, 0.02), (2000, 0.93)])
  func drawsHaveTheDistribution(trials: Double, probability: Double) {
    let distribution = BinomialDistribution(trials: trials, probability: probability)
    var random = RandomStream(seed: 11, purpose: .simulation)
    let count = 20_000
    var observed = [Double](repeating: 0, count: Int(trials) + 1)
    for _ in 0..<count { observed[Int(distribution.draw(using: &random))] += 1 }
    var (statistic, bins, expectedSum, observedSum) = (0.0, 0, 0.0, 0.0)
    for (value, chance) in distribution.probabilities.enumerated() {
      expectedSum += chance * Double(count)
      observedSum += observed[value]
      guard expectedSum >= 20 else { continue }
      statistic += (observedSum - expectedSum) * (observedSum - expectedSum) / expectedSum
      (bins, expectedSum, observedSum) = (bins + 1, 0, 0)
    }
    #expect(bins > 5)
    #expect(ChiSquare(degreesOfFreedom: bins - 1).upperTail(statistic) > 0.0005)
  }

  /// A million trials take about twenty uniform numbers and the single ones, not a million.
  @Test func certainTrialsAreCertain() {
    var random = RandomStream(seed: 1, purpose: .simulation)
    for trials in [0.0, 10, 1e6] {
      #expect(BinomialDistribution(trials: trials, probability: 1).draw(using: &random) == trials)
      #expect(BinomialDistribution(trials: trials, probability: 0).draw(using: &random) == 0)
    }
    let before = random
    _ = BinomialDistribution(trials: 1e6, probability: 0.5).draw(using: &random)
    var counter = before
    var used = 0
    while counter != random, used < 200 {
      _ = counter.next()
      used += 1
    }
    #expect(used < 100)
  }
}

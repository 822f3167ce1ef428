import Testing

@testable import Inference

@Suite struct UniformityBandTests {
  /// All K^N ways in which N numbers fall into K intervals were counted one by one.
  ///
  /// With scipy's binomial tails:
  ///
  ///     t = min over points of min(binom.cdf(c, N, z), binom.sf(c - 1, N, z)), share of ways with t <=
  @Test(arguments: [
    (6, 4, [0, 2, 3], 0.4384765625), (6, 4, [2, 3, 4], 0.9560546875),
    (5, 5, [3, 4, 5, 5], 0.12608), (7, 3, [7, 7], 0.0009144947416552355),
  ])
  func pValueIsThatOfEveryWay(values: Int, intervals: Int, counts: [Int], expected: Double) {
    let band = UniformityBand(valueCount: values, intervalCount: intervals)
    let found = band.pValue(counts: counts)
    #expect(abs(found - expected) < 1e-12, "\(found)")
  }

  /// Uniform numbers stay within the limits of 95 % as often as that, by simulation.
  ///
  /// The counts are whole numbers, so the limits cover a little more. 20,000 sets: the standard error is
  /// 0.0015.
  @Test(arguments: [(50, 20), (200, 100)])
  func limitsCover(values: Int, intervals: Int) {
    let band = UniformityBand(valueCount: values, intervalCount: intervals)
    let limits = band.limits(coverage: 0.95)
    var random = RandomStream(seed: 3, purpose: .simulation)
    let sets = 20_000
    let within = (0..<sets).count { _ in
      let ranks = (0..<values).map { _ in Int(random.nextUniform() * Double(intervals)) }
      return zip(band.counts(ofRanks: ranks), limits).allSatisfy {
        $0 >= $1.lower && $0 <= $1.upper
      }
    }
    let share = Double(within) / Double(sets)
    #expect(share > 0.945 && share < 0.965, "\(share)")
  }

  /// The limits are those that the p-value uses: just within is above 0.05, just outside below.
  @Test func limitsAndPValueAgree() {
    let band = UniformityBand(valueCount: 300, intervalCount: 100)
    let limits = band.limits(coverage: 0.95)
    var counts = (1..<100).map { 3 * $0 }
    counts[49] = limits[49].upper
    #expect(band.pValue(counts: counts) > 0.05)
    counts[49] = limits[49].upper + 1
    #expect(band.pValue(counts: counts) <= 0.05)
    counts[49] = limits[49].lower - 1
    #expect(band.pValue(counts: counts) <= 0.05)
  }

  @Test func ranksAreCountedBelowEachPoint() {
    let band = UniformityBand(valueCount: 5, intervalCount: 4)
    #expect(band.counts(ofRanks: [0, 3, 1, 1, 2]) == [1, 3, 4])
  }
}

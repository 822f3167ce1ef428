import Testing

@testable import InferenceCore

struct ColumnStatisticsTests {
  @Test func isExactForConstants() {
    let statistics = ColumnStatistics([0.1, 0.1, 0.1])
    #expect(statistics.mean == 0.1)
    #expect(statistics.standardDeviation == 0)
  }

  @Test func keepsDigitsFarFromZero() {
    // 1e9 + (1, 2, 3, 4): mean 1e9 + 2.5, variance 5/3.
    let statistics = ColumnStatistics([1, 2, 3, 4].map { 1e9 + $0 })
    #expect(statistics.mean == 1e9 + 2.5)
    #expect(abs(statistics.standardDeviation - (5.0 / 3).squareRoot()) < 1e-15)
  }

  @Test(arguments: [Double.leastNonzeroMagnitude * 1024, 1e-200, 1e200, 1e308])
  func isSafeAtAnyScale(scale: Double) {
    // (-1, 0, 1): mean 0, sd 1.
    let statistics = ColumnStatistics([-1, 0, 1].map { $0 * scale })
    #expect(statistics.mean == 0)
    #expect(abs(statistics.standardDeviation / scale - 1) < 1e-3)
  }

  @Test func countsAreRepetitions() {
    // (1, 1, 1, 4, 4, 7): mean 3, sum of squares 12 + 2 + 16 = 30, divisor 5.
    let statistics = ColumnStatistics([1, 4, 7], counts: [3, 2, 1])
    #expect(statistics.mean == 3)
    #expect(abs(statistics.standardDeviation - 6.0.squareRoot()) < 1e-15)
  }
}

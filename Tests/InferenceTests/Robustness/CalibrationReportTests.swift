import Testing

@testable import Inference

@Suite struct CalibrationReportTests {
  /// Ranks given one by one, for one coefficient and one joint quantity.
  private static func report(
    _ ranks: [Int],
    center: (Int) -> Double = { $0 % 2 == 0 ? 0.1 : -0.1 },
    spread: (Int) -> Double = { 1 / 12 + ($0 % 2 == 0 ? 0.01 : -0.01) }
  ) throws -> CalibrationReport {
    let settings = try #require(
      CalibrationSettings(replications: ranks.count, seed: 1, threads: 1, errorRate: 0.06)
    )
    return CalibrationReport(
      quantities: ["a", "log_likelihood"],
      replications: ranks.enumerated().map { index, rank in
        CalibrationReplication(
          number: index + 1,
          truth: [0, 0],
          ranks: [rank, 99 - rank],
          sampleSize: index == 0 ? 98 : 400,
          drawCount: 400,
          divergenceCount: index == 1 ? 3 : 0,
          centers: [center(index)],
          spreads: [spread(index)]
        )
      },
      settings: settings
    )
  }

  /// Every rank twice: no test could be quieter.
  @Test func evenRanksPass() throws {
    let report = try Self.report((0..<200).map { $0 % 100 })
    let quantity = report.quantities[0]
    #expect(quantity.chiSquare == .init(statistic: 0, pValue: 1))
    #expect(quantity.distribution.statistic == 0)
    #expect(quantity.distribution.pValue > 0.999)
    #expect(quantity.center?.statistic == 0)
    #expect(quantity.center?.pValue == 1)
    #expect(report.quantities[1].center == nil)
    #expect(report.testCount == 6)
    #expect(report.threshold == 0.01)
    #expect(report.thinReplications == 1)
    #expect(report.divergenceCount == 3)
    #expect(report.isCalibrated)
  }

  /// Sixty ranks from 0 to 59 lie in six of ten bins.
  ///
  /// 6 x 4^2 / 6 + 4 x 6 = 40 with nine degrees of freedom: `scipy.stats.chi2.sf(40, 9)`. The ECDF is 1
  /// from 60 of 100 on, 0.4 too much.
  @Test func lowRanksFail() throws {
    let report = try Self.report(Array(0..<60))
    let quantity = report.quantities[0]
    #expect(abs(quantity.chiSquare.statistic - 40) < 1e-12)
    #expect(abs(quantity.chiSquare.pValue / 7.598525229464264e-06 - 1) < 1e-10)
    #expect(abs(quantity.distribution.statistic - 0.4) < 1e-12)
    #expect(quantity.tendency == .drawsTooHigh)
    #expect(report.quantities[1].tendency == .drawsTooLow)
    #expect(!report.isCalibrated)
  }

  @Test func widthIsNamed() throws {
    let ends = try Self.report((0..<100).map { $0 % 2 == 0 ? $0 % 20 : 99 - $0 % 20 })
    #expect(ends.quantities[0].tendency == .drawsTooNarrow)
    let middle = try Self.report((0..<100).map { 40 + $0 % 20 })
    #expect(middle.quantities[0].tendency == .drawsTooWide)
  }

  /// Mean 0.02, standard deviation 0.1 (n - 1), 100 values: z = 2 up to the n - 1, p by scipy's norm.
  @Test func priorAverageIsTestedByItsStandardError() throws {
    let report = try Self.report(
      (0..<100).map { $0 },
      center: { $0 % 2 == 0 ? 0.12 : -0.08 }
    )
    let center = try #require(report.quantities[0].center)
    // 0.02 / (0.1 sqrt(100 / 99) / 10) and 2 * scipy.stats.norm.sf of it.
    #expect(abs(center.statistic - 1.98997487421324) < 1e-12)
    #expect(abs(center.pValue - 0.04659370337113193) < 1e-12)
  }
}

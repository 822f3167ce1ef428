import Inference
import Testing

@testable import InferenceCore

/// The study itself, with samplers whose faults are known.
@Suite struct CalibrationTests {
  /// Twelve trials and one coefficient with a standard normal prior.
  private static func model(prior: String = "normal(0, 1)") throws -> BinaryRegression {
    let outcomes = (0..<12).map { Optional($0 % 2 == 0) }
    let table = Table(
      source: "twelve",
      columns: [Column(name: "y", values: .coded(outcomes))],
      caseNames: (1...12).map(String.init)
    )
    return try BinaryRegressionTests.model(table, "y ~ 1", intercept: prior)
  }

  /// Independent draws from the posterior by inversion on a fine grid.
  private static func exactDraws(
    _ model: BinaryRegression,
    _ seed: UInt64,
    _ count: Int
  ) -> [Double] {
    let grid = (0...4000).map { -10 + 0.005 * Double($0) }
    var workspace = model.makeWorkspace()
    var sum = 0.0
    let cumulative = grid.map { point in
      sum += Portable.exp(model.evaluate(at: [point], using: &workspace))
      return sum
    }
    var random = RandomStream(seed: seed, purpose: .transitions)
    return (0..<count).map { _ in
      let level = random.nextUniform() * sum
      // The first point whose sum reaches the level, by halving.
      var (low, high) = (0, cumulative.count - 1)
      while low < high {
        let middle = (low + high) / 2
        if cumulative[middle] >= level { high = middle } else { low = middle + 1 }
      }
      return grid[low] + 0.005 * (random.nextUniform() - 0.5)
    }
  }

  private static func report(
    replications: Int = 400,
    threads: Int = 2,
    change: @escaping @Sendable (Double) -> Double = { $0 },
    ignoringData: Bool = false
  ) async throws -> CalibrationReport {
    let model = try Self.model()
    let settings = try #require(
      CalibrationSettings(replications: replications, seed: 8, threads: threads)
    )
    return try await Calibration(of: model, settings: settings).run(drawsPerChain: 200) {
      fitted,
      seed,
      count in
      var random = RandomStream(seed: seed, purpose: .transitions)
      let values =
        ignoringData
        ? (0..<count).map { _ in random.nextNormal() } : exactDraws(fitted, seed, count)
      return Draws(
        parameterNames: model.parameterNames,
        chains: [ChainDraws(chain: 1, dimension: 1, values: values.map(change))]
      )
    }
  }

  @Test func independentDrawsAreCalibrated() async throws {
    let report = try await Self.report()
    #expect(report.isCalibrated, "\(report.quantities)")
    #expect(report.quantities.map(\.name) == ["Intercept", "log_likelihood", "log_density"])
    #expect(report.testCount == 8)
    #expect(report.thinReplications == 0)
    #expect(report.quantities.allSatisfy { $0.tendency == nil })
  }

  @Test func shiftedDrawsAreNotAndItIsSaidWhichWay() async throws {
    let high = try await Self.report(change: { $0 + 0.3 })
    #expect(!high.isCalibrated)
    #expect(high.quantities[0].tendency == .drawsTooHigh)
    #expect(try #require(high.quantities[0].center).statistic > 4)
    let low = try await Self.report(change: { $0 - 0.3 })
    #expect(low.quantities[0].tendency == .drawsTooLow)
  }

  /// Draws from the prior, whatever the data, are noticed by a quantity that knows the data.
  ///
  /// The ranks of the coefficient are uniform all the same, and so is the data-averaged posterior.
  @Test func drawsFromThePriorAreNoticedByTheLikelihood() async throws {
    let report = try await Self.report(ignoringData: true)
    #expect(report.quantities[0].tests.allSatisfy { $0.pValue >= report.threshold })
    #expect(report.quantities[1].tests.contains { $0.pValue < 1e-10 })
    #expect(!report.isCalibrated)
  }

  @Test func threadsChangeNothing() async throws {
    let one = try await Self.report(replications: 40, threads: 1)
    let five = try await Self.report(replications: 40, threads: 5)
    #expect(one.replications == five.replications)
    #expect(one.replications.map(\.number) == Array(1...40))
  }

  /// More draws are made until enough of them are effective, and no more than eight times as many.
  @Test func drawsAreMadeUntilEnoughAreEffective() async throws {
    let model = try Self.model()
    let settings = try #require(CalibrationSettings(replications: 20, seed: 1, threads: 1))
    let report = try await Calibration(of: model, settings: settings).run(drawsPerChain: 100) {
      fitted,
      seed,
      count in
      // Each exact draw ten times in a row: about a tenth is effective.
      let values = Self.exactDraws(fitted, seed, count / 10).flatMap {
        [Double](repeating: $0, count: 10)
      }
      return Draws(
        parameterNames: model.parameterNames,
        chains: [ChainDraws(chain: 1, dimension: 1, values: values)]
      )
    }
    #expect(report.replications.allSatisfy { $0.drawCount == 800 })
    #expect(report.thinReplications > 0)
  }

  @Test func flatPriorsAreRefused() throws {
    let flat = try Self.model(prior: "flat()")
    let proper = try Self.model()
    let settings = try #require(CalibrationSettings(seed: 1, threads: 1))
    #expect(throws: PriorError.self) { try Calibration(of: flat, settings: settings) }
    #expect(throws: PriorError.self) {
      try Calibration(of: proper, fittedPrior: flat.prior, settings: settings)
    }
  }

  @Test func settingsThatMeanNothingAreRefused() {
    #expect(CalibrationSettings(replications: 19, seed: 1, threads: 1) == nil)
    #expect(CalibrationSettings(seed: 1, threads: 0) == nil)
    #expect(CalibrationSettings(seed: 1, threads: 1, errorRate: 1) == nil)
  }
}

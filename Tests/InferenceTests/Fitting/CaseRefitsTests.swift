import Foundation
import InferenceTestSupport
import Testing

@testable import Inference

@Suite("CaseRefits") struct CaseRefitsTests {
  static func input(
    _ priors: [String] = ApproximationCases.sex2Normal,
    threads: Int = 2
  ) throws -> AnalysisInput {
    var options = AnalysisOptions(
      source: .study("csto", coding: nil),
      run: try ApproximationCases.settings(seed: 20_220_105, threads: threads),
      noUTurn: try #require(NoUTurnSettings())
    )
    options.priorStatements = priors
    return try AnalysisInput.read(options)
  }

  /// csto_main_normal_loo_exact: quadrature, errors below 1e-7.
  private static let exact = [
    "KGZ2005": -0.15141062, "KGZ2010": -0.073500905, "KGZ2020": -0.15141062,
    "ARM2021": -0.076887167, "TJKKGZ2021": -0.073500905, "RUS2024": -0.13535662,
    "BLR2020": -0.15141062, "KAZ2022": -3.3475959,
  ]

  @Test func exactWithinMonteCarloError() async throws {
    let input = try Self.input()
    let refits = await CaseRefits(input, threads: 2).predictions(for: Array(0..<8))
    var variance = 0.0
    for (refit, name) in zip(refits, input.design.caseNames) {
      let expected = try #require(Self.exact[name])
      #expect(abs(refit.elpd - expected) < 4 * refit.mcse, "\(name) \(refit)")
      #expect(refit.mcse < 0.04 && refit.failure == nil)
      variance += refit.mcse * refit.mcse
    }
    let elpd = refits.reduce(0) { $0 + $1.elpd }
    #expect(abs(elpd + 4.1610733) < 3 * variance.squareRoot())
    #expect(variance.squareRoot() < 0.04)
  }

  @Test func sameBitsForAnyNumberOfThreads() async throws {
    let input = try Self.input()
    let one = await CaseRefits(input, threads: 1).predictions(for: [0, 3, 7])
    let two = await CaseRefits(input, threads: 2).predictions(for: [7, 0])
    #expect(one[0] == two[1] && one[2] == two[0])
    #expect(one[0].elpd != one[1].elpd)
  }
}

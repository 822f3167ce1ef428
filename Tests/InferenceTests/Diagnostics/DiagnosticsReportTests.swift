import InferenceTestSupport
import Testing

@testable import Inference

@Suite("DiagnosticsReport") struct DiagnosticsReportTests {
  /// Independent normal draws of two parameters by four chains.
  private func draws(
    _ statistics: (Int) -> [SamplerStatistics] = { _ in [] },
    changing: (Int, inout [Double]) -> Void = { _, _ in }
  ) -> Draws {
    var stream = TestStream(17)
    let chains = (1...4).map { chain in
      var values = stream.normal(1000)
      changing(chain, &values)
      return ChainDraws(
        chain: chain,
        dimension: 2,
        values: values,
        statistics: statistics(chain)
      )
    }
    return Draws(parameterNames: ["a", "b"], chains: chains)
  }

  private func status(_ report: DiagnosticsReport, _ check: Verdict.Check) -> Verdict.Status? {
    report.verdicts.first { $0.check == check }?.status
  }

  private func statistics(divergent: Int = 0, depth: Int = 3) -> [SamplerStatistics] {
    var stream = TestStream(23)
    return stream.normal(500).enumerated().map { index, energy in
      SamplerStatistics(
        logDensity: -energy,
        acceptanceRate: 0.8,
        stepSize: 0.5,
        treeDepth: index < 5 ? depth : 2,
        leapfrogCount: 3,
        isDivergent: index < divergent,
        energy: energy
      )
    }
  }

  @Test func goodDrawsOfAnyTool() {
    let report = DiagnosticsReport(draws())
    #expect(report.allPassed)
    #expect(report.verdicts.map(\.check) == Verdict.Check.allCases)
    for check in [Verdict.Check.rHat, .bulkSampleSize, .tailSampleSize, .paretoK] {
      #expect(status(report, check) == .passed)
    }
    for check in [Verdict.Check.energy, .divergences, .treeDepth] {
      #expect(status(report, check) == .notAvailable)
    }
    #expect(report.divergences == nil && report.energy.allSatisfy { $0.isNaN })
  }

  @Test func samplerStatistics() {
    let bad = DiagnosticsReport(
      draws { self.statistics(divergent: $0 == 2 ? 3 : 0, depth: 10) },
      maxTreeDepth: 10
    )
    #expect(bad.divergences == [0, 3, 0, 0])
    #expect(bad.saturatedDepths == [5, 5, 5, 5])
    #expect(status(bad, .divergences) == .failed)
    #expect(bad.verdicts.first { $0.check == .divergences }?.offenders == ["chain 2"])
    #expect(status(bad, .treeDepth) == .warning)
    #expect(status(bad, .energy) == .passed)
    #expect(!bad.allPassed)
    // A saturated depth alone is no failure.
    #expect(
      DiagnosticsReport(draws { _ in self.statistics(depth: 10) }, maxTreeDepth: 10).allPassed
    )
  }

  @Test func failures() {
    let shifted = DiagnosticsReport(
      draws(changing: { chain, values in
        if chain == 1 { for index in values.indices { values[index] += 2 } }
      })
    )
    #expect(status(shifted, .rHat) == .failed && !shifted.allPassed)
    #expect(shifted.verdicts.first { $0.check == .rHat }?.offenders == ["a", "b"])

    let stuck = DiagnosticsReport(
      draws(changing: { chain, values in
        if chain == 3 { for index in values.indices where index % 2 == 1 { values[index] = 0.5 } }
      })
    )
    #expect(stuck.verdicts.first { $0.check == .movingChains }?.offenders == ["b"])

    for value in [Double.nan, .infinity] {
      let bad = DiagnosticsReport(draws(changing: { _, values in values[0] = value }))
      let finite = bad.verdicts.first { $0.check == .finiteDraws }
      #expect(finite?.status == .failed && finite?.offenders == ["a"])
      // Of `a` nothing could be computed; that is no disagreement of its chains, and `b` is well.
      #expect(bad.verdicts.filter { $0.status == .failed }.count == 1)
      #expect(status(bad, .rHat) == .passed)
    }
  }

  @Test func constants() {
    // A constant beside a moving parameter is fine; nothing moving is not.
    let fixed = DiagnosticsReport(
      draws(changing: { _, values in
        for index in values.indices where index % 2 == 0 { values[index] = 0 }
      })
    )
    #expect(fixed.allPassed)
    let frozen = DiagnosticsReport(
      draws(changing: { _, values in for index in values.indices { values[index] = 0 } })
    )
    #expect(status(frozen, .movingChains) == .failed)
    #expect(!DiagnosticsReport(Draws(parameterNames: [], chains: [])).verdicts.isEmpty)
  }

  /// A rare event beside a normal parameter: no chain stands still and no tail is too heavy.
  @Test func rareEventsPass() throws {
    let draws = try DrawsReader.read(files: [Trials.path("draws-rare-binary.csv")]).draws
    let report = DiagnosticsReport(draws)
    #expect(status(report, .movingChains) == .passed)
    #expect(status(report, .distinctChains) == .passed)
    let tails = report.verdicts.first { $0.check == .paretoK }
    #expect(tails?.status == .passed && tails?.offenders.isEmpty == true)
    let only = DiagnosticsReport(
      Draws(
        parameterNames: ["z"],
        chains: draws.chains.map {
          ChainDraws(chain: $0.chain, dimension: 1, values: $0.parameter(1))
        }
      )
    )
    #expect(status(only, .paretoK) == .notApplicable)
  }

  @Test func heavyTails() throws {
    let table = try DiagnosticsReference("diag_set1_short_4x101")
    let cauchy = try #require(table.variables.first { $0.name == "cauchy" })
    let report = DiagnosticsReport(
      Draws(
        parameterNames: ["x"],
        chains: cauchy.chains.enumerated().map {
          ChainDraws(chain: $0 + 1, dimension: 1, values: $1)
        }
      )
    )
    #expect(status(report, .paretoK) == .failed)
  }
}

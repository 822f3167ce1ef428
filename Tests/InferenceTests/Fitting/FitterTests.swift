import Foundation
import Testing

@testable import InferenceCore

/// A problem and settings in, a fit out.
@Suite struct FitterTests {
  private static func settings(
    _ sampler: FitSettings.Sampler,
    seed: UInt64 = 3,
    draws: Int = 150
  ) throws -> FitSettings {
    var settings = FitSettings(
      run: try #require(RunSettings(chains: 2, warmup: 200, draws: draws, seed: seed, threads: 2)),
      noUTurn: try #require(NoUTurnSettings())
    )
    settings.sampler = sampler
    return settings
  }

  private static func problem() throws -> RegressionProblem {
    try AnalysisInputTests.input(
      "y,x\nyes,yes\nno,no\nyes,no\nno,yes\nyes,yes\nno,no\n",
      "y ~ x"
    ).problem
  }

  @Test(arguments: [FitSettings.Sampler.nuts, .independence, .randomWalk])
  func threadsChangeNothingAndSeedsDo(sampler: FitSettings.Sampler) async throws {
    let problem = try Self.problem()
    let settings = try Self.settings(sampler)
    let two = try #require(try await Fitter(settings).fit(problem))
    let one = try #require(try await Fitter(settings.onOneThread(seed: 3)).fit(problem))
    let other = try #require(try await Fitter(settings.onOneThread(seed: 4)).fit(problem))
    #expect(two.draws.chains.map(\.values) == one.draws.chains.map(\.values))
    #expect(one.draws.chains.map(\.values) != other.draws.chains.map(\.values))
    #expect(!one.isPartial && one.drawn == [150, 150] && one.warnings.isEmpty)
  }

  @Test func onOneThreadEverythingElseStays() throws {
    var settings = try Self.settings(.exact)
    settings.metric = .dense
    settings.isPortable = true
    let single = settings.onOneThread(seed: 9, draws: 20)
    #expect(single.run == RunSettings(chains: 2, warmup: 200, draws: 20, seed: 9, threads: 1))
    settings.run = single.run
    #expect(single == settings)
  }

  /// A sampler is held against the checks that its statistics allow, no others.
  @Test func judgesWhatIsKnown() async throws {
    let problem = try Self.problem()
    let walk = try #require(try await Fitter(Self.settings(.randomWalk)).fit(problem))
    let report = walk.judge().report
    #expect(report.divergences == nil && report.saturatedDepths == nil)
    let nuts = try #require(try await Fitter(Self.settings(.nuts)).fit(problem))
    let judgement = nuts.judge()
    #expect(judgement.report.divergences == [0, 0])
    #expect(judgement.report.saturatedDepths == [0, 0])
  }

  /// Heavy tails alone do not speak against numbers that are bounded, and what is unsettled does.
  ///
  /// The draws are the quantiles of a Cauchy distribution in an order of chance.
  @Test func failuresLeaveTheTailsOfMarginalsOut() throws {
    var random = RandomStream(seed: 1, purpose: .simulation)
    let model = try Self.problem().model
    let chains = (1...4).map { chain in
      let tails = (0..<1000).map { tan(Double.pi * ((Double(4 * $0 + chain) - 0.5) / 4000 - 0.5)) }
      return ChainDraws(
        chain: chain,
        dimension: 2,
        values: tails.shuffled(using: &random).flatMap { [$0, random.nextUniform()] }
      )
    }
    var engine = AnalysisEngine(sampler: .nuts)
    engine.unsettled = "a reason"
    let fit = Fit(
      model: model,
      settings: try Self.settings(.nuts, draws: 1000),
      draws: Draws(parameterNames: model.parameterNames, chains: chains),
      drawn: [1000, 1000, 1000, 1000],
      engine: engine,
      weighted: nil,
      judgingSeconds: 0
    )
    let judgement = fit.judge()
    #expect(judgement.report.verdicts.first { $0.check == .paretoK }?.status == .failed)
    #expect(judgement.failures() == ["not settled: a reason"])
    #expect(judgement.failures(isExplained: false) == ["not settled"])
    #expect(fit.warnings.map(\.code) == ["unsettled"])
    #expect(!judgement.bearsWeights && !judgement.isTrustworthy)
  }

  /// What passed for one use has not passed for all.
  @Test func usesAskDifferently() {
    func report(tails: Bool, withoutMean: Set<String> = []) -> DiagnosticsReport {
      var random = RandomStream(seed: 2, purpose: .simulation)
      let chains = (1...4).map { chain in
        let values = (0..<1000).map { place in
          tails
            ? tan(Double.pi * ((Double(4 * place + chain) - 0.5) / 4000 - 0.5))
            : random.nextUniform()
        }
        return ChainDraws(chain: chain, dimension: 1, values: values.shuffled(using: &random))
      }
      return DiagnosticsReport(
        Draws(parameterNames: ["x"], chains: chains),
        withoutMean: withoutMean
      )
    }
    func judge(_ report: DiagnosticsReport, isPartial: Bool = false) -> FitJudgement {
      FitJudgement(report: report, unsettled: nil, isPartial: isPartial)
    }
    let good = judge(report(tails: false))
    #expect(good.isTrustworthy && good.bearsWeights && good.failures().isEmpty)
    #expect(!judge(good.report, isPartial: true).isTrustworthy)
    let known = judge(report(tails: true, withoutMean: ["x"]))
    #expect(known.isTrustworthy && !known.bearsWeights && known.failures().isEmpty)
    let heavy = judge(report(tails: true))
    #expect(!heavy.isTrustworthy && !heavy.bearsWeights && heavy.failures().isEmpty)
  }

  @Test func aStoppedFitIsPartialOrNothing() async throws {
    var settings = try Self.settings(.nuts)
    settings.run = try #require(
      RunSettings(chains: 1, warmup: 50, draws: 200_000, seed: 1, threads: 1)
    )
    let (problem, long) = (try Self.problem(), settings)
    let task = Task { try await Fitter(long).fit(problem) }
    task.cancel()
    let fit = try await task.value
    #expect(fit.map(\.isPartial) ?? true)
    if let fit { #expect(fit.warnings.map(\.code) == ["partial"]) }
  }
}

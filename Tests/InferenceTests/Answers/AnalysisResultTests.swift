import Inference
import InferenceTestSupport
import RealModule
import Testing

@testable import InferenceCore

@Suite struct AnalysisResultTests {
  static func result(
    _ change: (inout AnalysisOptions) -> Void = { _ in }
  ) async throws -> AnalysisResult {
    let csv = """
      case,y,x,z
      A,yes,yes,1.5
      B,no,no,2
      C,yes,no,1.5
      D,no,yes,3
      E,,yes,3
      F,no,no,2

      """
    let input = try AnalysisInputTests.input(csv, "y ~ x + z") {
      $0.dropsMissing = true
      change(&$0)
    }
    return try await Analysis.run(input)
  }

  @Test func logDensitiesAddUp() async throws {
    let result = try await Self.result()
    let chain = result.draws.chains[0]
    let width = result.quantities.names.count
    #expect(result.quantities.names == ["lprior"] + (1...5).map { "log_lik[\($0)]" })
    for draw in 0..<chain.count {
      let row = result.quantities.chains[0][(draw * width)..<((draw + 1) * width)]
      let sum = row.reduce(0, +)
      #expect(abs(sum - chain.statistics[draw].logDensity) < 1e-11 * max(1, abs(sum)))
    }
  }

  /// Also where the chain moved in stretched coefficients: `lp__` is that of the coefficients.
  @Test func logDensitiesAddUpUnderAMap() async throws {
    let result = try await Self.result { $0.priorStatements = ["x ~ cauchy(0, 2.5)"] }
    let chain = result.draws.chains[1]
    let width = result.quantities.names.count
    for draw in 0..<chain.count {
      let row = result.quantities.chains[1][(draw * width)..<((draw + 1) * width)]
      let sum = row.reduce(0, +)
      #expect(abs(sum - chain.statistics[draw].logDensity) < 1e-9 * max(1, abs(sum)))
    }
  }

  /// Means of probabilities recomputed from the draws, by hand.
  @Test func probabilitiesAreThoseOfTheDraws() async throws {
    let result = try await Self.result {
      $0.sampler = .nuts
      $0.hasExactBeside = false
    }
    let (intercept, x, z) = (
      result.draws.parameter(0), result.draws.parameter(1), result.draws.parameter(2)
    )
    var sum = 0.0
    for chain in 0..<2 {
      for draw in 0..<300 {
        let eta = intercept[chain][draw] + x[chain][draw] + 3 * z[chain][draw]
        sum += 1 / (1 + Double.exp(-eta))
      }
    }
    let byName = Dictionary(
      uniqueKeysWithValues: result.cases.map { prediction -> (String, Prediction) in
        switch prediction.subject {
        case .namedCase(let name), .caseWithoutOutcome(let name): (name, prediction)
        case .configuration(let label, _): (label, prediction)
        }
      }
    )
    let seen = try #require(byName["D"])
    #expect(abs(seen.probability.mean - sum / 600) < 1e-12)
    // E has D's conditions but no outcome: predicted all the same.
    let unseen = try #require(byName["E"])
    #expect(unseen.subject == .caseWithoutOutcome("E"))
    #expect(unseen.observed == nil)
    #expect(unseen.probability.mean == seen.probability.mean)
    #expect(result.configurations.count == 4)
    let observed = Prediction.Observed(successes: 0, trials: 2)
    #expect(result.configurations[1].observed == observed)
  }

  @Test func aRandomWalkClaimsNothingAboutDivergences() async throws {
    let result = try await Self.result { $0.sampler = .randomWalk }
    #expect(result.diagnostics.divergences == nil)
    let energies = result.diagnostics.energy
    #expect(energies.allSatisfy { $0.isNaN })
  }

  @Test func summariesAreInTheOrderOfTheColumns() async throws {
    let result = try await Self.result()
    #expect(result.summaries.map(\.name) == ["Intercept", "x", "z"])
    #expect(!result.isPartial)
  }

  /// The certificate accepts the built-in study under normal priors; two equal columns and the intercept, all
  /// the same under Cauchy priors, it refuses, and the No-U-Turn sampler takes over, saying so.
  ///
  /// What passes there is right. Quantiles of 5 and 95 % by quadrature (numpy): the likelihood of the sum, 10 of
  /// 20, integrated over 801 points in [-4, 4] with the density of the sum of the other two, which is Cauchy too,
  /// times the prior, on 40,001 points of sinh in [-12, 12].
  @Test func theIndependenceSamplerRunsOnlyWithItsCertificate() async throws {
    let run = try #require(RunSettings(seed: 3, threads: 2))
    let noUTurn = try #require(NoUTurnSettings())
    var options = AnalysisOptions(
      source: .study("csto", coding: nil),
      run: run,
      noUTurn: noUTurn
    )
    options.sampler = .independence
    let accepted = try await Analysis.run(AnalysisInput.read(options))
    #expect(accepted.engine.sampler == .independence)
    #expect(accepted.engine.reason == nil)
    #expect(accepted.engine.certificate?.isAccepted == true)
    #expect(accepted.diagnostics.allPassed)
    #expect(accepted.diagnostics.divergences == nil)
    options.cases.place = .file(Trials.path("aliased-cauchy.csv"), caseColumn: nil, delimiter: nil)
    options.formula = "k | trials(n) ~ x + z"
    options.priorStatements = ["Intercept ~ cauchy(0, 10)", "coefficients ~ cauchy(0, 2.5)"]
    let refused = try await Analysis.run(AnalysisInput.read(options))
    #expect(refused.engine.sampler == .nuts)
    #expect(refused.engine.certificate?.isAccepted == false)
    #expect(refused.engine.reason?.contains("importance_efficiency") == true)
    #expect(refused.diagnostics.divergences != nil)
    #expect(
      refused.engine.warmup
        == .windowed(reason: "the certificate of the independence sampler failed")
    )
    #expect(refused.isTrustworthy)
    for (index, limit) in [9.541, 7.170, 7.170].enumerated() {
      let summary = refused.summaries[index]
      #expect(abs(summary.q5 + limit) < 4 * summary.mcseQ5, "\(summary.name)")
      #expect(abs(summary.q95 - limit) < 4 * summary.mcseQ95, "\(summary.name)")
      #expect(abs(summary.median) < 4 * summary.mcseMedian, "\(summary.name)")
    }
  }

  /// What `auto` chooses, and that it says why.
  @Test func automaticChoosesByTheCertificate() async throws {
    var options = AnalysisOptions(
      source: .study("csto", coding: nil),
      run: try #require(RunSettings(draws: 500, seed: 3, threads: 2)),
      noUTurn: try #require(NoUTurnSettings())
    )
    options.sampler = .automatic
    let normal = try await Analysis.run(AnalysisInput.read(options))
    #expect(normal.engine.sampler == .independence)
    #expect(normal.engine.reason == "its certificate holds")
    #expect(normal.engine.arithmetic == .portable)
    options.priorSet = "gelman2008"
    let cauchy = try await Analysis.run(AnalysisInput.read(options))
    #expect(cauchy.engine.sampler == .independence)
    #expect(cauchy.engine.method?.approximationName == "mixture")
  }

  /// After a warm start a chain is tuned in at most 150 iterations with a dense metric; `windowed` asks
  /// for all of warmup.
  @Test func theNoUTurnSamplerStartsWarm() async throws {
    var options = AnalysisOptions(
      source: .study("csto", coding: nil),
      run: try #require(RunSettings(warmup: 400, seed: 3, threads: 2)),
      noUTurn: try #require(NoUTurnSettings())
    )
    options.sampler = .nuts
    let warm = try await Analysis.run(AnalysisInput.read(options))
    guard case .warmStart(let efficiency) = warm.engine.warmup else {
      Issue.record("\(String(describing: warm.engine.warmup))")
      return
    }
    #expect((0.5...0.95).contains(efficiency))
    #expect(warm.engine.isMetricDense == true)
    #expect(warm.draws.chains.allSatisfy { $0.adaptation?.warmupCount == 150 })
    options.adaptation = .windowed
    let windowed = try await Analysis.run(AnalysisInput.read(options))
    #expect(windowed.engine.warmup == .windowed(reason: "asked for"))
    #expect(windowed.draws.chains.allSatisfy { $0.adaptation?.warmupCount == 400 })
  }
}

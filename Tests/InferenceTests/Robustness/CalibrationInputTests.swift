import InferenceTestSupport
import Synchronization
import Testing

@testable import Inference

/// Simulation-based calibration of what `fit` does; `make sbc` runs the same at a larger size.
///
/// Where the posterior has wide tails a fit costs ten times as much, so that `make test` makes fewer of them.
@Suite struct AnalysisCalibrationTests {
  private static func study(
    coefficients: Int,
    cases: Int,
    sampler: AnalysisOptions.Sampler = .nuts,
    prior: String = "normal(0, 2.5)",
    fitted: String? = nil,
    replications: Int = 200,
    chains: Int = 1,
    draws: Int = 400
  ) throws -> CalibrationInput {
    let run = try #require(
      RunSettings(chains: chains, warmup: 500, draws: draws, seed: 1, threads: 1)
    )
    var options = AnalysisOptions(
      source: .study("csto", coding: nil),
      run: run,
      noUTurn: try #require(NoUTurnSettings())
    )
    options.sampler = sampler
    options.priorStatements = ["Intercept ~ \(prior)", "coefficients ~ \(prior)"]
    return try CalibrationInput(
      options,
      design: SyntheticDesign(cases: cases, coefficients: coefficients, seed: 2),
      fittedPrior: fitted.map {
        .init(set: nil, statements: ["Intercept ~ \($0)", "coefficients ~ \($0)"])
      },
      settings: try #require(
        CalibrationSettings(replications: replications, seed: 2026, threads: 2)
      )
    )
  }

  @Test(arguments: ["normal(0, 2.5)", "student_t(4, 0, 2.5)", "cauchy(0, 2.5)", "laplace(0, 2.5)"])
  func noUTurnSamplerIsCalibrated(prior: String) async throws {
    let isWide = prior.hasPrefix("student_t") || prior.hasPrefix("cauchy")
    let replications = isWide ? Effort.count(40, of: 200) : 200
    let report = try await Analysis.calibrate(
      Self.study(coefficients: 3, cases: 40, prior: prior, replications: replications)
    )
    #expect(report.isCalibrated, "\(report.quantities)")
    #expect(20 * report.thinReplications < replications)
  }

  @Test func randomWalkIsCalibrated() async throws {
    let report = try await Analysis.calibrate(
      Self.study(coefficients: 2, cases: 40, sampler: .randomWalk, draws: 2000)
    )
    #expect(report.isCalibrated, "\(report.quantities)")
  }

  /// A prior whose scale is doubled in the fit only must be found out.
  @Test(
    arguments: [
      ("normal(0, 2.5)", "normal(0, 5)"), ("student_t(4, 0, 2.5)", "student_t(4, 0, 5)"),
    ].prefix(Effort.count(1, of: 2))
  )
  func plantedErrorIsCaught(prior: String, fitted: String) async throws {
    let report = try await Analysis.calibrate(
      Self.study(coefficients: 3, cases: 40, prior: prior, fitted: fitted)
    )
    #expect(!report.isCalibrated)
    #expect(report.smallestPValue < 1e-8)
    // The data-averaged posterior is wider than the prior that made the truths.
    #expect(report.quantities.contains { ($0.spread?.statistic ?? 0) > 4 })
  }

  /// What the default sampler chooses must not depend on the truth in a way that the draws do not know.
  ///
  /// Twelve cases, three conditions; many data sets are separated. Under student_t priors the proposal is
  /// a mixture over the humps found, and the fallback is taken where it is not certified.
  @Test(arguments: ["normal(0, 2.5)", "student_t(4, 0, 2.5)"])
  func defaultSamplerIsCalibrated(prior: String) async throws {
    let study = try Self.study(
      coefficients: 4,
      cases: 12,
      sampler: .automatic,
      prior: prior,
      replications: 250,
      chains: 4,
      draws: 500
    )
    let engines = Mutex<[AnalysisOptions.Sampler: Int]>([:])
    let settings = study.input.options.fit
    let columns = study.input.design.columns
    let report = try await study.calibration.run(drawsPerChain: 500) { model, seed, draws in
      let fitter = Fitter(settings.onOneThread(seed: seed, draws: draws))
      let made = try await fitter.fit(model, columns: columns)
      let fit = try #require(made)
      engines.withLock { $0[fit.engine.sampler, default: 0] += 1 }
      return fit.draws
    }
    #expect(report.isCalibrated, "\(report.quantities)")
    #expect(engines.withLock { $0[.independence, default: 0] } > 100)
  }

  /// The design of a study, its trials kept, and the fitted prior by set and statement.
  @Test func studyDesignsAndPriorSetsWork() async throws {
    let run = try #require(RunSettings(chains: 1, warmup: 200, draws: 200, seed: 1, threads: 1))
    let options = AnalysisOptions(
      source: .study("csto", coding: nil),
      run: run,
      noUTurn: try #require(NoUTurnSettings())
    )
    let study = try CalibrationInput(
      options,
      fittedPrior: .init(set: "sceptical", statements: ["Intercept ~ normal(0, 7)"]),
      settings: try #require(CalibrationSettings(replications: 20, seed: 1, threads: 2))
    )
    #expect(study.calibration.fittedPrior.used[0].prior.description == "normal(0, 7)")
    #expect(study.calibration.fittedPrior.used[1].prior != study.input.model.prior.used[1].prior)
    let report = try await Analysis.calibrate(study)
    #expect(report.replications.count == 20)
    #expect(
      report.quantities.map(\.name)
        == study.input.model.parameterNames + ["log_likelihood", "log_density"]
    )
    #expect(study.json(report).text().contains("\"fitted_priors\""))
  }

  @Test func cancellingEndsTheStudy() async throws {
    let study = try Self.study(coefficients: 5, cases: 100, replications: 100_000)
    let work = Task { try await Analysis.calibrate(study) }
    work.cancel()
    await #expect(throws: CancellationError.self) { try await work.value }
  }
}

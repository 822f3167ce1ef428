import InferenceTestSupport
import Testing

@testable import Inference
@testable import InferenceCore

/// The exact posterior beside the draws of an analysis, and in place of their estimates.
@Suite struct AnalysisExactTests {
  private static func fit(
    _ sampler: AnalysisOptions.Sampler = .automatic,
    set: String? = nil,
    priors: [String] = [],
    isBeside: Bool = true
  ) async throws -> AnalysisResult {
    var options = AnalysisOptions(
      source: .study("csto", coding: nil),
      run: try ApproximationCases.settings(),
      noUTurn: try #require(NoUTurnSettings())
    )
    options.sampler = sampler
    options.priorSet = set
    options.priorStatements = priors
    options.hasExactBeside = isBeside
    return try await Analysis.run(AnalysisInput.read(options))
  }

  @Test func besideTheDraws() async throws {
    let result = try await Self.fit()
    let answer = try #require(result.exact)
    #expect(answer.exact != nil && !answer.isRequested && answer.source != nil)
    #expect(answer.verdict == "exact (deterministic quadrature)")
    #expect(result.estimateSource == "exact")
    // Five numbers of five coefficients and of most of five configurations.
    #expect((40...50).contains(answer.comparisons.numberCount))
    let largest = try #require(answer.comparisons.largest)
    #expect(largest.number.score < 4)
    #expect(!result.warnings.contains { $0.code == "differs-from-exact" })
    // The estimates that it is compared with are those of the weighted points.
    let other = try await Self.fit(isBeside: false)
    #expect(other.estimateSource == "pareto_smoothed_weights")
    for (summary, comparison) in zip(other.summaries, answer.comparisons) {
      #expect(comparison.subject == summary.name)
      let exact = answer.exact?.coefficients.first { $0.name == summary.name }
      let difference = summary.mean - (exact?.mean.value ?? .nan)
      #expect(comparison.numbers[0].difference == difference)
    }
    #expect(try await Self.fit(isBeside: false).exact == nil)
    let alone = try await Self.fit(isBeside: false)
    #expect(alone.draws.chains.map(\.values) == result.draws.chains.map(\.values))
  }

  @Test func inPlaceOfTheEstimates() async throws {
    let result = try await Self.fit(.exact)
    let answer = try #require(result.exact?.source)
    #expect(result.estimateSource == "exact")
    #expect(result.estimatesJSON["from"] == "exact")
    #expect(result.engine.sampler == .independence)
    #expect(result.engine.reason?.hasPrefix("the estimates are exact") == true)
    for (summary, exact) in zip(result.summaries, answer.coefficients) {
      #expect(summary.mean == exact.mean.value && summary.q95 == exact.quantile(0.95).value)
      #expect(summary.mcseMean == exact.mean.error)
    }
    // A probability is exact where that is known better than the estimate.
    var count = 0
    for (prediction, exact) in zip(result.configurations, answer.probabilities)
    where prediction.probability.median == exact.quantile(0.5).value {
      #expect(prediction.probability.mean == exact.mean.value)
      count += 1
    }
    #expect(count >= 3)
    // A case has the numbers of its configuration.
    #expect(result.cases[7].probability == result.configurations[4].probability)
    let beside = try await Self.fit()
    #expect(beside.draws.chains.map(\.values) == result.draws.chains.map(\.values))
  }

  /// Cauchy priors in five dimensions: the words, and the usual sampler.
  @Test func notExactToTolerance() async throws {
    let result = try await Self.fit(.exact, set: "gelman2008")
    let answer = try #require(result.exact)
    #expect(answer.posterior == nil && answer.source == nil)
    #expect(
      answer.verdict.hasPrefix("not exact to tolerance: the prior of Intercept has too heavy")
    )
    #expect(result.engine.sampler == .independence)
    #expect(result.engine.reason?.hasPrefix("not exact to tolerance: ") == true)
    #expect(result.estimateSource == "pareto_smoothed_weights")
    #expect(answer.json["status"] == "not exact to tolerance")
  }

  /// A Cauchy prior on a coefficient that the data do not bound: quantiles, but no mean.
  @Test func momentsThatDoNotExist() async throws {
    var options = AnalysisOptions(
      source: .study("csto", coding: nil),
      run: try ApproximationCases.settings(),
      noUTurn: try #require(NoUTurnSettings())
    )
    options.formula = "intervention ~ 0 + security_uncertainty"
    options.priorStatements = ["coefficients ~ cauchy(0, 2.5)"]
    let result = try await Analysis.run(AnalysisInput.read(options))
    let exact = try #require(result.exact?.posterior)
    #expect(exact.coefficients[0].mean.value.isNaN)
    #expect(exact.coefficients[0].standardDeviation.value.isNaN)
    #expect(exact.coefficients[0].quantile(0.5).value.isFinite)
    #expect(result.exact?.comparisons[0].numbers.map(\.name) == ["q5", "median", "q95"])
  }

  /// Estimates that the draws of another posterior would give are warned of.
  @Test func wrongDrawsAreFound() async throws {
    let other = try await Self.fit(priors: ["protest ~ normal(2, 1)"], isBeside: false)
    let exact = try await Self.fit().exact
    let answer = try #require(exact?.compared(with: other.summaries, other.configurations))
    let warning = try #require(AnalysisWarning.discrepancy(answer))
    #expect(warning.code == "differs-from-exact")
    #expect(warning.subjects.contains("protest"))
    #expect(warning.message.contains("Monte Carlo standard errors from the exact posterior"))
  }

  /// What is integrated unasked depends on the size of the model.
  @Test func onlySmallModelsAreIntegratedUnasked() throws {
    let study = try ApproximationCases.builtIn()
    let cost = try #require(ExactPosterior.estimatedMilliseconds(study, rows: 5))
    #expect(cost < ExactPosterior.limitUnasked)
    let many = try ApproximationCases.simulated(coefficients: 4, cases: 3000, seed: 1)
    let large = try #require(ExactPosterior.estimatedMilliseconds(many))
    #expect(large > ExactPosterior.limitUnasked)
    let wide = try ApproximationCases.simulated(coefficients: 7, cases: 20, seed: 1)
    #expect(ExactPosterior.estimatedMilliseconds(wide) == nil)
  }
}

import Inference
import InferenceTestSupport
import Testing

@testable import InferenceCore

/// Fits under the probit and the complementary log-log link against importance sampling by numpy.
///
/// Six million points of a multivariate t with 8 degrees of freedom, matched to the posterior in eleven
/// rounds (effective sizes 4.2 and 4.5 million), log likelihoods by scipy.special.log_ndtr and numpy.expm1;
/// seed 1, Generator(PCG64). Standard errors of the means are about 1e-3.
@Suite struct LinkPosteriorTests {
  private struct Reference: Sendable {
    let link: Link
    let mean: [Double]
    let sd: [Double]
    let q5: [Double]
    let median: [Double]
    let q95: [Double]
  }

  private static let references = [
    Reference(
      link: .probit,
      mean: [-3.6494357, 1.14968647, -0.89800859, -0.75760526, 3.45079259],
      sd: [2.24388619, 2.06991786, 2.14627029, 2.16994775, 1.77153755],
      q5: [-7.535312, -2.190814, -4.522953, -4.429682, 0.708535],
      median: [-3.528450, 1.113385, -0.843072, -0.695223, 3.354719],
      q95: [-0.177109, 4.614137, 2.539837, 2.704816, 6.518453]
    ),
    Reference(
      link: .cloglog,
      mean: [-4.33816293, 1.09889636, -0.90747996, -0.74424265, 3.20667949],
      sd: [2.34949526, 2.10396262, 2.17156158, 2.1965181, 1.94735652],
      q5: [-8.416701, -2.312633, -4.557868, -4.445269, 0.062255],
      median: [-4.203070, 1.071296, -0.861270, -0.690701, 3.174164],
      q95: [-0.720654, 4.603616, 2.586471, 2.775928, 6.458283]
    ),
  ]

  /// Priors of the references under the cauchit link, and what is fitted.
  private static func cauchitInput(_ id: String) throws -> AnalysisInput {
    var options = try AnalysisOptions.reference(
      id,
      else: ("cases30.csv", "y ~ x1 + x2 + x3"),
      draws: 2000,
      seed: 3,
      adaptDelta: 0.95
    )
    options.priorStatements = ["Intercept ~ normal(0, 10)", "coefficients ~ normal(0, 2.5)"]
    options.link = .cauchit
    return try AnalysisInput.read(options)
  }

  /// Quadrature with two resolutions (see the references' `method`), on three routes.
  ///
  /// Six fits are compared in some twenty numbers each: 4 errors for one of them, more for the largest of all.
  @Test(
    arguments: ["csto_cauchit", "cases30_cauchit"],
    [AnalysisOptions.Sampler.automatic, .nuts, .exact]
  )
  func cauchitFitsAgreeWithQuadrature(
    _ id: String,
    _ sampler: AnalysisOptions.Sampler
  ) async throws {
    var input = try Self.cauchitInput(id)
    input.options.sampler = sampler
    let reference = try ReferencePosterior(id, order: References.names(of: input.model))
    let result = try await Analysis.run(input)
    #expect(result.isTrustworthy)
    let limit = MonteCarloError.limit(comparisons: 6 * 5 * result.summaries.count)
    var beyondFour = 0
    for (summary, parameter) in zip(result.summaries, reference.parameters) {
      for (number, score) in ReferencePosteriorTests.scores(summary, parameter) {
        #expect(abs(score) < limit, "\(summary.name) \(number)")
        if abs(score) >= 4 { beyondFour += 1 }
      }
    }
    #expect(beyondFour <= 1)
  }

  /// The lattice integrates the same posterior: within its tolerance where it says so, and near it where not, as
  /// with the five conditions.
  @Test(arguments: ["csto_cauchit", "cases30_cauchit"])
  func cauchitLatticesAgreeWithQuadrature(_ id: String) throws {
    let model = try Self.cauchitInput(id).model
    let exact = try ExactPosterior(model)
    let (limit, evidenceLimit) = exact.isExact ? (0.001, 1e-4) : (0.005, 1e-3)
    let reference = try ReferencePosterior(id, order: References.names(of: model))
    for (quantity, parameter) in zip(exact.coefficients, reference.parameters) {
      let width = try #require(parameter.values["sd"])
      let pairs = [
        (quantity.mean.value, parameter.values["mean"]),
        (quantity.standardDeviation.value, parameter.values["sd"]),
        (quantity.quantile(0.05).value, parameter.values["q5"]),
        (quantity.quantile(0.95).value, parameter.values["q95"]),
      ]
      for (value, expected) in pairs {
        let expected = try #require(expected)
        #expect(abs(value - expected) < limit * width, "\(parameter.name)")
      }
    }
    let evidence = try #require(
      try References.expected(id)["log_marginal_likelihood"] as? [String: Any]
    )
    let expected = try #require(evidence["value"] as? Double)
    let found = try #require(exact.logMarginalLikelihood)
    #expect(abs(found.value - expected) < evidenceLimit)
  }

  /// Overlap bounds no integral where a surprise costs its logarithm only.
  @Test func flatPriorsUnderCauchitAreRefused() throws {
    var options = try Self.cauchitInput("cases30_cauchit").options
    options.priorStatements = ["x2 ~ flat()"]
    let error = #expect(throws: PriorError.self) { try AnalysisInput.read(options) }
    #expect(error?.kind == .flatRefused(.slowLikelihood) && error?.name == "x2")
  }

  @Test(
    arguments: references.indices,
    [AnalysisOptions.Sampler.automatic, .nuts, .independence, .randomWalk]
  )
  func fitsAgreeWithImportanceSampling(
    _ index: Int,
    _ sampler: AnalysisOptions.Sampler
  ) async throws {
    let reference = Self.references[index]
    var options = AnalysisOptions(
      source: .study("csto", coding: nil),
      run: try #require(
        RunSettings(draws: sampler == .randomWalk ? 20_000 : 2000, seed: 3, threads: 2)
      ),
      // Under cloglog a failure costs exp(eta): at the default of 0.8 a few transitions diverge there.
      noUTurn: try #require(NoUTurnSettings(adaptDelta: 0.95))
    )
    options.link = reference.link
    options.sampler = sampler
    let result = try await Analysis.run(AnalysisInput.read(options))
    #expect(result.isTrustworthy)
    if sampler == .automatic || sampler == .independence {
      #expect(result.engine.sampler == .independence)
    }
    for (column, summary) in result.summaries.enumerated() {
      let pairs = [
        (summary.mean, reference.mean[column], summary.mcseMean),
        (summary.sd, reference.sd[column], summary.mcseSd),
        (summary.q5, reference.q5[column], summary.mcseQ5),
        (summary.median, reference.median[column], summary.mcseMedian),
        (summary.q95, reference.q95[column], summary.mcseQ95),
      ]
      for (value, expected, error) in pairs {
        // Quantiles of the reference have errors of about two times that of its means.
        let both = (error * error + 0.002 * 0.002).squareRoot()
        #expect(abs(value - expected) < 4 * both, "\(reference.link) \(summary.name)")
      }
    }
  }
}

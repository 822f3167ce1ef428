import Foundation
import InferenceTestSupport
import Testing

@testable import Inference

/// Whole fits against posteriors that were computed by other means: quadrature and importance sampling
/// with stated errors (see each reference's `method`).
@Suite struct ReferencePosteriorTests {
  /// A way to draws.
  enum Route: CaseIterable {
    case automatic, independence, warm, warmDiagonal, windowed, windowedDense, randomWalk
  }

  /// One fit through the façade, as the command line makes it, with the estimates of its draws.
  static func fit(
    _ source: AnalysisOptions.Source,
    seed: UInt64,
    formula: String? = nil,
    priors: [String] = [],
    set: String? = nil,
    route: Route = .automatic,
    draws: Int = 1000
  ) async throws -> AnalysisResult {
    let run = try #require(
      RunSettings(chains: 4, warmup: 1000, draws: draws, seed: seed, threads: 2)
    )
    let noUTurn = try #require(NoUTurnSettings())
    var options = AnalysisOptions(source: source, run: run, noUTurn: noUTurn)
    options.formula = formula
    options.priorSet = set
    options.priorStatements = priors
    // The samplers are on trial here.
    options.hasExactBeside = false
    (options.sampler, options.adaptation, options.metric) =
      switch route {
      case .automatic: (.automatic, .automatic, .automatic)
      case .independence: (.independence, .automatic, .automatic)
      case .warm: (.nuts, .automatic, .automatic)
      case .warmDiagonal: (.nuts, .automatic, .diagonal)
      case .windowed: (.nuts, .windowed, .diagonal)
      case .windowedDense: (.nuts, .windowed, .dense)
      case .randomWalk: (.randomWalk, .automatic, .automatic)
      }
    return try await Analysis.run(AnalysisInput.read(options))
  }

  /// The distance of each number of a fit from the reference, in standard errors of both.
  static func scores(
    _ summary: ParameterSummary,
    _ reference: ReferencePosterior.Parameter
  ) -> [String: Double] {
    let numbers: [(String, Double, Double)] = [
      ("mean", summary.mean, summary.mcseMean), ("sd", summary.sd, summary.mcseSd),
      ("q5", summary.q5, summary.mcseQ5), ("q50", summary.median, summary.mcseMedian),
      ("q95", summary.q95, summary.mcseQ95),
    ]
    return numbers.reduce(into: [:]) { scores, number in
      guard let value = reference.values[number.0] else { return }
      let error = reference.errors[number.0] ?? 0
      scores[number.0] = (number.1 - value) / (number.2 * number.2 + error * error).squareRoot()
    }
  }

  static let cstoParameters = [
    "(Intercept)", "protest", "ethnic", "foreign", "security_uncertainty",
  ]

  /// 20 seeds, or the first of them, fewer where tails are heavy and a fit takes long: at most two numbers of each 500 may lie beyond four standard
  /// errors (0.03 expected), and no number may lie to one side on the average of the seeds.
  @Test(arguments: ["weakly-informative", "gelman2008"], [Route.automatic, .warm, .windowed])
  func builtInStudyMatchesTheExactPosterior(set: String, route: Route) async throws {
    let id = set == "gelman2008" ? "csto_main_cauchy_exact" : "csto_main_normal_exact"
    let reference = try ReferencePosterior(id, order: Self.cstoParameters)
    var scores: [String: [Double]] = [:]
    for seed in 1...UInt64(Effort.count(set == "gelman2008" ? 2 : 4, of: 20)) {
      let result = try await Self.fit(
        .study("csto", coding: nil),
        seed: seed,
        set: set,
        route: route
      )
      for (summary, parameter) in zip(result.summaries, reference.parameters) {
        for (number, score) in Self.scores(summary, parameter) {
          scores["\(parameter.name) \(number)", default: []].append(score)
        }
      }
      for (label, score) in Self.quartileScores(result, reference) {
        scores[label, default: []].append(score)
      }
      for (label, score) in Self.predictionScores(result, reference) {
        scores[label, default: []].append(score)
      }
    }
    let beyond = scores.flatMap { label, values in
      values.filter { abs($0) > 4 }.map { "\(label): \($0)" }
    }
    #expect(beyond.count <= Effort.count(0, of: 2), "\(beyond)")
    #expect(scores.count >= (set == "gelman2008" ? 25 + 19 : 35 + 20))
    for (label, values) in scores {
      let mean = values.reduce(0, +) / Double(values.count)
      #expect(abs(mean) * Double(values.count).squareRoot() < 4.5, "\(label) is biased: \(mean)")
    }
  }

  /// The quartiles, which summaries leave out.
  private static func quartileScores(
    _ result: AnalysisResult,
    _ reference: ReferencePosterior
  ) -> [(String, Double)] {
    reference.parameters.enumerated().flatMap { index, parameter in
      let chains = result.draws.parameter(index)
      return [("q25", 0.25), ("q75", 0.75)].compactMap { number, probability in
        parameter.values[number].map { value in
          let estimate = Quantiles.of(chains.flatMap { $0 }, [probability])[0]
          let error = MonteCarloError.quantile(chains, probability)
          return ("\(parameter.name) \(number)", (estimate - value) / error)
        }
      }
    }
  }

  /// The probabilities of the configurations seen; the reference's quantiles are good to 0.003 sd.
  private static func predictionScores(
    _ result: AnalysisResult,
    _ reference: ReferencePosterior
  ) -> [(String, Double)] {
    result.configurations.enumerated().flatMap { index, prediction -> [(String, Double)] in
      let row = result.input.model.design.matrix.row(index)
      guard
        let match = reference.predictions.first(where: { entry in
          zip(cstoParameters.dropFirst(), row.dropFirst()).allSatisfy { entry.row[$0] == $1 }
        })
      else { return [] }
      let p = prediction.probability
      let spread = match.values["sd"] ?? 0
      return [
        ("mean", p.mean, p.mcseMean), ("q5", p.q5, p.mcseQ5), ("q50", p.median, p.mcseMedian),
        ("q95", p.q95, p.mcseQ95),
      ].compactMap { number, value, error in
        // Where a quantile of the draws is 1 to the last bit, it has no Monte Carlo error to speak of.
        guard error > 0 else { return nil }
        return match.values[number].map {
          let own = 0.003 * spread
          return ("p\(row) \(number)", (value - $0) / (error * error + own * own).squareRoot())
        }
      }
    }
  }

  /// One reference posterior: its data, our formula, priors in our notation, its parameters in order.
  struct Case: Sendable, CustomTestStringConvertible {
    var id: String
    var file: String
    var formula: String
    var priors: [String]
    var parameters: [String]
    /// Whether the data are other people's, who did not allow copies.
    var isShared = true

    /// The path of the data.
    func path() throws -> String {
      try isShared ? References.shared(file) : References.own(file)
    }

    var testDescription: String { id }
  }

  static let flat = ["Intercept ~ flat()", "coefficients ~ flat()"]
  static let sex2Parameters = ["(Intercept)", "age", "oc", "vic", "vicl", "vis", "dia"]
  static let sex2 = "case ~ age + oc + vic + vicl + vis + dia"
  static let wellsParameters = ["(Intercept)", "dist100", "arsenic"]

  /// The cases whose data are other people's, or the rest.
  static func cases(areShared: Bool) -> [Case] { cases.filter { $0.isShared == areShared } }

  private static let cases: [Case] = [
    Case(
      id: "bioassay_flat",
      file: "bioassay.csv",
      formula: "deaths | trials(animals) ~ log_dose",
      priors: flat,
      parameters: ["alpha", "beta"],
      isShared: false
    ),
    Case(
      id: "bioassay_cauchy_scaled",
      file: "bioassay.csv",
      formula: "deaths | trials(animals) ~ I(scale(log_dose) / 2)",
      priors: ["Intercept ~ cauchy(0, 10)", "coefficients ~ cauchy(0, 2.5)"],
      parameters: ["intercept_scaled", "slope_scaled"],
      isShared: false
    ),
    Case(
      id: "sex2_normal",
      file: "sex2.csv",
      formula: sex2,
      priors: ["Intercept ~ normal(0, 10)", "coefficients ~ normal(0, 2.5)"],
      parameters: sex2Parameters,
      isShared: false
    ),
    Case(
      id: "sex2_laplace",
      file: "sex2.csv",
      formula: sex2,
      priors: ["Intercept ~ normal(0, 10)", "coefficients ~ laplace(0, 1)"],
      parameters: sex2Parameters,
      isShared: false
    ),
    Case(
      id: "sex2_student4_informative",
      file: "sex2.csv",
      formula: sex2,
      priors: [
        "Intercept ~ student_t(4, 0, 5)", "vic ~ normal(2, 0.5)", "dia ~ student_t(4, 1, 1)",
        "coefficients ~ student_t(4, 0, 2.5)",
      ],
      parameters: sex2Parameters,
      isShared: false
    ),
    Case(
      id: "nes_logit",
      file: "nes_logit.csv",
      formula: "vote ~ income",
      priors: flat,
      parameters: ["(Intercept)", "income"]
    ),
    Case(
      id: "dogs_logit",
      file: "dogs.csv",
      formula: "y ~ n_avoid + n_shock",
      priors: ["Intercept ~ normal(0, 100)", "coefficients ~ normal(0, 100)"],
      parameters: ["beta[1]", "beta[2]", "beta[3]"]
    ),
    Case(
      id: "peregrine_binomial",
      file: "peregrine.csv",
      formula: "successes | trials(trials) ~ year + I(year^2)",
      priors: ["Intercept ~ normal(0, 100)", "coefficients ~ normal(0, 100)"],
      parameters: ["alpha", "beta1", "beta2"]
    ),
    Case(
      id: "ucbadmit_m11_7",
      file: "ucbadmit.csv",
      formula: "admit | trials(applications) ~ 0 + gender",
      priors: ["coefficients ~ normal(0, 1.5)"],
      parameters: ["a[female]", "a[male]"]
    ),
    Case(
      id: "wells_dist",
      file: "wells.csv",
      formula: "switched ~ dist",
      priors: flat,
      parameters: ["(Intercept)", "dist"]
    ),
    Case(
      id: "wells_dae",
      file: "wells.csv",
      formula: "switched ~ I(dist / 100) + arsenic + I(educ / 4)",
      priors: flat,
      parameters: wellsParameters + ["educ4"]
    ),
    Case(
      id: "wells_interaction",
      file: "wells.csv",
      formula: "switched ~ I(dist / 100) * arsenic",
      priors: flat,
      parameters: wellsParameters + ["inter_dist100_arsenic"]
    ),
    Case(
      id: "wells_loo_vignette_1",
      file: "wells.csv",
      formula: "switched ~ I(dist / 100) + arsenic",
      priors: ["Intercept ~ normal(0, 1)", "coefficients ~ normal(0, 1)"],
      parameters: wellsParameters
    ),
    Case(
      id: "wells_loo_vignette_2_log_arsenic",
      file: "wells.csv",
      formula: "switched ~ I(dist / 100) + log(arsenic)",
      priors: ["Intercept ~ normal(0, 1)", "coefficients ~ normal(0, 1)"],
      parameters: ["(Intercept)", "dist100", "log_arsenic"]
    ),
    Case(
      id: "wells_student7",
      file: "wells.csv",
      formula: "switched ~ I(dist / 100) + arsenic",
      priors: ["Intercept ~ student_t(7, 0, 2.5)", "coefficients ~ student_t(7, 0, 2.5)"],
      parameters: wellsParameters
    ),
  ]

  /// 15 posteriors on four routes, 10 to 35 numbers each.
  ///
  /// One number may lie beyond four standard errors (0.001 expected a posterior, more for quantiles,
  /// whose standard errors are themselves rough), none beyond six. The random walk is not tried on
  /// sex2_laplace, for which it is too slow: with 20,000 draws a chain `dia` has a bulk effective
  /// sample size of 206 (R-hat 1.025), with 60,000, in seven seconds of processor time, of 451 (1.021).
  @Test(arguments: cases(areShared: false), [Route.automatic, .warm, .windowed, .randomWalk])
  func fitMatchesReference(_ reference: Case, route: Route) async throws {
    try await Self.checkFit(reference, route: route)
  }

  /// The same for those whose data do not travel.
  @Test(
    .needsShared,
    arguments: cases(areShared: true),
    [Route.automatic, .warm, .windowed, .randomWalk]
  )
  func fitMatchesReferenceOnSharedData(_ reference: Case, route: Route) async throws {
    try await Self.checkFit(reference, route: route)
  }

  private static func checkFit(_ reference: Case, route: Route) async throws {
    if route == .randomWalk, reference.id == "sex2_laplace" { return }
    let expected = try ReferencePosterior(reference.id, order: reference.parameters)
    let result = try await fit(
      .file(try reference.path(), caseColumn: nil, delimiter: nil),
      seed: 1,
      formula: reference.formula,
      priors: reference.priors,
      route: route,
      draws: route == .randomWalk ? 20000 : 1000
    )
    #expect(result.summaries.count == expected.parameters.count)
    var beyond: [String] = []
    for (summary, parameter) in zip(result.summaries, expected.parameters) {
      #expect(summary.essBulk > 400)
      for (number, score) in scores(summary, parameter) {
        #expect(abs(score) < 6, "\(parameter.name) \(number)")
        if abs(score) > 4 { beyond.append("\(parameter.name) \(number): \(score)") }
      }
    }
    #expect(beyond.count <= 1, "\(beyond)")
  }

  /// Kernels that share nothing but the density agree with the exact answer, and so with each other.
  @Test func everySamplerMatches() async throws {
    let reference = try ReferencePosterior("csto_main_normal_exact", order: Self.cstoParameters)
    for route in Route.allCases {
      let result = try await Self.fit(
        .study("csto", coding: nil),
        seed: 5,
        set: "weakly-informative",
        route: route,
        draws: route == .randomWalk ? 20000 : 1000
      )
      for (summary, parameter) in zip(result.summaries, reference.parameters) {
        for (number, score) in Self.scores(summary, parameter) {
          #expect(abs(score) < 4.5, "\(route) \(parameter.name) \(number)")
        }
      }
    }
  }
}

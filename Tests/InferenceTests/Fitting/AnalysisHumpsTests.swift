import InferenceTestSupport
import RealModule
import Testing

@testable import Inference

/// Posteriors with several humps: either right, or not settled.
///
/// The truths are sums over a trapezoid rule in the coordinates of the priors, |z| <= 12.5, whose steps of 0.01
/// and 0.006 agree to the digits given (numpy 2, scipy 1.15: the maps by `t.isf(norm.sf(z))`).
@Suite struct AnalysisHumpsTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var link = Link.logit
    var rows: [(successes: Double, trials: Double, x: Double)]
    var priors: [String]
    /// Mean, sd and median of the intercept and of the slope; no median where it is not compared.
    var truths: [(mean: Double, sd: Double, median: Double)]
    var testDescription: String { name }
  }

  static let cases = [
    Case(
      name: "two priors against five failures each, probit",
      link: .probit,
      rows: [(0, 5, 0), (0, 5, 1)],
      priors: ["Intercept ~ student_t(7, -10, 0.0118)", "x ~ student_t(7, 14.57, 0.00579)"],
      truths: [(-16.0229, 1.35659, -15.8297), (14.52868, 0.50932, 14.569895)]
    ),
    Case(
      name: "a fortieth of the mass eight away",
      rows: [(0, 5, 0), (0, 5, 1)],
      priors: ["Intercept ~ student_t(7, -10, 0.03)", "x ~ student_t(7, 16, 0.03)"],
      truths: [(-10.209863, 1.289312, -10.0061927), (15.790183, 1.289170, 15.9938077)]
    ),
    Case(
      name: "half the mass eight away",
      rows: [(0, 5, 0), (0, 5, 1)],
      priors: ["Intercept ~ student_t(5, -10, 0.03)", "x ~ student_t(5, 16, 0.03)"],
      // The medians lie where there is hardly any density.
      truths: [(-14.440447, 4.852696, .nan), (11.560560, 4.852606, .nan)]
    ),
    Case(
      name: "a column in small units, separated",
      rows: [(0, 40, 0), (27, 27, 0.01)],
      priors: ["Intercept ~ normal(0, 10)", "x ~ student_t(7, 0, 1)"],
      truths: [(-4.249373, 1.629445, -3.9477), (821.83118, 279.18438, 775.87)]
    ),
    Case(
      name: "the same with fewer cases",
      rows: [(0, 20, 0), (15, 15, 0.01)],
      priors: ["Intercept ~ normal(0, 2.5)", "x ~ student_t(3, 1.979, 1)"],
      truths: [(-3.268664, 1.180202, -3.1556), (872.16962, 588.2514, 754.79)]
    ),
    Case(
      name: "a two-thousandth of the mass hundreds away",
      rows: [(0, 20, 0), (5, 5, 0.01)],
      priors: ["Intercept ~ laplace(0, 1)", "x ~ student_t(3, 0.862, 1)"],
      truths: [(-1.2155293, 0.4855200, -1.19424), (1.3073145, 16.72309, 0.920027)]
    ),
    Case(
      name: "two failures, complementary log-log",
      link: .cloglog,
      rows: [(0, 1, 0), (0, 1, 1)],
      priors: ["Intercept ~ student_t(7, -3.03, 0.019)", "x ~ student_t(7, 16.83, 0.0297)"],
      truths: [(-3.737080, 3.352394, -3.031372), (1.473953, 4.383644, 1.6230)]
    ),
  ]

  static func input(
    _ rows: [(successes: Double, trials: Double, x: Double)],
    formula: String = "k | trials(n) ~ x",
    priors: [String],
    link: Link = .logit,
    seed: UInt64 = 1,
    sampler: AnalysisOptions.Sampler = .automatic
  ) throws -> AnalysisInput {
    var options = AnalysisOptions(
      source: .file("made up", caseColumn: nil, delimiter: nil),
      run: try ApproximationCases.settings(seed: seed),
      noUTurn: try #require(NoUTurnSettings())
    )
    (options.link, options.sampler) = (link, sampler)
    let problem = try RegressionProblem.make(
      of: Table(
        source: "made up",
        columns: [
          Column(name: "k", values: .numeric(rows.map { $0.successes })),
          Column(name: "n", values: .numeric(rows.map { $0.trials })),
          Column(name: "x", values: .numeric(rows.map { $0.x })),
        ],
        caseNames: rows.indices.map { "case \($0 + 1)" }
      ),
      data: DataDescription(name: "made up", fingerprints: [:]),
      formula: Formula(formula),
      options.model
    ) { design throws(PriorError) in
      try PriorSet(set: "weakly-informative", statements: priors, for: design)
    }
    return try AnalysisInput(problem, options)
  }

  /// How many joint errors a run is from the truth at most.
  private static func score(_ result: AnalysisResult, _ truths: Case) -> Double {
    zip(result.summaries, truths.truths).reduce(0) { worst, pair in
      let (own, truth) = pair
      let mean = max(worst, abs(own.mean - truth.mean) / own.mcseMean)
      guard truth.median.isFinite else { return mean }
      return max(mean, abs(own.median - truth.median) / (own.mcseMedian + 1e-4 * own.sd))
    }
  }

  /// The hardest of them, in which the certificate of the mixture may fail by the tails of its weights.
  private static let unsettled = [
    "two priors against five failures each, probit", "half the mass eight away",
    "a column in small units, separated", "the same with fewer cases",
    "two failures, complementary log-log",
  ]

  /// What is certified is right, and what is not settled says so.
  @Test(arguments: cases) func whatIsCertifiedIsRight(_ example: Case) async throws {
    for seed in [1, 2] as [UInt64] {
      let input = try Self.input(
        example.rows,
        priors: example.priors,
        link: example.link,
        seed: seed
      )
      let result = try await Analysis.run(input)
      let score = Self.score(result, example)
      guard result.engine.sampler == .independence else {
        #expect(Self.unsettled.contains(example.name))
        #expect(!result.isTrustworthy || score < 4.5, "\(result.summaries)")
        continue
      }
      #expect(result.engine.method?.approximationName == "mixture")
      #expect(score < 4.5, "\(result.summaries)")
    }
  }

  /// Chains that start on each hump do not mix: either right, or a failed check.
  @Test(arguments: cases) func noChainPassesWhileWrong(_ example: Case) async throws {
    let input = try Self.input(
      example.rows,
      priors: example.priors,
      link: example.link,
      sampler: .nuts
    )
    let result = try await Analysis.run(input)
    #expect(!result.isTrustworthy || Self.score(result, example) < 4.5)
    guard case .windowed = result.engine.warmup else {
      Issue.record("a warm start on one of several humps")
      return
    }
  }

  /// So many cases that the hump at the prior's centre, where a search begins, does not count.
  static let hidden = [
    Case(
      name: "a hump at the centre of the prior that does not count",
      rows: [(0, 80, 0), (54, 54, 0.01)],
      priors: ["Intercept ~ normal(0, 10)", "x ~ student_t(7, 0, 1)"],
      truths: [(-5.387197, 1.790339, -5.008405), (1060.7136, 307.04588, 999.48741)]
    ),
    Case(
      name: "the same with more cases",
      rows: [(0, 200, 0), (135, 135, 0.01)],
      priors: ["Intercept ~ normal(0, 10)", "x ~ student_t(7, 0, 1)"],
      truths: [(-6.680872, 1.989719, -6.244178), (1335.3799, 351.82256, 1262.0427)]
    ),
  ]

  /// A hump that does not count is neither certified nor where chains start.
  @Test(arguments: hidden, [AnalysisOptions.Sampler.automatic, .nuts, .exact])
  func theHumpThatCounts(_ example: Case, sampler: AnalysisOptions.Sampler) async throws {
    let input = try Self.input(example.rows, priors: example.priors, sampler: sampler)
    let result = try await Analysis.run(input)
    #expect(result.summaries[1].median > 900)
    #expect(!result.isTrustworthy || Self.score(result, example) < 4.5, "\(result.summaries)")
  }

  /// Two equal columns under Cauchy priors: by symmetry every median is 0, and by quadrature along and
  /// across the ridge the 95 % quantile is 3.42.
  @Test func equalColumnsUnderCauchyPriors() async throws {
    var options = AnalysisOptions(
      source: .file(Trials.path("aliased-cauchy.csv"), caseColumn: nil, delimiter: nil),
      run: try ApproximationCases.settings(),
      noUTurn: try #require(NoUTurnSettings())
    )
    options.formula = "k | trials(n) ~ 0 + x + z"
    options.priorStatements = ["coefficients ~ cauchy(0, 2.5)"]
    for sampler in [AnalysisOptions.Sampler.automatic, .nuts] {
      options.sampler = sampler
      let result = try await Analysis.run(AnalysisInput.read(options))
      for summary in result.summaries where result.isTrustworthy {
        #expect(abs(summary.median) < 4.5 * summary.mcseMedian)
        #expect(abs(summary.q95 - 3.42) < 4.5 * summary.mcseQ95 + 0.02)
        #expect(abs(summary.q5 + 3.42) < 4.5 * summary.mcseQ5 + 0.02)
      }
    }
  }
}

import InferenceTestSupport
import Testing

@testable import Inference
@testable import InferenceCore

@Suite struct LogFPriorTests {
  @Test func agreesWithReferences() throws {
    try DensityReference.check(LogF.self, count: 24)
  }

  @Test(arguments: [[1.0, 1], [2, 2], [1, 3], [0.5, 8], [40, 3]])
  func obeysTheLaws(arguments: [Double]) {
    #expect(checkPrior(LogF(arguments: arguments)) == [])
  }

  /// log_F(2, 2) is the standard logistic distribution.
  @Test func twoAndTwoIsLogistic() {
    let (prior, logistic) = (LogF(m1: 2, m2: 2), Logistic(location: 0, scale: 1))
    #expect(prior.location == 0 && prior.isSymmetric)
    for x in [-50, -3, -0.7, 0, 1e-9, 1.5, 45] {
      let (found, expected) = (prior.logDensity(at: x), logistic.logDensity(at: x))
      #expect(abs(found.value - expected.value) <= 1e-14 * abs(expected.value))
      #expect(abs(found.score - expected.score) <= 1e-14 * abs(expected.score))
      #expect(abs(prior.cumulative(x) / logistic.cumulative(x) - 1) < 1e-13)
    }
  }

  /// The upper tail of log_F(m1, m2) is the lower one of log_F(m2, m1), far beyond the last double below 1.
  @Test func tailsAreMirrored() {
    let (prior, mirrored) = (LogF(m1: 1, m2: 3), LogF(m1: 3, m2: 1))
    #expect(!prior.isSymmetric && abs(prior.location + mirrored.location) < 1e-14)
    for probability in [1e-300, 1e-33, 1e-6, 0.3, 0.5, 0.9] {
      let value = prior.upperQuantile(probability)
      #expect(value == -mirrored.quantile(probability))
      #expect(abs(prior.upperTail(value) - probability) <= 1e-11 * probability)
    }
  }

  /// It has no scale among its arguments, and what would divide it gets nothing.
  @Test func isNotRescaled() throws {
    #expect(try CoefficientPrior("log_F(1, 1)").rescaled(dividingBy: 2) == nil)
  }

  /// Stan takes a log density; the others have no such distribution.
  @Test func toolsWithoutWordsAreNamed() throws {
    let model = try ModelExportTests.model(
      Array(repeating: .logF(LogF(m1: 1, m2: 3)), count: 6)
    )
    let program = try #require(StanModel().files(of: model).first?.contents.text())
    #expect(
      program.contains(
        "\n  target += 1 / 2.0 * beta[2] - (1 + 3) / 2.0 * log1p_exp(beta[2]);  // dose\n"
      )
    )
    #expect(StanModel().firstUnknown(in: model) == nil)
    for tool in ModelExports.all where tool.tool != "stan" {
      #expect(tool.firstUnknown(in: model)?.column == "Intercept", "\(tool.tool)")
    }
  }
}

/// Fits under log_F priors and a flat intercept against quadrature.
@Suite struct LogFFitTests {
  private static func input(_ id: String) throws -> AnalysisInput {
    var options = try AnalysisOptions.reference(
      id,
      else: ("firth20.csv", "y ~ x1 + x2"),
      draws: 4000,
      seed: 17
    )
    let family = id.hasSuffix("11") ? "log_F(1, 1)" : "log_F(2, 2)"
    options.priorStatements = ["Intercept ~ flat()", "coefficients ~ \(family)"]
    return try AnalysisInput.read(options)
  }

  /// Eight fits are compared in some twenty numbers each: 4 errors for one of them, more for the largest of all.
  @Test(
    arguments: ["csto_logF11", "csto_logF22", "firth20_logF11", "firth20_logF22"],
    [AnalysisOptions.Sampler.automatic, .nuts]
  )
  func fitsAgreeWithQuadrature(
    _ id: String,
    _ sampler: AnalysisOptions.Sampler
  ) async throws {
    var input = try Self.input(id)
    input.options.sampler = sampler
    let reference = try ReferencePosterior(id, order: References.names(of: input.model))
    let result = try await Analysis.run(input)
    let limit = MonteCarloError.limit(comparisons: 8 * 5 * result.summaries.count)
    var beyondFour = 0
    for (summary, parameter) in zip(result.summaries, reference.parameters) {
      for (number, score) in ReferencePosteriorTests.scores(summary, parameter) {
        #expect(abs(score) < limit, "\(summary.name) \(number)")
        if abs(score) >= 4 { beyondFour += 1 }
      }
    }
    #expect(beyondFour <= 1)
  }
}

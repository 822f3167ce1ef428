import InferenceTestSupport
import Testing

@testable import InferenceCore

@Suite("BridgeSampling") struct BridgeSamplingTests {
  /// Draws as a run makes them.
  static func draws(
    _ model: BinaryRegression,
    seed: UInt64,
    count: Int = 1000
  ) async throws -> Draws {
    let settings = try #require(RunSettings(chains: 4, draws: count, seed: seed, threads: 2))
    let run = await (try ApproximationCases.sampler(model, settings: settings)).run()
    return Draws(parameterNames: model.parameterNames, chains: run.chains)
  }

  /// csto_main_normal_exact: -4.3713715, by quadrature to 1e-8.
  @Test func builtInStudy() async throws {
    let model = try CaseRefitsTests.input().model
    var worst = 0.0
    for seed in 1...20 as ClosedRange<UInt64> {
      let draws = try await Self.draws(model, seed: seed)
      let bridge = try BridgeSampling(of: model, draws: draws, seed: seed)
      let error = abs(bridge.logMarginalLikelihood + 4.3713715)
      #expect(error < 0.01 && error < 4.5 * bridge.mcse, "\(error) \(bridge)")
      #expect(bridge.mcse < 0.004)
      worst = max(worst, error / bridge.mcse)
    }
    // An error that were several times too large would never be seen by the line above.
    #expect(worst > 0.8)
  }

  /// Reference posteriors with their log marginal likelihoods.
  @Test func referencePosteriors() async throws {
    for (priors, value, error) in [
      (ApproximationCases.sex2Normal, -154.09120, 1e-4),
      (ApproximationCases.sex2Laplace, -154.68247, 1e-4),
      (ApproximationCases.sex2Student, -152.29158, 1e-4),
    ] {
      let model = try ApproximationCases.sex2(priors)
      let draws = try await Self.draws(model, seed: 3)
      let bridge = try BridgeSampling(of: model, draws: draws, seed: 3)
      #expect(abs(bridge.logMarginalLikelihood - value) < 4 * bridge.mcse + error, "\(bridge)")
      #expect(bridge.mcse < 0.006)
    }
  }

  /// With one coefficient the integral is one-dimensional: mpmath 1.4.1 below.
  @Test func oneCoefficient() async throws {
    let model = try Self.interceptOnly(prior: "cauchy(0, 2.5)")
    let draws = try await Self.draws(model, seed: 5)
    let bridge = try BridgeSampling(of: model, draws: draws, seed: 5)
    #expect(abs(bridge.logMarginalLikelihood - Self.cauchyEvidence) < 4 * bridge.mcse)
    #expect(bridge.mcse < 0.003)
  }

  // mp.log(mp.quad(lambda b: mp.e**(2*b)/(1+mp.e**b)**7/(mp.pi*2.5*(1+(b/2.5)**2)),
  //   [-mp.inf, -20, -5, -2, -1, 0, 2, 5, 20, mp.inf]))
  private static let cauchyEvidence = -5.6761950375459588

  /// Two of seven cases have the outcome; the formula has nothing but an intercept.
  static func interceptOnly(prior: String) throws -> BinaryRegression {
    let table = Table(
      source: "seven cases",
      columns: [Column(name: "y", values: .numeric([1, 0, 0, 1, 0, 0, 0]))],
      caseNames: (1...7).map { "case \($0)" }
    )
    let design = try DesignMatrix(formula: Formula("y ~ 1"), table: table)
    let prior = try PriorSet(
      specification: PriorLibrary.builtIn.specification("weakly-informative"),
      overrides: [try PriorStatement("Intercept ~ \(prior)")],
      columns: design.columns.map(PriorColumn.init)
    )
    return BinaryRegression(design: design, prior: prior)
  }

  @Test func improperPriorsHaveNone() async throws {
    let model = try Self.interceptOnly(prior: "flat()")
    let draws = Draws(
      parameterNames: ["Intercept"],
      chains: [ChainDraws(chain: 1, dimension: 1, values: [0, 1, 2])]
    )
    #expect(throws: BridgeSampling.Failure.improperPrior(coefficients: ["Intercept"])) {
      try BridgeSampling(of: model, draws: draws, seed: 1)
    }
  }

  @Test func drawsThatDoNotVary() async throws {
    let model = try Self.interceptOnly(prior: "normal(0, 1)")
    func draws(_ values: [Double]) -> Draws {
      Draws(
        parameterNames: ["Intercept"],
        chains: [ChainDraws(chain: 1, dimension: 1, values: values)]
      )
    }
    #expect(throws: BridgeSampling.Failure.tooFewDraws) {
      try BridgeSampling(of: model, draws: draws([0, 1, 2]), seed: 1)
    }
    #expect(throws: BridgeSampling.Failure.degenerateDraws) {
      try BridgeSampling(of: model, draws: draws([Double](repeating: 1, count: 100)), seed: 1)
    }
  }
}

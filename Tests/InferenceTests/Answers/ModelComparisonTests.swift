import Inference
import Testing

@testable import InferenceCore

@Suite("ModelComparison") struct ModelComparisonTests {
  private static let names = ["a", "b", "c", "d"]

  /// A model whose leave-one-out densities are given.
  private static func model(
    _ name: String,
    _ elpd: [Double],
    names: [String] = names,
    evidence: Double? = nil,
    error: Double = 0
  ) throws -> ModelComparison.Model {
    let likelihood = PointwiseLogLikelihood(
      caseNames: names,
      values: elpd.map { [[Double](repeating: $0, count: 20)] }
    )
    var leaveOneOut = try LeaveOneOut(likelihood)
    for index in leaveOneOut.cases.indices { leaveOneOut.cases[index].mcse = error }
    return ModelComparison.Model(
      cases: outcomes(name, names),
      leaveOneOut: leaveOneOut,
      evidence: evidence.map {
        .success(
          BridgeSampling(logMarginalLikelihood: $0, mcse: 0.03, halves: [$0, $0], proposalCount: 1)
        )
      } ?? .failure(.improperPrior(coefficients: ["x"]))
    )
  }

  private static func outcomes(
    _ model: String,
    _ names: [String],
    successes: [Double]? = nil
  ) -> CaseOutcomes {
    CaseOutcomes(
      model: model,
      caseNames: names,
      successes: successes ?? names.map { $0 == "a" ? 1 : 0 },
      trials: names.map { _ in 1 }
    )
  }

  @Test func differencesArePaired() throws {
    // The second model lists its cases in another order; differences are -0.5, 0.1, -1, -0.2.
    let comparison = try ModelComparison(
      [
        try Self.model("one", [-1, -0.4, -2, -0.5], evidence: -5),
        try Self.model("two", [-0.7, -1.5, -3, -0.3], names: ["d", "a", "c", "b"], evidence: -4),
      ],
      seed: 1
    )
    let (best, other) = (comparison.rows[0], comparison.rows[1])
    #expect(best.model.cases.model == "one" && best.difference == 0 && best.cautions.isEmpty)
    #expect(abs(other.difference + 1.6) < 1e-12)
    // sqrt(4) times the sd of (-0.5, 0.1, -1, -0.2), which is sqrt(0.66 / 3).
    #expect(abs(other.standardError - 2 * (0.66 / 3).squareRoot()) < 1e-12)
    // Phi(1.6 / 0.938083151964686)
    #expect(abs(other.probabilityWorse - 0.955962) < 1e-5)
    #expect(other.cautions == [.fewCases(4), .smallDifference])
    #expect(abs(best.stackingWeight + other.stackingWeight - 1) < 1e-12)
    #expect(abs(best.pseudoBMAWeight - 1 / (1 + Portable.exp(-1.6))) < 1e-12)
    #expect(best.bootstrappedWeight > 0.5 && best.bootstrappedWeight < best.pseudoBMAWeight)
    #expect(abs(best.logBayesFactor + 1) < 1e-12 && other.logBayesFactor == 0)
    #expect(abs(best.bayesFactorError - 0.03 * 2.0.squareRoot()) < 1e-12)
    #expect(abs(best.probability - 1 / (1 + Portable.exp(1))) < 1e-12)
  }

  /// Monte Carlo errors of 0.1 for each of four cases: 0.2 of each elpd, sqrt(0.08) of the difference of 1.6.
  @Test func monteCarloErrorsAreTakenIn() throws {
    func comparison(_ error: Double) throws -> ModelComparison {
      try ModelComparison(
        [
          try Self.model("one", [-1, -0.4, -2, -0.5], error: error),
          try Self.model("two", [-1.5, -0.3, -3, -0.7], error: error),
        ],
        seed: 1
      )
    }
    let told = try comparison(0.1)
    #expect(abs(told.rows[1].monteCarloError - 0.08.squareRoot()) < 1e-12)
    // scipy.stats.norm.cdf(1.6 / sqrt(0.88 + 0.08))
    #expect(abs(told.rows[1].probabilityWorse - 0.9487647825701253) < 1e-9)
    #expect(!told.rows[1].isWithinMonteCarloError && !told.isStackingShared)
    #expect(told.rows[0].stackingWeight > 0.99)
    // With 0.3 the difference is within three errors of 0.849: nothing is known of it.
    let equal = try comparison(0.3)
    #expect(equal.rows[1].isWithinMonteCarloError && equal.rows[1].probabilityWorse.isNaN)
    #expect(equal.rows[1].probabilityProblem == "the difference is within its Monte Carlo error")
    #expect(told.rows[1].probabilityProblem == nil && told.rows[0].isBest)
    #expect(equal.isStackingShared)
    #expect(equal.rows.allSatisfy { abs($0.stackingWeight - 0.5) < 1e-12 })
    #expect(equal.rows.allSatisfy { $0.stackingError > 0.2 && $0.stackingError <= 0.5 })
    let conclusion = ComparisonExport(equal).conclusion
    #expect(
      conclusion.hasPrefix(
        "In short: one and two cannot be told apart: the difference, 1.6 nats, is within 3"
      )
    )
    // 1.6 is more than one standard error of 0.938, and less than two.
    #expect(
      ComparisonExport(told).conclusion
        == "In short: one and two cannot be told apart: the difference, 1.6 nats, is smaller than twice its "
        + "standard error, 0.94. With 4 cases, fewer than 100, standard errors are rough: too small rather "
        + "than too large."
    )
  }

  /// A third model that is far worse keeps its weight of nothing.
  @Test func onlyEqualsShare() throws {
    let comparison = try ModelComparison(
      [
        try Self.model("one", [-1, -0.4, -2, -0.5], error: 0.05),
        try Self.model("two", [-1.02, -0.41, -2, -0.5], error: 0.05),
        try Self.model("three", [-4, -4, -4, -4], error: 0.05),
      ],
      seed: 1
    )
    let weights = comparison.rows.map(\.stackingWeight)
    #expect(abs(weights[0] - 0.5) < 1e-6 && abs(weights[1] - 0.5) < 1e-6 && weights[2] < 1e-6)
    #expect(comparison.rows.map(\.isWithinMonteCarloError) == [false, true, false])
  }

  @Test func improperModelsHaveNoEvidence() throws {
    let comparison = try ModelComparison(
      [
        try Self.model("flat", [-1, -1, -1, -1]),
        try Self.model("two", [-3, -3, -3, -3], evidence: -4),
      ],
      seed: 1
    )
    #expect(comparison.rows[0].probability.isNaN && comparison.rows[0].logBayesFactor.isNaN)
    #expect(comparison.rows[1].probability == 1)
    #expect(comparison.rows[1].cautions == [.fewCases(4)])
  }

  @Test func otherDataAreRefused() {
    let first = Self.outcomes("one", Self.names)
    func refusal(_ second: CaseOutcomes) -> CaseComparisonError? {
      do throws(CaseComparisonError) {
        try ModelComparison.requireSameCases([first, second])
        return nil
      } catch {
        return error
      }
    }
    #expect(refusal(Self.outcomes("two", ["d", "c", "b", "a"])) == nil)
    #expect(
      refusal(Self.outcomes("two", ["a", "b", "c"]))
        == .missingCase(caseName: "d", has: "one", lacks: "two")
    )
    #expect(
      refusal(Self.outcomes("two", ["a", "b", "c", "d", "e"]))
        == .missingCase(caseName: "e", has: "two", lacks: "one")
    )
    #expect(
      refusal(Self.outcomes("two", Self.names, successes: [1, 0, 1, 0]))
        == .differentOutcomes(caseName: "c", first: "one", "0 of 1", second: "two", "1 of 1")
    )
    #expect(
      refusal(Self.outcomes("two", ["a", "b", "c", "c"]))
        == .repeatedName(caseName: "c", model: "two")
    )
    #expect(refusal(Self.outcomes("two", [])) == .noCases)
  }
}

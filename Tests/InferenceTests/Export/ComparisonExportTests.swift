import Inference
import Testing

@testable import InferenceCore

@Suite struct ComparisonExportTests {
  @Test func aRowForEachModel() throws {
    func model(
      _ name: String,
      _ elpd: Double,
      _ evidence: Result<BridgeSampling, BridgeSampling.Failure>
    ) throws -> ModelComparison.Model {
      let row = [[Double](repeating: elpd, count: 10)]
      return ModelComparison.Model(
        cases: CaseOutcomes(
          model: name,
          caseNames: ["a", "b"],
          successes: [0, 1],
          trials: [1, 1]
        ),
        leaveOneOut: try LeaveOneOut(
          PointwiseLogLikelihood(caseNames: ["a", "b"], values: [row, row])
        ),
        evidence: evidence
      )
    }
    let bridge = BridgeSampling(
      logMarginalLikelihood: -7,
      mcse: 0.01,
      halves: [-7, -7],
      proposalCount: 9
    )
    let export = ComparisonExport(
      try ModelComparison(
        [
          try model("flat", -2, .failure(.improperPrior(coefficients: ["x", "z"]))),
          try model("proper", -1, .success(bridge)),
        ],
        seed: 1
      )
    )
    let lines = export.table.text().split(separator: "\n").map(String.init)
    #expect(lines.count == 3 && lines[1].hasPrefix("proper,-2,") && lines[2].hasPrefix("flat,-4,"))
    #expect(
      lines[2].contains(
        ",\"flat prior on x, z: the marginal likelihood has no scale\","
          + "fewer than 100 cases; difference below 4,,,undefined: "
      )
    )
    #expect(lines[2].contains(" log_bayes_factor mcse_log_bayes_factor posterior_probability"))
    #expect(!lines[2].contains("NaN"))
    // The best has nobody to be worse than: an empty field, and no complaint of it.
    #expect(!lines[1].contains("undefined"))
    let best = lines[1].split(separator: ",", omittingEmptySubsequences: false)
    let column = try #require(export.table.columns.firstIndex(of: "p_worse"))
    #expect(best[column].isEmpty && !lines[2].contains("p_worse"))
    guard case .array(let models)? = export.json["models"] else {
      Issue.record("no models")
      return
    }
    #expect(models[0]["log_marginal_likelihood"] == .number(-7))
    #expect(models[0]["no_marginal_likelihood"] == .null)
    #expect(models[0]["posterior_probability"] == .number(1))
    #expect(models[0]["p_worse"] == .null)
    #expect(models[0]["no_p_worse"] == .string("the others are compared with this model"))
    #expect(models[1]["no_p_worse"] == .null)
    guard case .number(let missing)? = models[1]["log_marginal_likelihood"] else {
      Issue.record("no number")
      return
    }
    #expect(missing.isNaN)
  }
}

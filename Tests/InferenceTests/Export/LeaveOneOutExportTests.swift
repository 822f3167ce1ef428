import Inference
import Testing

@testable import InferenceCore

@Suite struct LeaveOneOutExportTests {
  private static func export() throws -> LeaveOneOutExport {
    let likelihood = PointwiseLogLikelihood(
      caseNames: ["a, b", "c"],
      values: [[[-1, -1, -1, -1]], [[-2, -2, -2, -2]]]
    )
    let refit = CaseRefitPrediction(
      index: 1,
      elpd: -2.5,
      mcse: 0.5,
      failure: nil,
      isImproper: false
    )
    return LeaveOneOutExport(
      try LeaveOneOut(likelihood).replacing(with: [refit]),
      waic: WAIC(likelihood)
    )
  }

  @Test func tableHasARowForEachCase() throws {
    let lines = try Self.export().table.text().split(separator: "\n").map(String.init)
    #expect(
      lines[0] == "case,elpd_loo,mcse_elpd_loo,probability,p_loo,pareto_k,n_eff,r_eff,elpd_psis,"
        + "lpd,elpd_waic,p_waic,method,refit_problem,caveat"
    )
    #expect(lines.count == 3 && lines[1].hasPrefix("\"a, b\",-"))
    // The four draws give the case one likelihood: no tail to fit a k-hat to, whose field is empty, and the row
    // says so.
    #expect(lines[1].hasSuffix(",psis,,equal-weights; infinite: pareto_k"), "\(lines[1])")
    let elpd = try #require(
      lines[1].split(separator: ",").dropFirst(2).first.flatMap { Double($0) }
    )
    #expect(abs(elpd + 1) < 1e-12)
    #expect(
      lines[2].hasPrefix("c,-2.5,0.5,") && lines[2].hasSuffix(",refit,,infinite: pareto_k"),
      "\(lines[2])"
    )
  }

  @Test func jsonHasTotalsAndCases() throws {
    let json = try Self.export().json
    #expect(json["elpd_loo"]?["estimate"] == .number(-3.5))
    #expect(json["elpd_waic"]?["estimate"] == .number(-3))
    #expect(json["refits"] == .integer(1) && json["cases"] == .integer(2))
    guard case .array(let cases)? = json["pointwise"] else {
      Issue.record("no cases")
      return
    }
    #expect(cases[1]["method"] == "refit" && cases[1]["elpd_psis"] == .number(-2))
    #expect(cases[0]["refit_problem"] == .null)
  }
}

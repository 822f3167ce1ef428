import Foundation
import InferenceTestSupport
import Testing

@testable import Inference

@Suite("CaseInfluence") struct CaseInfluenceTests {
  /// csto_main_normal_loo_exact: posteriors without a case, by quadrature.
  @Test func equalsQuadrature() async throws {
    let input = try CaseRefitsTests.input()
    let expected = try #require(
      try References.expected("csto_main_normal_loo_exact")["posterior_without_case"]
        as? [String: [String: [String: Double]]]
    )
    let influence = try #require(
      await CaseRefits(input, threads: 2).influence(of: Array(0..<8))
    )
    let names = ["(Intercept)", "protest", "ethnic", "foreign", "security_uncertainty"]
    for item in influence.cases {
      let reference = try #require(expected[item.name], "\(item.name)")
      #expect(item.failure == nil)
      for (index, name) in names.enumerated() {
        let numbers = try #require(reference[name])
        let found = item.quantities[index]
        let mean = try #require(numbers["mean"])
        let sd = try #require(numbers["sd"])
        #expect(abs(found.mean - mean) < 4.5 * found.mcseMean, "\(item.name) \(name)")
        #expect(found.mcseMean < 0.02 * sd)
        #expect(abs(found.sd / sd - 1) < 0.03, "\(item.name) \(name)")
        #expect(abs(found.median - (try #require(numbers["q50"]))) < 0.05 * sd)
      }
    }
    // Kazakhstan 2022 is the only case with the outcome.
    #expect(influence.cases[0].name == "KAZ2022")
    let largest = try #require(influence.cases[0].largest)
    #expect(abs(influence.cases[0].shifts[largest]) > 1)
  }

  @Test func shiftsAreInDeviationsOfTheWhole() {
    func quantity(_ mean: Double, _ sd: Double, median: Double = 0) -> ReportedQuantity {
      ReportedQuantity(
        kind: .coefficient,
        name: "x",
        estimates: Estimates(
          mean: mean,
          sd: sd,
          median: median,
          mad: 2,
          mcseMean: 0.01
        ),
        probabilityPositive: 0.5
      )
    }
    let influence = CaseInfluence(
      full: [quantity(1, 0.5)],
      refits: [
        ("a", .init(quantities: [quantity(1.25, 0.5)])),
        ("b", .init(quantities: [], failure: "improper")),
        ("c", .init(quantities: [quantity(0, 3)])),
        // Without a mean the median moves, over the scaled median distance.
        ("d", .init(quantities: [quantity(.nan, .nan, median: 3)])),
      ]
    )
    #expect(influence.cases.map(\.name) == ["c", "d", "a", "b"])
    #expect(influence.cases.map { $0.shifts.first ?? .nan }.prefix(3) == [-2, 1.5, 0.5])
    #expect(influence.cases[3].largest == nil && influence.cases[3].failure == "improper")
  }

  @Test func improperWithoutACase() async throws {
    // Without "even" no case with x lacks the outcome, and the flat prior lets x go. Without "odd" x could
    // only go where the intercept falls as far, and that has a proper prior.
    let path = FileManager.default.temporaryDirectory
      .appending(path: "influence-\(ProcessInfo.processInfo.processIdentifier).csv")
    let rows = ["name,y,x", "a,1,1", "b,1,1", "c,0,0", "d,0,0", "odd,1,0", "even,0,1"]
    try rows.joined(separator: "\n").write(to: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: path) }
    var options = AnalysisOptions(
      source: .file(path.path, caseColumn: nil, delimiter: nil),
      run: try ApproximationCases.settings(),
      noUTurn: try #require(NoUTurnSettings())
    )
    options.formula = "y ~ x"
    options.priorStatements = ["x ~ flat()"]
    let input = try AnalysisInput.read(options)
    let refits = CaseRefits(input, threads: 2)
    let predictions = await refits.predictions(for: [0, 4, 5])
    #expect(predictions.map(\.isImproper) == [false, false, true])
    #expect(predictions[1].elpd.isFinite)
    #expect(predictions[2].elpd.isNaN)
    #expect(predictions[2].failure?.contains("`x`") == true)
    let influence = try #require(await refits.influence(of: [0, 5]))
    #expect(influence.cases.map(\.name) == ["a", "even"])
    #expect(influence.cases[1].quantities.isEmpty)
  }
}

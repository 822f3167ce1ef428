import Foundation
import InferenceTestSupport
import Testing

@testable import Inference
@testable import InferenceCore

/// What an answer rests on, against a calculation that shares nothing with it.
///
/// The references weight 30 million draws from the prior by the likelihood of the cases left (numpy 2,
/// default_rng(1)): intercept ~ normal(0, 10), conditions ~ normal(0, 2.5); sceptical: normal(0, 5) and
/// normal(0, 1). The average goes over all eight cases each time. Their errors, from 1.3 million effective draws or
/// more, are below 0.0004.
struct AnswerBasisTests {
  private static let referenceError = 0.0004
  private static let without = [
    "KGZ2005": (0.31382, 0.92906), "KGZ2020": (0.31382, 0.92906), "BLR2020": (0.31382, 0.92906),
    "KGZ2010": (0.32588, 0.93916), "TJKKGZ2021": (0.32588, 0.93916),
    "ARM2021": (0.32765, 0.94006), "RUS2024": (0.32587, 0.93742), "KAZ2022": (0.02153, 0.50015),
  ]

  private static func basis(
    _ change: (inout AnalysisOptions) -> Void = { _ in }
  ) async throws -> AnswerBasis? {
    var options = AnalysisOptions(
      source: .study("csto", coding: nil),
      run: try #require(RunSettings(seed: 4, threads: 2)),
      noUTurn: try #require(NoUTurnSettings())
    )
    change(&options)
    return try await Analysis.run(AnalysisInput.read(options)).basis
  }

  private static func agrees(_ estimate: AnswerBasis.Estimate, _ reference: (Double, Double))
    -> Bool
  {
    let error = (estimate.mcse * estimate.mcse + referenceError * referenceError).squareRoot()
    let positive = estimate.positive * (1 - estimate.positive)
    // Weighted points are worth no less than some 2500 independent ones here.
    return abs(estimate.effect - reference.0) <= 4 * error
      && abs(estimate.positive - reference.1) <= 4 * (positive / 2500).squareRoot()
  }

  @Test func agreesWithWeightedPriorDraws() async throws {
    let basis = try #require(try await Self.basis())
    #expect(basis.condition == "security_uncertainty" && basis.change == "no -> yes")
    #expect(basis.unjudged.isEmpty && basis.improper.isEmpty)
    #expect(Self.agrees(basis.full, (0.32188, 0.94065)))
    #expect(basis.cases.map(\.name).sorted() == Self.without.keys.sorted())
    for estimate in basis.cases {
      let reference = try #require(Self.without[estimate.name])
      #expect(Self.agrees(estimate, reference), "\(estimate)")
    }
    #expect(basis.mostInfluential?.name == "KAZ2022")
    #expect(Self.agrees(try #require(basis.sceptical), (0.09698, 0.78468)))
  }

  /// The only case with the outcome cannot be taken out by weights.
  @Test func refitsWhereWeightsDoNotServe() async throws {
    let basis = try #require(try await Self.basis())
    #expect(basis.mostInfluential?.method == .refit)
    #expect(basis.cases.contains { $0.method == .reweighted })
  }

  @Test func drawsOfChainsSay() async throws {
    let basis = try #require(try await Self.basis { $0.sampler = .nuts })
    for estimate in basis.cases {
      #expect(Self.agrees(estimate, try #require(Self.without[estimate.name])), "\(estimate)")
    }
  }

  @Test func sameForAnyNumberOfThreads() async throws {
    let one = try await Self.basis { $0.fit.run = RunSettings(seed: 4, threads: 1) ?? $0.fit.run }
    #expect(try await Self.basis() == one)
  }

  @Test func scepticalPriorsAreNotComparedWithThemselves() async throws {
    let basis = try #require(try await Self.basis { $0.priorSet = AnswerBasis.scepticalSet })
    #expect(basis.sceptical == nil && !basis.cases.isEmpty)
  }

  /// Without a condition there is no effect to rest on anything.
  @Test func nothingWithoutConditions() async throws {
    #expect(try await Self.basis { $0.formula = "intervention ~ 1" } == nil)
  }

  /// A flat prior: without the one case that has the condition and lacks the outcome the posterior does not exist.
  @Test func impropersAreNamed() async throws {
    let path = FileManager.default.temporaryDirectory.appending(
      path: "basis-\(UUID().uuidString).csv"
    )
    let rows = ["name,y,x", "a,1,1", "b,1,1", "c,0,0", "d,0,0", "odd,1,0", "even,0,1"]
    try rows.joined(separator: "\n").write(to: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: path) }
    let basis = try #require(
      try await Self.basis {
        $0.cases = CaseSource(.file(path.path, caseColumn: nil, delimiter: nil))
        $0.formula = "y ~ x"
        $0.priorStatements = ["x ~ flat()"]
      }
    )
    #expect(basis.improper == ["even"])
    #expect(!basis.cases.contains { $0.name == "even" } && basis.unjudged.isEmpty)
  }
}

import Testing

@testable import InferenceCore

/// What is to be fitted, with and without a case.
@Suite struct RegressionProblemTests {
  private static func problem(_ csv: String) throws -> RegressionProblem {
    try AnalysisInputTests.input(csv, "y ~ x").problem
  }

  private static let overlapping = "y,x\nyes,yes\nno,no\nyes,no\nno,yes\n"

  /// The four corners overlap; without one of them the other three are separated.
  @Test func withoutACaseItHasTheSeparationAndTheWarningsOfTheCasesLeft() throws {
    let problem = try Self.problem(Self.overlapping)
    #expect(problem.separation.verdict == .none && problem.warnings.isEmpty)
    for index in 0..<4 {
      let left = problem.leavingOut(case: index)
      #expect(left.separation.verdict == .quasiComplete)
      #expect(left.warnings.map(\.code) == ["quasi-complete-separation"])
      #expect(left.model.design.trials.reduce(0, +) == 3)
    }
    #expect(problem.model.design.trials.reduce(0, +) == 4)
  }

  @Test func withoutTheOnlyYesOneSideIsLeft() throws {
    let problem = try Self.problem("y,x\nyes,yes\nno,no\nno,no\n")
    #expect(problem.leavingOut(case: 0).warnings.map(\.code) == ["one-class"])
  }

  /// A flat slope has a posterior with all four corners, and none without one of them.
  @Test func aPosteriorMayBeLostWithACase() throws {
    let problem = try AnalysisInputTests.input(Self.overlapping, "y ~ x") {
      $0.priorStatements = ["x ~ flat()"]
    }.problem
    #expect(problem.unboundedCoefficient == nil)
    #expect(problem.leavingOut(case: 0).unboundedCoefficient != nil)
  }

  @Test func aReferenceOfNoFactorIsRefused() throws {
    #expect(throws: AnalysisError.unusedReference(column: "z", factors: [])) {
      _ = try AnalysisInputTests.input(Self.overlapping, "y ~ x") { $0.references = ["z": "a"] }
    }
  }
}

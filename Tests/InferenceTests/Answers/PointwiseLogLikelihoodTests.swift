import Testing

@testable import Inference

@Suite struct PointwiseLogLikelihoodTests {
  @Test func wholeBinomialOutcomes() throws {
    let (likelihood, _) = try LeaveOneOutTests.binomialCases()
    // numpy and scipy 1.17.1 make the same draws: ll.mean() of Tests/.../LeaveOneOutTests.
    let values = (0..<10).flatMap { likelihood.chains($0).flatMap { $0 } }
    #expect(values.count == 10_000)
    #expect(abs(values.reduce(0, +) / 10_000 + 1.993901131249944) < 1e-10)
    #expect(likelihood.firstAlike == Array(0..<10))
  }

  @Test func valuesAsTheyAre() {
    let likelihood = PointwiseLogLikelihood(
      caseNames: ["a", "b"],
      values: [[[1, 2], [3]], [[4, 5], [6]]]
    )
    #expect(likelihood.drawCount == 3 && likelihood.caseCount == 2)
    #expect(likelihood.chains(1) == [[4, 5], [6]])
  }
}

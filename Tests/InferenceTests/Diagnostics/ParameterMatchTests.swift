import Testing

@testable import Inference

@Suite struct ParameterMatchTests {
  @Test(arguments: [
    (["a", "b"], ["a", "b"], [0, 1]), (["a", "b"], ["b", "a"], [1, 0]),
    (["Intercept", "a"], ["b_a", "b_Intercept"], [1, 0]),
    (["Intercept", "a"], ["(Intercept)", "a"], [0, 1]),
    (["a:b", "c"], ["c", "b:a"], [1, 0]),
    (["Intercept", "a:b"], ["b_Intercept", "b_b:a"], [0, 1]),
    // Conditions whose own names begin with b_.
    (["b_a", "a"], ["a", "b_a"], [1, 0]), (["b_a"], ["b_b_a"], [0]),
    (["b_a", "a"], ["b_b_a", "b_a"], [0, 1]),
  ]) func namesMatch(_ ours: [String], _ theirs: [String], _ indices: [Int]) throws {
    let match = try ParameterMatch(ours, with: theirs)
    #expect(match.indices == indices)
    #expect(!match.isByOrder)
  }

  @Test func arrayMatchesByOrder() throws {
    let match = try ParameterMatch(["Intercept", "a"], with: ["beta[1]", "beta[2]"])
    #expect(match.indices == [0, 1])
    #expect(match.isByOrder)
  }

  @Test(arguments: [
    (["a", "b"], ["a"], ["b"], []), (["a"], ["a", "b"], [], ["b"]),
    (["a", "b"], ["a", "c"], ["b"], ["c"]),
    (
      ["a", "b"], ["beta[1]", "beta[2]", "beta[3]"], ["a", "b"], ["beta[1]", "beta[2]", "beta[3]"]
    ),
    (["a", "b"], ["beta[2]", "beta[1]"], ["a", "b"], ["beta[2]", "beta[1]"]),
    (["a", "b"], ["beta[1]", "gamma[2]"], ["a", "b"], ["beta[1]", "gamma[2]"]),
  ]) func othersAreNamed(
    _ ours: [String],
    _ theirs: [String],
    _ missing: [String],
    _ additional: [String]
  ) {
    #expect(
      throws: AgreementError(.differentParameters, missing: missing, additional: additional)
    ) { try ParameterMatch(ours, with: theirs) }
  }
}

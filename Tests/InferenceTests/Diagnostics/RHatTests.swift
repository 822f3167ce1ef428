import Testing

@testable import Inference

@Suite("RHat") struct RHatTests {
  @Test("equals R posterior", arguments: DiagnosticsReference.all)
  func reference(id: String) throws {
    for variable in try DiagnosticsReference(id).variables {
      let chains = variable.chains
      #expect(agrees(RHat.rankNormalized(chains), variable.expected["rhat"]), "\(variable.name)")
      #expect(agrees(RHat.split(chains), variable.expected["rhat_basic"]), "\(variable.name)")
    }
  }

  @Test func closedForm() {
    // Chains (0, 2) and (4, 6): within 2, between 2 * 8 = 16, so sqrt((8 + 1) / 2).
    #expect(RHat.basic([[0, 2], [4, 6]]) == 4.5.squareRoot())
  }

  @Test func undefined() {
    #expect(RHat.rankNormalized([]).isNaN)
    #expect(RHat.rankNormalized([[], []]).isNaN)
    #expect(RHat.rankNormalized([[1, 2, 3]]).isNaN)
    #expect(RHat.rankNormalized([[1, 1, 1, 1], [1, 1, 1, 1]]).isNaN)
    #expect(RHat.rankNormalized([[1, .nan, 2, 3], [1, 2, 3, 4]]).isNaN)
    #expect(RHat.rankNormalized([[1, 1, 1, 1], [2, 2, 2, 2]]) == .infinity)
  }
}

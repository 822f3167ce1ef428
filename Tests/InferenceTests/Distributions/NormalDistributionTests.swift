import InferenceTestSupport
import Testing

@testable import Inference

@Suite struct NormalDistributionTests {
  @Test func agreesWithReferences() throws {
    try DensityReference.check(NormalDistribution.self, count: 12)
  }

  @Test(arguments: [
    NormalDistribution(mean: 0, standardDeviation: 1),
    NormalDistribution(mean: -4, standardDeviation: 1.5),
    NormalDistribution(mean: 0, standardDeviation: 0.002),
  ])
  func obeysTheLaws(prior: NormalDistribution) {
    #expect(checkPrior(prior) == [])
  }
}

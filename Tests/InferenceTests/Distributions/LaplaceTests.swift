import InferenceTestSupport
import Testing

@testable import Inference

@Suite struct LaplaceTests {
  @Test func agreesWithReferences() throws {
    try DensityReference.check(Laplace.self, count: 12)
  }

  @Test(arguments: [
    Laplace(location: 0, scale: 1), Laplace(location: 2, scale: 0.5),
    Laplace(location: -1, scale: 100),
  ])
  func obeysTheLaws(prior: Laplace) {
    #expect(checkPrior(prior) == [])
  }

  @Test func scoreAtTheLocationIsZero() {
    #expect(Laplace(location: 2, scale: 0.5).logDensity(at: 2).score == 0)
  }
}

import InferenceTestSupport
import Testing

@testable import Inference

@Suite struct CauchyTests {
  @Test func agreesWithReferences() throws {
    try DensityReference.check(Cauchy.self, count: 16)
  }

  @Test(arguments: [
    Cauchy(location: 0, scale: 1), Cauchy(location: 3, scale: 10),
    Cauchy(location: -0.5, scale: 0.002),
  ])
  func obeysTheLaws(prior: Cauchy) {
    #expect(checkPrior(prior) == [])
  }

  @Test func staysFiniteWhereTheRatioOverflows() {
    let (value, score) = Cauchy(location: 0, scale: 1e-20).logDensity(at: 1e300)
    // -log(pi) - log(1e-20) - 2 log(1e320) by hand.
    #expect(abs(value - (-1.1447298858494002 + 46.051701859880914 - 1473.6544595161893)) < 1e-10)
    #expect(score == -2e-300)
  }
}

import InferenceTestSupport
import RealModule
import Testing

@testable import Inference

@Suite struct LogisticTests {
  @Test func agreesWithReferences() throws {
    try DensityReference.check(Logistic.self, count: 12)
  }

  @Test(arguments: [
    Logistic(location: 0, scale: 1), Logistic(location: -2, scale: 1.5),
    Logistic(location: 0.5, scale: 0.01),
  ])
  func obeysTheLaws(prior: Logistic) {
    #expect(checkPrior(prior) == [])
  }

  /// logistic(0, 1) on a log-odds is uniform on the probability p: quantiles are log(p / (1 - p)).
  @Test func isUniformOnTheProbability() {
    let prior = Logistic(location: 0, scale: 1)
    for probability in [0.1, 0.5, 0.8] {
      let logOdds = prior.quantile(probability)
      #expect(abs(1 / (1 + .exp(-logOdds)) - probability) < 1e-15)
    }
  }
}

import InferenceTestSupport
import RealModule
import Testing

@testable import Inference

@Suite struct LinkFunctionTests {
  @Test func logitObeysTheLaws() { checkLinkFunction(LogitLink.self) }

  /// mpmath at 40 digits: `1 / (1 + exp(-x))` and `-log1p(exp(-x))`.
  @Test func logitIsAccurateInTheTails() {
    let probabilities = [
      (-700.0, 9.859676543759770e-305), (-40, 4.248354255291589e-18),
      (-1, 0.26894142136999512075), (2, 0.88079707797788244406),
    ]
    for (eta, probability) in probabilities {
      let got = LogitLink.probability(at: eta)
      #expect(abs(got - probability) <= 1e-15 * probability)
    }
    let certain = LogitLink.binomial(successes: 1, trials: 1, at: 40)
    #expect(abs(certain.logLikelihood + 4.248354255291589e-18) <= 1e-32)
    #expect(abs(certain.score - 4.248354255291589e-18) <= 1e-32)
    let surprise = LogitLink.binomial(successes: 1, trials: 1, at: -40)
    #expect(abs(surprise.logLikelihood + 40) <= 1e-14)
    #expect(abs(surprise.score - 1) <= 1e-15)
  }

  @Test func notANumberStaysOne() {
    #expect(LogitLink.binomial(successes: 1, trials: 1, at: .nan).logLikelihood.isNaN)
    #expect(LogitLink.probability(at: .nan).isNaN)
  }
}

import InferenceTestSupport
import Testing

@testable import Inference

/// The law checker must find each kind of mistake.
@Suite struct PriorChecksTests {
  /// A standard normal prior with one mistake.
  struct Broken: Prior, Sendable {
    enum Part { case nothing, value, score, information, cumulative, quantile, draw }
    let part: Part
    let correct = NormalDistribution(mean: 0, standardDeviation: 1)
    let isProper = true
    let location = 0.0
    let scale = 1.0

    func logDensity(at x: Double) -> (value: Double, score: Double) {
      let (value, score) = correct.logDensity(at: x)
      return (value + (part == .value ? 1e-6 : 0), score * (part == .score ? 1.0001 : 1))
    }
    func information(at x: Double) -> Double { part == .information ? 1.001 : 1 }
    func cumulative(_ x: Double) -> Double {
      correct.cumulative(part == .cumulative ? x * 1.0001 : x)
    }
    func quantile(_ p: Double) -> Double {
      correct.quantile(p) * (part == .quantile ? 1 + 1e-9 : 1)
    }
    func draw(using random: inout some RandomNumberGenerator) -> Double {
      correct.draw(using: &random) * (part == .draw ? 1.2 : 1)
    }
  }

  @Test func acceptsACorrectPrior() {
    #expect(checkPrior(Broken(part: .nothing)) == [])
  }

  @Test(arguments: [
    Broken.Part.value, .score, .information, .cumulative, .quantile, .draw,
  ])
  func findsAMistake(in part: Broken.Part) {
    #expect(checkPrior(Broken(part: part)) != [])
  }
}

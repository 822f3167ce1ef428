import Testing

@testable import InferenceCore

/// Sensitivities against numpy: the formulas of the source written out, weights by arviz 0.23's psislw.
@Suite struct PowerScalingTests {
  /// Standard normal numbers from a linear congruential generator, the same in Python.
  private static func normals(_ count: Int) -> [Double] {
    var state = 1
    return (0..<count).map { _ in
      state = (state * 1_103_515_245 + 12345) % (1 << 31)
      return StandardNormal.quantile((Double(state) + 0.5) / Double(1 << 31))
    }
  }

  private struct Sample {
    let x: [Double]
    let y: [Double]
    let logPrior: [Double]
    let logLikelihood: [Double]
    let tilt: [Double]

    init() {
      let all = PowerScalingTests.normals(800)
      let (a, b) = (Array(all[..<400]), Array(all[400...]))
      x = a.map { 0.5 + $0 }
      y = zip(a, b).map { Portable.exp(0.3 * $1) - $0 }
      logPrior = zip(x, y).map { -0.5 * ($0 / 2) * ($0 / 2) - 0.5 * $1 * $1 }
      logLikelihood = zip(x, y).map { x, y in
        let z = (x - 1) / 1.2
        return -0.5 * z * z - 0.1 * abs(y)
      }
      let weights = a.map { Portable.exp($0) }
      let sum = weights.reduce(0, +)
      tilt = weights.map { $0 / sum }
    }
  }

  /// By the sum over both directions of sum(width P log2(2 P / (P + Q))), over the areas, square root.
  @Test func distancesAgreeWithNumpy() {
    let sample = Sample()
    let x = CumulativeDistance(sample.x).distance(weights: sample.tilt)
    let y = CumulativeDistance(sample.y).distance(weights: sample.tilt)
    #expect(abs(x - 0.2646427010187624) < 1e-10)
    #expect(abs(y - 0.2385897929229875) < 1e-10)
    let equal = [Double](repeating: 1.0 / 400, count: 400)
    #expect(CumulativeDistance(sample.x).distance(weights: equal) < 1e-7)
    #expect(CumulativeDistance([Double](repeating: 3, count: 400)).distance(weights: equal) == 0)
    #expect(CumulativeDistance([1, .nan]).distance(weights: [0.5, 0.5]).isNaN)
  }

  @Test func sensitivitiesAgreeWithNumpy() {
    let sample = Sample()
    let scaling = PowerScaling(
      [("x", sample.x), ("y", sample.y)],
      logPrior: sample.logPrior,
      logLikelihood: sample.logLikelihood
    )
    let expected = [
      (0.20899727911193583, 0.11155073000710529), (0.21209004844229043, 0.09489111314262985),
    ]
    for (quantity, (prior, likelihood)) in zip(scaling.quantities, expected) {
      #expect(abs(quantity.prior - prior) < 1e-6 * prior, "\(quantity)")
      #expect(abs(quantity.likelihood - likelihood) < 1e-6 * likelihood, "\(quantity)")
      #expect(quantity.finding == .conflict)
    }
    #expect(abs(scaling.paretoK + 0.056751647704395176) < 1e-6)
  }

  @Test func findingsFollowTheThreshold() {
    let found = [(0.2, 0.01), (0.01, 0.2), (0.2, 0.2), (0.04, 0.04)].map {
      PowerScaling.Quantity(
        name: "",
        prior: $0.0,
        likelihood: $0.1,
        errorOfPrior: 0,
        errorOfLikelihood: 0
      ).finding
    }
    #expect(found == [.priorDriven, .dataDriven, .conflict, .none])
  }
}

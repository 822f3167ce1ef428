import RealModule
import Testing

@testable import Inference

@Suite("WeightedSample") struct WeightedSampleTests {
  static let names = ["a", "b"]

  @Test func weightsAddUpToOne() {
    let sample = WeightedSample(
      parameterNames: Self.names,
      points: [[1, 2, 3, 4], [5, 6]],
      logWeights: [700 + Double.log(2), 700 + .log(1), 700 + .log(1)]
    )
    for (weight, expected) in zip(sample.weights, [0.5, 0.25, 0.25]) {
      #expect(abs(weight - expected) < 1e-13)
    }
    #expect(abs(sample.effectiveSize - 1 / 0.375) < 1e-12)
    #expect(sample.count == 3)
    #expect(sample.parameter(0) == [1, 3, 5] && sample.parameter(1) == [2, 4, 6])
    #expect(sample.linearPredictor(row: [2, -1], offset: 10) == [10, 12, 14])
    #expect(sample.linearPredictor(row: [0, 0], offset: 0.5) == [0.5, 0.5, 0.5])
  }

  /// A proposal that the target rules out may lie anywhere, even nowhere.
  @Test func pointsWithoutWeightAreLeftOut() {
    let sample = WeightedSample(
      parameterNames: Self.names,
      points: [[.nan, .infinity, 3, 4, 5, 6], [7, 8, -.infinity, 0]],
      logWeights: [-.infinity, 0, 0, -1000, -.infinity]
    )
    #expect(sample.weights == [0.5, 0.5])
    #expect(sample.parameter(0) == [3, 5] && sample.parameter(1) == [4, 6])
    #expect(sample.linearPredictor(row: [1, 1], offset: 0) == [7, 11])
  }

  @Test func notANumberIsNotHidden() {
    let sample = WeightedSample(
      parameterNames: ["a"],
      points: [[1, 2]],
      logWeights: [.nan, 0]
    )
    #expect(sample.effectiveSize.isNaN)
  }
}

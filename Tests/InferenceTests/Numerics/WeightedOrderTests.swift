import Testing

@testable import InferenceCore

@Suite("WeightedOrder") struct WeightedOrderTests {
  /// Four values with weights 0.4, 0.2, 0.2, 0.2, worked by hand.
  static let byHand = WeightedOrder([5, -1, 3, 0], weights: [0.4, 0.2, 0.2, 0.2])

  @Test func quantilesByHand() {
    // Sorted -1, 0, 3, 5 with midpoints at 0.1, 0.3, 0.5, 0.8.
    let expected = [(0.05, -1.0), (0.2, -0.5), (0.5, 3), (0.65, 4), (0.9, 5), (0, -1), (1, 5)]
    for (probability, value) in expected {
      #expect(abs(Self.byHand.quantile(probability) - value) < 1e-12, "\(probability)")
    }
  }

  /// numpy: `np.quantile(x, p, method='hazen')` and `np.quantile(abs(x - 2), 0.5, method='hazen')`.
  @Test func equalWeightsGiveDefinitionFive() {
    let values = [3.5, -1, 2, 2, 8.25, 0.1, -7, 4, 4, 11]
    let order = WeightedOrder(values, weights: [Double](repeating: 0.1, count: 10))
    for (probability, value) in [(0.05, -7.0), (0.3, 1.05), (0.5, 2.75), (0.77, 4.85), (0.95, 11)] {
      #expect(abs(order.quantile(probability) - value) < 1e-12, "\(probability)")
    }
    #expect(abs(order.medianDistance(from: 2) - 2) < 1e-12)
  }

  @Test func medianDistanceByHand() {
    // Distances from 3: 0 (0.2), 2 (0.4), 3 (0.2), 4 (0.2), with midpoints at 0.1, 0.4, 0.7, 0.9.
    #expect(abs(Self.byHand.medianDistance(from: 3) - (2 + 1.0 / 3)) < 1e-12)
    // From 0.5: 0.5 (0.2), 1.5 (0.2), 2.5 (0.2), 4.5 (0.4), with midpoints at 0.1, 0.3, 0.5, 0.8.
    #expect(abs(Self.byHand.medianDistance(from: 0.5) - 2.5) < 1e-12)
    #expect(WeightedOrder([2], weights: [1]).medianDistance(from: 1) == 1)
  }

  @Test func squaresUpToAValue() {
    let sums = [(-2.0, 0.0), (-1, 0.04), (2.9, 0.08), (3, 0.12), (5, 0.28)]
    for (value, sum) in sums {
      #expect(abs(Self.byHand.sumOfSquares(atMost: value) - sum) < 1e-15)
    }
    #expect(abs(Self.byHand.totalOfSquares - 0.28) < 1e-15 && abs(Self.byHand.total - 1) < 1e-15)
  }

  @Test func tiesAndInfinitiesAreNotInterpolated() {
    let order = WeightedOrder(
      [.infinity, 1, 1, -.infinity, .infinity],
      weights: [Double](repeating: 0.2, count: 5)
    )
    #expect(order.quantile(0.5) == 1 && order.quantile(0.45) == 1)
    #expect(order.quantile(0.19) == -.infinity && order.quantile(0.21) == 1)
    #expect(order.quantile(0.9) == .infinity && order.quantile(0.05) == -.infinity)
    #expect(order.medianDistance(from: 1) == .infinity)
    #expect(WeightedOrder([], weights: []).quantile(0.5).isNaN)
  }
}

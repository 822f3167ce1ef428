import Testing

@testable import InferenceCore

@Suite struct CovarianceEstimateTests {
  /// Four draws of two parameters with a large mean.
  static let draws: [[Double]] = [[1e8 + 1, 2.0], [1e8 + 2, 4], [1e8 + 4, 3], [1e8 + 5, 7]]

  /// numpy: `np.cov(draws.T)` is [[10/3, 3], [3, 14/3]]; shrunk by n/(n+5) and 1e-3*5/(n+5).
  @Test func matchesNumpyAndStansShrinkage() {
    var dense = CovarianceEstimate(dimension: 2, isDense: true)
    var diagonal = CovarianceEstimate(dimension: 2, isDense: false)
    for draw in Self.draws {
      dense.add(draw.span)
      diagonal.add(draw.span)
    }
    let weight = 4.0 / 9
    let floor = 1e-3 * 5 / 9
    let expected = [
      weight * 10 / 3 + floor, weight * 3, weight * 3, weight * 14 / 3 + floor,
    ]
    for (got, want) in zip(dense.regularizedCovariance.elements, expected) {
      #expect(abs(got - want) < 1e-8)
    }
    for (got, want) in zip(diagonal.regularizedVariances, [expected[0], expected[3]]) {
      #expect(abs(got - want) < 1e-8)
    }
    #expect(
      zip(dense.regularizedVariances, diagonal.regularizedVariances).allSatisfy {
        abs($0 - $1) < 1e-8
      }
    )
  }

  @Test func withoutDrawsOnlyTheFloorIsLeft() {
    var estimate = CovarianceEstimate(dimension: 2, isDense: false)
    #expect(estimate.regularizedVariances == [1e-3, 1e-3])
    estimate.add([3.0, 4].span)
    estimate.reset()
    #expect(estimate.regularizedVariances == [1e-3, 1e-3])
    #expect(estimate.count == 0)
  }
}

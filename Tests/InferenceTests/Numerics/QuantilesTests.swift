import Testing

@testable import Inference

@Suite("Quantiles") struct QuantilesTests {
  @Test func equalsNumPy() {
    // numpy.quantile([3.5,-1,2,2,8.25,.1,-7,4,4,11], [0,.05,.1,.25,.5,.9,.95,1])
    let values = [3.5, -1, 2, 2, 8.25, 0.1, -7, 4, 4, 11]
    let expected = [-7.0, -4.3, -1.6, 0.575, 2.75, 8.525, 9.7625, 11.0]
    let result = Quantiles.of(values, [0, 0.05, 0.1, 0.25, 0.5, 0.9, 0.95, 1])
    for (value, reference) in zip(result, expected) { #expect(abs(value - reference) < 1e-14) }
  }

  @Test func edges() {
    #expect(Quantiles.of([], [0.5])[0].isNaN)
    #expect(Quantiles.of([1, .nan], [0.5])[0].isNaN)
    #expect(Quantiles.ofSorted([1, 2], 1.1).isNaN)
    #expect(Quantiles.ofSorted([4], 0.3) == 4)
    #expect(Quantiles.ofSorted([1, .infinity, .infinity], 0.75) == .infinity)
    // 20 and 380 are whole numbers although 0.05 and 0.95 are not exact.
    let grid = (0...400).map(Double.init)
    #expect(Quantiles.ofSorted(grid, 0.05) == 20 && Quantiles.ofSorted(grid, 0.95) == 380)
  }
}

import Testing

@testable import Inference

struct HighestDensityTests {
  @Test func theShortestRunWins() {
    let sorted = [0, 1, 1.5, 1.75, 2, 4, 9.0, 10, 11, 30]
    // floor(0.5 * 10) = 5 gaps.
    let half = HighestDensity.ofSorted(sorted, mass: 0.5)
    #expect(half == (0, 4))
    let most = HighestDensity.ofSorted(sorted, mass: 0.8)
    #expect(most == (0, 11))
    #expect(HighestDensity.ofSorted([3], mass: 0.9) == (3, 3))
    #expect(HighestDensity.ofSorted([], mass: 0.9).lower.isNaN)
  }
}

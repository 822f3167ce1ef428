import Testing

@testable import Inference

@Suite struct ChiSquareTests {
  /// `scipy.stats.chi2.sf(x, degrees)`, scipy 1.16.
  @Test(arguments: [
    (1, 3.84, 0.05004352124870519), (2, 0.5, 0.7788007830714049),
    (9, 32.7, 0.0001506001552101585), (19, 12.5, 0.8631560637880602),
    (19, 300, 2.0005232442947767e-52), (3, 0.001, 0.9999915920809419),
    (200, 180, 0.84177901081357),
  ])
  func tailIsThatOfScipy(degrees: Int, x: Double, expected: Double) {
    let tail = ChiSquare(degreesOfFreedom: degrees).upperTail(x)
    #expect(abs(tail / expected - 1) < 1e-12, "\(tail)")
  }

  @Test func endsAreExact() {
    let distribution = ChiSquare(degreesOfFreedom: 3)
    #expect(distribution.upperTail(0) == 1)
    #expect(distribution.upperTail(.infinity) == 0)
    #expect(distribution.upperTail(.nan).isNaN)
  }
}

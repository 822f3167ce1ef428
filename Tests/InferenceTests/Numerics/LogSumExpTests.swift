import Testing

@testable import Inference

@Suite struct LogSumExpTests {
  /// mpmath at 40 digits: `log(exp(a) + exp(b))`.
  @Test func matchesMpmath() {
    for (a, b, sum) in [
      (0.0, 0.0, 0.69314718055994530942), (1, -2, 1.0485873515737420588),
      (-1000, -1001, -999.68673831248177708), (800, 799.5, 800.47407698418010669),
    ] {
      #expect(abs(logAddExp(a, b) - sum) <= 1e-15 * abs(sum))
      #expect(logAddExp(a, b) == logAddExp(b, a))
    }
  }

  @Test func infinitiesAndNaN() {
    #expect(logAddExp(-.infinity, 3) == 3)
    #expect(logAddExp(-.infinity, -.infinity) == -.infinity)
    #expect(logAddExp(.infinity, 3) == .infinity)
    #expect(logAddExp(.nan, 3).isNaN)
    #expect(logAddExp(3, .nan).isNaN)
  }

  @Test func ofMany() {
    #expect(logSumExp([]) == -.infinity)
    #expect(logSumExp([-.infinity, -.infinity]) == -.infinity)
    #expect(abs(logSumExp([-1000, -1000, -1000, -1000]) - (-1000 + 2 * Portable.log(2))) < 1e-12)
    #expect(abs(logSumExp([0, Portable.log(2), Portable.log(3)]) - Portable.log(6)) < 1e-15)
    #expect(logSumExp([800, .infinity]) == .infinity)
    #expect(logSumExp([.infinity, .nan]).isNaN && logSumExp([.nan, 1]).isNaN)
  }
}

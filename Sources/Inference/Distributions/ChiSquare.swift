/// The chi-square distribution with a whole number of degrees of freedom.
public struct ChiSquare: Sendable, Equatable {
  /// The degrees of freedom.
  public let degreesOfFreedom: Int

  /// Makes a distribution.
  ///
  /// - Precondition: there is at least one degree of freedom.
  public init(degreesOfFreedom: Int) {
    precondition(degreesOfFreedom >= 1, "at least one degree of freedom")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The probability of a value above `x`: of a test, its p-value.
  ///
  /// 1 up to 0; NaN for NaN. A finite sum of positive terms, so that the relative error is a few units
  /// in the last place for each. O(degrees of freedom).
  ///
  /// Source: DLMF 8.8.2 (Q(a + 1, z) = Q(a, z) + z^a exp(-z) / Gamma(a + 1)) from 8.4.6 or 8.4.8.
  public func upperTail(_ x: Double) -> Double {
    guard x > 0 else { return x.isNaN ? .nan : 1 }
    guard x < .infinity else { return 0 }
    let half = 0.5 * x
    let isEven = degreesOfFreedom % 2 == 0
    var shape = isEven ? 1.0 : 0.5
    var sum = isEven ? Portable.exp(-half) : Portable.erfc(half.squareRoot())
    let logHalf = Portable.log(half)
    while 2 * shape < Double(degreesOfFreedom) {
      sum += Portable.exp(shape * logHalf - half - Portable.logGamma(shape + 1))
      shape += 1
    }
    return min(1, sum)
  }
}

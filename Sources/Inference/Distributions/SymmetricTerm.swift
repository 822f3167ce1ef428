/// A variable that is symmetric about 0, by its characteristic function: one term of a sum.
///
/// Scales are positive; degrees of freedom may be any positive number.
public enum SymmetricTerm: Sendable, Equatable {
  /// Normal with this standard deviation.
  case normal(Double)
  /// Student's t.
  case studentT(degreesOfFreedom: Double, scale: Double)
  /// Cauchy with this scale.
  case cauchy(Double)
  /// Laplace with this scale.
  case laplace(Double)
  /// Logistic with this scale.
  case logistic(Double)

  /// The scale.
  var scale: Double {
    switch self {
    case .normal(let scale), .studentT(_, let scale), .cauchy(let scale), .laplace(let scale),
      .logistic(let scale):
      scale
    }
  }

  /// The logarithm of E cos(t X), and its derivative by the logarithm of the scale.
  ///
  /// Defined for t >= 0; 0 at 0, and minus infinity where it underflows. No allocation.
  func logCharacteristic(_ t: Double) -> (value: Double, slope: Double) {
    switch self {
    case .normal(let scale):
      let square = (scale * t) * (scale * t)
      return (-0.5 * square, -square)
    case .studentT(let degreesOfFreedom, let scale):
      return Self.studentT(degreesOfFreedom.squareRoot() * scale * t, degreesOfFreedom / 2)
    case .cauchy(let scale):
      return (-scale * t, -scale * t)
    case .laplace(let scale):
      let square = (scale * t) * (scale * t)
      return (-Portable.log(onePlus: square), -2 * square / (1 + square))
    case .logistic(let scale):
      // y / sinh y = 2 y exp(-y) / (1 - exp(-2 y)).
      let y = Double.pi * scale * t
      guard y > 1e-8 else { return (-y * y / 6, -y * y / 3) }
      let lost = -Portable.expMinusOne(-2 * y)
      return (Portable.log(2 * y / lost) - y, 1 - y * (2 - lost) / lost)
    }
  }

  /// The characteristic function of t with 2 `order` degrees of freedom at z = |t| scale sqrt(df):
  /// z^a K_a(z) / (2^(a-1) Gamma(a)).
  ///
  /// K is the integral of exp(-z cosh u) cosh(a u) over u > 0, by the trapezoidal rule, which converges
  /// like exp(-pi^2 / step) there. The derivative of z^a K_a(z) is -z^a K_(a-1)(z).
  ///
  /// Sources: S. Hurst, The characteristic function of the Student t distribution, Statistics Research Report
  /// SRR044-95, Australian National University (1995); DLMF 10.32.9, 10.29.4.
  private static func studentT(_ z: Double, _ order: Double) -> (value: Double, slope: Double) {
    guard z > 1e-12 else { return (0, 0) }
    guard z < 1e4 else { return (-.infinity, -.infinity) }
    // exp(order u - z cosh u) peaks where sinh u = order / z.
    let top = Portable.asinh(order / z)
    let peak = order * top - z * Portable.cosh(top)
    let step = min(0.25, 0.5 / (order * order + z * z).squareRoot().squareRoot())
    var (sum, lower) = (0.0, 0.0)
    var index = 0
    while true {
      let u = Double(index) * step
      let exponent = order * u - z * Portable.cosh(u) - peak
      if u > top, exponent < -42 { break }
      let weight = (index == 0 ? 0.25 : 0.5) * Portable.exp(exponent)
      sum += weight * (1 + Portable.exp(-2 * order * u))
      lower += weight * (Portable.exp(-u) + Portable.exp((1 - 2 * order) * u))
      index += 1
    }
    let log2 = 0.693_147_180_559_945_309_4
    let value =
      peak + Portable.log(step * sum) + order * Portable.log(z) - Portable.logGamma(order)
      - (order - 1) * log2
    return (min(value, 0), -z * lower / sum)
  }
}

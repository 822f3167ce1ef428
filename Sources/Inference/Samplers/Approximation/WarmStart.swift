/// Where chains start and in which metric, when an approximation of the target is at hand: warmup then
/// has nothing but a step size to tune.
///
/// In coefficients at first; ``moved(into:)`` takes it to the coordinates that a sampler moves in.
struct WarmStart: Sendable {
  /// A point in the middle of the target.
  let center: [Double]
  /// An approximate covariance: the inverse of a dense metric.
  let covariance: Matrix
  private let factor: Cholesky

  /// The number of iterations that tune the step size, at most.
  static let warmupLimit = 150
  /// How much wider than the approximation the starts are scattered, so that R-hat can tell a chain
  /// that has not forgotten where it began.
  private static let dispersion = 2.0

  /// Makes a start; nil where the covariance is not positive definite or a number not finite.
  init?(center: [Double], covariance: Matrix, using arithmetic: Arithmetic = .portable) {
    guard center.allSatisfy(\.isFinite), let factor = Cholesky(covariance, using: arithmetic)
    else { return nil }
    self.center = center
    self.covariance = covariance
    self.factor = factor
  }

  /// The same start in the coordinates of a sampler.
  ///
  /// In stretched coordinates a normal approximation misleads: warmup must learn its own metric.
  ///
  /// - Parameter map: How the sampler's coordinates become coefficients.
  /// - Returns: The start; nil where a coordinate is stretched.
  func moved(into map: Reparameterization) -> WarmStart? {
    guard !map.stretched.contains(true) else { return nil }
    // The maps are straight: their values at 0 and 1 give where they begin and how steep they are.
    var origin = center
    var unit = center
    let zeros = [Double](repeating: 0, count: center.count)
    let ones = [Double](repeating: 1, count: center.count)
    var originSpan = origin.mutableSpan
    _ = map.apply(at: zeros.span, into: &originSpan)
    var unitSpan = unit.mutableSpan
    _ = map.apply(at: ones.span, into: &unitSpan)
    var scaled = covariance
    let slopes = zip(unit, origin).map { $0 - $1 }
    for column in slopes.indices {
      for row in slopes.indices { scaled[row, column] /= slopes[row] * slopes[column] }
    }
    return WarmStart(
      center: center.indices.map { (center[$0] - origin[$0]) / slopes[$0] },
      covariance: scaled,
      using: factor.arithmetic
    )
  }

  /// The variances: the inverse of a diagonal metric.
  var variances: [Double] { center.indices.map { covariance[$0, $0] } }

  /// A position for a chain to start at: the centre plus a draw of twice the standard deviations.
  func position(using random: inout some RandomNumberGenerator) -> [Double] {
    let noise = center.map { _ in Self.dispersion * random.nextNormal() }
    var step = [Double](repeating: 0, count: center.count)
    factor.factor.multiply(noise, into: &step)
    return zip(center, step).map { $0 + $1 }
  }
}

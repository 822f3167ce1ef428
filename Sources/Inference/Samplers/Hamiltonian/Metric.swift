/// A Euclidean metric: how momentum turns into velocity.
///
/// Immutable; warmup replaces it whole.
///
/// The inverse metric is an estimate of the posterior covariance, so that in the metric the posterior
/// looks round.
protocol Metric: Sendable {
  /// The metric of `dimension` parameters before anything is known: the identity.
  init(dimension: Int)
  /// The metric whose inverse is an estimated covariance; nil where that is not positive definite.
  init?(estimate: CovarianceEstimate)
  /// The inverse metric as it is written out: the diagonal, or all rows.
  var inverseElements: [Double] { get }
  /// Whether ``inverseElements`` holds all rows.
  static var isDense: Bool { get }
  /// Draws a momentum of mean zero whose covariance is the metric.
  func drawMomentum(
    into momentum: inout [Double],
    using random: inout some RandomNumberGenerator
  )
  /// Writes the velocity, the inverse metric times the momentum.
  func velocity(of momentum: borrowing [Double], into velocity: inout [Double])
}

/// A metric whose inverse is diagonal: one variance for each parameter.
struct DiagonalMetric: Metric {
  private let variances: [Double]
  private let precisionRoots: [Double]

  static var isDense: Bool { false }
  var inverseElements: [Double] { variances }

  init(dimension: Int) {
    variances = [Double](repeating: 1, count: dimension)
    precisionRoots = variances
  }

  init?(estimate: CovarianceEstimate) {
    let variances = estimate.regularizedVariances
    guard variances.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
    self.variances = variances
    precisionRoots = variances.map { 1 / $0.squareRoot() }
  }

  func drawMomentum(
    into momentum: inout [Double],
    using random: inout some RandomNumberGenerator
  ) {
    for index in momentum.indices {
      momentum[index] = random.nextNormal() * precisionRoots[index]
    }
  }

  func velocity(of momentum: borrowing [Double], into velocity: inout [Double]) {
    for index in velocity.indices { velocity[index] = variances[index] * momentum[index] }
  }
}

/// A metric whose inverse is a full covariance matrix.
///
/// Up to ``portableLimit`` parameters it is computed in plain loops with the same bits on every CPU;
/// beyond it OpenBLAS and LAPACK are faster and take over.
struct DenseMetric: Metric {
  private let covariance: Matrix
  /// The lower Cholesky factor of the covariance.
  private let factor: Matrix

  /// The number of parameters up to which the arithmetic is portable.
  static var portableLimit: Int { 64 }

  static var isDense: Bool { true }
  var inverseElements: [Double] { covariance.elements }
  private var isPortable: Bool { covariance.rowCount <= Self.portableLimit }

  init(dimension: Int) {
    covariance = .identity(dimension)
    factor = covariance
  }

  init?(estimate: CovarianceEstimate) {
    let covariance = estimate.regularizedCovariance
    let factor =
      covariance.rowCount <= Self.portableLimit
      ? Cholesky(covariance)?.factor : BLAS.choleskyFactor(covariance)
    guard let factor else { return nil }
    self.covariance = covariance
    self.factor = factor
  }

  /// With covariance L L', a momentum L'^-1 z has covariance (L L')^-1, the metric.
  func drawMomentum(
    into momentum: inout [Double],
    using random: inout some RandomNumberGenerator
  ) {
    for index in momentum.indices { momentum[index] = random.nextNormal() }
    if isPortable {
      factor.solveLowerTransposed(inPlace: &momentum)
    } else {
      var span = momentum.mutableSpan
      BLAS.solveTriangular(factor, transposed: true, inPlace: &span)
    }
  }

  func velocity(of momentum: borrowing [Double], into velocity: inout [Double]) {
    if isPortable {
      covariance.multiply(momentum, into: &velocity)
    } else {
      BLAS.multiply(covariance, momentum, into: &velocity)
    }
  }
}

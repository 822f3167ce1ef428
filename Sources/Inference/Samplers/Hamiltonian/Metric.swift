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
  /// The metric whose inverse is a given covariance; nil where that is not positive definite.
  init?(covariance: Matrix)
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
    self.init(variances: estimate.regularizedVariances)
  }

  init?(covariance: Matrix) {
    self.init(variances: (0..<covariance.rowCount).map { covariance[$0, $0] })
  }

  private init?(variances: [Double]) {
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
/// In portable arithmetic at any size: a gradient costs more than a product with the covariance.
struct DenseMetric: Metric {
  private let covariance: Matrix
  private let product: PanelDesign
  /// The lower Cholesky factor of the covariance.
  private let factor: Cholesky

  static var isDense: Bool { true }
  var inverseElements: [Double] { covariance.elements }

  init(dimension: Int) {
    let identity = Matrix.identity(dimension)
    guard let metric = Self(covariance: identity) else {
      preconditionFailure("the identity is positive definite")
    }
    self = metric
  }

  init?(estimate: CovarianceEstimate) {
    self.init(covariance: estimate.regularizedCovariance)
  }

  init?(covariance: Matrix) {
    guard let factor = Cholesky(covariance) else { return nil }
    self.covariance = covariance
    self.factor = factor
    product = PanelDesign(matrix: covariance)
  }

  /// With covariance L L', a momentum L'^-1 z has covariance (L L')^-1, the metric.
  func drawMomentum(
    into momentum: inout [Double],
    using random: inout some RandomNumberGenerator
  ) {
    for index in momentum.indices { momentum[index] = random.nextNormal() }
    factor.solveLowerTransposed(inPlace: &momentum)
  }

  func velocity(of momentum: borrowing [Double], into velocity: inout [Double]) {
    var output = velocity.mutableSpan
    product.linearPredictor(at: momentum.span, into: &output)
  }
}

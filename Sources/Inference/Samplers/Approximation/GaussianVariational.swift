/// The normal distribution q of least KL(q || posterior), for normal or flat priors.
///
/// Found by damped steps of the stationarity equations: with the linear predictor of each row normal
/// under q, the expected residual and the expected information give a Newton step for the mean and a
/// precision; the step is halved until the evidence lower bound (ELBO) does not fall. The undamped
/// iteration diverges on small separated data. Expectations as those of ``DesignMoments``.
///
/// Worked in coefficients: the answer does not depend on which linear coordinates are used.
///
/// Source: M. Opper, C. Archambeau, The variational Gaussian approximation revisited, Neural
/// Computation 21 (2009) 786-792.
struct GaussianVariational: Sendable {
  /// The mean of q, in coefficients.
  let mean: [Double]
  /// The covariance of q.
  let covariance: Matrix
  /// The ELBO after each step, beginning with that of the start; never falls.
  let bounds: [Double]
  /// Whether the last step raised the ELBO by less than 1e-8.
  let isConverged: Bool

  /// The number of steps taken.
  var iterations: Int { bounds.count - 1 }

  private static let limit = 200
  private static let tolerance = 1e-8

  /// Fits from a mode; nil where the curvature there has no inverse.
  ///
  /// Cancelling the surrounding task ends it before it has converged.
  ///
  /// O(steps x rows x columns^2).
  ///
  /// - Precondition: the priors are normal or flat.
  init?(_ target: PriorSpaceTarget, from mode: PosteriorMode) {
    precondition(target.coordinates.isAffine, "a variational fit needs normal or flat priors")
    let prior = NormalPrior(target)
    var precision = mode.precision
    // From coordinates to coefficients: the derivative of a linear map is its scale.
    let scales = mode.position.indices.map { target.coordinates.value($0, at: 0).derivative }
    for column in scales.indices {
      for row in scales.indices { precision[row, column] /= scales[row] * scales[column] }
    }
    guard var state = State(target, prior, mean: mode.coefficients, precision: precision)
    else { return nil }
    var bounds = [state.bound]
    var isConverged = false
    while bounds.count <= Self.limit, !isConverged, !Task.isCancelled {
      guard let next = state.advanced(target, prior) else {
        isConverged = true
        break
      }
      isConverged = next.bound - state.bound < Self.tolerance
      state = next
      bounds.append(state.bound)
    }
    mean = state.mean
    covariance = state.covariance
    self.bounds = bounds
    self.isConverged = isConverged
  }

  /// Independent normal priors: where they are centred and how precise they are, 0 for a flat one.
  private struct NormalPrior {
    var means: [Double] = []
    var precisions: [Double] = []

    init(_ target: PriorSpaceTarget) {
      let coordinates = target.coordinates
      for index in 0..<target.dimension {
        let center = coordinates.value(index, at: 0)
        means.append(center.coefficient)
        precisions.append(
          coordinates.isProper[index] ? 1 / (center.derivative * center.derivative) : 0
        )
      }
    }
  }

  /// A normal distribution, its ELBO and what the next step needs.
  private struct State {
    let mean: [Double]
    let precision: Matrix
    let covariance: Matrix
    let bound: Double
    private let score: [Double]
    private let information: Matrix

    init?(_ target: PriorSpaceTarget, _ prior: NormalPrior, mean: [Double], precision: Matrix) {
      guard let factor = Cholesky(precision, using: target.arithmetic),
        let covariance = factor.inverse,
        let root = Cholesky(covariance, using: target.arithmetic)
      else { return nil }
      var (bound, score, information) = target.moments(at: mean, covarianceFactor: root.factor)
      bound -= factor.logDeterminant
      for index in mean.indices {
        let distance = mean[index] - prior.means[index]
        bound -= 0.5 * prior.precisions[index] * (distance * distance + covariance[index, index])
        score[index] -= prior.precisions[index] * distance
        information[index, index] += prior.precisions[index]
      }
      guard bound.isFinite else { return nil }
      (self.mean, self.precision, self.covariance) = (mean, precision, covariance)
      (self.bound, self.score, self.information) = (bound, score, information)
    }

    /// The next distribution; nil where no fraction of a step keeps the ELBO.
    func advanced(_ target: PriorSpaceTarget, _ prior: NormalPrior) -> State? {
      var direction = score
      guard let factor = Cholesky(information, using: target.arithmetic) else { return nil }
      factor.solve(inPlace: &direction)
      var fraction = 1.0
      for _ in 0..<40 {
        var mixed = precision
        for index in mixed.elements.indices {
          mixed.elements[index] =
            (1 - fraction) * precision.elements[index] + fraction * information.elements[index]
        }
        let next = State(
          target,
          prior,
          mean: zip(mean, direction).map { $0 + fraction * $1 },
          precision: mixed
        )
        if let next, next.bound >= bound { return next }
        fraction *= 0.5
      }
      return nil
    }
  }
}

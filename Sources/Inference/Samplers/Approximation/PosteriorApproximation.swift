/// A normal approximation of a posterior in the coordinates of its prior.
///
/// Variational where all priors are normal or flat; elsewhere at the mode (Laplace). It is the start of
/// an independence sampler's proposal and of a warm start of other samplers.
struct PosteriorApproximation: Sendable {
  /// How an approximation was made.
  enum Method: Sendable, Equatable {
    /// The closest normal distribution, after so many steps.
    case gaussianVariational(steps: Int)
    /// The normal distribution with the posterior's mode and curvature there.
    case laplace
  }

  /// How the approximation was made.
  let method: Method
  /// The mean in prior coordinates.
  let center: [Double]
  /// The covariance in prior coordinates.
  let covariance: Matrix
  private let coordinates: PriorCoordinates
  private let arithmetic: Arithmetic

  /// Approximates a posterior.
  ///
  /// - Throws: ``ApproximationError`` where it has no mode or no curvature there.
  init(_ target: PriorSpaceTarget) throws(ApproximationError) {
    let mode = try PosteriorMode(of: target)
    coordinates = target.coordinates
    arithmetic = target.arithmetic
    guard coordinates.isAffine else {
      guard let covariance = mode.factor.inverse else {
        throw .notPositiveDefinite(iteration: mode.iterations)
      }
      (method, center, self.covariance) = (.laplace, mode.position, covariance)
      return
    }
    guard let fit = GaussianVariational(target, from: mode) else {
      throw .notPositiveDefinite(iteration: mode.iterations)
    }
    guard !Task.isCancelled else { throw .cancelled }
    var covariance = fit.covariance
    let scales = mode.position.indices.map { target.coordinates.value($0, at: 0).derivative }
    for column in scales.indices {
      for row in scales.indices { covariance[row, column] /= scales[row] * scales[column] }
    }
    method = .gaussianVariational(steps: fit.iterations)
    center = fit.mean.indices.map { target.coordinates.affineInverse($0, fit.mean[$0]) }
    self.covariance = covariance
  }

  /// The normal distribution of a hump's curvature.
  init(_ target: PriorSpaceTarget, on hump: ModeSearch.Hump) {
    coordinates = target.coordinates
    arithmetic = target.arithmetic
    (method, center, covariance) = (.laplace, hump.center, hump.covariance)
  }

  /// How well the approximation covers the posterior: the efficiency of importance weights, of a t
  /// distribution with 30 degrees of freedom around it.
  ///
  /// 0 where the covariance is not positive definite. O(rows x columns) a point.
  func importanceEfficiency(for target: PriorSpaceTarget, seed: UInt64) -> Double {
    let proposal = IndependenceProposal(
      center: center,
      covariance: covariance,
      degreesOfFreedom: 30,
      using: arithmetic
    )
    return proposal?.importanceEfficiency(for: target, seed: seed) ?? 0
  }

  /// The start of a sampler that moves in the coefficients.
  ///
  /// Where a map is curved, its slope at the centre turns the covariance into one of coefficients. Nil
  /// where that is not positive definite.
  var warmStart: WarmStart? {
    let values = center.indices.map { coordinates.value($0, at: center[$0]) }
    var scaled = covariance
    for column in values.indices {
      for row in values.indices {
        scaled[row, column] *= values[row].derivative * values[column].derivative
      }
    }
    return WarmStart(center: values.map(\.coefficient), covariance: scaled, using: arithmetic)
  }
}

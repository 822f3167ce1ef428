/// Why a posterior was not approximated: another sampler must be used.
public enum ApproximationError: Error, Sendable, Equatable {
  /// There is no coefficient to approximate.
  case noCoefficients
  /// The log density or its derivatives are not finite on the way to the mode.
  case notFinite(iteration: Int)
  /// The data and the prior do not bound the coefficients: the curvature has no inverse.
  case notPositiveDefinite(iteration: Int)
  /// The mode was not reached.
  case notConverged(iterations: Int)
  /// So many coefficients need a variational fit, which needs normal or flat priors.
  case curvedPriors(coefficients: Int, limit: Int)
  /// The data take a coefficient further from its prior than the coordinates of the prior are known.
  case beyondCoordinates
  /// The surrounding task was cancelled.
  case cancelled
  /// The weights of a few proposals are already more uneven than a run could make up for.
  case inefficient(efficiency: Double, limit: Double)
}

extension ApproximationError {
  /// The reason in words.
  var phrase: String {
    switch self {
    case .noCoefficients: "there is no coefficient"
    case .notFinite: "the log density is not finite on the way to the mode"
    case .notPositiveDefinite: "data and prior do not bound the coefficients"
    case .notConverged: "the mode was not reached"
    case .curvedPriors(_, let limit): "more than \(limit) coefficients need normal or flat priors"
    case .beyondCoordinates: "the data are too far from a prior for its coordinates"
    case .cancelled: "the run was stopped"
    case .inefficient: "the posterior is far from its normal approximation"
    }
  }
}

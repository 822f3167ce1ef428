/// A posterior that is not that of binomial rows under one prior a coefficient.
///
/// Each kind is named, so that chains are compiled for it; it has no coordinates in which its prior is normal, so
/// it goes to chains that need none.
public enum JointPosterior: Sendable {
  /// Binomial rows under the Jeffreys prior.
  case jeffreys(JeffreysRegression)

  /// That of a model whose prior is joint; nil where it is one prior a coefficient.
  public init?(of model: BinaryRegression) {
    guard model.prior.isJeffreys else { return nil }
    self = .jeffreys(
      Regression(model.parameterization, model.likelihood, JeffreysPrior(of: model.likelihood))
    )
  }

  /// The same without the outcome of one case, under the same prior.
  ///
  /// - Precondition: every row of the design was one case.
  func leavingOut(case index: Int) -> JointPosterior {
    switch self {
    case .jeffreys(let model): .jeffreys(model.leavingOut(case: index))
    }
  }

  /// The log density of one position; allocates.
  package func logDensity(at position: Span<Double>) -> Double {
    switch self {
    case .jeffreys(let model):
      var workspace = model.makeWorkspace()
      return model.logDensity(at: position, using: &workspace)
    }
  }
}

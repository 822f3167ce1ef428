/// A regression put together from its parts: how a position becomes coefficients, what the data say of these,
/// and the prior of the position.
///
///     log density = log likelihood(coefficients(position)) + log Jacobian + log prior(position)
///
/// Every part is known when it is compiled, so that an evaluation is one straight function without a dynamic
/// call or an allocation.
public struct Regression<M: Parameterization, L: Likelihood, P: JointPrior>: PosteriorModel {
  /// The buffers of one chain.
  public struct Workspace {
    var parameterization: M.Workspace
    var likelihood: L.Workspace
    var prior: P.Workspace
    /// The coefficients and their score; empty where the position is the coefficients.
    var coefficients: [Double]
    var score: [Double]
  }

  /// How a position becomes coefficients.
  public let parameterization: M
  /// What the data say of the coefficients.
  public let likelihood: L
  /// The prior of the position.
  public let prior: P

  /// What the elements of a position are.
  public var layout: ParameterLayout { parameterization.layout }
  /// The name of each parameter.
  public var parameterNames: [String] { parameterization.layout.names }
  /// The number of parameters.
  public var dimension: Int { parameterization.layout.count }
  /// The number of cases.
  public var caseCount: Int { likelihood.unitCount }

  /// Puts a regression together.
  ///
  /// - Precondition: the parameterization makes as many coefficients as the likelihood has.
  public init(_ parameterization: M, _ likelihood: L, _ prior: P) {
    precondition(
      parameterization.coefficientCount == likelihood.coefficientCount,
      "coefficients for the likelihood"
    )
    self.parameterization = parameterization
    self.likelihood = likelihood
    self.prior = prior
  }

  /// The same model without the outcome of one case, under the same prior.
  ///
  /// The case stays where it is but its log likelihood is 0 everywhere; all its trials are left out at once.
  /// Prior scales that were taken from the data stay those of all cases.
  ///
  /// - Precondition: every row of the design was one case (`DesignMatrix.hasCases`).
  public func leavingOut(case index: Int) -> Self {
    Self(parameterization, likelihood.leavingOut(unit: index), prior)
  }

  /// Makes the buffers of one chain.
  public func makeWorkspace() -> Workspace {
    let count = M.isIdentity ? 0 : likelihood.coefficientCount
    return Workspace(
      parameterization: parameterization.makeWorkspace(),
      likelihood: likelihood.makeWorkspace(),
      prior: prior.makeWorkspace(),
      coefficients: [Double](repeating: 0, count: count),
      score: [Double](repeating: 0, count: count)
    )
  }

  /// Log likelihood, with all constants, plus log prior.
  public func logDensity(at position: Span<Double>, using workspace: inout Workspace) -> Double {
    guard !M.isIdentity else {
      return likelihood.logLikelihood(at: position, using: &workspace.likelihood)
        + prior.logDensity(at: position, using: &workspace.prior)
    }
    let logJacobian = place(
      position,
      into: &workspace.coefficients,
      using: &workspace.parameterization
    )
    return value(at: workspace.coefficients, using: &workspace.likelihood) + logJacobian
      + prior.logDensity(at: position, using: &workspace.prior)
  }

  /// Log likelihood plus log prior and the gradient, in one pass.
  public func logDensity(
    at position: Span<Double>,
    gradient: inout MutableSpan<Double>,
    using workspace: inout Workspace
  ) -> Double {
    for index in gradient.indices { gradient[index] = 0 }
    guard !M.isIdentity else {
      let value = likelihood.logLikelihood(
        at: position,
        addingScoreTo: &gradient,
        using: &workspace.likelihood
      )
      return value
        + prior.logDensity(at: position, addingScoreTo: &gradient, using: &workspace.prior)
    }
    let logJacobian = place(
      position,
      into: &workspace.coefficients,
      using: &workspace.parameterization
    )
    let value = value(
      at: workspace.coefficients,
      score: &workspace.score,
      using: &workspace.likelihood
    )
    pullBack(
      position,
      workspace.score,
      into: &gradient,
      using: &workspace.parameterization
    )
    return value + logJacobian
      + prior.logDensity(at: position, addingScoreTo: &gradient, using: &workspace.prior)
  }

  /// Log density of the prior.
  public func logPrior(at position: Span<Double>, using workspace: inout Workspace) -> Double {
    prior.logDensity(at: position, using: &workspace.prior)
  }

  /// Log likelihood of each case.
  ///
  /// - Precondition: every row of the design was one case (`DesignMatrix.hasCases`).
  public func pointwiseLogLikelihood(
    at position: Span<Double>,
    into values: inout MutableSpan<Double>,
    using workspace: inout Workspace
  ) {
    guard !M.isIdentity else {
      likelihood.pointwise(at: position, into: &values, using: &workspace.likelihood)
      return
    }
    _ = place(position, into: &workspace.coefficients, using: &workspace.parameterization)
    pointwise(at: workspace.coefficients, into: &values, using: &workspace.likelihood)
  }

  // Spans of two properties of one structure cannot be lent in one expression; two arrays can.

  private func place(
    _ position: Span<Double>,
    into coefficients: inout [Double],
    using workspace: inout M.Workspace
  ) -> Double {
    var target = coefficients.mutableSpan
    return parameterization.apply(position, into: &target, using: &workspace)
  }

  private func value(
    at coefficients: borrowing [Double],
    using workspace: inout L.Workspace
  ) -> Double {
    likelihood.logLikelihood(at: coefficients.span, using: &workspace)
  }

  private func value(
    at coefficients: borrowing [Double],
    score: inout [Double],
    using workspace: inout L.Workspace
  ) -> Double {
    var target = score.mutableSpan
    for index in target.indices { target[index] = 0 }
    return likelihood.logLikelihood(
      at: coefficients.span,
      addingScoreTo: &target,
      using: &workspace
    )
  }

  private func pullBack(
    _ position: Span<Double>,
    _ score: borrowing [Double],
    into gradient: inout MutableSpan<Double>,
    using workspace: inout M.Workspace
  ) {
    parameterization.pullBack(position, score: score.span, into: &gradient, using: &workspace)
  }

  private func pointwise(
    at coefficients: borrowing [Double],
    into values: inout MutableSpan<Double>,
    using workspace: inout L.Workspace
  ) {
    likelihood.pointwise(at: coefficients.span, into: &values, using: &workspace)
  }
}

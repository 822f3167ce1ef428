/// What is drawn from: the model that was put together for a problem.
///
/// A list rather than an existential, so that chains are compiled for each kind, and that a kind which is
/// forgotten somewhere does not compile.
public enum Posterior: Sendable {
  /// Binomial rows under one prior a coefficient.
  case independent(BinaryRegression)
  /// Binomial rows under the Jeffreys prior.
  case jeffreys(JeffreysRegression)
  /// Rows some of whose codes are not certain.
  case completions(CompletionRegression)

  /// That of binomial rows, whose prior is one of all coefficients at once or one of each.
  public init(of model: BinaryRegression) {
    guard model.prior.isJeffreys else {
      self = .independent(model)
      return
    }
    self = .jeffreys(
      Regression(model.parameterization, model.likelihood, JeffreysPrior(of: model.likelihood))
    )
  }

  /// The model where there are coordinates in which its prior is normal: what approximations, lattices,
  /// independence sampling and bridges need.
  package var normalized: BinaryRegression? {
    if case .independent(let model) = self { model } else { nil }
  }

  /// Why there are no such coordinates; nil where there are.
  var whyNotNormalized: String? {
    switch self {
    case .independent: nil
    case .jeffreys: "the prior is one of all coefficients at once"
    case .completions: "the likelihood sums over uncertain codes"
    }
  }

  /// What the elements of a position are.
  package var layout: ParameterLayout {
    switch self {
    case .independent(let model): model.layout
    case .jeffreys(let model): model.layout
    case .completions(let model): model.layout
    }
  }

  /// Whether every case has one row and one outcome, to be predicted from the others.
  var hasCertainCodes: Bool {
    switch self {
    case .independent, .jeffreys: true
    case .completions: false
    }
  }

  /// The same without the outcome of one case, under the same prior; `rows` are the binomial rows without it.
  ///
  /// - Precondition: every row of the design was one case.
  func leavingOut(case index: Int, from rows: BinaryRegression) -> Posterior {
    switch self {
    case .independent: .independent(rows)
    case .jeffreys(let model): .jeffreys(model.leavingOut(case: index))
    case .completions(let model): .completions(model.leavingOut(case: index))
    }
  }

  /// The log density of one position; allocates.
  package func logDensity(at position: Span<Double>) -> Double {
    switch self {
    case .independent(let model): Self.logDensity(of: model, at: position)
    case .jeffreys(let model): Self.logDensity(of: model, at: position)
    case .completions(let model): Self.logDensity(of: model, at: position)
    }
  }

  private static func logDensity(
    of model: some PosteriorModel,
    at position: Span<Double>
  ) -> Double {
    var workspace = model.makeWorkspace()
    return model.logDensity(at: position, using: &workspace)
  }
}

/// Binary regression on coded cases: binomial outcomes, a linear predictor, one prior a coefficient.
///
///     successes[i] ~ binomial(trials[i], p[i]),   link(p[i]) = offset[i] + X[i] beta
///
/// The parameters are the coefficients of the design's columns, on the raw scale of the columns. The
/// likelihood is evaluated once for each distinct row of the design, which is exact: equal rows
/// share their predictor, and their successes and trials add up.
public struct BinaryRegression: PosteriorModel {
  /// The buffer of an evaluation case by case.
  public struct Workspace {
    var predictor: [Double]
    /// Nothing until the cases are asked for.
    var cases: DistinctCases?
  }

  /// How linear predictors become probabilities.
  public let link: Link
  /// The names of the coefficients: those of the design's columns.
  public let parameterNames: [String]
  /// The prior of each coefficient.
  public let prior: PriorSet
  /// The distinct rows of the design.
  public let design: CollapsedDesign
  /// Successes of a case of each row of the design it was made of.
  public let successes: [Double]
  /// Trials of a case of each row of the design it was made of: 1 for a yes/no outcome.
  public let trials: [Double]
  /// The logarithm of the binomial coefficient of a case of each of those rows: 0 for a yes/no outcome.
  let logCoefficients: [Double]
  /// The sum of the logarithms of all cases' binomial coefficients.
  let logCoefficientSum: Double
  /// The distinct rows and their outcomes, laid out for the kernels.
  let panels: PanelDesign

  /// The number of coefficients.
  public var dimension: Int { parameterNames.count }
  /// The number of cases.
  public let caseCount: Int
  /// Whether the posterior is log-concave, and so has one hump.
  var isLogConcave: Bool { link.function.isLogConcave && prior.columnsNotLogConcave.isEmpty }

  /// Makes the model of a design under a prior.
  ///
  /// - Precondition: the prior was compiled for the design's columns.
  public init(design: DesignMatrix, prior: PriorSet, link: Link = .logit) {
    precondition(prior.used.count == design.columns.count, "one prior for each column")
    self.link = link
    parameterNames = design.columns.map(\.name)
    self.prior = prior
    self.design = CollapsedDesign(design)
    panels = PanelDesign(
      tiles: self.design.matrix,
      successes: self.design.successes,
      trials: self.design.trials,
      offset: self.design.offset,
      link: link
    )
    successes = design.successes
    trials = design.trials
    caseCount = design.caseCount
    let logCoefficients = zip(design.successes, design.trials).map(Self.logBinomialCoefficient)
    self.logCoefficients = logCoefficients
    logCoefficientSum = logCoefficients.indices.reduce(0) {
      $0 + logCoefficients[$1] * (design.counts?[$1] ?? 1)
    }
  }

  /// The model of some outcomes under the prior and on the rows of another.
  private init(
    _ other: BinaryRegression,
    design: CollapsedDesign,
    successes: [Double],
    trials: [Double],
    logCoefficients: [Double]
  ) {
    link = other.link
    parameterNames = other.parameterNames
    prior = other.prior
    caseCount = other.caseCount
    self.design = design
    self.successes = successes
    self.trials = trials
    self.logCoefficients = logCoefficients
    logCoefficientSum = logCoefficients.reduce(0, +)
    panels = PanelDesign(
      tiles: design.matrix,
      successes: design.successes,
      trials: design.trials,
      offset: design.offset,
      link: link
    )
  }

  /// The same model without the outcome of one case, under the same prior.
  ///
  /// The case stays where it is but has no trials, so its log likelihood is 0 everywhere; all its trials
  /// are left out at once. Prior scales that were taken from the data stay those of all cases.
  /// O(rows x columns).
  ///
  /// - Precondition: every row of the design was one case (`DesignMatrix.hasCases`).
  public func leavingOut(case index: Int) -> BinaryRegression {
    precondition(!design.patternOfCase.isEmpty, "merged cases cannot be left out one by one")
    var (successes, trials, logCoefficients) = (successes, trials, logCoefficients)
    let design = design.removing(
      successes: successes[index],
      trials: trials[index],
      fromPattern: design.patternOfCase[index]
    )
    (successes[index], trials[index], logCoefficients[index]) = (0, 0, 0)
    return BinaryRegression(
      self,
      design: design,
      successes: successes,
      trials: trials,
      logCoefficients: logCoefficients
    )
  }

  /// The logarithm of the number of ways to choose k of n; 0 where there is one way only.
  static func logBinomialCoefficient(_ k: Double, _ n: Double) -> Double {
    guard k > 0, k < n else { return 0 }
    return Portable.logGamma(n + 1) - Portable.logGamma(k + 1) - Portable.logGamma(n - k + 1)
  }

  /// Makes the buffer of one chain.
  public func makeWorkspace() -> Workspace {
    Workspace(predictor: [Double](repeating: 0, count: design.matrix.rowCount))
  }

  /// Log likelihood, with all binomial coefficients, plus log prior.
  ///
  /// O(rows x columns).
  public func logDensity(
    at position: Span<Double>,
    using workspace: inout Workspace
  ) -> Double {
    logCoefficientSum + panels.logLikelihood(at: position)
      + prior.logDensity(at: position)
  }

  /// Log likelihood plus log prior and the gradient, in one pass.
  ///
  /// O(rows x columns).
  public func logDensity(
    at position: Span<Double>,
    gradient: inout MutableSpan<Double>,
    using workspace: inout Workspace
  ) -> Double {
    for index in gradient.indices { gradient[index] = 0 }
    let likelihood = panels.logLikelihood(at: position, addingScoreTo: &gradient)
    return logCoefficientSum + likelihood
      + prior.logDensity(at: position, addingScoreTo: &gradient)
  }

  /// Log density of the prior.
  ///
  /// O(columns).
  public func logPrior(at position: Span<Double>, using workspace: inout Workspace) -> Double {
    prior.logDensity(at: position)
  }

  /// Log likelihood of each case.
  ///
  /// O(rows x columns + cases).
  ///
  /// - Precondition: every row of the design was one case (`DesignMatrix.hasCases`).
  public func pointwiseLogLikelihood(
    at position: Span<Double>,
    into values: inout MutableSpan<Double>,
    using workspace: inout Workspace
  ) {
    predictRows(at: position, using: &workspace)
    if workspace.cases == nil { workspace.cases = DistinctCases(of: self) }
    workspace.cases?.logLikelihoods(ofRowsAt: workspace.predictor, link: link, into: &values)
  }

  private func predictRows(at position: Span<Double>, using workspace: inout Workspace) {
    var predictor = workspace.predictor.mutableSpan
    panels.linearPredictor(at: position, into: &predictor)
  }
}

extension BinaryRegression {
  /// For each case the first with the same row and the same outcome.
  var firstCasesAlike: [Int] {
    var first: [CaseOutcome: Int] = [:]
    return design.patternOfCase.indices.map { index in
      let outcome = CaseOutcome(
        pattern: design.patternOfCase[index],
        successes: successes[index],
        trials: trials[index]
      )
      if let earlier = first[outcome] { return earlier }
      first[outcome] = index
      return index
    }
  }
}

/// What the likelihood of a case depends on.
private struct CaseOutcome: Hashable {
  let pattern: Int
  let successes: Double
  let trials: Double
}

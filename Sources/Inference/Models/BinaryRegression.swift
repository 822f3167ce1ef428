import RealModule

/// Binary regression on coded cases: binomial outcomes, a linear predictor, one prior a coefficient.
///
///     successes[i] ~ binomial(trials[i], p[i]),   link(p[i]) = offset[i] + X[i] beta
///
/// The parameters are the coefficients of the design's columns, on the raw scale of the columns. The
/// likelihood is evaluated once for each distinct row of the design, which is exact: equal rows
/// share their predictor, and their successes and trials add up.
public struct BinaryRegression<Link: LinkFunction>: PosteriorModel {
  /// The buffers of an evaluation.
  public struct Workspace {
    var predictor: [Double]
    var score: [Double]
  }

  /// The names of the coefficients: those of the design's columns.
  public let parameterNames: [String]
  /// The prior of each coefficient.
  public let prior: PriorSet
  /// The distinct rows of the design.
  public let design: CollapsedDesign
  /// Successes of each case.
  public let successes: [Double]
  /// Trials of each case: 1 for a yes/no outcome.
  public let trials: [Double]
  /// The logarithm of each case's binomial coefficient: 0 for a yes/no outcome.
  let logCoefficients: [Double]
  private let logCoefficientSum: Double
  private let hasOffset: Bool

  /// The number of coefficients.
  public var dimension: Int { parameterNames.count }
  /// The number of cases.
  public var caseCount: Int { successes.count }

  /// Makes the model of a design under a prior.
  ///
  /// - Precondition: the prior was compiled for the design's columns.
  public init(design: DesignMatrix, prior: PriorSet) {
    precondition(prior.used.count == design.columns.count, "one prior for each column")
    parameterNames = design.columns.map(\.name)
    self.prior = prior
    self.design = CollapsedDesign(design)
    hasOffset = design.offset.contains { $0 != 0 }
    successes = design.successes
    trials = design.trials
    logCoefficients = zip(design.successes, design.trials).map(Self.logBinomialCoefficient)
    logCoefficientSum = logCoefficients.reduce(0, +)
  }

  /// The logarithm of the number of ways to choose k of n; 0 where there is one way only.
  private static func logBinomialCoefficient(_ k: Double, _ n: Double) -> Double {
    guard k > 0, k < n else { return 0 }
    return Double.logGamma(n + 1) - Double.logGamma(k + 1) - Double.logGamma(n - k + 1)
  }

  /// Makes the buffers of one chain.
  public func makeWorkspace() -> Workspace {
    let rows = [Double](repeating: 0, count: design.matrix.rowCount)
    return Workspace(predictor: rows, score: rows)
  }

  /// Log likelihood, with all binomial coefficients, plus log prior.
  ///
  /// O(rows x columns).
  public func logDensity(
    at position: Span<Double>,
    using workspace: inout Workspace
  ) -> Double {
    logLikelihood(at: position, using: &workspace) + prior.logDensity(at: position)
  }

  /// Log likelihood plus log prior and the gradient, in one pass.
  ///
  /// O(rows x columns).
  public func logDensity(
    at position: Span<Double>,
    gradient: inout MutableSpan<Double>,
    using workspace: inout Workspace
  ) -> Double {
    let likelihood = logLikelihood(at: position, using: &workspace)
    for index in gradient.indices { gradient[index] = 0 }
    let priorValue = prior.logDensity(at: position, addingScoreTo: &gradient)
    BLAS.addTransposed(design.matrix, workspace.score.span, to: &gradient)
    return likelihood + priorValue
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
  public func pointwiseLogLikelihood(
    at position: Span<Double>,
    into values: inout MutableSpan<Double>,
    using workspace: inout Workspace
  ) {
    linearPredictor(at: position, using: &workspace)
    for index in values.indices {
      let eta = workspace.predictor[design.patternOfCase[index]]
      values[index] =
        Link.binomial(successes: successes[index], trials: trials[index], at: eta).logLikelihood
        + logCoefficients[index]
    }
  }

  /// The linear predictor of each distinct row, into the workspace.
  private func linearPredictor(at position: Span<Double>, using workspace: inout Workspace) {
    var predictor = workspace.predictor.mutableSpan
    BLAS.multiply(design.matrix, position, into: &predictor)
    guard hasOffset else { return }
    for row in predictor.indices { predictor[row] += design.offset[row] }
  }

  /// The log likelihood of all cases; leaves the score of each distinct row in the workspace.
  private func logLikelihood(at position: Span<Double>, using workspace: inout Workspace) -> Double
  {
    linearPredictor(at: position, using: &workspace)
    var sum = logCoefficientSum
    for row in workspace.predictor.indices {
      let term = Link.binomial(
        successes: design.successes[row],
        trials: design.trials[row],
        at: workspace.predictor[row]
      )
      sum += term.logLikelihood
      workspace.score[row] = term.score
    }
    return sum
  }
}

/// The posterior of a binary regression in the coordinates of its prior, for whole batches of positions.
///
/// The design is shared with the model, never copied.
struct PriorSpaceTarget: Sendable {
  /// The distinct rows, m x p, with their outcomes.
  let design: PanelDesign
  /// The prior, in coefficients.
  let prior: PriorSet
  /// How coordinates become coefficients.
  let coordinates: PriorCoordinates
  /// Who factors the p x p matrices.
  let arithmetic: Arithmetic
  /// Who multiplies the design with matrices.
  private let designArithmetic: Arithmetic
  private let logCoefficientSum: Double

  /// The number of coefficients.
  var dimension: Int { design.columnCount }

  /// Takes a model; `designArithmetic` is what suits the processor unless given.
  init(
    _ model: BinaryRegression,
    isPortable: Bool = false,
    designArithmetic: Arithmetic? = nil
  ) {
    design = model.panels
    prior = model.prior
    coordinates = PriorCoordinates(for: model.prior)
    logCoefficientSum = model.logCoefficientSum
    arithmetic = Arithmetic(columnCount: model.dimension, isPortable: isPortable)
    self.designArithmetic = designArithmetic ?? arithmetic.forDesigns
  }

  /// Whether the posterior is log-concave in the coefficients, and so has one hump.
  var isLogConcave: Bool {
    design.link.function.isLogConcave && prior.columnsNotLogConcave.isEmpty
  }

  /// The posterior under another prior on the same columns, with a likelihood that is log-concave.
  ///
  /// - Parameters:
  ///   - other: The posterior.
  ///   - prior: The prior.
  ///   - row: A row of the design whose outcomes are left out; nil for none.
  init(surrogateOf other: PriorSpaceTarget, prior: PriorSet, leavingOut row: Int? = nil) {
    precondition(prior.used.count == other.dimension, "a prior for each column")
    let isConcave = other.design.link.function.isLogConcave
    design =
      isConcave && row == nil
      ? other.design : other.design.under(isConcave ? other.design.link : .logit, leavingOut: row)
    self.prior = prior
    coordinates = PriorCoordinates(for: prior)
    arithmetic = other.arithmetic
    designArithmetic = other.designArithmetic
    logCoefficientSum = other.logCoefficientSum
  }

  /// The posterior of a model some of whose cases were not observed.
  ///
  /// O(rows).
  ///
  /// - Precondition: every row of the model's design was one case.
  init(_ model: BinaryRegression, leavingOut cases: [Int]) {
    var (successes, trials) = (model.design.successes, model.design.trials)
    var logCoefficientSum = model.logCoefficientSum
    for index in cases {
      let pattern = model.design.patternOfCase[index]
      successes[pattern] -= model.successes[index]
      trials[pattern] -= model.trials[index]
      logCoefficientSum -= model.logCoefficients[index]
    }
    design =
      cases.isEmpty
      ? model.panels
      : PanelDesign(
        tiles: model.design.matrix,
        successes: successes,
        trials: trials,
        offset: model.design.offset,
        link: model.link
      )
    prior = model.prior
    coordinates = PriorCoordinates(for: model.prior)
    self.logCoefficientSum = logCoefficientSum
    arithmetic = .portable
    designArithmetic = .portable
  }

  /// The greatest change of a linear predictor along a step of the coefficients.
  ///
  /// O(rows x columns).
  func largestChange(along step: [Double]) -> Double {
    var change = [Double](repeating: 0, count: design.rowCount)
    var span = change.mutableSpan
    design.product(with: step.span, into: &span)
    return change.reduce(0) { max($0, abs($1)) }
  }

  /// The log likelihoods, with all binomial coefficients, of a batch of coefficient vectors.
  ///
  /// NaN where a predictor is. O(rows x columns x batch), next to no memory.
  ///
  /// - Parameters:
  ///   - coefficients: One vector after another.
  ///   - values: Where the results are written, one for each vector.
  func logLikelihoods(of coefficients: [Double], into values: inout [Double]) {
    var span = values.mutableSpan
    design.logLikelihoods(at: coefficients.span, into: &span, using: designArithmetic)
    for index in values.indices { values[index] += logCoefficientSum }
  }

  /// The log likelihoods of the first vectors of a batch.
  ///
  /// O(rows x columns x count), no allocation.
  func logLikelihoods(of coefficients: [Double], count: Int, into values: inout [Double]) {
    var span = values.mutableSpan
    design.logLikelihoods(
      at: coefficients.span.extracting(first: count * dimension),
      into: &span,
      count: count
    )
    for index in 0..<count { values[index] += logCoefficientSum }
  }

  /// The log likelihood, with all binomial coefficients, and its derivatives at a coefficient vector;
  /// with the factor of a covariance their expectations.
  ///
  /// O(rows x columns^2).
  func moments(
    at coefficients: [Double],
    covarianceFactor: Matrix? = nil
  ) -> (logLikelihood: Double, score: [Double], information: Matrix) {
    let moments = DesignMoments(
      of: design,
      at: coefficients,
      covarianceFactor: covarianceFactor,
      using: designArithmetic
    )
    return (moments.logLikelihood + logCoefficientSum, moments.gradient, moments.information)
  }
}

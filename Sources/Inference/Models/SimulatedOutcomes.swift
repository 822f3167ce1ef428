/// Outcomes as the model itself would make them, on the same design.
extension BinaryRegression {
  /// The same distinct rows with other outcomes and another prior.
  ///
  /// Each distinct row is one case, of all its trials: the likelihood depends on no more.
  /// O(rows x columns).
  ///
  /// - Parameters:
  ///   - model: The model whose design is taken.
  ///   - successes: The successes of each distinct row.
  ///   - trials: The trials of each distinct row; nil: as they are.
  ///   - prior: The prior of the new model.
  /// - Precondition: there are successes for each distinct row, at most its trials, and a prior for each
  ///   coefficient.
  public init(
    _ model: BinaryRegression,
    successes: [Double],
    trials: [Double]? = nil,
    prior: PriorSet
  ) {
    precondition(prior.used.count == model.dimension, "one prior for each column")
    self.init(
      model.parameterization,
      BinomialLikelihood(model.likelihood, successes: successes, trials: trials),
      prior
    )
  }
}

extension BinomialRows {
  /// The probability of a success in each distinct row.
  ///
  /// O(rows x columns), allocates. NaN where a linear predictor is.
  public func probabilities(at coefficients: [Double]) -> [Double] {
    var predictors = [Double](repeating: 0, count: design.matrix.rowCount)
    var result = predictors
    var span = predictors.mutableSpan
    panels.linearPredictor(at: coefficients.span, into: &span)
    var target = result.mutableSpan
    link.function.probabilities(at: predictors.span, into: &target)
    return result
  }

  /// Successes of each distinct row, drawn from the model.
  ///
  /// The estimand is the sampling distribution of the outcomes given the coefficients, the trials of each
  /// row as they are. O(rows x columns + draws of ``BinomialDistribution``).
  ///
  /// - Precondition: every linear predictor is a number; infinite ones are certain outcomes.
  public func simulatedSuccesses(
    at coefficients: [Double],
    using random: inout some RandomNumberGenerator
  ) -> [Double] {
    zip(design.trials, probabilities(at: coefficients)).map { trials, probability in
      BinomialDistribution(trials: trials, probability: probability).draw(using: &random)
    }
  }
}

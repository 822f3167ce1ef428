/// Binary regression on coded cases: binomial outcomes, a linear predictor, one prior a coefficient.
///
///     successes[i] ~ binomial(trials[i], p[i]),   link(p[i]) = offset[i] + X[i] beta
///
/// The parameters are the coefficients of the design's columns, on the raw scale of the columns.
public typealias BinaryRegression = Regression<DirectCoefficients, BinomialLikelihood, PriorSet>

extension BinaryRegression {
  /// Makes the model of a design under a prior.
  ///
  /// - Precondition: the prior was compiled for the design's columns.
  public init(design: DesignMatrix, prior: PriorSet, link: Link = .logit) {
    precondition(prior.used.count == design.columns.count, "one prior for each column")
    self.init(
      DirectCoefficients(names: design.columns.map(\.name)),
      BinomialLikelihood(design, link: link),
      prior
    )
  }

  /// Whether the posterior is log-concave, and so has one hump.
  var isLogConcave: Bool { link.function.isLogConcave && prior.columnsNotLogConcave.isEmpty }
}

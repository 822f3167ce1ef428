/// A capability: the outcomes of the cases are binomial, each with the linear predictor of its row of a design.
///
/// What counts the cases of a configuration, separates outcomes or leaves cases out asks for it.
public protocol BinomialRows: PosteriorModel {
  /// The rows and their outcomes.
  var rows: BinomialLikelihood { get }
}

extension BinomialRows {
  /// How linear predictors become probabilities.
  public var link: Link { rows.link }
  /// The distinct rows of the design.
  public var design: CollapsedDesign { rows.design }
  /// Successes of a case of each row of the design it was made of.
  public var successes: [Double] { rows.successes }
  /// Trials of a case of each row of the design it was made of: 1 for a yes/no outcome.
  public var trials: [Double] { rows.trials }
  /// The logarithm of the binomial coefficient of a case of each of those rows: 0 for a yes/no outcome.
  var logCoefficients: [Double] { rows.logCoefficients }
  /// The sum of the logarithms of all cases' binomial coefficients.
  var logCoefficientSum: Double { rows.logCoefficientSum }
  /// The distinct rows and their outcomes, laid out for the kernels.
  var panels: PanelDesign { rows.panels }
  /// For each case the first with the same row and the same outcome.
  var firstCasesAlike: [Int] { rows.firstCasesAlike }
}

extension Regression: BinomialRows where L == BinomialLikelihood {
  /// The likelihood.
  public var rows: BinomialLikelihood { likelihood }
}

/// What a posterior says of a directed hypothesis.
///
/// Estimand: the difference left - right for every draw, and the probability that it has the sign that
/// the hypothesis says, with the evidence ratio P / (1 - P): the one-sided test of brms' `hypothesis`.
/// Coefficients are on the scale of the linear predictor, `p()` on that of probability.
public struct HypothesisTest: Sendable, Equatable {
  /// The hypothesis.
  public let hypothesis: Hypothesis
  /// Left side less right side.
  public let difference: QuantityEstimate
  /// How probable the hypothesis is.
  public let evidence: DirectionEvidence

  /// Evaluates a hypothesis in every draw.
  ///
  /// A NaN in any draw (0 / 0) makes every number NaN. O(draws x operations).
  ///
  /// - Throws: a ``FormulaError`` of subject `scenario` where `p()` names what the fit does not have.
  public init(
    _ hypothesis: Hypothesis,
    draws: Draws,
    conditions: FittedConditions,
    link: Link = .logit,
    interval: CredibleInterval
  ) throws(FormulaError) {
    let evaluator = DrawEvaluator(draws: draws, conditions: conditions, link: link)
    let left = try evaluator.values(of: hypothesis.left, in: hypothesis.text)
    let right = try evaluator.values(of: hypothesis.right, in: hypothesis.text)
    let differences = zip(left, right).map { zip($0, $1).map { $0 - $1 } }
    self.hypothesis = hypothesis
    difference = QuantityEstimate(differences, interval: interval)
    evidence = DirectionEvidence(
      hypothesis.comparison == .greater ? differences : differences.map { $0.map { -$0 } }
    )
  }
}

/// Computes expressions over the coefficients of every draw.
private struct DrawEvaluator {
  let draws: Draws
  let conditions: FittedConditions
  let link: Link

  /// The value of an expression: an array for each chain.
  func values(of expression: Expression, in text: String) throws(FormulaError) -> [[Double]] {
    switch expression {
    case .column(let name):
      guard let index = draws.parameterNames.firstIndex(of: name) else {
        preconditionFailure("the names of a hypothesis are those of coefficients")
      }
      return draws.parameter(index)
    case .number(let number):
      return draws.chains.map { [Double](repeating: number, count: $0.count) }
    case .negated(let inner): return try values(of: inner, in: text).map { $0.map { -$0 } }
    case .absolute(let inner): return try values(of: inner, in: text).map { $0.map { abs($0) } }
    case .exponential(let inner):
      return try values(of: inner, in: text).map { $0.map { Portable.exp($0) } }
    case .arithmetic(let left, let sign, let right):
      let left = try values(of: left, in: text)
      let right = try values(of: right, in: text)
      return zip(left, right).map { left, right in
        zip(left, right).map { ExpressionEvaluator.apply(sign, $0, $1) }
      }
    case .probability(let scenario):
      let row = try conditions.encode([conditions.resolve(scenario)])
      return ProbabilityDraws(rows: row.matrix, offset: row.offset, link: link).probabilities(
        of: draws
      )[0]
    case .log, .scale, .identity, .factor, .word, .comparison, .both, .either, .not:
      preconditionFailure("hypotheses have no such functions")
    }
  }
}

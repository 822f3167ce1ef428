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
  /// What is to be known of these numbers.
  public package(set) var caveats: [Caveat] = []

  package init(
    _ hypothesis: Hypothesis,
    difference: QuantityEstimate,
    evidence: DirectionEvidence
  ) {
    (self.hypothesis, self.difference, self.evidence) = (hypothesis, difference, evidence)
  }

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
    let directions = try evaluator.directions(of: hypothesis, differences)
    evidence = DirectionEvidence(
      hypothesis.comparison == .greater ? directions : directions.map { $0.map { -$0 } }
    )
  }
}

/// Computes expressions over the coefficients of every draw.
private struct DrawEvaluator {
  let draws: Draws
  let conditions: FittedConditions
  let link: Link

  /// The differences of the sides for the question of their sign: two probabilities that are nearly the same
  /// number are compared by their predictors.
  func directions(
    of hypothesis: Hypothesis,
    _ differences: [[Double]]
  ) throws(FormulaError) -> [[Double]] {
    guard case .probability(let left) = hypothesis.left,
      case .probability(let right) = hypothesis.right
    else { return differences }
    var signed = SignedDraws(differences)
    guard !signed.doubtful.isEmpty else { return differences }
    let rows = try conditions.encode([conditions.resolve(left), conditions.resolve(right)])
    let predictors = ProbabilityDraws(rows: rows.matrix, offset: rows.offset, link: link)
      .predictors(of: draws)
    for (chain, draw) in signed.doubtful {
      let (left, right) = (predictors[0][chain][draw], predictors[1][chain][draw])
      signed.set(left > right ? 1 : left < right ? -1 : 0, chain: chain, draw: draw)
    }
    return signed.directions
  }

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

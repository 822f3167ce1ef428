/// A hypothesis about one coefficient or one probability, whose distribution an exact posterior has, or about one
/// difference of probabilities, whose mean it has.
package enum ExactHypothesis: Sendable, Equatable {
  /// The left side less the right one is a coefficient less a constant, or a constant less a coefficient.
  case coefficient(Int, less: Double, isReversed: Bool)
  /// The same of a probability.
  case probability(Scenario, less: Double, isReversed: Bool)
  /// It is one probability less another.
  case difference(Scenario, less: Scenario)

  /// Looks at a hypothesis; nil where it is about anything else.
  package init?(_ hypothesis: Hypothesis, coefficients: [String]) {
    let (left, right) = (hypothesis.left, hypothesis.right)
    if case .probability(let one) = left, case .probability(let other) = right {
      self = .difference(one, less: other)
      return
    }
    let isReversed = Self.constant(left) != nil
    guard let constant = Self.constant(isReversed ? left : right) else { return nil }
    switch isReversed ? right : left {
    case .column(let name):
      guard let index = coefficients.firstIndex(of: name) else { return nil }
      self = .coefficient(index, less: constant, isReversed: isReversed)
    case .probability(let scenario):
      self = .probability(scenario, less: constant, isReversed: isReversed)
    default: return nil
    }
  }

  private static func constant(_ expression: Expression) -> Double? {
    switch expression {
    case .number(let number): number
    case .negated(let inner): constant(inner).map { -$0 }
    default: nil
    }
  }
}

extension HypothesisTest {
  /// Takes a hypothesis whose difference was integrated.
  ///
  /// Nil where draws would say it better.
  ///
  /// - Parameters:
  ///   - hypothesis: The hypothesis.
  ///   - form: What it is about.
  ///   - quantity: The coefficient or the probability.
  ///   - interval: Which interval is reported.
  ///   - drawCount: The number of draws that could be used instead.
  package init?(
    _ hypothesis: Hypothesis,
    _ form: ExactHypothesis,
    quantity: ExactQuantity,
    interval: CredibleInterval,
    drawCount: Int
  ) {
    let (constant, isReversed): (Double, Bool)
    switch form {
    case .coefficient(_, let number, let reversed): (constant, isReversed) = (number, reversed)
    case .probability(_, let number, let reversed): (constant, isReversed) = (number, reversed)
    case .difference: return nil
    }
    let above = quantity.probability(above: constant)
    let holds = (hypothesis.comparison == .greater) != isReversed ? above : above.complement
    guard quantity.isKnownBetter(thanFromDraws: drawCount),
      holds.isKnownBetter(thanFromDraws: drawCount)
    else { return nil }
    self.init(
      hypothesis,
      difference: QuantityEstimate(exact: quantity, interval: interval)
        .less(constant, isReversed: isReversed),
      evidence: DirectionEvidence(exact: holds)
    )
  }
}

extension QuantityEstimate {
  /// The estimate of the quantity less a constant, or of the constant less the quantity.
  fileprivate func less(_ constant: Double, isReversed: Bool) -> QuantityEstimate {
    func moved(_ value: Double) -> Double { isReversed ? constant - value : value - constant }
    var moments = estimates
    moments.mean = moved(estimates.mean)
    moments.median = moved(estimates.median)
    if isReversed {
      (moments.q5, moments.q95) = (moved(estimates.q95), moved(estimates.q5))
      (moments.mcseQ5, moments.mcseQ95) = (estimates.mcseQ95, estimates.mcseQ5)
    } else {
      (moments.q5, moments.q95) = (moved(estimates.q5), moved(estimates.q95))
    }
    let ends = [
      ExactEstimate(moved(lower), error: mcseLower), ExactEstimate(moved(upper), error: mcseUpper),
    ]
    return QuantityEstimate(
      estimates: moments,
      lower: ends[isReversed ? 1 : 0],
      upper: ends[isReversed ? 0 : 1],
      diagnosedBy: nil
    )
  }
}

/// The linear pool of several experts' beliefs about one scenario: the mixture of their distributions.
///
/// Source: M. Stone, The opinion pool, Annals of Mathematical Statistics 32 (1961) 1339-1342.
struct OpinionPool: Sendable {
  /// One expert's share of the mixture.
  struct Part: Sendable {
    let expert: Int
    let weight: Double
    /// Whether the expert made a statement about the scenario.
    let spoke: Bool
    let prior: LinearPredictorPrior
  }

  let subject: ElicitedStatement.Subject
  let label: String
  let row: [Double]
  let offset: Double
  /// The shares add up to 1.
  let parts: [Part]

  /// The pools of all scenarios that anybody spoke of, in order of first mention.
  ///
  /// Every expert has a share in each, by ``completed(_:weights:)`` priors: what an expert left open is
  /// taken over from the others.
  static func all(of experts: [ElicitedPrior.ExpertFit]) -> [OpinionPool] {
    var items: [Elicitation.Item] = []
    for item in experts.flatMap(\.opinion.items)
    where !items.contains(where: { $0.row == item.row && $0.offset == item.offset }) {
      items.append(item)
    }
    let priors = completed(
      experts.map(\.coefficients),
      weights: experts.map(\.opinion.weight)
    )
    return items.map { item in
      OpinionPool(
        subject: item.statement.subject,
        label: item.label,
        row: item.row,
        offset: item.offset,
        parts: experts.indices.map { index in
          Part(
            expert: index,
            weight: experts[index].opinion.weight,
            spoke: experts[index].opinion.items.contains {
              $0.row == item.row && $0.offset == item.offset
            },
            prior: LinearPredictorPrior(priors[index], row: item.row, offset: item.offset)
          )
        }
      )
    }
  }

  /// The experts' priors, where a coefficient of which one said nothing is as the others see it.
  ///
  /// Its location is the weighted mean of theirs, its squared scale the mean of theirs plus the variance of
  /// their locations. A location without a scale of its own has the scale of those who stated one.
  static func completed(
    _ experts: [[ElicitedPrior.Coefficient]],
    weights: [Double]
  ) -> [[CoefficientPrior]] {
    let count = experts.first?.count ?? 0
    var result = experts.map { $0.map(\.prior) }
    for column in 0..<count {
      let located = experts.indices.filter { experts[$0][column].location != .base }
      let scaled = located.filter { experts[$0][column].scale != .base }
      func mean(_ members: [Int], _ value: (CoefficientPrior) -> Double) -> Double {
        let total = members.reduce(0) { $0 + weights[$1] }
        return members.reduce(0) { $0 + weights[$1] / total * value(experts[$1][column].prior) }
      }
      for expert in experts.indices where !located.isEmpty {
        let own = experts[expert][column]
        let others = scaled.isEmpty ? located : scaled
        let square = mean(others) { $0.scale * $0.scale }
        if own.location == .base {
          let centre = mean(located, \.location)
          let variance = mean(located) { ($0.location - centre) * ($0.location - centre) }
          result[expert][column] = own.prior.moved(
            to: centre,
            scale: (square + variance).squareRoot()
          )
        } else if own.scale == .base, !scaled.isEmpty {
          result[expert][column] = own.prior.moved(
            to: own.prior.location,
            scale: square.squareRoot()
          )
        }
      }
    }
    return result
  }

  /// The probability of log-odds of at most `x`.
  func cumulative(_ x: Double) -> Double {
    parts.reduce(0) { $0 + $1.weight * $1.prior.cumulative(x) }
  }

  /// The log-odds below which a probability lies.
  ///
  /// By bisection between the least and the largest of the experts' quantiles, to the last bits.
  ///
  /// - Precondition: the probability lies between 0 and 1, both excluded.
  func quantile(_ probability: Double) -> Double {
    precondition(probability > 0 && probability < 1, "a quantile inside the distribution")
    let quantiles = parts.map { $0.prior.quantile(probability) }
    guard var lower = quantiles.min(), var upper = quantiles.max() else { return .nan }
    while true {
      let middle = lower + (upper - lower) / 2
      guard middle > lower, middle < upper else { return middle }
      if cumulative(middle) < probability { lower = middle } else { upper = middle }
    }
  }
}

extension CoefficientPrior {
  /// A normal or student_t prior with another location and scale.
  fileprivate func moved(to location: Double, scale: Double) -> CoefficientPrior {
    switch self {
    case .studentT(let prior):
      .studentT(
        StudentT(
          degreesOfFreedom: prior.degreesOfFreedom,
          location: location,
          scale: scale
        )
      )
    default: .normal(NormalDistribution(mean: location, standardDeviation: scale))
    }
  }
}

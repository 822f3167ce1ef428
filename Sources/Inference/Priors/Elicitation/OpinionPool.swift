/// The linear pool of several experts' beliefs about one scenario: the mixture of their distributions.
///
/// Source: M. Stone, The opinion pool, Annals of Mathematical Statistics 32 (1961) 1339-1342.
struct OpinionPool: Sendable {
  /// One expert's share of the mixture.
  struct Part: Sendable {
    let expert: Int
    let weight: Double
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
  /// Each of the experts who spoke of it, with the priors fitted to all that this expert said; who said
  /// nothing of it has no share.
  static func all(
    of experts: [(opinion: Elicitation.Opinion, priors: [CoefficientPrior])]
  ) -> [OpinionPool] {
    var items: [Elicitation.Item] = []
    for item in experts.flatMap(\.opinion.items)
    where !items.contains(where: { $0.row == item.row && $0.offset == item.offset }) {
      items.append(item)
    }
    return items.map { item in
      let speakers = experts.indices.filter { index in
        experts[index].opinion.items.contains { $0.row == item.row && $0.offset == item.offset }
      }
      let total = speakers.reduce(0) { $0 + experts[$1].opinion.weight }
      return OpinionPool(
        subject: item.statement.subject,
        label: item.label,
        row: item.row,
        offset: item.offset,
        parts: speakers.map { index in
          Part(
            expert: index,
            weight: experts[index].opinion.weight / total,
            prior: LinearPredictorPrior(
              experts[index].priors,
              row: item.row,
              offset: item.offset
            )
          )
        }
      )
    }
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

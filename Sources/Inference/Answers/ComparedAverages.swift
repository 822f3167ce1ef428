/// The probability of the outcome before and after a change, averaged over a population, for every draw.
///
/// Averaged first, draw by draw, and only then compared and summarised: a risk ratio is the ratio of two
/// averages, not the average of ratios, and its posterior is that of the ratio.
///
///     p0 = sum of w[i] p[i] before the change,  p1 = the same after it,  for each draw
///
/// Probability scale. Both p and 1 - p are kept, each with full relative accuracy.
public struct ComparedAverages: Sendable {
  /// An average, of each draw of each chain.
  struct Average: Sendable {
    /// The average probability of the outcome.
    var probability: [[Double]]
    /// The average probability of no outcome.
    var complement: [[Double]]

    init(_ draws: Draws) {
      probability = draws.chains.map { [Double](repeating: 0, count: $0.count) }
      complement = probability
    }
  }

  /// Before the change; nil for a slope.
  let before: Average?
  /// After the change; of a slope the average derivative, which has no complement.
  let after: Average
  /// The differences with the signs of those that rounding has taken; nil where none was looked for.
  var signed: SignedDraws?

  /// The differences for the question of their sign: 1 or -1 stands for one too small for a number.
  var directions: [[Double]] { signed?.directions ?? differences }

  /// The average probability before the change: an array for each chain; nil for a slope.
  public var probabilitiesBefore: [[Double]]? { before?.probability }
  /// The average probability after the change: an array for each chain; nil for a slope.
  public var probabilitiesAfter: [[Double]]? { before == nil ? nil : after.probability }

  /// The risk difference p1 - p0, or the average slope dp/dx: an array for each chain.
  ///
  /// Taken from the complements where both probabilities are near 1.
  public var differences: [[Double]] {
    guard let before else { return after.probability }
    return combined(with: before) { p0, q0, p1, q1 in p0 + p1 <= 1 ? p1 - p0 : q0 - q1 }
  }

  /// The risk ratio p1 / p0: an array for each chain; nil for a slope.
  public var riskRatios: [[Double]]? {
    before.map { combined(with: $0) { p0, _, p1, _ in p1 / p0 } }
  }

  /// The odds ratio (p1 / (1 - p1)) / (p0 / (1 - p0)) of the averages: an array for each chain; nil for a
  /// slope.
  ///
  /// Over more than one row it is the marginal odds ratio, which is nearer to 1 than that of each row.
  public var oddsRatios: [[Double]]? {
    before.map { combined(with: $0) { p0, q0, p1, q1 in (p1 / p0) * (q0 / q1) } }
  }

  private func combined(
    with before: Average,
    _ compare: (Double, Double, Double, Double) -> Double
  ) -> [[Double]] {
    after.probability.indices.map { chain in
      after.probability[chain].indices.map { draw in
        compare(
          before.probability[chain][draw],
          before.complement[chain][draw],
          after.probability[chain][draw],
          after.complement[chain][draw]
        )
      }
    }
  }

  /// Compares two scenarios: the rows of the design at each.
  ///
  /// O(draws x columns).
  ///
  /// - Precondition: there are two rows.
  public init(scenarios rows: PredictorMatrix, link: Link = .logit, draws: Draws) {
    precondition(rows.matrix.rowCount == 2, "one scenario and another")
    let predictors = ProbabilityDraws(rows: rows.matrix, offset: rows.offset, link: link)
      .predictors(of: draws)
    func average(_ row: Int) -> Average {
      var result = Average(draws)
      result.probability = predictors[row].map(link.probabilities)
      result.complement = predictors[row]
        .map(link.complements)
      return result
    }
    before = average(0)
    after = average(1)
    var signed = SignedDraws(differences)
    for (chain, draw) in signed.doubtful {
      let (from, to) = (predictors[0][chain][draw], predictors[1][chain][draw])
      signed.set(from < to ? 1 : from > to ? -1 : 0, chain: chain, draw: draw)
    }
    self.signed = signed
  }

  init(before: Average?, after: Average) {
    self.before = before
    self.after = after
    signed = nil
  }
}

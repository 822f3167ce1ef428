/// Statements of one expert that no independent priors can meet together, though they can meet all but
/// any one of them.
///
/// A statement whose own quantiles no prior of the family can meet is a set of one.
public struct ElicitationConflict: Sendable, Equatable {
  /// What the statements disagree about.
  public enum Kind: Sendable, Equatable {
    /// Where the probabilities lie: log-odds add up in the model, and these do not.
    case centres
    /// How sure they are: under independent priors each condition adds to the variance of the log-odds,
    /// and these would need priors that are correlated.
    case spreads
    /// A single statement whose quantiles are too lopsided, on the log-odds, for the family.
    case shape
  }

  /// What they disagree about.
  public let kind: Kind
  /// The statements, by their place among those of the expert.
  public let statements: [Int]
  /// For each of them, what the others of the set imply: quantiles at its probabilities, log-odds.
  public let implied: [[Double]]

  /// Finds conflicts until what is left can be met.
  ///
  /// A set can be met where the best fit puts a probability within ``ElicitedPrior/tolerance`` of the
  /// one stated below each stated quantile, besides what a statement misses when it is fitted alone. A
  /// minimal set is found by leaving out one statement after another for good, unless what remains
  /// could then be met (the deletion filter of J. W. Chinneck and E. W. Dravnieks, ORSA Journal on
  /// Computing 3 (1991) 157-168); then the statement of the set without which all others fit best is
  /// set aside, and the search goes on. The search is made with normal priors, whatever the family of
  /// the prior. O(statements) fits for each conflict.
  static func all(
    among items: [Elicitation.Item],
    base: [CoefficientPrior]
  ) -> [ElicitationConflict] {
    let search = Search(items: items, base: base)
    var rest = Array(items.indices)
    var found = rest.filter { search.alone[$0] > ElicitedPrior.tolerance }.map {
      ElicitationConflict(kind: .shape, statements: [$0], implied: [[]])
    }
    while !search.canBeMet(rest) {
      var set = rest
      for statement in rest {
        let fewer = set.filter { $0 != statement }
        if !search.canBeMet(fewer) { set = fewer }
      }
      found.append(search.conflict(set))
      let best = set.min { first, second in
        search.cost(rest.filter { $0 != first }) < search.cost(rest.filter { $0 != second })
      }
      rest.removeAll { $0 == best }
    }
    return found
  }

  private struct Search {
    let items: [Elicitation.Item]
    let base: [CoefficientPrior]
    /// The misfit of each statement when it is fitted alone.
    let alone: [Double]

    init(items: [Elicitation.Item], base: [CoefficientPrior]) {
      self.items = items
      self.base = base
      alone = items.map { item in
        guard item.statement.quantiles.count > 2 else { return 0 }
        let priors = ElicitationFit([item], base: base, family: .normal).priors
        return ElicitedPrior.Comparison(item, priors).misfit
      }
    }

    func fit(_ statements: [Int]) -> ElicitationFit {
      ElicitationFit(statements.map { items[$0] }, base: base, family: .normal)
    }

    func cost(_ statements: [Int]) -> Double { fit(statements).cost }

    func canBeMet(_ statements: [Int]) -> Bool {
      guard statements.count > 1 else { return true }
      let priors = fit(statements).priors
      return statements.allSatisfy {
        ElicitedPrior.Comparison(items[$0], priors).misfit
          <= ElicitedPrior.tolerance + alone[$0]
      }
    }

    func conflict(_ set: [Int]) -> ElicitationConflict {
      ElicitationConflict(
        kind: centresAgree(set) ? .spreads : .centres,
        statements: set,
        implied: set.map { statement in
          let priors = fit(set.filter { $0 != statement }).priors
          return ElicitedPrior.Comparison(items[statement], priors).fitted
        }
      )
    }

    /// Whether locations exist that put every median where it is stated, to the tolerance.
    private func centresAgree(_ set: [Int]) -> Bool {
      let targets = set.map {
        ElicitationFit.Target(
          row: items[$0].row,
          offset: items[$0].offset,
          probability: 0.5,
          value: items[$0].statement.centre,
          weight: items[$0].statement.weight
        )
      }
      let problem = ElicitationFit.Problem(
        targets: targets,
        spreads: [],
        base: base,
        family: .normal
      )
      let priors = ElicitationFit(problem).priors
      return set.allSatisfy { statement in
        let item = items[statement]
        let location = LinearPredictorPrior(priors, row: item.row, offset: item.offset).location
        guard let spread = item.statement.spread else { return true }
        let share = StandardNormal.cumulative((location - item.statement.centre) / spread)
        return abs(share - 0.5) <= ElicitedPrior.tolerance
      }
    }
  }
}

/// The averages of some comparisons, and the rows that they are over.
package struct ComparedRows: Sendable {
  /// The rows, each different one once.
  package var rows = DistinctRows()
  /// The averages of each comparison; nil where it is not one of averages.
  package private(set) var changes: [AverageChange?] = []
  /// The coefficient that decides the direction of each, if one does.
  private var deciding: [DecidingCoefficient?] = []

  /// No comparisons.
  package init() {}

  /// Adds a comparison.
  package mutating func add(_ change: AverageChange?, deciding coefficient: DecidingCoefficient?) {
    changes.append(change)
    deciding.append(coefficient)
  }

  /// What is known of each comparison from a posterior that was asked for the changes that are not nil.
  ///
  /// - Parameters:
  ///   - posterior: The posterior.
  ///   - drawCount: The number of draws that could be used instead.
  ///   - ends: What is known of the probabilities before and after each change; nil: what its averages say.
  /// - Returns: What is known of each; nil where it is not a comparison of averages.
  package func effects(
    of posterior: ExactPosterior,
    drawCount: Int,
    ends: [(before: ExactQuantity, after: ExactQuantity)]? = nil
  ) -> [ExactEffect?] {
    var next = posterior.changes.startIndex
    return zip(changes, deciding).map { change, deciding in
      guard change != nil else { return nil }
      defer { next += 1 }
      var averages = posterior.changes[next]
      if let ends { (averages.before, averages.after) = ends[next] }
      let above = deciding.map { posterior.coefficients[$0.index].probability(above: 0) }
      let direction = above.map { deciding?.isReversed == true ? $0.complement : $0 }
      return ExactEffect(
        averages,
        direction: direction ?? averages.probabilityOfRise,
        drawCount: drawCount
      )
    }
  }
}

/// What an exact posterior says of an effect: what is known better than from draws.
package struct ExactEffect: Sendable {
  /// The averages and how they compare; nil where draws would say it better.
  let before: ExactQuantity?
  let after: ExactQuantity?
  package let difference: ExactQuantity?
  let riskRatio: ExactQuantity?
  let oddsRatio: ExactQuantity?
  /// The probability that the difference is positive, likewise.
  let direction: ExactEstimate?

  /// Whether nothing that is wanted is left to draws.
  package func isWhole(_ extent: EffectEstimate.Extent) -> Bool {
    guard difference != nil, direction != nil else { return false }
    return extent == .difference || ![before, after, riskRatio, oddsRatio].contains { $0 == nil }
  }

  /// Takes what has errors below those of so many independent draws.
  init(_ change: ExactChange, direction: ExactEstimate, drawCount: Int) {
    before = change.before?.better(thanFromDraws: drawCount)
    after = change.after?.better(thanFromDraws: drawCount)
    difference = change.difference.better(thanFromDraws: drawCount)
    riskRatio = change.riskRatio?.better(thanFromDraws: drawCount)
    oddsRatio = change.oddsRatio?.better(thanFromDraws: drawCount)
    self.direction = direction.isKnownBetter(thanFromDraws: drawCount) ? direction : nil
  }
}

extension EffectEstimate {
  /// Takes an effect that was integrated, and from draws what was not.
  ///
  /// - Parameters:
  ///   - name: The condition, or a scenario in words.
  ///   - change: What changes.
  ///   - exact: What was integrated.
  ///   - reported: The interval, and the half width of the region of practical equivalence.
  ///   - drawn: The same effect from draws; nil where nothing is left to them.
  package init(
    name: String,
    change: String,
    _ exact: ExactEffect,
    _ reported: (interval: CredibleInterval, region: Double),
    elsewhere drawn: EffectEstimate?
  ) {
    func estimate(_ quantity: ExactQuantity?, _ other: QuantityEstimate?) -> QuantityEstimate? {
      quantity.map { QuantityEstimate(exact: $0, interval: reported.interval) } ?? other
    }
    let none = ExactEstimate(.nan, error: .nan)
    self.init(
      name: name,
      change: change,
      measures: Measures(
        before: estimate(exact.before, drawn?.before),
        after: estimate(exact.after, drawn?.after),
        difference: estimate(exact.difference, drawn?.difference),
        riskRatio: estimate(exact.riskRatio, drawn?.riskRatio),
        oddsRatio: estimate(exact.oddsRatio, drawn?.oddsRatio)
      ),
      direction: exact.direction.map { DirectionEvidence(exact: $0) } ?? drawn?.direction
        ?? DirectionEvidence(exact: none),
      equivalence: exact.difference.map {
        PracticalEquivalence(exact: $0, halfWidth: reported.region)
      } ?? drawn?.equivalence
        ?? PracticalEquivalence([], halfWidth: reported.region),
      isSlope: drawn?.isSlope ?? false
    )
  }
}

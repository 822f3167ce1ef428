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
  /// - Returns: What is known of each; nil where it is not a comparison of averages.
  package func effects(of posterior: ExactPosterior, drawCount: Int) -> [ExactEffect?] {
    var next = posterior.changes.startIndex
    return zip(changes, deciding).map { change, deciding in
      guard change != nil else { return nil }
      defer { next += 1 }
      return ExactEffect(
        posterior.changes[next],
        direction: deciding.map { posterior.coefficients[$0.index].direction($0) },
        drawCount: drawCount
      )
    }
  }
}

extension ExactQuantity {
  /// The probability that what a coefficient decides is positive.
  func direction(_ deciding: DecidingCoefficient) -> ExactEstimate {
    let above = probability(above: 0)
    return deciding.isReversed ? above.complement : above
  }
}

/// What an exact posterior says of an effect: means and the direction.
///
/// The rest is left to draws.
package struct ExactEffect: Sendable {
  /// The means.
  let means: ExactChange
  /// The probability that the difference is positive; nil where no single coefficient decides it, or where draws
  /// would say it better.
  package let direction: ExactEstimate?
  private let drawCount: Int

  /// Takes what has errors below those of so many independent draws.
  init(_ means: ExactChange, direction: ExactEstimate?, drawCount: Int) {
    self.means = means
    self.direction = direction.flatMap { $0.isKnownBetter(thanFromDraws: drawCount) ? $0 : nil }
    self.drawCount = drawCount
  }

  /// An estimate from draws with the mean that was integrated, where it is known better than from so many
  /// independent draws.
  package func replacing(
    _ drawn: QuantityEstimate?,
    _ place: KeyPath<ExactChange, ExactEstimate>
  )
    -> QuantityEstimate?
  {
    let exact = means[keyPath: place]
    guard let drawn, exact.error <= drawn.sd / Double(max(drawCount, 1)).squareRoot() else {
      return drawn
    }
    return drawn.withMean(exact)
  }
}

extension EffectEstimate {
  /// An effect from draws with what was integrated of it.
  ///
  /// - Parameters:
  ///   - exact: The means and the direction.
  ///   - ends: The probabilities before and after, where they were integrated as a whole; nil: as the draws have
  ///     them, with their means.
  ///   - odds: The ratio of their odds, likewise.
  /// - Returns: The same with those numbers.
  package func replacing(
    _ exact: ExactEffect,
    ends: (before: QuantityEstimate?, after: QuantityEstimate?) = (nil, nil),
    oddsRatio odds: QuantityEstimate? = nil
  ) -> EffectEstimate {
    var result = EffectEstimate(
      name: name,
      change: change,
      measures: Measures(
        before: ends.before ?? exact.replacing(before, \.before),
        after: ends.after ?? exact.replacing(after, \.after),
        difference: exact.replacing(difference, \.difference),
        riskRatio: riskRatio,
        oddsRatio: oddsRatio == nil ? nil : odds ?? oddsRatio
      ),
      direction: exact.direction.map { DirectionEvidence(exact: $0) } ?? direction,
      equivalence: equivalence,
      isSlope: isSlope
    )
    result.caveats = caveats
    return result
  }
}

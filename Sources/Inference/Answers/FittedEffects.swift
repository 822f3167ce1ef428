/// Effects of conditions over a population, to be computed from draws, exactly, or some of each.
package struct FittedEffects: Sendable {
  /// What is compared.
  package let comparisons: [Comparison]
  /// The population.
  let comparer: AverageComparer

  /// Takes comparisons and a population.
  package init(_ comparisons: [Comparison], over comparer: AverageComparer) {
    (self.comparisons, self.comparer) = (comparisons, comparer)
  }

  /// About how many probabilities are computed unasked; from many more the time would be felt.
  static let workLimit = 5_000_000
  /// The number of comparisons up to which effects are computed unasked.
  static let comparisonLimit = 32

  /// Takes what every fit reports: all conditions, over the cases fitted.
  ///
  /// Nil where there are no conditions, or where there is too much to do. O(rows x conditions).
  package init?(of input: AnalysisInput) {
    let design = input.design
    let draws = input.options.run.chains * input.options.run.draws
    // Rows that are equal become one, but only looking at all of them tells how many there are.
    guard design.matrix.rowCount <= Self.workLimit / 100 else { return nil }
    comparisons = FittedConditions(design).comparisons(numeric: .automatic) {
      design.standardDeviation(ofCondition: $0) ?? 1
    }
    guard !comparisons.isEmpty, comparisons.count <= Self.comparisonLimit else { return nil }
    comparer = AverageComparer(
      encoder: design.encoder,
      population: CasePopulation(observed: design),
      link: input.model.link
    )
    let rows = comparer.population.rowCount
    guard draws * rows * comparisons.count <= Self.workLimit else { return nil }
  }

  /// The rows of all averages, and the averages of each comparison.
  ///
  /// O(rows x comparisons).
  ///
  /// - Throws: a ``FormulaError`` where arithmetic of the formula has no value after a change.
  package func averages() throws(FormulaError) -> ComparedRows {
    var result = ComparedRows()
    let population = comparer.population
    let all = 0..<population.rowCount
    let base = population.matrix.panel(all)
    for comparison in comparisons {
      // An average slope is no difference of averages.
      guard comparison.change != .slope else {
        result.add(nil, deciding: nil)
        continue
      }
      let shifts = try comparer.shifts(comparison, all, base)
      let places = [shifts.before, shifts.after].map { shift in
        all.map { index in
          let moved = shift.moved(population.matrix.row(index), population.offset[index], index)
          return result.rows.place(of: moved.row, offset: moved.offset)
        }
      }
      let averages = places.map { DistinctRows.average(over: $0, weights: population.weights) }
      result.add(
        AverageChange(before: averages[0], after: averages[1]),
        deciding: try DecidingCoefficient(comparison, comparer)
      )
    }
    return result
  }

  /// The effects from draws of the coefficients, with what was integrated of them; and the number of draws used.
  ///
  /// O(draws x rows x (columns + comparisons)).
  ///
  /// - Throws: a ``FormulaError`` where arithmetic of the formula has no value after a change.
  package func estimates(
    exact: [ExactEffect?],
    draws: Draws,
    interval: CredibleInterval,
    region: Double,
    extent: EffectEstimate.Extent = .everything
  ) throws(FormulaError) -> (effects: [EffectEstimate], drawCount: Int) {
    let drawn = try AverageEffects(
      of: comparisons,
      by: comparer,
      draws: draws,
      interval: interval,
      region: region,
      extent: extent
    )
    let effects = drawn.effects.enumerated().map { index, effect in
      exact.isEmpty ? effect : exact[index].map { effect.replacing($0) } ?? effect
    }
    return (effects, drawn.drawCount)
  }
}

extension FittedEffects {
  /// The effects that a fit reports; none where arithmetic of the formula has no value after a change.
  func reported(_ input: AnalysisInput, exact: [ExactEffect?], draws: Draws) -> [EffectEstimate] {
    let found = try? estimates(
      exact: exact,
      draws: draws,
      interval: .standard,
      region: EffectEstimate.standardRegion,
      extent: .difference
    )
    let design = input.design
    let finder = CaveatFinder(design, input.separation, FittedConditions(design))
    return zip(found?.effects ?? [], comparisons).map { effect, comparison in
      var effect = effect
      effect.caveats =
        (try? finder.caveats(of: comparison, over: comparer.population, scenarios: [])) ?? []
      return effect
    }
  }
}

extension PredictorShift {
  /// A row after the change, and its offset.
  func moved(_ row: [Double], _ offset: Double, _ index: Int) -> (row: [Double], offset: Double) {
    var row = row
    for (column, amounts) in zip(columns, amounts) { row[column] += amounts[index] }
    return (row, offset + (self.offset.isEmpty ? 0 : self.offset[index]))
  }
}

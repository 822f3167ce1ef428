/// The average effects that every fit reports: of all conditions, over the cases fitted.
struct FittedEffects {
  /// What is compared.
  let comparisons: [Comparison]
  /// The cases.
  let comparer: AverageComparer

  /// About how many probabilities are computed unasked; from many more the time would be felt.
  static let workLimit = 5_000_000
  /// The number of comparisons up to which effects are computed unasked.
  static let comparisonLimit = 32

  /// Takes the conditions of a fit; nil where there are none, or where there is too much to do.
  ///
  /// O(rows x conditions).
  init?(_ input: AnalysisInput) {
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

  /// The effects from draws of the coefficients, with what is to be known of them; none where arithmetic of the
  /// formula has no value after a change.
  ///
  /// O(draws x rows x (columns + comparisons)).
  func estimates(from draws: Draws, _ input: AnalysisInput) -> [EffectEstimate] {
    let averages = try? AverageEffects(
      of: comparisons,
      by: comparer,
      draws: draws,
      interval: .standard,
      region: EffectEstimate.standardRegion,
      // Two fifths of the time, for numbers that the first screen does not show.
      hasRatios: false
    )
    return caveated(averages?.effects ?? [], input)
  }

  private func caveated(_ effects: [EffectEstimate], _ input: AnalysisInput) -> [EffectEstimate] {
    let design = input.design
    let finder = CaveatFinder(design, input.separation, FittedConditions(design))
    return zip(effects, comparisons).map { effect, comparison in
      var effect = effect
      effect.caveats =
        (try? finder.caveats(of: comparison, over: comparer.population, scenarios: [])) ?? []
      return effect
    }
  }
}

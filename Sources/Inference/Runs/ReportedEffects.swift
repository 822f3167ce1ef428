extension AnalysisResult {
  /// The average effects of all conditions over the cases fitted, with the standard interval; none where they
  /// would take long.
  var reportedEffects: [EffectEstimate] {
    let design = input.design
    let fitted = FittedConditions(design)
    let comparisons = fitted.comparisons(numeric: .automatic) {
      design.standardDeviation(ofCondition: $0) ?? 1
    }
    guard !comparisons.isEmpty,
      draws.count * input.model.design.matrix.rowCount * comparisons.count <= 20_000_000
    else { return [] }
    let population = CasePopulation(observed: design)
    let averages = try? AverageEffects(
      of: comparisons,
      by: AverageComparer(encoder: design.encoder, population: population, link: input.model.link),
      draws: input.posterior.coefficients(of: draws),
      interval: .standard,
      region: EffectEstimate.standardRegion
    )
    guard let averages else { return [] }
    let finder = CaveatFinder(design, input.separation, fitted)
    return zip(averages.effects, comparisons).map { effect, comparison in
      var effect = effect
      effect.caveats = (try? finder.caveats(of: comparison, over: population, scenarios: [])) ?? []
      return effect
    }
  }
}

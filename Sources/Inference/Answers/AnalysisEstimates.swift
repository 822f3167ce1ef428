/// What the estimates of an analysis are made of.
///
/// Where the independence sampler's certificate holds, they are made of all its proposals with their
/// Pareto-smoothed importance weights: nothing that was evaluated is thrown away, and no chain can stand
/// still. The draws are then for what needs equally weighted ones, and for the checks.
///
/// A prediction from twenty thousand points takes 0.6 ms, twice as much as from four thousand draws, most
/// of it for sorting them. From ``weightedProbabilityLimit`` on probabilities are estimated from the draws:
/// a thinned sample of the points would be no better.
extension AnalysisResult {
  /// The product of rows and points up to which probabilities are estimated from weighted points.
  static let weightedProbabilityLimit = 2_000_000

  /// What files call it: `draws`, `pareto_smoothed_weights` or `exact`.
  public var estimateSource: String {
    if exact?.source != nil { return "exact" }
    return weighted == nil ? "draws" : "pareto_smoothed_weights"
  }

  /// The number of independent draws that would give the estimates as precisely: what the weights are worth, or the
  /// smallest effective sample size of a coefficient; nil where it is not known.
  public var independentDraws: Int? {
    let size = weighted?.effectiveSize ?? summaries.map(\.essBulk).filter(\.isFinite).min()
    return size.map { Int($0) }
  }
}

extension WeightedSample {
  /// Itself where the rows that are predicted for are few enough, else nil.
  func forProbabilities(of input: AnalysisInput) -> WeightedSample? {
    let rows =
      input.model.design.matrix.rowCount + (input.design.casesWithoutOutcome?.caseNames.count ?? 0)
    return rows * count <= AnalysisResult.weightedProbabilityLimit ? self : nil
  }
}

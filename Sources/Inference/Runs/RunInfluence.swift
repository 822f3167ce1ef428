extension SavedRun {
  /// What leaving out each of some cases does to every number of the run, with what is to be known of each.
  ///
  /// O(cases) refits.
  ///
  /// - Parameter chosen: The numbers of the cases.
  /// - Returns: The influence, with the numbers of cases that the priors are worth.
  /// - Throws: ``CaseComparisonError`` where the fit of all cases cannot be drawn.
  public func influence(of chosen: [Int]) async throws(CaseComparisonError) -> InfluenceExport {
    let refits = CaseRefits(input, threads: input.options.run.threads)
    guard let influence = await refits.influence(of: chosen) else {
      throw CaseComparisonError.noDraws
    }
    let names = input.design.caseNames
    return InfluenceExport(
      influence,
      priors: PriorSampleSize.all(of: input.model, draws: draws),
      caveats: caveatsOfQuantities(),
      without: Dictionary(chosen.map { (names[$0], caveatsOfQuantities(without: $0)) }) {
        first,
        _ in first
      }
    )
  }
}

extension CaseRefits {
  /// What leaving out each of some cases does to every reported number.
  ///
  /// The fit of all cases is drawn again too, from the run's own seed: its estimates are then made as those
  /// of the refits are, and where the run was made by this version of the program they are the run's own.
  /// O(cases) refits.
  ///
  /// - Returns: The influence; nil where the fit of all cases could not be drawn.
  public func influence(of cases: [Int]) async -> CaseInfluence? {
    let full = problem.model
    guard case .drawn(let whole) = await outcomeOfAllCases() else { return nil }
    let refits = await map(cases) { index, outcome in
      switch outcome {
      case .drawn(let refit):
        CaseInfluence.Refit(
          quantities: refit.quantities(of: full),
          failure: refit.failureText
        )
      case .improper, .failed:
        CaseInfluence.Refit(
          quantities: [],
          failure: outcome.prediction(of: index, under: full).failure
        )
      }
    }
    return CaseInfluence(
      full: whole.quantities(of: full),
      refits: zip(cases, refits).map { (problem.design.caseNames[$0], $1) }
    )
  }
}

extension CaseRefits.Refit {
  fileprivate func quantities(of full: BinaryRegression) -> [ReportedQuantity] {
    QuantityEstimator(
      full: full,
      points: points,
      errorOfMean: errorOfMean,
      withoutMean: Set(fit.model.coefficients(withoutMoment: 1)),
      withoutDeviation: Set(fit.model.coefficients(withoutMoment: 2))
    ).quantities
  }
}

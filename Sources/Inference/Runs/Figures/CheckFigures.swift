/// Figures of what a run is worth: checks of the model, and the weight of each case.
extension SavedRun {
  func influenceFigure() async throws -> InfluenceFigure {
    InfluenceFigure(
      influence: try await influence(of: casesToLeaveOut(named: [], all: false))
    )
  }

  func countsFigure() async throws -> CountsFigure {
    let check = try await check(refitting: .none)
    return CountsFigure(prior: check.prior, posterior: check.posterior, outcome: input.outcomeName)
  }

  func calibrationFigure() async throws -> CalibrationFigure {
    let check = try await check()
    guard let predictive = check.predictive, let table = check.caseTable else {
      throw FigureError(.noCases)
    }
    return CalibrationFigure(
      curve: predictive.calibration,
      cases: predictive.cases,
      outcome: input.outcomeName,
      table: table
    )
  }
}

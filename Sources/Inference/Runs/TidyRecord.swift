/// A run with the column names of R's broom.
extension AnalysisResult {
  /// `tidy.csv`.
  var tidyTable: DelimitedWriter {
    TidyExport(
      summaries: summaries,
      decidedBy: input.decidedBy,
      intercept: input.design.columns.firstIndex { $0.kind == .intercept }
    ).table
  }

  /// `glance.csv`.
  var glanceTable: DelimitedWriter {
    let totals = input.totals
    return GlanceExport(
      algorithm: engine.sampler.rawValue,
      drawCount: draws.count,
      caseCount: input.design.caseCount,
      trialCount: totals.trials,
      eventCount: totals.events,
      evidence: exact?.exact?.logMarginalLikelihood,
      priorSet: input.priorName,
      link: input.model.link,
      hasPassed: isTrustworthy
    ).table
  }
}

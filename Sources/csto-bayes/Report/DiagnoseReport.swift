import Inference

/// What `diagnose` prints.
struct DiagnoseReport {
  let report: DiagnosticsReport
  private let summaries: [ParameterSummary]

  init(_ report: DiagnosticsReport) {
    self.report = report
    summaries = report.summaries
  }

  func text(_ format: OutputFormat) -> String {
    switch format {
    case .table: table
    case .json:
      JSON.object(SummaryExport(summaries).members + DiagnosticsExport(report).members).text()
    case .csv: SummaryExport(summaries).table.text()
    }
  }

  private var table: String {
    """
    Draws: \(report.chains.count) chains, \(report.drawCount) draws

    Parameters (mean, sd, median; 90% interval q5 to q95)
    \(Self.parameters(summaries))
    Checks
    \(VerdictText(report: report).text)
    """
  }

  private static func parameters(_ summaries: [ParameterSummary]) -> String {
    var table = TextTable([
      .words(""), .number("mean"), .number("sd"), .number("median", rank: 1), .number("q5"),
      .number("q95"), .number("MCSE mean", rank: 2), .number("R-hat"), .number("bulk ESS"),
      .number("tail ESS"),
    ])
    for summary in summaries {
      table.append([
        summary.name, NumberText.estimate(summary.mean, error: summary.mcseMean),
        NumberText.estimate(summary.sd, error: summary.mcseSd),
        NumberText.estimate(summary.median, error: summary.mcseMedian),
        NumberText.estimate(summary.q5, error: summary.mcseQ5),
        NumberText.estimate(summary.q95, error: summary.mcseQ95),
        NumberText.ratio(summary.mcseMean), NumberText.fixed(summary.rHat, 3),
        NumberText.count(summary.essBulk), NumberText.count(summary.essTail),
      ])
    }
    return table.text
  }
}

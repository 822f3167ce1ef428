import Testing

@testable import Inference

/// The column names of R's broom and broom.mixed.
@Suite struct TidyExportTests {
  private static let summaries = ["Intercept", "a, b"].map { name in
    ParameterSummary(
      name: name,
      chains: (0..<2).map { chain in (0..<100).map { Double(($0 * 37 + chain * 11) % 100) } }
    )
  }

  /// Names from the documentation of broom.mixed's `tidy.brmsfit`.
  @Test func tidyHasTheColumnsOfBroom() {
    let table = TidyExport(summaries: Self.summaries, decidedBy: [.prior, .sign], intercept: 0)
      .table
    let lines = table.text().split(separator: "\n")
    let columns = "term,estimate,std.error,conf.low,conf.high"
    #expect(lines[0].hasPrefix(columns + ",conf.level,rhat,ess,decided.by,mcse_estimate,"))
    let summary = Self.summaries[1]
    #expect(lines[1].hasPrefix("(Intercept),49.5,") && lines[1].contains(",prior,"))
    #expect(lines[2].hasPrefix("\"a, b\",49.5,\(summary.sd),\(summary.q5),\(summary.q95),0.9,"))
    #expect(lines[2].contains(",sign-data-size-prior,\(summary.mcseMean),\(summary.mcseSd),"))
    #expect(lines.count == 3)
  }

  /// Names from the documentation of broom.mixed's `glance.brmsfit`; what does not exist is empty.
  @Test func glanceIsOneRow() {
    let table = GlanceExport(
      algorithm: "nuts",
      drawCount: 4000,
      caseCount: 6,
      trialCount: 21,
      eventCount: 8,
      evidence: nil,
      priorSet: "sceptical",
      link: .probit,
      hasPassed: false
    ).table
    #expect(
      table.text() == """
        algorithm,pss,nobs,sigma,trials,events,log_marginal_likelihood,mcse_log_marginal_likelihood,prior,link,passed
        nuts,4000,6,1,21,8,,,sceptical,probit,FALSE

        """
    )
  }
}

/// The coefficients of a run as R's broom and broom.mixed name the columns of `tidy()`: `tidy.csv`.
///
/// Posterior means and standard deviations, as `tidy()` of a brms model gives them, with the 5 % and 95 % quantiles;
/// on the scale of the linear predictor. With ``GlanceExport`` it is what R's modelsummary takes for a model.
struct TidyExport: Sendable {
  /// The coefficients.
  let summaries: [ParameterSummary]
  /// What decides each.
  let decidedBy: [DecidedBy]
  /// The number of the intercept; nil without one.
  let intercept: Int?

  /// One row for each coefficient, the intercept by the name that R gives it.
  var table: DelimitedWriter {
    var table = DelimitedWriter(columns: [
      "term", "estimate", "std.error", "conf.low", "conf.high", "conf.level", "rhat", "ess",
      "decided.by", "mcse_estimate", "mcse_std.error", "mcse_conf.low", "mcse_conf.high",
    ])
    for (index, summary) in summaries.enumerated() {
      table.append([
        .text(index == intercept ? "(Intercept)" : summary.name), .number(summary.mean),
        .number(summary.sd), .number(summary.q5), .number(summary.q95),
        .number(CredibleInterval.standard.mass), .number(summary.rHat), .number(summary.essBulk),
        .text(decidedBy[index].rawValue), .number(summary.mcseMean), .number(summary.mcseSd),
        .number(summary.mcseQ5), .number(summary.mcseQ95),
      ])
    }
    return table
  }
}

/// A run in one row, as R's broom and broom.mixed name the columns of `glance()`: `glance.csv`.
///
/// There is no `logLik`, which has no finite maximum where the data separate the outcomes, and no `elpd`, which `fit`
/// does not compute: leave-one-out refits the model without each case.
struct GlanceExport: Sendable {
  /// The sampler.
  let algorithm: String
  /// The number of draws: `pss`, the posterior sample size.
  let drawCount: Int
  /// The number of cases.
  let caseCount: Int
  /// The number of trials; of outcomes that are yes or no that of the cases.
  let trialCount: Double
  /// The number of successes among them.
  let eventCount: Double
  /// The log marginal likelihood in nats with its error; nil where it was not computed.
  let evidence: ExactEstimate?
  /// The prior set.
  let priorSet: String
  /// The link.
  let link: Link
  /// Whether every check of the draws passed.
  let hasPassed: Bool

  /// The row.
  ///
  /// `sigma` is 1, as broom.mixed has it for outcomes without a residual.
  var table: DelimitedWriter {
    var table = DelimitedWriter(columns: [
      "algorithm", "pss", "nobs", "sigma", "trials", "events", "log_marginal_likelihood",
      "mcse_log_marginal_likelihood", "prior", "link", "passed",
    ])
    table.append([
      .text(algorithm), .integer(drawCount), .integer(caseCount), 1, .number(trialCount),
      .number(eventCount), evidence.map { .number($0.value) } ?? nil,
      evidence.map { .number($0.error) } ?? nil, .text(priorSet), .text(link.rawValue),
      .text(hasPassed ? "TRUE" : "FALSE"),
    ])
    return table
  }
}

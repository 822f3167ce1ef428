/// Posterior probabilities of the outcome as a table: one row for each configuration, then each case.
public struct ProbabilitiesExport: Sendable {
  /// The rows.
  public var predictions: [Prediction]

  /// Makes the export of some predictions.
  public init(_ predictions: [Prediction]) {
    self.predictions = predictions
  }

  /// The table.
  ///
  /// `ml_limit` says where maximum likelihood would send the probability: to `1`, to `0`, or to a
  /// value between them (`finite`); anything but `finite` means that the prior decides how far it goes,
  /// and `caveat` names the kind.
  public var table: DelimitedWriter {
    var table = DelimitedWriter(columns: [
      "type", "name", "mean", "median", "q5", "q95", "sd", "mcse_mean", "mcse_median", "mcse_q5",
      "mcse_q95", "rhat", "ess_bulk", "ess_tail", "successes", "trials", "ml_limit", "cases",
      "caveat",
    ])
    for prediction in predictions {
      let (type, name, cases) = description(prediction.subject)
      let p = prediction.probability
      table.append([
        .text(type), .text(name), .number(p.mean), .number(p.median), .number(p.q5),
        .number(p.q95), .number(p.sd), .number(p.mcseMean), .number(p.mcseMedian),
        .number(p.mcseQ5), .number(p.mcseQ95), .number(p.rHat), .number(p.essBulk),
        .number(p.essTail), count(prediction.observed?.successes),
        count(prediction.observed?.trials), .text(prediction.limit.probabilityLabel), .text(cases),
        Caveat.field(Caveat.of(prediction.limit)),
      ])
    }
    return table
  }

  private func description(
    _ subject: Prediction.Subject
  ) -> (type: String, name: String, cases: String) {
    switch subject {
    case .configuration(let label, let cases):
      ("configuration", label, cases.joined(separator: "; "))
    case .namedCase(let name): ("case", name, name)
    case .caseWithoutOutcome(let name): ("case without outcome", name, name)
    }
  }

  private func count(_ value: Double?) -> DelimitedWriter.Field {
    value.map { .integer(Int($0)) } ?? .missing
  }
}

/// The comparison of two samples as `agree.csv` and `agree.json`.
public struct AgreementExport: Sendable {
  /// The comparison.
  public var agreement: Agreement

  /// Makes the export of a comparison.
  public init(_ agreement: Agreement) {
    self.agreement = agreement
  }

  /// One row for each quantity of each parameter.
  ///
  /// `difference` is theirs less ours in joint Monte Carlo errors, as is `limit`; `verdict` is `agree`, `differ`,
  /// `not judged` or `could not be computed`.
  public var table: DelimitedWriter {
    var table = DelimitedWriter(columns: [
      "name", "other_name", "quantity", "ours", "mcse_ours", "theirs", "mcse_theirs", "difference",
      "limit", "verdict",
    ])
    for (index, comparison) in agreement.comparisons.enumerated() {
      let other = agreement.otherNames[index / Agreement.Quantity.allCases.count]
      table.append([
        .text(comparison.parameter), .text(other), .text(comparison.quantity.rawValue),
        .number(comparison.ours.value), .number(comparison.ours.error),
        .number(comparison.theirs.value), .number(comparison.theirs.error),
        .number(comparison.difference), .number(comparison.limit), .text(verdict(comparison)),
      ])
    }
    return table
  }

  /// The same with the rule that judged.
  public var json: JSON {
    [
      "agree": agreement.outcome == .undecided ? .null : .boolean(agreement.holds),
      "verdict": .string(agreement.outcome.rawValue),
      "could_not_be_computed": .array(agreement.undecided.map { .string($0.parameter) }),
      "same_draws": .boolean(agreement.areTheSameDraws),
      "false_alarm_rate": .number(Agreement.falseAlarmRate),
      "comparisons_judged": .integer(agreement.judged.count),
      "visible_difference_of_means_in_sd": .optional(agreement.visibleDifference),
      "matched_by": .string(agreement.match.isByOrder ? "order" : "name"),
      "draws": [
        "ours": .integer(agreement.drawCounts.ours),
        "theirs": .integer(agreement.drawCounts.theirs),
      ],
      "largest_rhat": [
        "ours": .number(agreement.largestRHat.ours),
        "theirs": .number(agreement.largestRHat.theirs),
      ],
      "comparisons": .array(
        agreement.comparisons.enumerated().map { index, comparison in
          [
            "name": .string(comparison.parameter),
            "other_name": .string(
              agreement.otherNames[index / Agreement.Quantity.allCases.count]
            ),
            "quantity": .string(comparison.quantity.rawValue),
            "ours": .number(comparison.ours.value),
            "mcse_ours": .number(comparison.ours.error),
            "theirs": .number(comparison.theirs.value),
            "mcse_theirs": .number(comparison.theirs.error),
            "difference": .number(comparison.difference),
            "limit": .number(comparison.limit),
            "verdict": .string(verdict(comparison)),
          ]
        }
      ),
    ]
  }

  private func verdict(_ comparison: Agreement.Comparison) -> String {
    guard comparison.problem == nil else { return "could not be computed" }
    guard comparison.isJudged else { return "not judged" }
    return comparison.differs ? "differ" : "agree"
  }
}

/// What is thought of a fit: the one place that says which of its numbers count.
///
/// Three uses ask differently. An analysis reports moments of every coefficient, so that every failed check
/// counts, and that it was stopped. Numbers that are bounded, such as probabilities, have all moments: the k-hat of
/// a marginal does not speak against them. Weights that turn the draws into others need the tails too, also those
/// of coefficients without a mean, of which the report only warns.
package struct FitJudgement: Sendable {
  /// The checks of the draws.
  package let report: DiagnosticsReport
  /// Why the draws must not be relied on whatever their checks say; nil where nothing speaks against them.
  package let unsettled: String?
  /// Whether the fit was stopped early.
  package let isPartial: Bool

  /// Whether the fit is whole, no check of the draws failed and nothing else speaks against them.
  package var isTrustworthy: Bool { report.allPassed && !isPartial && unsettled == nil }

  /// Whether the draws may be weighted to stand for others.
  package var bearsWeights: Bool {
    report.allPassed && unsettled == nil
      && !report.verdicts.contains { $0.check == .paretoK && $0.status == .warning }
  }

  /// What speaks against numbers that are bounded, in words; empty where nothing does.
  ///
  /// - Parameter isExplained: Whether it is said why the draws are unsettled.
  /// - Returns: A phrase for each.
  package func failures(isExplained: Bool = true) -> [String] {
    report.verdicts.filter { $0.status == .failed && $0.check != .paretoK }.map(\.phrase)
      + (unsettled.map { [isExplained ? "not settled: " + $0 : "not settled"] } ?? [])
  }
}

extension Fit {
  /// Judges the draws: the one place that says which checks a sampler's draws are held against.
  ///
  /// A heavy tail of a coefficient whose mean does not exist is a warning: the mean is not reported.
  ///
  /// O(parameters x draws), and computed anew each time.
  package func judge() -> FitJudgement {
    FitJudgement(
      report: DiagnosticsReport(
        draws,
        known: engine.sampler.knownStatistics,
        maxTreeDepth: engine.sampler == .nuts ? settings.noUTurn.maximumTreeDepth : nil,
        withoutMean: Set(model.coefficients(withoutMoment: 1).map { model.parameterNames[$0] })
      ),
      unsettled: engine.unsettled,
      isPartial: isPartial
    )
  }
}

extension Verdict {
  /// The check and where it failed, in a few words.
  fileprivate var phrase: String {
    let places = offenders.prefix(3).joined(separator: ", ")
    return check.phrase + (places.isEmpty ? "" : " (\(places))")
  }
}

import Inference

/// The checks of the draws for people: value, threshold, verdict, and advice where one fails.
struct VerdictText {
  let report: DiagnosticsReport
  /// Whether checks without a number are left out.
  var omitsUnavailable = false
  /// Whether the draws are this program's, so that its options are part of the advice.
  var namesOptions = false
  /// Whether only checks that failed or warn are shown.
  var onlyTrouble = false

  var text: String {
    var table = TextTable([
      .words("check"), .number("worst"), .words("threshold"), .words("verdict"), .words("where"),
      .words("threshold from", rank: 1),
    ])
    for verdict in report.verdicts
    where isShown(verdict) {
      table.append([
        label(verdict.check), value(verdict), threshold(verdict), word(verdict.status),
        shortened(verdict.offenders), verdict.source,
      ])
    }
    let advice = report.verdicts
      .filter { $0.status == .failed || $0.status == .warning }
      .map { Paragraph.text("\(label($0.check)): \($0.advice)\(options($0.check)).", mark: "  - ") }
    return table.text + (advice.isEmpty ? "" : "\nAdvice\n" + advice.joined())
  }

  private func isShown(_ verdict: Verdict) -> Bool {
    if onlyTrouble { return verdict.status == .failed || verdict.status == .warning }
    return !omitsUnavailable || verdict.status != .notAvailable
  }

  /// What of the advice is an option of `fit`; nothing for the draws of another tool.
  private func options(_ check: Verdict.Check) -> String {
    guard namesOptions else { return "" }
    return switch check {
    case .movingChains: " (--warmup, --seed)"
    case .rHat, .bulkSampleSize, .tailSampleSize, .energy: " (--draws)"
    case .divergences: " (--adapt-delta)"
    case .treeDepth: " (--max-treedepth, --metric dense)"
    case .finiteDraws, .distinctChains, .paretoK: ""
    }
  }

  /// The phrase of the check; in the table it also says of what the number is.
  private func label(_ check: Verdict.Check) -> String {
    switch check {
    case .paretoK: "\(check.phrase) of the marginals"
    case .energy: "\(check.phrase) of each chain"
    case .treeDepth: "trajectories at the largest depth"
    default: check.phrase
    }
  }

  private func value(_ verdict: Verdict) -> String {
    switch verdict.check {
    case .finiteDraws, .movingChains, .distinctChains, .divergences, .treeDepth, .bulkSampleSize,
      .tailSampleSize:
      NumberText.count(verdict.value)
    case .rHat: NumberText.fixed(verdict.value, 3)
    case .paretoK: NumberText.shape(verdict.value)
    case .energy: NumberText.fixed(verdict.value, 2)
    }
  }

  private func threshold(_ verdict: Verdict) -> String {
    guard verdict.threshold.isFinite else { return "-" }
    let sign = verdict.isLowerBound ? ">=" : "<="
    switch verdict.check {
    case .rHat, .paretoK, .energy: return "\(sign) \(NumberText.fixed(verdict.threshold, 2))"
    default: return "\(sign) \(NumberText.count(verdict.threshold))"
    }
  }

  private func word(_ status: Verdict.Status) -> String {
    switch status {
    case .passed: "ok"
    case .warning: "warning"
    case .failed: "FAILED"
    case .notAvailable: "not available"
    case .notApplicable: "does not apply"
    }
  }

  private func shortened(_ names: [String]) -> String {
    names.count > 3
      ? names.prefix(3).joined(separator: ", ") + ", …" : names.joined(separator: ", ")
  }
}

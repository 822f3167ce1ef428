/// The checks of a run's draws as JSON members: `ebfmi`, `divergences`, `verdicts` and more.
public struct DiagnosticsExport: Sendable {
  /// The report.
  public var report: DiagnosticsReport

  /// Makes the export of a report.
  public init(_ report: DiagnosticsReport) {
    self.report = report
  }

  /// The members; numbers that are not available are null, a list has one entry for each chain.
  public var members: [JSON.Member] {
    [
      .init("passed", .boolean(report.allPassed)),
      .init("draws", .integer(report.drawCount)),
      .init("chains", .array(report.chains.map(JSON.integer))),
      .init("ebfmi", .array(report.energy.map(known))),
      .init("divergences", total(report.divergences)),
      .init("divergences_per_chain", list(report.divergences)),
      .init("max_treedepth_hits_per_chain", list(report.saturatedDepths)),
      .init(
        "pareto_khat",
        .object(report.parameters.map { .init($0.name, known($0.numbers.paretoK)) })
      ),
      .init(
        "pareto_khat_does_not_apply_to",
        .array(report.parameters.filter { !$0.numbers.hasTailShape }.map { .string($0.name) })
      ),
      .init("verdicts", .array(report.verdicts.map(verdict))),
    ]
  }

  /// A number, or null where the verdict on it says that it cannot be had.
  private func known(_ value: Double) -> JSON { value.isFinite ? .number(value) : .null }

  private func total(_ counts: [Int]?) -> JSON {
    counts.map { .integer($0.reduce(0, +)) } ?? .null
  }

  private func list(_ counts: [Int]?) -> JSON {
    counts.map { .array($0.map(JSON.integer)) } ?? .null
  }

  private func verdict(_ verdict: Verdict) -> JSON {
    [
      "check": .string(verdict.check.rawValue),
      "status": .string(verdict.status.rawValue),
      "value": known(verdict.value),
      "threshold": .number(verdict.threshold),
      "good": verdict.isLowerBound ? "at least the threshold" : "at most the threshold",
      "source": .string(verdict.source),
      "offenders": .array(verdict.offenders.map(JSON.string)),
      "advice": .string(
        verdict.status == .failed || verdict.status == .warning ? verdict.advice : ""
      ),
    ]
  }
}

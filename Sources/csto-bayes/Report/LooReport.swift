import Inference

/// What `loo` prints.
struct LooReport {
  private let export: LeaveOneOutExport
  private let run: SavedRun
  /// The number of cases beyond which only the worst predicted are printed.
  private static let lineLimit = 40

  init(_ export: LeaveOneOutExport, of run: SavedRun) {
    self.export = export
    self.run = run
  }

  func text(_ format: OutputFormat) -> String {
    run.text(format, table: table, json: export.json, csv: export.table)
  }

  private var loo: LeaveOneOut { export.leaveOneOut }

  private var table: String {
    [
      RunWarnings.text(run.warnings), header, totals, cases, Advice.text(advice),
      Paragraph.text("Written to loo.csv and loo.json in \(run.answerFolder)", mark: ""),
    ]
    .filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var header: String {
    let refits = loo.cases.count { $0.method == .refit }
    let count = loo.cases.count
    var text = Paragraph.text(run.input.data.title ?? run.input.data.name, mark: "Data      ")
    text += Paragraph.text(run.input.design.formula.text, mark: "Model     ")
    text += Paragraph.text(
      refits == 0
        ? "importance weights of \(loo.drawCount) draws, Pareto-smoothed (PSIS); nothing refitted"
        : refits == count
          ? "exact: the model refitted without each of the \(count) cases"
          : "importance weights of \(loo.drawCount) draws, Pareto-smoothed (PSIS); "
            + "\(refits) of \(count) cases by refits",
      mark: "Method    "
    )
    if refits > 0 {
      text += Paragraph.text(
        "each refit under the priors of the run as they are, seeds from the run's seed",
        mark: "          "
      )
    }
    return text
  }

  private var totals: String {
    var table = TextTable([.words(""), .number("estimate"), .number("SE"), .words("")])
    let mcse = loo.mcse
    func row(_ name: String, _ total: CaseEstimate, _ meaning: String, error: Double = .nan) {
      table.append([
        name, NumberText.estimate(total.value, error: error),
        NumberText.fixed(total.standardError, 2), meaning,
      ])
    }
    let simulation = mcse.isNaN ? "" : " (Monte Carlo error \(NumberText.ratio(mcse)))"
    row("elpd_loo", loo.elpd, "log predictive density of the cases\(simulation)", error: mcse)
    row("p_loo", loo.effectiveParameters, "effective number of parameters")
    row("looic", loo.informationCriterion, "-2 elpd_loo")
    row("elpd_waic", export.waic.elpd, "the same by WAIC")
    row("p_waic", export.waic.effectiveParameters, "")
    return "Prediction of cases left out, in nats (SE: over cases)\n" + table.text
  }

  private var cases: String {
    var notes = CaveatNotes()
    let isMarked = export.caveats.contains { !$0.isEmpty }
    var columns: [TextTable.Column] = [
      .words("case"), .number("observed", rank: 1), .number("probability of it"), .number("elpd"),
      .number("MCSE", rank: 3), .number("p_loo", rank: 4), .number("k-hat", rank: 2),
      .words("from"),
    ]
    if isMarked { columns.append(.words("caveat")) }
    var table = TextTable(columns, file: "loo.csv")
    let isLong = loo.cases.count > Self.lineLimit
    let order =
      isLong
      ? loo.cases.indices.sorted { loo.cases[$0].elpd < loo.cases[$1].elpd }
        .prefix(Self.lineLimit).map { $0 } : Array(loo.cases.indices)
    let model = run.input.model
    let over = Set(loo.casesOverThreshold)
    for index in order {
      let item = loo.cases[index]
      let cells = [
        item.name,
        "\(NumberText.fixed(model.successes[index], 0))/\(NumberText.fixed(model.trials[index], 0))",
        NumberText.probability(item.probability, error: item.mcse * item.probability),
        NumberText.estimate(item.elpd, error: item.mcse), NumberText.ratio(item.mcse),
        NumberText.fixed(item.effectiveParameters, 2),
        NumberText.shape(item.paretoK), from(item, isTrusted: !over.contains(index)),
      ]
      table.append(cells + (isMarked ? [notes.marks(export.caveats[index])] : []))
    }
    return
      "\(isLong ? "The \(Self.lineLimit) worst predicted cases" : "Each case"), predicted from the others\n"
      + table.text
      + (isLong ? "  … and \(loo.cases.count - Self.lineLimit) more, in loo.csv\n" : "")
      + notes.text
  }

  private func from(_ item: LeaveOneOut.Case, isTrusted: Bool) -> String {
    switch item.method {
    case .refit: "refit"
    case .paretoSmoothed: isTrusted ? "PSIS" : "PSIS, not to be trusted"
    case .undefined: "improper without it"
    }
  }

  private var advice: [String] {
    var lines: [String] = []
    let over = loo.casesOverThreshold
    let limit = NumberText.fixed(loo.threshold, 2)
    if !over.isEmpty {
      let names = Phrase.list(over.map { loo.cases[$0].name })
      let isReplaced = over.allSatisfy { loo.cases[$0].method == .refit }
      lines.append(
        "k-hat is above \(limit) for \(names): "
          + (isReplaced
            ? "the draws of all cases cannot stand for the posterior without it; its number is from the "
              + "refit"
            : "its smoothed number is not to be trusted; run without --no-refit")
      )
    }
    let failures = loo.cases.compactMap { item in item.refitFailure.map { (item.name, $0) } }
    lines += RefitNotes.lines(failures, in: "loo.csv")
    if !export.waic.unreliableCases.isEmpty {
      lines.append(
        "WAIC is unreliable: p_waic is above 0.4 for \(Phrase.list(export.waic.unreliableCases)); "
          + "prefer elpd_loo"
      )
    }
    if loo.cases.count < 100 {
      lines.append("with \(loo.cases.count) cases the standard errors over cases are rough")
    }
    return lines
  }
}

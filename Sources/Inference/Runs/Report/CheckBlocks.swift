#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The parts of a report on what a run is worth.
extension SavedRun {
  /// A verdict as `diagnostics.json` has it.
  private struct SavedVerdict: Decodable {
    let check: String
    let status: String
    let value: Double?
    let threshold: Double?
    let offenders: [String]
    let advice: String
  }

  private struct SavedDiagnostics: Decodable {
    let verdicts: [SavedVerdict]
  }

  /// The checks of the draws and of the model, in words.
  func checkBlocks(_ check: ModelCheck?) async throws -> [HTMLPage.Block] {
    var blocks: [HTMLPage.Block] = [.section("Checks")]
    blocks += drawVerdicts()
    guard let check else { return blocks }
    blocks.append(.heading("Could the model have made these outcomes?"))
    let outside = check.posterior.checks.filter { !$0.isWithin }
    let names = outside.map { CheckExport.words($0.subject).name }
    blocks.append(
      .verdict(
        .init(
          kind: outside.isEmpty ? .good : .doubtful,
          text: outside.isEmpty
            ? "Every count observed lies within nine tenths of those that the posterior predicts."
            : "Counts beyond nine tenths of those predicted: \(names.joined(separator: ", "))."
        )
      )
    )
    blocks += pageFigure(
      CountsFigure(prior: check.prior, posterior: check.posterior, outcome: input.outcomeName)
    )
    guard let predictive = check.predictive, let table = check.caseTable else { return blocks }
    blocks.append(.heading("How good are predictions of each case from the others?"))
    let brier = predictive.scores.brier.value
    let base = predictive.calibration.uncertainty
    blocks.append(
      .verdict(
        .init(
          kind: brier < base ? .good : .doubtful,
          text: brier < base
            ? "It predicts better than the overall share alone: Brier score "
              + "\(FigureText.fixed(brier, 3)) against \(FigureText.fixed(base, 3)) (0 is perfect)."
            : "It predicts no better than the overall share alone: Brier score "
              + "\(FigureText.fixed(brier, 3)) against \(FigureText.fixed(base, 3)) (0 is perfect)."
        )
      )
    )
    blocks += pageFigure(
      CalibrationFigure(
        curve: predictive.calibration,
        cases: predictive.cases,
        outcome: input.outcomeName,
        table: table
      )
    )
    return blocks
  }

  /// The verdicts that the run was saved with; without them that is said.
  private func drawVerdicts() -> [HTMLPage.Block] {
    var run = self
    let file = "\(path)/diagnostics.json"
    guard (try? run.require(["diagnostics.json"])) != nil,
      let bytes = try? ByteSource.contents(of: file),
      let saved = try? JSONDecoder().decode(SavedDiagnostics.self, from: Data(bytes))
    else {
      return [
        .verdict(.init(kind: .none, text: "The run has no checks of its draws that could be read."))
      ]
    }
    var blocks: [HTMLPage.Block] = []
    let failed = saved.verdicts.filter { $0.status == "failed" || $0.status == "warning" }
    let made = saved.verdicts.filter { $0.status == "passed" }.count + failed.count
    blocks.append(
      .verdict(
        .init(
          kind: failed.isEmpty
            ? .good : failed.contains { $0.status == "failed" } ? .bad : .doubtful,
          text: failed.isEmpty
            ? "All \(made) checks of the \(draws.count) draws passed."
            : "\(failed.count) of \(made) checks of the \(draws.count) draws did not pass."
        )
      )
    )
    for verdict in failed {
      let phrase = Verdict.Check(rawValue: verdict.check)?.phrase ?? verdict.check
      blocks.append(
        .verdict(
          .init(
            kind: verdict.status == "failed" ? .bad : .doubtful,
            text: "\(phrase) (\(verdict.offenders.joined(separator: ", "))): \(verdict.advice)."
          )
        )
      )
    }
    blocks.append(
      .table(
        HTMLPage.Table(
          caption: "Checks of the draws",
          columns: ["check", "worst value", "threshold", "verdict"],
          numbers: [1, 2],
          rows: saved.verdicts.filter { $0.status != "notAvailable" }.map {
            [
              Verdict.Check(rawValue: $0.check)?.phrase ?? $0.check,
              $0.value.map { FigureText.short(($0 * 1000).rounded() / 1000) } ?? "\u{2013}",
              $0.threshold.map(FigureText.short) ?? "\u{2013}",
              $0.status == "passed"
                ? "ok" : $0.status == "notApplicable" ? "does not apply" : $0.status,
            ]
          }
        )
      )
    )
    if isPartial {
      blocks.append(.verdict(.init(kind: .bad, text: "The run was stopped before its end.")))
    }
    if !editedFiles.isEmpty {
      blocks.append(.verdict(.init(kind: .bad, text: editedCaveat + ".")))
    }
    return blocks
  }

  /// What each case says and weighs.
  func caseBlocks(_ check: ModelCheck?) async -> [HTMLPage.Block] {
    guard let predictive = check?.predictive else { return [] }
    var table = HTMLPage.Table(
      caption: "Each case predicted from the others",
      columns: ["case", "observed", "predicted probability", "log score"],
      numbers: [1, 2, 3]
    )
    for item in predictive.cases.prefix(RunReport.rowLimit) {
      table.rows.append([
        item.name, "\(FigureText.short(item.successes))/\(FigureText.short(item.trials))",
        FigureText.probability(item.probability), FigureText.fixed(item.logScore, 2),
      ])
    }
    var blocks: [HTMLPage.Block] = [.section("Case by case"), .table(table)]
    if !predictive.undefinedCases.isEmpty {
      blocks.append(
        .verdict(
          .init(
            kind: .doubtful,
            text:
              "Without \(predictive.undefinedCases.joined(separator: ", ")) the posterior does not exist."
          )
        )
      )
    }
    guard input.design.caseCount <= CaseRefits.defaultLimit,
      let figure = try? await influenceFigure()
    else { return blocks }
    if let first = figure.influence.influence.cases.first, let largest = first.largest {
      blocks.append(
        .statement(
          "The case that weighs most is \(first.name):",
          "without it \(figure.influence.influence.full[largest].name) changes by "
            + "\(FigureText.fixed(first.shifts[largest], 2)) posterior standard deviations."
        )
      )
    }
    return blocks + pageFigure(figure)
  }
}

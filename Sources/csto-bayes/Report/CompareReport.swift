import Foundation
import Inference

/// What `compare` prints.
struct CompareReport {
  private let export: ComparisonExport
  private let formulas: [String: String]
  private let folder: String
  private let runs: [SavedRun]
  private let names: [String]

  init(_ export: ComparisonExport, runs: [SavedRun], names: [String]) {
    self.export = export
    (self.runs, self.names) = (runs, names)
    folder = runs[0].answerFolder
    formulas = Dictionary(
      zip(names, runs).map { name, run in
        let own = run.input.model.prior.used.count { use in
          if case .commandLine = use.origin { true } else { false }
        }
        let priors =
          own == 0
          ? "prior \(run.input.priorSet)"
          : "\(own) of \(run.input.model.dimension) priors of its own"
        return (name, "\(run.input.design.formula.text); \(priors)")
      }
    ) { first, _ in first }
  }

  func text(_ format: OutputFormat) -> String {
    switch format {
    case .table: table
    case .json: export.json.text()
    case .csv: export.table.text()
    }
  }

  private var rows: [ModelComparison.Row] { export.comparison.rows }

  private var table: String {
    [
      warnings, models, prediction, evidence, Advice.text(advice),
      Paragraph.text("Written to compare.csv and compare.json in \(folder)", mark: ""),
      Paragraph.text(export.conclusion, mark: ""),
    ].filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// What `fit` warned of, run by run.
  private var warnings: String {
    zip(names, runs).map { RunWarnings.text($1.warnings, of: $0) }.joined()
  }

  private var models: String {
    var table = TextTable([.words(""), .words("model")])
    for row in rows {
      table.append([row.model.cases.model, formulas[row.model.cases.model] ?? ""])
    }
    return "Runs on the same \(export.comparison.caseCount) cases\n" + table.text
  }

  private var prediction: String {
    var table = TextTable(
      [
        .words(""), .number("elpd_loo"), .number("SE", rank: 3), .number("difference"),
        .number("SE"), .number("MC error", rank: 2), .number("P(worse)"),
        .number("stacking", rank: 1), .number("MC error", rank: 4),
        .number("pseudo-BMA+", rank: 5), .number("pseudo-BMA", rank: 6),
      ],
      file: "compare.csv"
    )
    for (place, row) in rows.enumerated() {
      let loo = row.model.leaveOneOut
      table.append([
        row.model.cases.model, NumberText.estimate(loo.elpd.value, error: loo.mcse),
        NumberText.fixed(loo.elpd.standardError, 2), NumberText.fixed(row.difference, 2),
        place == 0 ? "" : NumberText.fixed(row.standardError, 2),
        place == 0 ? "" : NumberText.ratio(row.monteCarloError),
        place == 0 ? "" : NumberText.fixed(row.probabilityWorse, 2),
        NumberText.fixed(row.stackingWeight, 2), NumberText.fixed(row.stackingError, 2),
        NumberText.fixed(row.bootstrappedWeight, 2),
        NumberText.fixed(row.pseudoBMAWeight, 2),
      ])
    }
    return Paragraph.text(
      "Prediction of cases left out: the expected log score (elpd) in nats, the best first, the others by their "
        + "difference from it",
      mark: ""
    ) + table.text
  }

  private var evidence: String {
    var table = TextTable(
      [
        .words(""), .number("log marginal likelihood"), .number("MCSE"), .number("exact", rank: 1),
        .number("gap in MC errors", rank: 1), .number("best : this"), .number("MC error", rank: 2),
        .number("probability"),
      ],
      file: "compare.csv"
    )
    for row in rows {
      guard let bridge = row.bridge else {
        table.append([row.model.cases.model, "-", "", "", "", "", "", ""])
        continue
      }
      let isBest = row.logBayesFactor == 0
      let exact = row.model.exactEvidence
      table.append([
        row.model.cases.model,
        NumberText.estimate(bridge.logMarginalLikelihood, error: bridge.mcse),
        NumberText.ratio(bridge.mcse),
        exact.map { NumberText.estimate($0.value, error: $0.error) } ?? "-",
        exact.map {
          NumberText.fixed(abs(bridge.logMarginalLikelihood - $0.value) / bridge.mcse, 1)
        }
          ?? "",
        isBest
          ? "1"
          : NumberText.ratio(
            exp(-row.logBayesFactor),
            error: exp(-row.logBayesFactor) * row.bayesFactorError
          ),
        isBest ? "" : "\(NumberText.ratio(100 * row.bayesFactorError)) %",
        NumberText.probability(row.probability, error: row.probability * bridge.mcse),
      ])
    }
    return Paragraph.text(
      "Evidence by bridge sampling, beside the exact value where there is one: the Bayes factor of the "
        + "best model against each, and the probability of each where all are equally probable beforehand",
      mark: ""
    ) + table.text
  }

  private var advice: [String] {
    var lines: [String] = []
    let cautions = rows.flatMap { row in row.cautions.map { (row.model.cases.model, $0) } }
    if let first = cautions.first(where: { if case .fewCases = $0.1 { true } else { false } }),
      case .fewCases(let count) = first.1
    {
      lines.append(
        "with \(count) cases (fewer than 100) the standard error of a difference is too small, and "
          + "P(worse) too near to 0 or 1"
      )
    }
    let equal = rows.filter(\.isWithinMonteCarloError).map(\.model.cases.model)
    if !equal.isEmpty {
      lines.append(
        "P(worse) of \(Phrase.list(equal)) is left out: the difference is within "
          + "\(NumberText.fixed(ModelComparison.errorLimit, 0)) Monte Carlo errors"
          + (export.comparison.isStackingShared ? ", and stacking weights are shared" : "")
          + "; more draws would tell"
      )
    }
    for (model, caution) in cautions {
      switch caution {
      case .fewCases, .smallDifference, .withinMonteCarloError: continue
      case .unreliableCases(let names):
        lines.append(
          "\(model): k-hat says that \(Phrase.list(names)) cannot be trusted without refits"
        )
      case .undefinedCases(let names):
        lines.append("\(model): improper without \(Phrase.list(names)), so it has no elpd")
      }
    }
    for row in rows {
      let model = row.model.cases.model
      let failures = row.model.leaveOneOut.cases.compactMap { item in
        item.refitFailure.map { (item.name, $0) }
      }
      lines += RefitNotes.lines(failures, in: "what `loo \(model)` writes").map {
        "\(model), \($0)"
      }
      if let problem = row.evidenceProblem { lines.append("\(row.model.cases.model): \(problem)") }
    }
    if rows.count > ModelComparison.selectionLimit {
      lines.append("with \(rows.count) models the best one is best partly by luck")
    }
    for row in rows {
      let model = row.model.cases.model
      for caveat in export.runs[model]?.caveats ?? [] {
        lines.append("\(model): \(caveat.message)")
      }
    }
    lines.append("a Bayes factor depends on the priors as much as on the data")
    return lines
  }
}

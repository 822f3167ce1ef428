import Foundation
import Inference

/// What `summary` prints: the answer of a saved run, read back from its files.
struct SummaryReport {
  private let run: SavedRun
  private let coefficients: [ParameterSummary]
  private let probabilities: SavedTable
  /// Whether no check of the draws had failed.
  let passed: Bool
  /// The number of lines of a table beyond which the rest is left to the files.
  private static let lineLimit = 40

  /// Reads the tables of a run, which must be as they were written.
  ///
  /// - Throws: ``RunError`` or ``DataError``.
  init(_ run: inout SavedRun) throws {
    try run.require(["summary.csv", "summary.json", "probabilities.csv", "diagnostics.json"])
    self.run = run
    coefficients = try run.summaries()
    probabilities = try SavedTable(path: run.path + "/probabilities.csv")
    struct Checks: Decodable {
      let passed: Bool
    }
    let checks = try JSONDecoder().decode(
      Checks.self,
      from: Data(run.savedText("diagnostics.json").utf8)
    )
    passed = checks.passed && !run.isPartial
  }

  var text: String {
    [heading, RunWarnings.text(run.warnings), estimates, configurations, closing]
      .filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var heading: String {
    let input = run.input
    let coding = input.data.coding.map { ", coding \($0)" } ?? ""
    return Paragraph.text((input.data.title ?? input.data.name) + coding, mark: "Data      ")
      + Paragraph.text(
        "\(input.design.formula.text) (binomial, \(input.model.link.rawValue))",
        mark: "Model     "
      )
      + Paragraph.text("set \(input.priorSet), \(run.draws.count) draws", mark: "Prior     ")
  }

  private var estimates: String {
    let hasOdds = run.input.model.link == .logit
    var columns: [TextTable.Column] = [
      .words(""), .number("mean"), .number("q5"), .number("q95"), .number("median", rank: 3),
      .number("sd", rank: 2),
    ]
    if hasOdds { columns.append(.number("odds ratio", rank: 1)) }
    columns += [
      .number("R-hat", rank: 4), .number("bulk ESS", rank: 4), .words("decided by"),
    ]
    var table = TextTable(columns, file: "summary.csv")
    let decidedBy = run.input.decidedBy
    for (index, summary) in coefficients.enumerated() {
      var cells = [
        summary.name, NumberText.estimate(summary.mean, error: summary.mcseMean),
        NumberText.estimate(summary.q5, error: summary.mcseQ5),
        NumberText.estimate(summary.q95, error: summary.mcseQ95),
        NumberText.estimate(summary.median, error: summary.mcseMedian),
        NumberText.estimate(summary.sd, error: summary.mcseSd),
      ]
      if hasOdds {
        let ratio = exp(summary.median)
        cells.append(NumberText.ratio(ratio, error: ratio * summary.mcseMedian))
      }
      cells += [
        NumberText.fixed(summary.rHat, 3), NumberText.count(summary.essBulk),
        decidedBy[index].shortWords,
      ]
      table.append(cells)
    }
    let scale =
      hasOdds ? "log-odds, and odds ratios by their median" : run.input.model.link.scaleName
    return Paragraph.text("Coefficients: \(scale) (90% interval q5 to q95)", mark: "") + table.text
  }

  private var configurations: String {
    let rows = probabilities.rows.filter { probabilities.text($0, "type") == "configuration" }
    guard !rows.isEmpty else { return "" }
    var table = TextTable(
      [
        .words("configuration"), .number("observed"), .number("mean"), .number("q5"),
        .number("q95"), .number("median", rank: 2), .words("decided by"),
        .words("cases", rank: 1),
      ],
      file: "probabilities.csv"
    )
    for row in rows.prefix(Self.lineLimit) {
      func probability(_ name: String, _ error: String) -> String {
        NumberText.probability(
          probabilities.number(row, name),
          error: probabilities.number(row, error)
        )
      }
      let cases = probabilities.text(row, "cases").replacing("; ", with: ", ")
      table.append([
        probabilities.text(row, "name"),
        probabilities.text(row, "successes") + "/" + probabilities.text(row, "trials"),
        probability("mean", "mcse_mean"), probability("q5", "mcse_q5"),
        probability("q95", "mcse_q95"), probability("median", "mcse_median"),
        Self.limit(probabilities.text(row, "ml_limit"))?.wordsOfProbability ?? "", cases,
      ])
    }
    let more = rows.count - Self.lineLimit
    let outcome = run.input.design.formula.response.label
    return Paragraph.text(
      "Probability of \(outcome) in each configuration seen (90% interval)",
      mark: ""
    ) + table.text + (more > 0 ? "  … and \(more) more, in probabilities.csv\n" : "")
  }

  /// Where maximum likelihood would send a probability, as files have it.
  private static func limit(_ label: String) -> Separation.Limit? {
    let limits: [Separation.Limit] = [
      .finite, .plusInfinity, .minusInfinity, .undetermined, .notIdentified,
    ]
    return limits.first { $0.probabilityLabel == label }
  }

  private var closing: String {
    Paragraph.text(
      "Read from \(run.path); `csto-bayes effects` says how much each condition matters",
      mark: ""
    )
      + (passed
        ? "" : RunWarnings.untrustworthy(isPartial: run.isPartial, read: "diagnostics.json"))
  }
}

extension SavedRun {
  /// The text of a file of the run.
  func savedText(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)), as: UTF8.self)
  }
}

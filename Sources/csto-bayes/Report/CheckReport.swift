import Foundation
import Inference

/// What `check` prints.
struct CheckReport {
  private let check: ModelCheck
  private let run: SavedRun
  /// The number of lines of a table beyond which the rest is left to the files.
  private static let lineLimit = 40

  init(_ check: ModelCheck, of run: SavedRun) {
    self.check = check
    self.run = run
  }

  var text: String {
    [
      RunWarnings.text(check.warnings), counts, scores, calibration, partialPriors, closing,
      conclusion,
    ].filter {
      !$0.isEmpty
    }
    .joined(separator: "\n")
  }

  private var outcome: String { run.input.design.formula.response.label }

  private var counts: String {
    var columns: [TextTable.Column] = [.words(""), .number("observed")]
    if check.prior != nil {
      columns += [
        .number("prior q5", rank: 2), .number("q95", rank: 2), .number("p", rank: 2),
      ]
    }
    let posterior = check.posterior.checks
    var notes = CaveatNotes()
    let isMarked = posterior.contains { !$0.caveats.isEmpty }
    columns += [.number("posterior q5"), .number("q95"), .number("p")]
    if isMarked { columns.append(.words("caveat")) }
    columns.append(.words("cases", rank: 1))
    var table = TextTable(columns, file: "checks.csv")
    for (index, count) in posterior.enumerated().prefix(Self.lineLimit) {
      let (name, cases) = Self.words(count.subject)
      var row = [
        name, "\(NumberText.fixed(count.observed, 0))/\(NumberText.fixed(count.trials, 0))",
      ]
      if let prior = check.prior?.checks[index] { row += Self.interval(prior) }
      row += Self.interval(count) + (isMarked ? [notes.marks(count.caveats)] : [])
      table.append(row + [cases])
    }
    let more = posterior.count - Self.lineLimit
    return Paragraph.text(
      "Cases with \(outcome), observed and predicted (90% equal-tailed interval; p is two-sided, mid-p)",
      mark: ""
    ) + table.text + (more > 0 ? "  … and \(more) more, in checks.csv\n" : "")
      + notes.text
      + (check.prior == nil
        ? Paragraph.text(
          "(no prediction from the prior, as nothing can be drawn from a flat or the Jeffreys prior)",
          mark: "  "
        )
        : "")
      + Paragraph.text(
        "(posterior p-values use the data twice: they lie nearer to 1/2 than they should)",
        mark: "  "
      )
  }

  private static func interval(_ check: PredictiveCheck) -> [String] {
    [
      NumberText.fixed(check.lower, 0), NumberText.fixed(check.upper, 0),
      NumberText.fixed(check.pValue, 2) + (check.isWithin ? "" : " *"),
    ]
  }

  private static func words(_ subject: PredictiveCheck.Subject) -> (String, String) {
    switch subject {
    case .allCases: return ("all cases", "")
    case .configuration(let label, let cases): return (label, listed(cases))
    case .group(let column, let value, let cases): return ("\(column): \(value)", listed(cases))
    }
  }

  private static func listed(_ cases: [String]) -> String {
    let names = cases.prefix(6).joined(separator: ", ")
    return cases.count > 6 ? names + " and \(cases.count - 6) more" : names
  }

  private var scores: String {
    guard let predictive = check.predictive else {
      return Paragraph.text(
        "Predictions of single cases are checked where every row is a case, up to 1000 of them "
          + "or with `fit --pointwise`.",
        mark: ""
      )
    }
    let scores = predictive.scores
    var table = TextTable([.words(""), .number("score"), .number("se"), .words("")])
    func add(_ name: String, _ score: CaseEstimate, _ note: String) {
      table.append([
        name, NumberText.fixed(score.value, 3), NumberText.fixed(score.standardError, 3), note,
      ])
    }
    add(
      "Brier score",
      scores.brier,
      "0 is perfect; the overall share alone has "
        + NumberText.fixed(predictive.calibration.uncertainty, 3)
    )
    add("log score", scores.log, "elpd_loo, in nats, summed over the cases; higher is better")
    add(
      "  of the base rate",
      predictive.baseRate.logScore,
      "each case by the share of the others, by the rule of succession"
    )
    add(
      "AUC",
      scores.areaUnderCurve,
      scores.areaUnderCurve.value.isNaN
        ? "not defined: all outcomes are equal" : "1/2 is no better than chance; biased down by LOO"
    )
    var text = "Predictions of each case from the others (leave-one-out)\n" + table.text
    let unreliable = predictive.unreliableCases
    if !unreliable.isEmpty {
      text += Paragraph.text(
        "(not to be relied on, Pareto k-hat above \(NumberText.fixed(predictive.threshold, 2)): "
          + "\(Self.listed(unreliable)))",
        mark: "  "
      )
    }
    if !predictive.undefinedCases.isEmpty {
      text += Paragraph.text(
        "(left out, as without them the posterior does not exist: "
          + "\(Self.listed(predictive.undefinedCases)))",
        mark: "  "
      )
    }
    if !predictive.failedRefits.isEmpty {
      text += Paragraph.text(
        "(refits whose draws failed a check: \(Self.listed(predictive.failedRefits)))",
        mark: "  "
      )
    }
    return text
  }

  private var calibration: String {
    guard let predictive = check.predictive else { return "" }
    let curve = predictive.calibration
    var table = TextTable([
      ("predicted", .right), ("calibrated", .right), ("q5", .right), ("q95", .right),
      ("observed", .right),
    ])
    for point in curve.points.prefix(Self.lineLimit) {
      let isOutside = point.calibrated < point.lower || point.calibrated > point.upper
      table.append([
        NumberText.fixed(point.predicted, 3), NumberText.fixed(point.calibrated, 3),
        NumberText.fixed(point.lower, 3),
        NumberText.fixed(point.upper, 3) + (isOutside ? " *" : ""),
        "\(NumberText.fixed(point.successes, 0))/\(NumberText.fixed(point.trials, 0))",
      ])
    }
    let more = curve.points.count - Self.lineLimit
    return Paragraph.text(
      "Calibration by isotonic regression (90% band of right predictions)",
      mark: ""
    ) + table.text
      + (more > 0 ? "  … and \(more) more, in check.json\n" : "")
      + Paragraph.text(
        "Brier score \(NumberText.fixed(curve.score, 3)) = "
          + "\(NumberText.fixed(curve.miscalibration, 3)) miscalibration "
          + "(p \(NumberText.fixed(curve.pValue, 2))) - "
          + "\(NumberText.fixed(curve.discrimination, 3)) discrimination + "
          + "\(NumberText.fixed(curve.uncertainty, 3)) uncertainty",
        mark: "  "
      )
      + Paragraph.text(
        "LOO-PIT, randomised: p \(NumberText.fixed(predictive.transform.pValue, 2)) for uniform values",
        mark: "  "
      )
  }

  private var partialPriors: String {
    var text = ""
    for partial in check.partialPriors {
      var table = TextTable(
        [("", .left)]
          + PartialPriorPrediction.probabilities.map {
            ("\(NumberText.fixed(100 * $0, 0))%", .right)
          }
      )
      func add(_ name: String, _ quantity: PartialPriorPrediction.Quantity, _ isRatio: Bool) {
        table.append(
          [name]
            + quantity.quantiles.map { isRatio ? NumberText.ratio($0) : NumberText.fixed($0, 3) }
        )
      }
      add("probability", partial.probability, false)
      add("difference", partial.firstDifference, false)
      add("risk ratio", partial.riskRatio, true)
      let others = partial.others.map { "\($0.column) = \(NumberText.ratio($0.value))" }
        .joined(separator: ", ")
      let source =
        partial.baseline == .maximumLikelihood ? "maximum likelihood" : "the posterior median"
      text += Paragraph.text(
        "What \(NumberText.prior(partial.prior)) alone says of \(partial.coefficient), which predicts the "
          + "outcome perfectly on one side: the sign is from the data, the size from the prior (quantiles of "
          + "the partial prior predictive distribution)",
        mark: ""
      )
      text += table.text
      text += Paragraph.text(
        "(\(partial.coefficient) = \(NumberText.ratio(partial.separatedValue)) with its coefficient "
          + "\(partial.isUpward ? "above" : "below") 0, against "
          + "\(NumberText.ratio(partial.baselineValue)) at probability "
          + "\(NumberText.fixed(partial.baselineProbability, 3)), by \(source)"
          + (others.isEmpty ? "" : "; the others at their medians: \(others)") + ")",
        mark: "  "
      )
    }
    if !check.otherSeparators.isEmpty {
      text += Paragraph.text(
        "The size of \(check.otherSeparators.joined(separator: ", ")) is from the prior too: combinations of "
          + "conditions predict the outcome perfectly, but not in one direction of a yes/no condition, so that "
          + "what the prior alone says is not shown.",
        mark: ""
      )
    }
    return text
  }

  private var closing: String { "Written to \(run.answerFolder)\n" }

  /// How the model compares with knowing the base rate only.
  private var conclusion: String {
    check.predictive.map { Paragraph.text("In short: " + $0.baseRate.conclusion, mark: "") } ?? ""
  }
}

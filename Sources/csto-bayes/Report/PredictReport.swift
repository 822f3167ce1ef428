import Foundation
import Inference

/// What `predict` prints.
struct PredictReport {
  private let answer: RunPredictions
  private let run: SavedRun
  /// The number of lines of a table beyond which the rest is left to the files.
  private static let lineLimit = 64

  init(_ answer: RunPredictions, of run: SavedRun) {
    self.answer = answer
    self.run = run
  }

  var text: String {
    let outcome = run.input.design.formula.response.label
    let warnings = RunWarnings.text(answer.warnings)
    var text =
      (warnings.isEmpty ? "" : warnings + "\n")
      + Paragraph.text(
        "Probability of \(outcome) in a case of each configuration, \(origin) (\(answer.interval.words))",
        mark: ""
      )
    text += table.text
    if answer.predictions.count > Self.lineLimit {
      text += "  … and \(answer.predictions.count - Self.lineLimit) more, in predictions.csv\n"
    }
    text += notes.map { Paragraph.text($0, mark: "  ") }.joined()
    text += answer.notices.map { Paragraph.text($0.advice + ".", mark: "  - ") }.joined()
    return text
      + Paragraph.text(
        "Written to \(run.answerFolder): predictions.csv, predictions.json"
          + (answer.draws == nil ? "" : ", predictions-draws.csv"),
        mark: ""
      )
  }

  private var isExact: Bool { answer.predictions.allSatisfy { $0.probability.isExact } }

  /// What the numbers are made of.
  private var origin: String {
    let hasExact = answer.predictions.contains { $0.probability.isExact }
    return hasExact ? "by exact integration" : "from \(run.draws.count) draws"
  }

  private var shown: ArraySlice<ScenarioPrediction> { answer.predictions.prefix(Self.lineLimit) }

  private var table: TextTable {
    let isOutside = shown.contains { !$0.outside.isEmpty }
    let isLeft = shown.contains { $0.limit != .finite }
    let (lower, upper) = answer.interval.headers
    var columns: [TextTable.Column] = [
      .words(""), .number("observed", rank: 1), .number("mean"), .number("median", rank: 4),
      .number(isExact ? "error" : "MCSE", rank: 5), .number(lower), .number(upper),
      .number("distance", rank: 3),
    ]
    let isCounted = shown.contains { $0.predictive != nil }
    if isCounted { columns += [.number("new trials"), .words("successes there")] }
    if isLeft { columns.append(.words("decided by")) }
    if isOutside { columns.append(.words("outside the data")) }
    columns.append(.words("observed or nearest cases", rank: 2))
    var table = TextTable(columns, file: "predictions.csv")
    for prediction in shown {
      let p = prediction.probability
      let observed = prediction.observed.map {
        "\(NumberText.fixed($0.successes, 0))/\(NumberText.fixed($0.trials, 0))"
      }
      var row = [
        name(prediction), observed ?? "-",
        NumberText.probability(p.mean, error: p.mcseMean),
        NumberText.probability(p.median, error: p.mcseMedian), NumberText.error(p.mcseMedian),
        NumberText.probability(p.lower, error: p.mcseLower.or(p.mcseMean)),
        NumberText.probability(p.upper, error: p.mcseUpper.or(p.mcseMean)),
        "\(prediction.nearest.distance)",
      ]
      if isCounted {
        let new = prediction.predictive
        row += [
          new.map { "\($0.trials)" } ?? "-",
          new.map { "\($0.median) (\($0.lower) to \($0.upper))" } ?? "-",
        ]
      }
      if isLeft { row.append(prediction.limit.wordsOfProbability) }
      if isOutside { row.append(prediction.outside.joined(separator: ", ")) }
      row.append(cases(prediction))
      table.append(row)
    }
    return table
  }

  /// A new case by its name; elsewhere the conditions present and the values of the others.
  private func name(_ prediction: ScenarioPrediction) -> String {
    prediction.kind == .newCase
      ? prediction.name
      : NumberText.cut(
        answer.conditions.shortLabel(of: prediction.scenario, omittingHeld: true)
      )
  }

  private func cases(_ prediction: ScenarioPrediction) -> String {
    let all = prediction.cases.isEmpty ? prediction.nearest.cases : prediction.cases
    let names = all.prefix(4).joined(separator: ", ")
    let text = all.count > 4 ? names + " and \(all.count - 4) more" : names
    return prediction.cases.isEmpty && !text.isEmpty ? "(\(text))" : text
  }

  private var notes: [String] {
    var notes: [String] = []
    if !answer.held.isEmpty {
      let held = answer.held.prefix(12).map { name, value in
        if case .number = value, answer.conditions[name]?.reference == value,
          answer.conditions[name]?.levels.isEmpty == true
        {
          return "\(name)=\(NumberText.value(value)) (the mean)"
        }
        return "\(name)=\(NumberText.value(value))"
      }
      let more = answer.held.count > 12 ? " and \(answer.held.count - 12) more" : ""
      notes.append("not named and held: " + held.joined(separator: ", ") + more)
    }
    let drawn = shown.filter { !$0.probability.isExact }.map(name)
    if drawn.count < shown.count, !drawn.isEmpty {
      notes.append(
        "from \(run.draws.count) draws: " + drawn.prefix(12).joined(separator: "; ")
          + (drawn.count > 12 ? " and \(drawn.count - 12) more" : "")
      )
    }
    if shown.contains(where: { $0.nearest.distance > 0 }) {
      notes.append(
        "distance: conditions, numbers aside, in which the nearest observed cases (in brackets) differ; "
          + "0 is observed"
      )
    }
    if shown.contains(where: { $0.limit != .finite }) {
      notes += LimitText.notes(of: shown.map(\.limit))
    }
    if run.input.design.formula.response.trials == nil {
      notes.append("the mean is the probability that one new case there has the outcome")
    }
    if shown.contains(where: { $0.predictive != nil }) {
      notes.append(
        "successes there: median and equal-tailed interval of the number in the new trials, their chance "
          + "included"
      )
    }
    if !answer.droppedCases.isEmpty {
      notes.append(
        "left out for a missing value: " + answer.droppedCases.prefix(20).joined(separator: ", ")
          + (answer.droppedCases.count > 20 ? " and more" : "")
      )
    }
    return notes
  }
}

extension CredibleInterval {
  /// What the columns of the ends are called: `5%` and `95%`, or `90% HDI from` and `to`.
  var headers: (lower: String, upper: String) {
    switch kind {
    case .equalTailed:
      (
        NumberText.percent(probabilities.lower), NumberText.percent(probabilities.upper)
      )
    case .highestDensity: ("\(percent) HDI from", "to")
    }
  }
}

extension NumberText {
  /// A Monte Carlo error, to two significant digits.
  static func error(_ value: Double) -> String {
    guard value.isFinite else { return "-" }
    guard value > 0 else { return "0" }
    return value < 1e-4 ? "<0.0001" : fixed(value, value < 0.001 ? 5 : value < 0.01 ? 4 : 3)
  }

  /// A label of conditions, cut where it would fill the screen; files have all of it.
  static func cut(_ label: String) -> String {
    label.count > 200 ? label.prefix(200) + "…" : label
  }

  /// The value of a condition, numbers to four significant digits.
  static func value(_ value: ConditionValue) -> String {
    guard case .number(let number) = value, number != number.rounded() else { return value.text }
    return String(format: "%.4g", number)
  }
}

extension Double {
  /// Itself where it is finite, else another number.
  func or(_ other: Double) -> Double { isFinite ? self : other }
}

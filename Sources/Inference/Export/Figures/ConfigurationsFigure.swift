/// The probability of the outcome in each configuration seen, with its interval, what was observed there, and the
/// names of the cases.
struct ConfigurationsFigure: Figure {
  /// The configurations.
  let predictions: [ScenarioPrediction]
  /// The conditions, for the names of the configurations.
  let conditions: FittedConditions
  /// What the outcome is called.
  let outcome: String
  /// Which interval is drawn.
  let interval: CredibleInterval

  /// The numbers of `predict`.
  var table: DelimitedWriter {
    PredictionsExport(predictions, conditions: conditions.conditions, interval: interval).table
  }

  func drawing(width: Double) -> Drawing {
    let title = "Probability of \(outcome) in each configuration seen"
    var sheet = Sheet(width: width, title: title, description: description)
    let decided = predictions.map { DecidedBy($0.caveats) }
    let isObserved = predictions.contains { $0.observed != nil }
    sheet.add(
      Legend(
        items: DecidedBy.legend(decided)
          + (isObserved ? [.init(.symbol(.tick, .text), "share observed")] : [])
      )
    )
    let isWide = sheet.isWide
    let rows = zip(predictions, decided).prefix(FigureText.rowLimit).map { prediction, decided in
      let p = prediction.probability
      var marks = decided.marks(p.mean, from: p.lower, to: p.upper)
      var detail = prediction.cases.joined(separator: ", ")
      if let observed = prediction.observed, observed.trials > 0 {
        marks.insert(.symbol(observed.successes / observed.trials, .tick, .text), at: 0)
        let share = "\(FigureText.short(observed.successes))/\(FigureText.short(observed.trials))"
        detail = detail.isEmpty ? share : "\(share): \(detail)"
      }
      return RowChart.Row(
        label: conditions.shortLabel(of: prediction.scenario),
        detail: detail,
        lanes: [.init(marks)],
        value: isWide ? Self.words(p) : ""
      )
    }
    RowChart(
      rows: rows,
      domain: 0...1,
      title: "probability of \(outcome)",
      valueTitle: isWide ? "mean [interval]" : ""
    ).draw(on: &sheet)
    sheet.note(
      "Marks: posterior means. Lines: \(FigureText.words(interval))."
        + (isObserved ? " Below each name: cases with the outcome, of all, and who they are." : "")
        + FigureText.rest(predictions.count, "configurations")
    )
    return sheet.finished()
  }

  private static func words(_ p: QuantityEstimate) -> String {
    "\(FigureText.probability(p.mean)) [\(FigureText.probability(p.lower)), "
      + "\(FigureText.probability(p.upper))]"
  }

  private var description: String {
    predictions.prefix(FigureText.rowLimit).map { prediction in
      "\(conditions.shortLabel(of: prediction.scenario)): \(Self.words(prediction.probability)), "
        + DecidedBy(prediction.caveats).words
    }.joined(separator: "; ") + "."
  }
}

/// The counts of the outcome that the prior and the posterior predict, beside those observed.
struct CountsFigure: Figure {
  /// Under the prior; nil where nothing can be predicted from it.
  let prior: PredictiveChecks?
  /// Under the posterior.
  let posterior: PredictiveChecks
  /// What the outcome is called.
  let outcome: String

  /// The numbers of `check`.
  var table: DelimitedWriter { CheckExport.table(prior: prior, posterior: posterior) }

  private static let priorStroke = Stroke(ink: .grey, width: 0.5, dash: [1.2, 0.7])
  private static let posteriorStroke = Stroke(ink: .blue, width: 0.8)

  func drawing(width: Double) -> Drawing {
    var sheet = Sheet(
      width: width,
      title: "Counts of \(outcome): predicted and observed",
      description: description
    )
    var items = [Legend.Item(.line(Self.posteriorStroke), "posterior, 90 % of counts")]
    if prior != nil {
      items.append(.init(.interval(.circle, Self.priorStroke), "prior, 90 % of counts"))
    }
    items.append(.init(.symbol(.cross, .text), "observed"))
    items[0] = .init(.interval(.disc, Self.posteriorStroke), "posterior, 90 % of counts")
    sheet.add(Legend(items: items))
    let rows = posterior.checks.enumerated().prefix(FigureText.rowLimit).map { index, check in
      let (_, name, cases) = CheckExport.words(check.subject)
      var lanes = [lane(check, .disc, Self.posteriorStroke)]
      if let prior, index < prior.checks.count {
        lanes.append(lane(prior.checks[index], .circle, Self.priorStroke))
      }
      return RowChart.Row(
        label: name,
        detail: "of \(FigureText.short(check.trials))"
          + (cases.isEmpty ? "" : ": " + cases.joined(separator: ", ")),
        lanes: lanes,
        value: "p = \(FigureText.probability(check.pValue))"
      )
    }
    let most = posterior.checks.map(\.trials).max() ?? 1
    RowChart(
      rows: rows,
      domain: Scale.domain(of: [0, max(1, most)]),
      title: "cases with the outcome",
      valueTitle: "posterior"
    ).draw(on: &sheet)
    sheet.note(
      "Marks: means of the counts predicted for the same cases. p: two-sided, of the count observed; the data "
        + "are used twice, so that only small ones say something."
        + FigureText.rest(posterior.checks.count, "counts")
    )
    return sheet.finished()
  }

  private func lane(_ check: PredictiveCheck, _ symbol: Symbol, _ stroke: Stroke) -> RowChart.Lane {
    RowChart.Lane([
      .interval(lower: check.lower, upper: check.upper, stroke),
      .symbol(check.mean, symbol, stroke.ink), .symbol(check.observed, .cross, .text),
    ])
  }

  private var description: String {
    posterior.checks.prefix(FigureText.rowLimit).map { check in
      "\(CheckExport.words(check.subject).name): \(FigureText.short(check.observed)) observed of "
        + "\(FigureText.short(check.trials)), predicted \(FigureText.short(check.lower)) to "
        + FigureText.short(check.upper)
    }.joined(separator: "; ") + "."
  }
}

/// Each effect under each prior set, over all other choices.
struct PriorByEffectFigure: Figure {
  /// An effect under a prior set.
  struct Entry: Sendable {
    let effect: String
    let prior: String
    /// The number of analyses.
    let count: Int
    /// The smallest 5 % quantile and the largest 95 % quantile.
    let outer: ClosedRange<Double>
    /// The smallest and the largest median.
    let medians: ClosedRange<Double>
    /// The median of the medians.
    let middle: Double
    /// The smallest and the largest probability that the effect is positive.
    let positive: ClosedRange<Double>
    /// The same of the prior alone, before any data; nil where it is not known.
    let own: ClosedRange<Double>?
  }

  /// The entries, by effect, then by prior set.
  let entries: [Entry]
  /// What the outcome is called.
  let outcome: String

  /// Sorts analyses by prior set; those whose outcomes are all alike are left out, as the prior bounds them.
  ///
  /// O(analyses x effects).
  init(_ results: MultiverseResults, outcome: String) {
    self.outcome = outcome
    guard let fork = results.forks.first(where: { $0.name == "prior" }) else {
      entries = []
      return
    }
    entries = results.effectKeys.flatMap { key in
      let points = SpecificationCurve(of: key, in: results).points.filter {
        !results.entries[$0.place].result.isOneClass
      }
      return fork.choices.indices.compactMap { choice -> Entry? in
        let own = points.filter { fork.taken[$0.place] == choice }
        let quantities: [UniverseQuantity] = own.map(\.quantity)
        // In the order of their medians.
        let medians = quantities.map(\.median)
        let positive = quantities.map(\.probabilityPositive)
        let alone = own.compactMap { results.priorProbability(of: $0)?.value }
        guard let least = medians.first, let greatest = medians.last,
          let lower = quantities.map(\.q5).filter(\.isFinite).min(),
          let upper = quantities.map(\.q95).filter(\.isFinite).max(),
          let rarest = positive.min(), let most = positive.max(), lower <= upper
        else { return nil }
        return Entry(
          effect: key.name,
          prior: fork.choices[choice],
          count: quantities.count,
          outer: lower...upper,
          medians: least...greatest,
          middle: Quantiles.medianOfSorted(medians),
          positive: rarest...most,
          own: alone.count == own.count
            ? alone.min().flatMap { low in alone.max().map { low...$0 } } : nil
        )
      }
    }
  }

  /// The entries.
  var table: DelimitedWriter {
    var table = DelimitedWriter(columns: [
      "effect", "prior", "analyses", "least_q5", "least_median", "median_of_medians",
      "greatest_median", "greatest_q95", "least_p_positive", "greatest_p_positive",
      "least_prior_p_positive", "greatest_prior_p_positive",
    ])
    for entry in entries {
      table.append([
        .text(entry.effect), .text(entry.prior), .integer(entry.count),
        .number(entry.outer.lowerBound), .number(entry.medians.lowerBound),
        .number(entry.middle), .number(entry.medians.upperBound),
        .number(entry.outer.upperBound), .number(entry.positive.lowerBound),
        .number(entry.positive.upperBound), .number(entry.own?.lowerBound ?? .nan),
        .number(entry.own?.upperBound ?? .nan),
      ])
    }
    return table
  }

  private static let outerStroke = Stroke(ink: .sky, width: 0.4)
  private static let mediansStroke = Stroke(ink: .blue, width: 1.1)

  func drawing(width: Double) -> Drawing {
    var sheet = Sheet(
      width: width,
      title: "Each effect under each prior set",
      description: description
    )
    sheet.add(
      Legend(items: [
        .init(.line(Self.mediansStroke), "medians of the analyses"),
        .init(.line(Self.outerStroke), "their 90 % intervals together"),
        .init(.symbol(.circle, .text), "median of the medians"),
      ])
    )
    var rows: [RowChart.Row] = []
    for (index, entry) in entries.enumerated() {
      if index == 0 || entries[index - 1].effect != entry.effect {
        rows.append(RowChart.Row(label: entry.effect, lanes: [], isHeading: true))
      }
      let analyses = entry.count == 1 ? "1 analysis" : "\(entry.count) analyses"
      let own = entry.own.map { ", prior \(Self.words($0))" } ?? ""
      rows.append(
        RowChart.Row(
          label: entry.prior,
          detail: analyses + own,
          lanes: [
            .init([
              .interval(
                lower: entry.outer.lowerBound,
                upper: entry.outer.upperBound,
                Self.outerStroke
              ),
              .interval(
                lower: entry.medians.lowerBound,
                upper: entry.medians.upperBound,
                Self.mediansStroke
              ), .symbol(entry.middle, .circle, .text),
            ])
          ],
          value: Self.words(entry.positive)
        )
      )
    }
    RowChart(
      rows: rows,
      domain: Scale.domain(
        of: entries.flatMap { [$0.outer.lowerBound, $0.outer.upperBound] } + [0]
      ),
      title: "change of the probability of \(outcome)",
      references: [0],
      valueTitle: "P(>0)"
    ).draw(on: &sheet)
    sheet.note(
      "What moves from one prior set to another is not a finding of the data. P(>0): from the smallest to the "
        + "largest; prior: what the prior alone says of it, before any data. Analyses whose outcomes are all alike "
        + "are left out."
    )
    return sheet.finished()
  }

  /// A probability, or from the smallest to the largest.
  private static func words(_ range: ClosedRange<Double>) -> String {
    let ends = [range.lowerBound, range.upperBound].map(FigureText.probability)
    return ends[0] == ends[1] ? ends[0] : "\(ends[0]) to \(ends[1])"
  }

  private var description: String {
    entries.map { entry in
      "\(entry.effect) under \(entry.prior): medians \(FigureText.fixed(entry.medians.lowerBound, 2)) "
        + "to \(FigureText.fixed(entry.medians.upperBound, 2))"
    }.joined(separator: "; ") + "."
  }
}

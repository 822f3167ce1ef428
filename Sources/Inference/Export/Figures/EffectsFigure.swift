/// Average effects of the conditions on the probability as intervals, shaded by what decides them.
struct EffectsFigure: Figure {
  /// The effects, with how they were summarised.
  let effects: RunEffectsData
  /// What the outcome is called.
  let outcome: String

  /// The numbers of `effects`.
  var table: DelimitedWriter { effects.table }

  func drawing(width: Double) -> Drawing {
    let title = "Average effect of each condition on the probability of \(outcome)"
    var sheet = Sheet(width: width, title: title, description: description)
    let decided = effects.effects.map(\.decidedBy)
    let region = effects.region
    sheet.add(
      Legend(
        items: DecidedBy.legend(decided) + [
          .init(
            .band(.shade, opacity: 1),
            "smaller than \(FigureText.short((region * 1e4).rounded() / 100)) points"
          )
        ]
      )
    )
    let rows = effects.effects.map { effect in
      let d = effect.difference
      return RowChart.Row(
        label: effect.name,
        detail: FigureText.change(effect.change),
        lanes: [.init(effect.decidedBy.marks(d.mean, from: d.lower, to: d.upper))],
        value: FigureText.probability(effect.direction.probability)
      )
    }
    let ends = effects.effects.flatMap { [$0.difference.lower, $0.difference.upper] }
    RowChart(
      rows: rows,
      domain: Scale.domain(of: ends + [-2 * region, 2 * region]),
      title: "change of the probability of \(outcome)",
      references: [0],
      band: (-region)...region,
      valueTitle: "P(>0)"
    ).draw(on: &sheet)
    sheet.note(
      "Marks: posterior means. Lines: \(FigureText.words(effects.interval)). "
        + "Averaged over \(effects.population). P(>0): probability that the effect is positive."
    )
    return sheet.finished()
  }

  private var description: String {
    effects.effects.map { effect in
      let d = effect.difference
      return
        "\(effect.name) (\(effect.change)): \(FigureText.fixed(d.mean, 2)) "
        + "[\(FigureText.fixed(d.lower, 2)), \(FigureText.fixed(d.upper, 2))], "
        + "P(>0) \(FigureText.probability(effect.direction.probability)), \(effect.decidedBy.words)"
    }.joined(separator: "; ") + "."
  }
}

/// What a figure of effects takes of the answer to `effects`.
struct RunEffectsData: Sendable {
  /// The effects.
  let effects: [EffectEstimate]
  /// Which interval.
  let interval: CredibleInterval
  /// Half the width of the region that does not matter.
  let region: Double
  /// What is averaged over, in words.
  let population: String
  /// The table of the answer.
  let table: DelimitedWriter
}

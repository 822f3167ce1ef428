/// What leaving out each case does to each number of a run: a dot for each, in posterior standard deviations.
struct InfluenceFigure: Figure {
  /// The influence of each case.
  let influence: InfluenceExport
  /// The numbers of `influence`.
  var table: DelimitedWriter { influence.table }

  func drawing(width: Double) -> Drawing {
    var sheet = Sheet(
      width: width,
      title: "What changes when a case is left out",
      description: description
    )
    let full = influence.influence.full
    let cases = influence.influence.cases
    sheet.add(
      Legend(items: [
        .init(.symbol(.circle, .grey), "a coefficient"),
        .init(.symbol(.diamond, .blue), "the probability in a configuration"),
        .init(.symbol(.tick, .text), "the mean probability"),
      ])
    )
    let shown = cases.prefix(FigureText.rowLimit)
    let rows = shown.map { item in
      RowChart.Row(
        label: item.name,
        detail: item.failure != nil
          ? "refit failed"
          : item.largest.map { "most: \(full[$0].name)" } ?? "",
        lanes: [
          .init(
            zip(full, item.shifts).map { quantity, shift in
              switch quantity.kind {
              case .coefficient: .symbol(shift, .circle, .grey)
              case .configuration: .symbol(shift, .diamond, .blue)
              case .meanProbability: .symbol(shift, .tick, .text)
              }
            }
          )
        ]
      )
    }
    let shifts = shown.flatMap(\.shifts)
    RowChart(
      rows: Array(rows),
      domain: Scale.domain(of: shifts + [-0.5, 0.5]),
      title: "change in posterior standard deviations",
      references: [0]
    ).draw(on: &sheet)
    sheet.note(
      "Each mark is one number of the run, refitted without the case. Cases that change most stand first."
        + FigureText.rest(cases.count, "cases")
    )
    return sheet.finished()
  }

  private var description: String {
    let full = influence.influence.full
    let sentences = influence.influence.cases.prefix(FigureText.rowLimit).map { item in
      guard let largest = item.largest else { return "without \(item.name): no numbers" }
      return "without \(item.name): \(full[largest].name) changes by "
        + "\(FigureText.fixed(item.shifts[largest], 2)) standard deviations"
    }
    return sentences.joined(separator: "; ") + "."
  }
}

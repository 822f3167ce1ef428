/// What the priors say of the probability of the outcome in each configuration, before any data.
struct PriorImplicationsFigure: Figure {
  /// What they say.
  let implications: PriorImplications
  /// The name of the prior set.
  let priorSet: String
  /// What the outcome is called.
  let outcome: String

  /// The numbers of `priors show`.
  var table: DelimitedWriter { implications.table }

  /// The number of configurations beyond which only those seen are drawn.
  static let configurationLimit = 32
  private static let stroke = Stroke(ink: .grey, width: 0.7)

  func drawing(width: Double) -> Drawing {
    var sheet = Sheet(
      width: width,
      title: "Before any data: the probability of \(outcome) under the prior set \(priorSet)",
      description: description
    )
    sheet.add(
      Legend(items: [
        .init(.interval(.circle, Self.stroke), "probability in a configuration"),
        .init(.interval(.diamond, Stroke(ink: .sky, width: 0.7)), "change of the probability"),
      ])
    )
    let all = implications.configurations
    let shown =
      all.count > Self.configurationLimit ? all.filter { $0.caseCount > 0 } : all
    let configurations = shown.prefix(Self.configurationLimit).map { item in
      RowChart.Row(
        label: item.label,
        detail: item.caseCount > 0 ? FigureText.counted(item.caseCount, "case") : "no case",
        lanes: [
          .init([
            .interval(lower: item.q5, upper: item.q95, Self.stroke),
            .symbol(item.median, .circle, .grey),
          ])
        ],
        value: "\(FigureText.probability(item.q5)) to \(FigureText.probability(item.q95))"
      )
    }
    let differences = implications.differences.map { item in
      let numbers = item.numbers
      return RowChart.Row(
        label: item.label,
        detail: "P(>0) \(FigureText.probability(item.positive))",
        lanes: [
          .init([
            .interval(lower: numbers.q5, upper: numbers.q95, Stroke(ink: .sky, width: 0.7)),
            .symbol(numbers.median, .diamond, .sky),
          ])
        ],
        value: "\(FigureText.fixed(numbers.q5, 2)) to \(FigureText.fixed(numbers.q95, 2))"
      )
    }
    RowChart(
      rows: configurations,
      domain: 0...1,
      title: "probability of \(outcome)",
      valueTitle: "90 %"
    ).draw(on: &sheet)
    if !differences.isEmpty {
      sheet.y += 1
      RowChart(
        rows: differences,
        domain: -1...1,
        title: "change of the probability of \(outcome)",
        references: [0]
      ).draw(on: &sheet)
    }
    sheet.note(
      "Marks: prior medians. Lines: 90 % equal-tailed intervals. Changes are averages over the cases."
        + (implications.isComplete && shown.count == all.count
          ? "" : " Only configurations seen are shown.")
        + (implications.held.isEmpty
          ? "" : " Held: \(implications.held.joined(separator: ", ")).")
    )
    return sheet.finished()
  }

  private var description: String {
    implications.configurations.map {
      "\($0.label): \(FigureText.probability($0.median)) "
        + "[\(FigureText.probability($0.q5)), \(FigureText.probability($0.q95))]"
    }.joined(separator: "; ") + "."
  }
}

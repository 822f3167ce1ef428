/// The probability of the outcome at the values of one condition, all others held, with the cases as points.
struct ConditionalFigure: Figure {
  /// What lies along the axis of a condition.
  enum Place: Sendable, Equatable {
    /// The number of a level, from 0.
    case level(Int)
    /// A number.
    case number(Double)

    /// Where that is along the axis.
    var position: Double {
      switch self {
      case .level(let number): Double(number)
      case .number(let value): value
      }
    }
  }

  /// Cases with the same value of the condition and the same outcome.
  struct Observation: Sendable {
    /// The value of the condition.
    let place: Place
    /// The share of successes of the cases.
    let share: Double
    /// The names of the cases.
    let cases: [String]
  }

  /// One condition.
  struct Panel: Sendable {
    /// The name of the condition.
    let name: String
    /// Its levels in words; empty for numbers.
    let levels: [String]
    /// The predictions along the condition, in order.
    let predictions: [(place: Place, prediction: ScenarioPrediction)]
    /// The cases.
    let observations: [Observation]
  }

  /// The conditions.
  let panels: [Panel]
  /// What the outcome is called.
  let outcome: String
  /// Which interval is drawn.
  let interval: CredibleInterval
  /// What the other conditions are held at, in words.
  let held: String

  /// The predictions, and the cases as rows of the kind `cases`.
  var table: DelimitedWriter {
    var table = DelimitedWriter(columns: [
      "condition", "value", "kind", "mean", "median", "lower", "upper", "interval", "mass", "share",
      "decided_by", "cases",
    ])
    for panel in panels {
      func value(_ place: Place) -> DelimitedWriter.Field {
        switch place {
        case .level(let number): .text(panel.levels[number])
        case .number(let number): .number(number)
        }
      }
      for (place, prediction) in panel.predictions {
        let p = prediction.probability
        table.append([
          .text(panel.name), value(place), "prediction", .number(p.mean), .number(p.median),
          .number(p.lower), .number(p.upper), .text(interval.kind.rawValue),
          .number(interval.mass), nil, .text(DecidedBy(prediction.caveats).rawValue), nil,
        ])
      }
      for item in panel.observations {
        table.append([
          .text(panel.name), value(item.place), "cases", nil, nil, nil, nil, nil, nil,
          .number(item.share), nil, .text(item.cases.joined(separator: "; ")),
        ])
      }
    }
    return table
  }

  func drawing(width: Double) -> Drawing {
    let title =
      panels.count == 1
      ? "Probability of \(outcome) by \(panels[0].name), other conditions held"
      : "Probability of \(outcome) by each condition, the others held"
    var sheet = Sheet(width: width, title: title, description: description)
    let decided = panels.flatMap { $0.predictions.map { DecidedBy($0.prediction.caveats) } }
    sheet.add(
      Legend(
        items: DecidedBy.legend(decided) + [
          .init(.symbol(.triangle, .text), "a case with its outcome")
        ]
      )
    )
    let isSingle = panels.count == 1
    var grid = PanelGrid(
      leastWidth: isSingle ? sheet.width : 32,
      height: isSingle ? 40 : 24,
      axisWidth: 7,
      columnLimit: 4
    )
    // Long names of levels stand in several lines.
    let room = grid.contentWidth(of: panels.count, on: sheet)
    let lines = panels.flatMap { panel in
      panel.levels.map { Self.label($0, of: panel.levels.count, within: room).count }
    }.max()
    let labelLines = max(1, lines ?? 1)
    grid.axisHeight += Double(labelLines - 1) * Axis.lineHeight
    for (panel, place) in zip(panels, grid.panels(panels.map(\.name), on: &sheet)) {
      draw(panel, place.frame, labelLines: labelLines, &sheet.drawing)
    }
    sheet.note(
      "Means and \(FigureText.words(interval)). Others held: \(held). Cases above 1 had the "
        + "outcome, below 0 not; theirs are not the values held."
    )
    return sheet.finished()
  }

  /// The lines of the name of one of so many levels.
  private static func label(_ name: String, of count: Int, within room: Double) -> [String] {
    TextMeasure.lines(
      name,
      atMost: 4,
      within: room / Double(count) - 0.6,
      size: TextStyle.smallSize
    )
  }

  private func draw(
    _ panel: Panel,
    _ frame: Frame,
    labelLines: Int,
    _ drawing: inout Drawing
  ) {
    let height = Scale(-0.16...1.16, from: frame.bottom, to: frame.top)
    let values = panel.predictions.map(\.place.position) + panel.observations.map(\.place.position)
    let isNumeric = panel.levels.isEmpty
    let domain =
      isNumeric ? Scale.domain(of: values) : -0.5...(Double(panel.levels.count) - 0.5)
    let scale = Scale(domain, from: frame.left, to: frame.right)
    Axis(
      scale: height,
      ticks: [0, 0.5, 1].map { Tick(value: $0, text: FigureText.short($0)) }
    ).drawBeside(frame, in: &drawing)
    let names = panel.levels.enumerated().map { Tick(value: Double($0), text: $1) }
    var axis = Axis(scale: scale, ticks: isNumeric ? nil : names, hasGrid: false, tickLimit: 5)
    if !isNumeric {
      axis.labelLines = labelLines
      axis.labelWidth = frame.width / Double(max(1, panel.levels.count)) - 0.6
    }
    axis.drawBelow(frame, in: &drawing)
    if isNumeric { drawCurve(panel, scale, height, &drawing) }
    for (place, prediction) in panel.predictions where !isNumeric {
      let (p, decided) = (prediction.probability, DecidedBy(prediction.caveats))
      let x = scale(place.position)
      drawing.line(
        from: PagePoint(x, height(p.lower)),
        to: PagePoint(x, height(p.upper)),
        decided.stroke
      )
      drawing.symbol(
        decided.symbol,
        at: PagePoint(x, height(p.mean)),
        size: RowChart.symbolSize,
        decided.stroke.ink
      )
    }
    drawCases(panel, frame, scale, height, &drawing)
  }

  private func drawCurve(
    _ panel: Panel,
    _ scale: Scale,
    _ height: Scale,
    _ drawing: inout Drawing
  ) {
    func points(_ value: (QuantityEstimate) -> Double) -> [PagePoint] {
      panel.predictions.map { place, prediction in
        PagePoint(scale(place.position), height(value(prediction.probability)))
      }
    }
    let decided = panel.predictions.first.map { DecidedBy($0.prediction.caveats) } ?? .data
    var band = Outline()
    band.polyline(points { $0.lower } + points { $0.upper }.reversed())
    if !band.isEmpty { band.close() }
    drawing.area(band, decided.stroke.ink, opacity: 0.25)
    var middle = Outline()
    middle.polyline(points { $0.mean })
    drawing.line(middle, Stroke(ink: decided.stroke.ink, width: 0.6))
  }

  /// Where cases stand: beyond 0 and 1, so that they hide no prediction.
  private static func stand(_ share: Double) -> Double {
    share <= 0 ? -0.09 : share >= 1 ? 1.09 : share
  }

  /// Cases at one place stand beside one another, as many as have room.
  private func drawCases(
    _ panel: Panel,
    _ frame: Frame,
    _ scale: Scale,
    _ height: Scale,
    _ drawing: inout Drawing
  ) {
    let size = 1.3
    let room = frame.width / Double(max(1, panel.levels.count)) - 3
    for item in panel.observations {
      let count = max(1, item.cases.count)
      let isNumeric = panel.levels.isEmpty
      let step = isNumeric ? 0 : min(size + 0.3, room / Double(count))
      for number in 0..<count {
        let shift = (Double(number) - Double(count - 1) / 2) * step
        drawing.symbol(
          .triangle,
          at: PagePoint(scale(item.place.position) + shift, height(Self.stand(item.share))),
          size: size,
          .text
        )
      }
    }
  }

  private var description: String {
    panels.map { panel in
      let parts = panel.predictions.enumerated().compactMap { index, item -> String? in
        // Of a curve its ends and its middle.
        let places = [0, panel.predictions.count / 2, panel.predictions.count - 1]
        guard !panel.levels.isEmpty || places.contains(index) else { return nil }
        let name =
          switch item.place {
          case .level(let number): panel.levels[number]
          case .number(let value): FigureText.fixed(value, 2)
          }
        let p = item.prediction.probability
        return "\(name) \(FigureText.probability(p.mean)) "
          + "[\(FigureText.probability(p.lower)), \(FigureText.probability(p.upper))]"
      }
      return "\(panel.name): " + parts.joined(separator: ", ")
    }.joined(separator: "; ") + "."
  }
}

/// What choices add to what sampling leaves open: for each effect the bounds of its posterior distribution over all
/// analyses, beside that of the analysis in the middle.
///
/// A p-box: at each level the least and the greatest quantile that any analysis has. Every analysis' distribution
/// lies between the two; choices are no sample, so that nothing in between is more probable.
///
/// Source: S. Ferson, V. Kreinovich, L. Ginzburg, D. S. Myers, K. Sentz, "Constructing probability boxes and
/// Dempster-Shafer structures", SAND2002-4015 (2003).
struct PBoxFigure: Figure {
  /// The bounds of an effect at a level.
  struct Bound: Sendable, Equatable {
    let level: Double
    let least: Double
    let greatest: Double
    /// The quantile of the analysis in the middle.
    let middle: Double
  }

  /// An effect.
  struct Box: Sendable {
    let name: String
    let bounds: [Bound]
    let count: Int
  }

  /// The effects.
  let boxes: [Box]
  /// What the outcome is called.
  let outcome: String

  private static let levels: [(Double, @Sendable (UniverseQuantity) -> Double)] = [
    (0.05, { $0.q5 }), (0.25, { $0.q25 }), (0.5, { $0.median }), (0.75, { $0.q75 }),
    (0.95, { $0.q95 }),
  ]

  /// Bounds the effects; analyses whose outcomes are all alike are left out, as the prior bounds them.
  ///
  /// O(analyses).
  init(_ results: MultiverseResults, outcome: String) {
    self.outcome = outcome
    boxes = results.effectKeys.map { key in
      let points = SpecificationCurve(of: key, in: results).points
        .filter { !results.entries[$0.place].result.isOneClass }.map(\.quantity)
      let bounds = Self.levels.compactMap { level, value -> Bound? in
        let values = points.map(value).filter(\.isFinite)
        guard let least = values.min(), let greatest = values.max() else { return nil }
        return Bound(
          level: level,
          least: least,
          greatest: greatest,
          middle: value(points[points.count / 2])
        )
      }
      return Box(name: key.name, bounds: bounds, count: points.count)
    }
  }

  /// The bounds.
  var table: DelimitedWriter {
    var table = DelimitedWriter(columns: [
      "effect", "level", "least", "greatest", "middle_analysis", "analyses",
    ])
    for box in boxes {
      for bound in box.bounds {
        table.append([
          .text(box.name), .number(bound.level), .number(bound.least), .number(bound.greatest),
          .number(bound.middle), .integer(box.count),
        ])
      }
    }
    return table
  }

  func drawing(width: Double) -> Drawing {
    var sheet = Sheet(
      width: width,
      title: "What choices add to what sampling leaves open",
      description: description
    )
    sheet.add(
      Legend(items: [
        .init(.band(.sky, opacity: 0.45), "between all analyses"),
        .init(.line(Self.middleStroke), "the analysis in the middle"),
      ])
    )
    let grid = PanelGrid(height: 24, axisWidth: 7, columnLimit: 4)
    for (box, panel) in zip(boxes, grid.panels(boxes.map(\.name), on: &sheet)) {
      draw(box, panel.frame, &sheet.drawing)
    }
    let counts = Set(boxes.map(\.count)).sorted()
    let analyses = counts.map { "\($0)" }.joined(separator: " or ")
    sheet.note(
      "Across: change of the probability of \(outcome). Up: posterior probability of a smaller effect. "
        + "Every one of the \(analyses) analyses lies in the surface; the middle one is that with the middle "
        + "median. Prior sets are choices too. Analyses whose outcomes are all alike are left out."
    )
    return sheet.finished()
  }

  private static let middleStroke = Stroke(ink: .text, width: 0.45)

  private func draw(_ box: Box, _ frame: Frame, _ drawing: inout Drawing) {
    let ends = boxes.flatMap(\.bounds).flatMap { [$0.least, $0.greatest] }
    let across = Scale(Scale.domain(of: ends + [0]), from: frame.left, to: frame.right)
    let up = Scale(0...1, from: frame.bottom, to: frame.top)
    Axis(
      scale: up,
      ticks: [0.05, 0.5, 0.95].map { Tick(value: $0, text: FigureText.short($0)) }
    ).drawBeside(frame, in: &drawing)
    Axis(scale: across, references: [0], tickLimit: 5).drawBelow(frame, in: &drawing)
    func points(_ value: (Bound) -> Double) -> [PagePoint] {
      box.bounds.map { PagePoint(across(value($0)), up($0.level)) }
    }
    var surface = Outline()
    surface.polyline(points { $0.least } + points { $0.greatest }.reversed())
    if !surface.isEmpty { surface.close() }
    drawing.area(surface, .sky, opacity: 0.45)
    var edge = Outline()
    edge.polyline(points { $0.least })
    edge.polyline(points { $0.greatest })
    drawing.line(edge, Stroke(ink: .blue, width: 0.3))
    var middle = Outline()
    middle.polyline(points { $0.middle })
    drawing.line(middle, Self.middleStroke)
  }

  private var description: String {
    boxes.compactMap { box in
      guard let first = box.bounds.first, let last = box.bounds.last else { return nil }
      return "\(box.name): nine tenths between \(FigureText.fixed(first.middle, 2)) and "
        + "\(FigureText.fixed(last.middle, 2)) in the middle analysis, between "
        + "\(FigureText.fixed(first.least, 2)) and \(FigureText.fixed(last.greatest, 2)) over all"
    }.joined(separator: "; ") + "."
  }
}

/// The prior of each coefficient against its posterior.
struct CoefficientsFigure: Figure {
  /// One coefficient.
  struct Coefficient: Sendable {
    /// The name.
    let name: String
    /// The prior as it is written.
    let prior: String
    /// What decides the coefficient.
    let decidedBy: DecidedBy
    /// The density of the prior; empty where it has none.
    let priorDensity: [DensityPoint]
    /// The density of the posterior.
    let posteriorDensity: [DensityPoint]
  }

  /// The coefficients.
  let coefficients: [Coefficient]
  /// The scale that they are on, such as `log-odds`.
  let unit: String
  /// Where the posterior's density comes from.
  let source: String

  /// Both densities, point by point.
  var table: DelimitedWriter {
    var table = DelimitedWriter(columns: ["name", "distribution", "value", "density"])
    for item in coefficients {
      for (name, points) in [("prior", item.priorDensity), ("posterior", item.posteriorDensity)] {
        for point in points {
          table.append([
            .text(item.name), .text(name), .number(point.value), .number(point.density),
          ])
        }
      }
    }
    return table
  }

  func drawing(width: Double) -> Drawing {
    let description =
      coefficients.map { "\($0.name): prior \($0.prior); \($0.decidedBy.words)" }
      .joined(separator: ". ") + "."
    var sheet = Sheet(
      width: width,
      title: "Prior and posterior of each coefficient",
      description: description
    )
    let used = DecidedBy.allCases.filter { item in coefficients.contains { $0.decidedBy == item } }
    sheet.add(
      Legend(
        items: [.init(.line(Self.priorStroke), "prior")]
          + used.map { .init(.band($0.stroke.ink, opacity: 0.45), "posterior: \($0.words)") }
      )
    )
    let grid = PanelGrid(height: 15, axisWidth: 0.8)
    let panels = grid.panels(coefficients.map(\.name), on: &sheet)
    for (item, panel) in zip(coefficients, panels) { draw(item, panel.frame, &sheet.drawing) }
    sheet.note(
      "Densities on the scale of the coefficients (\(unit)); posterior: \(source). Line at 0: no effect."
    )
    return sheet.finished()
  }

  private static let priorStroke = Stroke(ink: .text, width: 0.35, dash: [1.4, 0.8])

  private func draw(_ item: Coefficient, _ frame: Frame, _ drawing: inout Drawing) {
    let all = item.priorDensity + item.posteriorDensity
    let scale = Scale(
      Scale.domain(of: all.map(\.value), margin: 0),
      from: frame.left,
      to: frame.right
    )
    let height = Scale(
      0...max(1e-300, 1.06 * (all.map(\.density).filter(\.isFinite).max() ?? 1)),
      from: frame.bottom,
      to: frame.top
    )
    Axis(scale: scale, references: [0], hasGrid: false, tickLimit: 5)
      .drawBelow(frame, in: &drawing)
    func points(_ densities: [DensityPoint]) -> [PagePoint] {
      densities.map { PagePoint(scale($0.value), height($0.density)) }
    }
    var surface = Outline()
    if let first = item.posteriorDensity.first, let last = item.posteriorDensity.last {
      surface.polyline(
        [PagePoint(scale(first.value), frame.bottom)] + points(item.posteriorDensity)
          + [PagePoint(scale(last.value), frame.bottom)]
      )
      surface.close()
    }
    drawing.area(surface, item.decidedBy.stroke.ink, opacity: 0.45)
    var top = Outline()
    top.polyline(points(item.posteriorDensity))
    drawing.line(top, Stroke(ink: item.decidedBy.stroke.ink, width: 0.4))
    var prior = Outline()
    prior.polyline(points(item.priorDensity))
    drawing.line(prior, Self.priorStroke)
  }
}

/// A point of a density.
struct DensityPoint: Sendable, Equatable {
  let value: Double
  let density: Double
}

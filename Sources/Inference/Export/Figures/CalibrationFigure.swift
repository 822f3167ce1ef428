/// Whether events predicted with a probability happen that often: reliability, with what chance allows.
struct CalibrationFigure: Figure {
  /// The curve.
  let curve: CalibrationCurve
  /// The predictions of the cases, from the others.
  let cases: [CasePrediction]
  /// What the outcome is called.
  let outcome: String
  /// The table of the cases that `check` writes.
  let table: DelimitedWriter

  func drawing(width: Double) -> Drawing {
    let description =
      "Predicted and calibrated: "
      + curve.points.map {
        "\(FigureText.probability($0.predicted)) \(FigureText.probability($0.calibrated))"
      }.joined(separator: ", ")
      + ". Miscalibration \(FigureText.fixed(curve.miscalibration, 3)), "
      + "p \(FigureText.probability(curve.pValue))."
    var sheet = Sheet(
      width: width,
      title: "Calibration: how often \(outcome) happens where it is predicted",
      description: description
    )
    sheet.add(
      Legend(items: [
        .init(.interval(.disc, Stroke(ink: .blue, width: 0.5)), "by the cases"),
        .init(.band(.grey, opacity: 0.25), "nine times in ten if predictions were right"),
        .init(.symbol(.tick, .text), "a case"),
      ])
    )
    let side = min(sheet.width - 11, 90)
    let left = sheet.left + 11
    let frame = Frame(left: left, top: sheet.y + 1, right: left + side, bottom: sheet.y + 1 + side)
    let across = Scale(-0.04...1.04, from: frame.left, to: frame.right)
    let up = Scale(-0.04...1.04, from: frame.bottom, to: frame.top)
    let axis = Axis(scale: across, title: "probability predicted from the other cases")
    Axis(scale: up, title: "share that had the outcome").drawBeside(frame, in: &sheet.drawing)
    let height = axis.drawBelow(frame, in: &sheet.drawing)
    draw(across, up, &sheet.drawing)
    sheet.y = frame.bottom + height + 1.5
    sheet.note(
      "Curve: isotonic regression of outcomes on predictions. On the diagonal predictions are right on average. "
        + "Miscalibration \(FigureText.fixed(curve.miscalibration, 3)), p = "
        + "\(FigureText.probability(curve.pValue)); \(FigureText.counted(cases.count, "case"))."
    )
    return sheet.finished()
  }

  private func draw(_ across: Scale, _ up: Scale, _ drawing: inout Drawing) {
    let points = curve.points
    func place(_ value: KeyPath<CalibrationCurve.Point, Double>) -> [PagePoint] {
      points.map { PagePoint(across($0.predicted), up($0[keyPath: value])) }
    }
    var band = Outline()
    band.polyline(place(\.lower) + place(\.upper).reversed())
    if !band.isEmpty { band.close() }
    drawing.area(band, .grey, opacity: 0.25)
    for (lower, upper) in zip(place(\.lower), place(\.upper)) {
      drawing.line(from: lower, to: upper, Stroke(ink: .grey, width: 0.7, opacity: 0.35))
    }
    drawing.line(
      from: PagePoint(across(0), up(0)),
      to: PagePoint(across(1), up(1)),
      Stroke(ink: .axis, width: 0.25, dash: [1, 0.8])
    )
    for item in cases where item.trials > 0 {
      let place = PagePoint(
        across(min(1, max(0, item.probability))),
        up(item.successes / item.trials)
      )
      drawing.symbol(.tick, at: place, size: 1.5, .text)
    }
    var line = Outline()
    line.polyline(place(\.calibrated))
    drawing.line(line, Stroke(ink: .blue, width: 0.5))
    for point in place(\.calibrated) { drawing.symbol(.disc, at: point, size: 1.4, .blue) }
  }
}

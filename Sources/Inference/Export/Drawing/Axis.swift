/// The one drawer of axes: labelled values, guiding lines, a name.
struct Axis {
  /// Where values lie.
  let scale: Scale
  /// What is measured.
  var title = ""
  /// Values that are labelled; nil: round ones.
  var ticks: [Tick]?
  /// Values with a line across, such as 0.
  var references: [Double] = []
  /// Whether labelled values have a line across.
  var hasGrid = true
  /// How many labels there may be at most.
  var tickLimit = 8
  /// How many lines a label below may have, and how wide each.
  var labelLines = 1
  var labelWidth = Double.infinity

  private static let size = TextStyle.smallSize
  private static let tickLength = 0.9
  /// How far labels may stand out at the ends of an axis that lies.
  private static let overhang = 1.4
  /// The room that labels and a name take below an axis.
  static let labelHeight = tickLength + 1.35 * size
  static let titleHeight = 1.4 * size
  /// The room that a further line of a label takes.
  static let lineHeight = size * TextMeasure.lineHeight

  /// The labels of an axis that lies, as many as have room.
  private var lyingTicks: [Tick] {
    if let ticks { return ticks }
    var count = tickLimit
    while count > 2 {
      let ticks = scale.ticks(atMost: count)
      let widest = ticks.map { TextMeasure.width($0.text, size: Self.size) }.max() ?? 0
      if Double(ticks.count) * (widest + 1.5) <= scale.length { return ticks }
      count -= 1
    }
    return scale.ticks(atMost: 2)
  }

  /// The labels of an axis that stands.
  var standingTicks: [Tick] {
    ticks ?? scale.ticks(atMost: min(tickLimit, max(2, Int(scale.length / (1.5 * Self.size)))))
  }

  /// The width of the labels of an axis that stands, its name too.
  var width: Double {
    let widest = standingTicks.map { TextMeasure.width($0.text, size: Self.size) }.max() ?? 0
    return widest + Self.tickLength + 0.8 + (title.isEmpty ? 0 : Self.titleHeight)
  }

  /// Draws it below a frame.
  ///
  /// - Returns: How high it is.
  @discardableResult
  func drawBelow(_ frame: Frame, in drawing: inout Drawing) -> Double {
    for tick in lyingTicks where hasGrid {
      lineUp(tick.value, frame, Stroke(ink: .grid, width: 0.2), &drawing)
    }
    for value in references where scale.domain.contains(value) {
      lineUp(value, frame, Stroke(ink: .axis, width: 0.25), &drawing)
    }
    let base = Stroke(ink: .axis, width: 0.25)
    drawing.line(
      from: PagePoint(frame.left, frame.bottom),
      to: PagePoint(frame.right, frame.bottom),
      base
    )
    let y = frame.bottom + Self.tickLength + Self.size
    for tick in lyingTicks {
      let x = scale(tick.value)
      drawing.line(
        from: PagePoint(x, frame.bottom),
        to: PagePoint(x, frame.bottom + Self.tickLength),
        base
      )
      // A label at an end stays near the frame.
      let lines = TextMeasure.lines(
        tick.text,
        atMost: labelLines,
        within: labelWidth,
        size: Self.size
      )
      let half = (lines.map { TextMeasure.width($0, size: Self.size) }.max() ?? 0) / 2
      let place = min(max(x, frame.left - Self.overhang + half), frame.right + Self.overhang - half)
      drawing.text(
        lines,
        at: PagePoint(place, y),
        TextStyle(size: Self.size, anchor: .middle, ink: .muted)
      )
    }
    let more = Double(labelLines - 1) * Self.lineHeight
    guard !title.isEmpty else { return Self.labelHeight + more }
    let words = TextMeasure.lines(title, within: frame.width, size: Self.size)
    drawing.text(
      words,
      at: PagePoint((frame.left + frame.right) / 2, y + more + Self.titleHeight),
      TextStyle(size: Self.size, anchor: .middle)
    )
    return Self.labelHeight + more + Self.titleHeight
      + Double(max(0, words.count - 1)) * Self.lineHeight
  }

  /// Draws it to the left of a frame.
  func drawBeside(_ frame: Frame, in drawing: inout Drawing) {
    let ticks = standingTicks
    for tick in ticks where hasGrid {
      lineAcross(tick.value, frame, Stroke(ink: .grid, width: 0.2), &drawing)
    }
    for value in references where scale.domain.contains(value) {
      lineAcross(value, frame, Stroke(ink: .axis, width: 0.25), &drawing)
    }
    drawing.line(
      from: PagePoint(frame.left, frame.top),
      to: PagePoint(frame.left, frame.bottom),
      Stroke(ink: .axis, width: 0.25)
    )
    for tick in ticks {
      drawing.text(
        tick.text,
        at: PagePoint(frame.left - Self.tickLength, scale(tick.value) + 0.36 * Self.size),
        TextStyle(size: Self.size, anchor: .end, ink: .muted)
      )
    }
    guard !title.isEmpty else { return }
    drawing.text(
      title,
      at: PagePoint(frame.left - width + Self.size, (frame.top + frame.bottom) / 2),
      TextStyle(size: Self.size, anchor: .middle, isTurned: true)
    )
  }

  private func lineUp(_ value: Double, _ frame: Frame, _ stroke: Stroke, _ drawing: inout Drawing) {
    let x = scale(value)
    drawing.line(from: PagePoint(x, frame.top), to: PagePoint(x, frame.bottom), stroke)
  }

  private func lineAcross(
    _ value: Double,
    _ frame: Frame,
    _ stroke: Stroke,
    _ drawing: inout Drawing
  ) {
    let y = scale(value)
    drawing.line(from: PagePoint(frame.left, y), to: PagePoint(frame.right, y), stroke)
  }
}

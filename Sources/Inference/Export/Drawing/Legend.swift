/// What the marks of a drawing stand for.
struct Legend: Sendable {
  /// How a key looks.
  enum Key: Sendable {
    case symbol(Symbol, Ink)
    case line(Stroke)
    case band(Ink, opacity: Double)
    /// A mark on its interval.
    case interval(Symbol, Stroke)
  }

  /// One key with its words.
  struct Item: Sendable {
    let key: Key
    let label: String

    init(_ key: Key, _ label: String) { (self.key, self.label) = (key, label) }
  }

  private static let keyWidth = 5.0
  private static let gap = 1.2
  private static let space = 4.0

  /// The keys, in order.
  var items: [Item]

  /// Draws the keys in as many lines as they need, the first below a point.
  ///
  /// - Returns: How high that is.
  func draw(into drawing: inout Drawing, at corner: PagePoint, width: Double) -> Double {
    let size = TextStyle.smallSize
    let step = size * 1.5
    let room = width - Self.keyWidth - Self.gap
    var (x, y) = (corner.x, corner.y + size)
    for item in items {
      let lines = TextMeasure.lines(item.label, within: room, size: size)
      let length = lines.map { TextMeasure.width($0, size: size) }.max() ?? 0
      let end = x + Self.keyWidth + Self.gap + length
      if x > corner.x, end > corner.x + width { (x, y) = (corner.x, y + step) }
      draw(item.key, at: PagePoint(x, y - 0.35 * size), into: &drawing)
      let style = TextStyle(size: size)
      drawing.text(lines, at: PagePoint(x + Self.keyWidth + Self.gap, y), style)
      y += Double(max(0, lines.count - 1)) * size * TextMeasure.lineHeight
      x += Self.keyWidth + Self.gap + length + Self.space
    }
    return items.isEmpty ? 0 : y - corner.y + 0.5 * size
  }

  private func draw(_ key: Key, at point: PagePoint, into drawing: inout Drawing) {
    let middle = PagePoint(point.x + Self.keyWidth / 2, point.y)
    let end = PagePoint(point.x + Self.keyWidth, point.y)
    switch key {
    case .symbol(let symbol, let ink):
      drawing.symbol(symbol, at: middle, size: RowChart.symbolSize, ink)
    case .line(let stroke): drawing.line(from: point, to: end, stroke)
    case .band(let ink, let opacity):
      let frame = Frame(
        left: point.x,
        top: point.y - 0.8,
        right: end.x,
        bottom: point.y + 0.8
      )
      drawing.area(frame, ink, opacity: opacity)
    case .interval(let symbol, let stroke):
      drawing.line(from: point, to: end, stroke)
      drawing.symbol(symbol, at: middle, size: RowChart.symbolSize, stroke.ink)
    }
  }
}

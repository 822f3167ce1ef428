/// A place on a drawing, in millimetres from its upper left corner.
struct PagePoint: Sendable, Equatable {
  var x: Double
  var y: Double

  init(_ x: Double, _ y: Double) { (self.x, self.y) = (x, y) }
}

/// A rectangle on a drawing, in millimetres.
struct Frame: Sendable, Equatable {
  var left: Double
  var top: Double
  var right: Double
  var bottom: Double

  var width: Double { right - left }
  var height: Double { bottom - top }

  /// Whether two rectangles share more than an edge; a little does not count.
  func overlaps(_ other: Frame, tolerance: Double = 0.05) -> Bool {
    min(right, other.right) - max(left, other.left) > tolerance
      && min(bottom, other.bottom) - max(top, other.top) > tolerance
  }
}

/// How a text is set.
struct TextStyle: Sendable, Equatable {
  /// How a text stands to its point.
  enum Anchor: String, Sendable { case start, middle, end }

  /// The sizes that figures use, in millimetres: 8, 7 and 6 points.
  static let titleSize = 2.82
  static let bodySize = 2.47
  static let smallSize = 2.12

  var size = TextStyle.bodySize
  var anchor = Anchor.start
  var isBold = false
  var ink = Ink.text
  /// Whether it runs upwards.
  var isTurned = false
}

/// How a line is drawn.
struct Stroke: Sendable, Equatable {
  var ink: Ink
  var width = 0.25
  var opacity = 1.0
  /// Lengths of dashes and gaps; empty: a whole line.
  var dash: [Double] = []
  var isRound = false
}

/// A mark at a point.
enum Symbol: Sendable, Equatable {
  case disc, circle, square, diamond, cross, tick, triangle
}

/// A drawing in millimetres: lines, surfaces and texts, one upon the other.
struct Drawing: Sendable, Equatable {
  /// Something drawn.
  enum Mark: Sendable, Equatable {
    case text(String, at: PagePoint, TextStyle)
    case line(Outline, Stroke)
    case area(Outline, Ink, opacity: Double)
  }

  /// The size.
  let width: Double
  var height = 0.0
  /// For those who do not see it, and for the list of figures.
  let title: String
  /// What is to be seen, in sentences.
  let description: String
  private(set) var marks: [Mark] = []

  /// Begins a drawing of a width; its height is stated when it is known.
  init(width: Double, title: String, description: String) {
    (self.width, self.title, self.description) = (width, title, description)
  }

  /// Adds a text, of which nothing is invisible; a text that is empty is none.
  mutating func text(_ text: String, at point: PagePoint, _ style: TextStyle = TextStyle()) {
    guard !text.isEmpty else { return }
    marks.append(.text(QuotedText.visible(text), at: point, style))
  }

  /// Adds lines of text, the first on the line of the point.
  mutating func text(_ lines: [String], at point: PagePoint, _ style: TextStyle) {
    for (number, line) in lines.enumerated() {
      let y = point.y + Double(number) * style.size * TextMeasure.lineHeight
      text(line, at: PagePoint(point.x, y), style)
    }
  }

  /// Adds a line; nothing where it is empty.
  mutating func line(_ outline: Outline, _ stroke: Stroke) {
    if !outline.isEmpty { marks.append(.line(outline, stroke)) }
  }

  /// Adds a straight line.
  mutating func line(from start: PagePoint, to end: PagePoint, _ stroke: Stroke) {
    var outline = Outline()
    outline.move(start)
    outline.line(end)
    line(outline, stroke)
  }

  /// Adds a surface; nothing where it is empty.
  mutating func area(_ outline: Outline, _ ink: Ink, opacity: Double = 1) {
    if !outline.isEmpty { marks.append(.area(outline, ink, opacity: opacity)) }
  }

  /// Adds a rectangle.
  mutating func area(_ frame: Frame, _ ink: Ink, opacity: Double = 1) {
    var outline = Outline()
    outline.move(PagePoint(frame.left, frame.top))
    outline.horizontal(frame.right)
    outline.vertical(frame.bottom)
    outline.horizontal(frame.left)
    outline.close()
    area(outline, ink, opacity: opacity)
  }

  /// Adds a mark whose width is about `size`.
  mutating func symbol(_ symbol: Symbol, at point: PagePoint, size: Double, _ ink: Ink) {
    let (x, y, half) = (point.x, point.y, size / 2)
    var outline = Outline()
    func corners(_ corners: [(Double, Double)]) {
      for (index, corner) in corners.enumerated() {
        let place = PagePoint(x + corner.0 * half, y + corner.1 * half)
        if index == 0 { outline.move(place) } else { outline.line(place) }
      }
      outline.close()
    }
    switch symbol {
    case .disc:
      outline.circle(point, radius: half)
      area(outline, ink)
    case .circle:
      outline.circle(point, radius: half - 0.12)
      area(outline, .ground)
      line(outline, Stroke(ink: ink, width: 0.3))
    case .square:
      corners([(-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)])
      area(outline, ink)
    case .diamond:
      corners([(0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)])
      area(outline, ink)
    case .triangle:
      corners([(0, -1.1), (1.05, 0.8), (-1.05, 0.8)])
      area(outline, ink)
    case .cross:
      for sign in [1.0, -1] {
        outline.move(PagePoint(x - half, y - sign * half))
        outline.line(PagePoint(x + half, y + sign * half))
      }
      line(outline, Stroke(ink: ink, width: 0.4))
    case .tick:
      outline.move(PagePoint(x, y - 1.3 * half))
      outline.vertical(y + 1.3 * half)
      line(outline, Stroke(ink: ink, width: 0.5))
    }
  }

  /// The rectangle that each text takes, by the table of widths.
  var textBoxes: [(text: String, frame: Frame)] {
    marks.compactMap { mark in
      guard case .text(let text, let point, let style) = mark else { return nil }
      let width = TextMeasure.width(text, size: style.size, isBold: style.isBold)
      let shift =
        switch style.anchor {
        case .start: 0.0
        case .middle: width / 2
        case .end: width
        }
      let (up, down) = (TextMeasure.ascent * style.size, TextMeasure.descent * style.size)
      let frame =
        style.isTurned
        ? Frame(
          left: point.x - up,
          top: point.y + shift - width,
          right: point.x + down,
          bottom: point.y + shift
        )
        : Frame(
          left: point.x - shift,
          top: point.y - up,
          right: point.x - shift + width,
          bottom: point.y + down
        )
      return (text, frame)
    }
  }
}

/// The steps of a pen, in millimetres.
struct Outline: Sendable, Equatable {
  /// The steps as a path of SVG writes them.
  private(set) var text = ""

  /// Whether the pen has not moved.
  var isEmpty: Bool { text.isEmpty }

  /// Lifts the pen and puts it down elsewhere.
  mutating func move(_ point: PagePoint) { step("M", point) }

  /// Draws to a point.
  mutating func line(_ point: PagePoint) { step("L", point) }

  /// Draws to another height.
  mutating func vertical(_ y: Double) { text += "V" + SVGWriter.text(y) }

  /// Draws to another distance from the left.
  mutating func horizontal(_ x: Double) { text += "H" + SVGWriter.text(x) }

  /// Draws back to where the pen was put down.
  mutating func close() { text += "Z" }

  /// A dot, where lines have round ends.
  mutating func dot(_ point: PagePoint) {
    move(point)
    text += "h0"
  }

  /// A circle.
  mutating func circle(_ centre: PagePoint, radius: Double) {
    let r = SVGWriter.text(radius)
    move(PagePoint(centre.x - radius, centre.y))
    for way in ["", "-"] { text += "a\(r) \(r) 0 1 0 \(way)\(SVGWriter.text(2 * radius)) 0" }
    close()
  }

  /// A line through points.
  mutating func polyline(_ points: [PagePoint]) {
    for (index, point) in points.enumerated() {
      if index == 0 { move(point) } else { line(point) }
    }
  }

  private mutating func step(_ letter: String, _ point: PagePoint) {
    text += letter + SVGWriter.text(point.x) + " " + SVGWriter.text(point.y)
  }
}

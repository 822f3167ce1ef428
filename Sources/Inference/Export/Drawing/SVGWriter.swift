/// A drawing as SVG 1.1, the same bytes for the same drawing.
///
/// Coordinates are in millimetres, rounded to hundredths; fonts are the reader's.
struct SVGWriter {
  /// Where a drawing is shown.
  enum Place: Equatable {
    /// In a file of its own, on white paper.
    case file
    /// Within a page, whose style gives each ink its colour; the name tells it from the page's other drawings.
    case page(name: String)
  }

  private let drawing: Drawing
  private let place: Place
  private var body = TextBuffer()

  /// Writes a drawing as text.
  ///
  /// O(marks).
  static func text(of drawing: Drawing, in place: Place = .file) -> String {
    var writer = SVGWriter(drawing: drawing, place: place)
    return writer.text()
  }

  private init(drawing: Drawing, place: Place) {
    (self.drawing, self.place) = (drawing, place)
  }

  private mutating func text() -> String {
    let size = "\(Self.text(drawing.width)) \(Self.text(drawing.height))"
    let name =
      switch place {
      case .file: ""
      case .page(let name): name + "-"
      }
    for mark in drawing.marks { write(mark) }
    let head =
      """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(Self.text(drawing.width))mm" \
      height="\(Self.text(drawing.height))mm" viewBox="0 0 \(size)" role="img" \
      aria-labelledby="\(name)title \(name)description" \
      font-family="Helvetica, Arial, 'Liberation Sans', sans-serif">
      <title id="\(name)title">\(Self.escaped(drawing.title))</title>
      <desc id="\(name)description">\(Self.escaped(drawing.description))</desc>

      """
    switch place {
    case .page: return head + body.text + "</svg>\n"
    case .file:
      return """
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- made by \(Program.name) -->
        \(head)<rect width="100%" height="100%" fill="\(Ink.ground.onPaper)"/>
        \(body.text)</svg>

        """
    }
  }

  private mutating func write(_ mark: Drawing.Mark) {
    switch mark {
    case .text(let text, let point, let style): write(text, point, style)
    case .line(let outline, let stroke):
      body.write("<path fill=\"none\"")
      color("stroke", stroke.ink)
      attribute("stroke-width", Self.text(stroke.width))
      if stroke.opacity < 1 { attribute("stroke-opacity", Self.text(stroke.opacity)) }
      if !stroke.dash.isEmpty {
        attribute("stroke-dasharray", stroke.dash.map { Self.text($0) }.joined(separator: " "))
      }
      if stroke.isRound { attribute("stroke-linecap", "round") }
      attribute("d", outline.text)
      body.write("/>\n")
    case .area(let outline, let ink, let opacity):
      body.write("<path")
      color("fill", ink)
      if opacity < 1 { attribute("fill-opacity", Self.text(opacity)) }
      attribute("d", outline.text)
      body.write("/>\n")
    }
  }

  private mutating func write(_ text: String, _ point: PagePoint, _ style: TextStyle) {
    body.write("<text")
    let (x, y) = (Self.text(point.x), Self.text(point.y))
    if style.isTurned {
      attribute("transform", "translate(\(x) \(y)) rotate(-90)")
    } else {
      attribute("x", x)
      attribute("y", y)
    }
    attribute("font-size", Self.text(style.size))
    if style.anchor != .start { attribute("text-anchor", style.anchor.rawValue) }
    if style.isBold { attribute("font-weight", "bold") }
    color("fill", style.ink)
    body.write(">")
    body.write(Self.escaped(text))
    body.write("</text>\n")
  }

  /// On a page colours are classes, so that they follow its scheme.
  private mutating func color(_ name: String, _ ink: Ink) {
    switch place {
    case .file: attribute(name, ink.onPaper)
    case .page: attribute("class", "\(name)-\(ink.rawValue)")
    }
  }

  private mutating func attribute(_ name: String, _ value: String) {
    body.write(" \(name)=\"\(value)\"")
  }

  /// The style of a page on which drawings are shown: what each class of ink is.
  static func rules(_ color: (Ink) -> String) -> String {
    Ink.allCases.map { ink in
      ".fill-\(ink.rawValue){fill:\(color(ink))}.stroke-\(ink.rawValue){stroke:\(color(ink))}"
    }.joined(separator: "\n")
  }

  /// A number rounded to a few places, with no more digits than it needs.
  static func text(_ value: Double, places: Int = 2) -> String {
    let unit = places == 1 ? 10.0 : 100
    var text = TextBuffer()
    // Adding 0 makes a negative zero one.
    text.append((value * unit).rounded() / unit + 0)
    return text.text
  }

  /// A text in which nothing is markup; characters that XML forbids become spaces.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
        result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

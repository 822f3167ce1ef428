/// A drawing in SVG 1.1 that is made up as text, the same bytes for the same drawing.
///
/// Coordinates are rounded to tenths; fonts are the reader's.
struct SVGWriter {
  /// How a text stands to its point.
  enum Anchor: String {
    case start, middle, end
  }

  /// How a text is set.
  struct TextStyle {
    var size = 11.0
    var anchor = Anchor.start
    var isBold = false
    var color = "#222222"
  }

  private var body = TextBuffer()
  private let width: Double
  private let height: Double
  private let title: String
  private let description: String

  /// Begins a drawing with a white ground, and a title and a description for those who do not see it.
  init(width: Double, height: Double, title: String, description: String) {
    self.width = width
    self.height = height
    self.title = title
    self.description = description
  }

  /// Adds a text.
  mutating func text(_ text: String, x: Double, y: Double, _ style: TextStyle = TextStyle()) {
    body.write("<text")
    number("x", x)
    number("y", y)
    number("font-size", style.size)
    if style.anchor != .start { attribute("text-anchor", style.anchor.rawValue) }
    if style.isBold { attribute("font-weight", "bold") }
    attribute("fill", style.color)
    body.write(">")
    body.write(Self.escaped(text))
    body.write("</text>\n")
  }

  /// Adds a straight line.
  mutating func line(
    from: (x: Double, y: Double),
    to: (x: Double, y: Double),
    color: String,
    width: Double
  ) {
    var path = Path()
    path.move(from.x, from.y)
    path.line(to.x, to.y)
    stroke(path, color: color, width: width)
  }

  /// Adds a path as a line; nothing where it is empty.
  mutating func stroke(
    _ path: Path,
    color: String,
    width: Double,
    opacity: Double = 1,
    isRound: Bool = false
  ) {
    guard !path.isEmpty else { return }
    body.write("<path")
    attribute("fill", "none")
    attribute("stroke", color)
    attribute("stroke-width", Self.text(width, places: 2))
    if opacity < 1 { attribute("stroke-opacity", Self.text(opacity, places: 2)) }
    if isRound { attribute("stroke-linecap", "round") }
    attribute("d", path.text)
    body.write("/>\n")
  }

  private mutating func number(_ name: String, _ value: Double) {
    attribute(name, Self.text(value))
  }

  private mutating func attribute(_ name: String, _ value: String) {
    body.write(" \(name)=\"\(value)\"")
  }

  /// The drawing.
  var text: String {
    let size = "\(Self.text(width)) \(Self.text(height))"
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <!-- made by csto-bayes -->
      <svg xmlns="http://www.w3.org/2000/svg" width="\(Self.text(width))" \
      height="\(Self.text(height))" viewBox="0 0 \(size)" role="img" \
      aria-labelledby="title description" font-family="Helvetica, Arial, sans-serif">
      <title id="title">\(Self.escaped(title))</title>
      <desc id="description">\(Self.escaped(description))</desc>
      <rect width="100%" height="100%" fill="#ffffff"/>
      \(body.text)</svg>

      """
  }

  /// A number rounded to a few places, with no more digits than it needs.
  static func text(_ value: Double, places: Int = 1) -> String {
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

extension SVGWriter {
  /// The steps of a pen.
  struct Path {
    private(set) var text = ""

    /// Whether the pen has not moved.
    var isEmpty: Bool { text.isEmpty }

    /// Lifts the pen and puts it down elsewhere.
    mutating func move(_ x: Double, _ y: Double) { step("M", x, y) }

    /// Draws to a point.
    mutating func line(_ x: Double, _ y: Double) { step("L", x, y) }

    /// Draws to another height.
    mutating func vertical(_ y: Double) { text += "V" + SVGWriter.text(y) }

    /// Draws to another distance from the left.
    mutating func horizontal(_ x: Double) { text += "H" + SVGWriter.text(x) }

    /// A dot, where lines have round ends.
    mutating func dot(_ x: Double, _ y: Double) {
      move(x, y)
      text += "h0"
    }

    private mutating func step(_ letter: String, _ x: Double, _ y: Double) {
      text += letter + SVGWriter.text(x) + " " + SVGWriter.text(y)
    }
  }
}

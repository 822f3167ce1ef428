/// The page of a figure, filled from the top: title, keys, what is drawn, a note.
struct Sheet {
  /// What is on it so far.
  var drawing: Drawing
  /// Where the next thing begins.
  var y: Double
  private static let margin = 1.5

  /// Begins a page with its title in bold.
  ///
  /// - Parameters:
  ///   - width: In millimetres.
  ///   - title: In a few words.
  ///   - description: What is to be seen, for those who do not see it.
  init(width: Double, title: String, description: String) {
    drawing = Drawing(width: width, title: title, description: description)
    y = Self.margin
    let size = TextStyle.titleSize
    let lines = TextMeasure.lines(title, within: self.width, size: size, isBold: true)
    drawing.text(lines, at: PagePoint(left, y + size), TextStyle(size: size, isBold: true))
    y += Double(lines.count) * size * TextMeasure.lineHeight + 0.8
  }

  /// Where the content begins and ends.
  var left: Double { Self.margin }
  var right: Double { drawing.width - Self.margin }
  /// How wide the content is.
  var width: Double { right - left }
  /// Whether there is room for numbers beside the marks.
  var isWide: Bool { drawing.width >= 120 }

  /// Adds the keys.
  mutating func add(_ legend: Legend) {
    guard !legend.items.isEmpty else { return }
    y += legend.draw(into: &drawing, at: PagePoint(left, y), width: width) + 1
  }

  /// Adds sentences in small type.
  mutating func note(_ text: String) {
    let size = TextStyle.smallSize
    let lines = TextMeasure.lines(text, within: width, size: size)
    drawing.text(lines, at: PagePoint(left, y + size), TextStyle(size: size, ink: .muted))
    y += Double(lines.count) * size * TextMeasure.lineHeight + 0.8
  }

  /// The page as it is, cut below the last thing.
  func finished() -> Drawing {
    var drawing = drawing
    drawing.height = y + Self.margin
    return drawing
  }
}

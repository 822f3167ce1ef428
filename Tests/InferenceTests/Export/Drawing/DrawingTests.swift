import Foundation
import Testing

@testable import Inference

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Reads SVG back: elements counted, texts in order.
final class SVGReader: NSObject, XMLParserDelegate {
  private(set) var counts: [String: Int] = [:]
  private(set) var texts: [String: [String]] = [:]
  private var open: [String] = []

  /// Nil where the text is not well-formed.
  init?(_ text: String) {
    super.init()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = self
    guard parser.parse() else { return nil }
  }

  func parser(
    _ parser: XMLParser,
    didStartElement name: String,
    namespaceURI: String?,
    qualifiedName: String?,
    attributes: [String: String] = [:]
  ) {
    counts[name, default: 0] += 1
    texts[name, default: []].append("")
    open.append(name)
  }

  func parser(
    _ parser: XMLParser,
    didEndElement name: String,
    namespaceURI: String?,
    qualifiedName: String?
  ) {
    open.removeLast()
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    guard let name = open.last, let last = texts[name]?.indices.last else { return }
    texts[name]?[last] += text
  }
}

@Suite struct DrawingTests {
  private static let name = "<script>alert(1)</script>, \"O'Neil\" & \u{00C7}o =1+1"

  @Test func aNameIsShownAsText() throws {
    var drawing = Drawing(width: 84, title: Self.name, description: Self.name)
    drawing.height = 20
    drawing.text(Self.name, at: PagePoint(2, 5))
    for place in [SVGWriter.Place.file, .page(name: "a")] {
      let text = SVGWriter.text(of: drawing, in: place)
      let reader = try #require(SVGReader(text))
      #expect(reader.texts["text"] == [Self.name] && reader.texts["title"] == [Self.name])
      #expect(reader.texts["desc"] == [Self.name])
      #expect(!text.contains("<script"))
    }
  }

  /// A mark that turns the direction of the text after it is written out.
  @Test func nothingIsInvisible() throws {
    var drawing = Drawing(width: 84, title: "t", description: "d")
    drawing.text("a\u{202E}b", at: PagePoint(2, 5))
    let reader = try #require(SVGReader(SVGWriter.text(of: drawing)))
    #expect(reader.texts["text"] == ["a\\u{202E}b"])
  }

  @Test func sizesAreMillimetres() {
    var drawing = Drawing(width: 84, title: "t", description: "d")
    drawing.height = 30.126
    let text = SVGWriter.text(of: drawing)
    #expect(text.contains("width=\"84mm\" height=\"30.13mm\" viewBox=\"0 0 84 30.13\""))
    #expect(text == SVGWriter.text(of: drawing))
  }

  @Test func onAPageColoursAreClasses() {
    var drawing = Drawing(width: 10, title: "t", description: "d")
    drawing.line(from: PagePoint(0, 0), to: PagePoint(1, 1), Stroke(ink: .blue))
    let page = SVGWriter.text(of: drawing, in: .page(name: "f1"))
    #expect(page.contains("class=\"stroke-blue\"") && page.contains("id=\"f1-title\""))
    #expect(!page.contains("<?xml") && !page.contains("#0072b2"))
    #expect(SVGWriter.text(of: drawing).contains("stroke=\"#0072b2\""))
  }

  @Test func boxesOfTextsFollowTheirAnchors() {
    var drawing = Drawing(width: 84, title: "t", description: "d")
    for (x, anchor) in [(10.0, TextStyle.Anchor.start), (30, .middle), (50, .end)] {
      drawing.text("Hamburg", at: PagePoint(x, 8), TextStyle(size: 1, anchor: anchor))
    }
    drawing.text(
      "Hamburg",
      at: PagePoint(70, 8),
      TextStyle(size: 1, anchor: .middle, isTurned: true)
    )
    let boxes = drawing.textBoxes.map(\.frame)
    let width = 4.112
    for (box, left) in zip(boxes, [10, 30 - width / 2, 50 - width]) {
      #expect(abs(box.left - left) < 1e-9 && abs(box.width - width) < 1e-9)
    }
    #expect(abs(boxes[3].height - width) < 1e-9 && boxes[3].width < 1)
    #expect(boxes[0].overlaps(boxes[0]) && !boxes[0].overlaps(boxes[1]))
  }

  @Test func textIsEscaped() {
    #expect(SVGWriter.escaped("<a & \"b\">\n\u{1}é") == "&lt;a &amp; &quot;b&quot;&gt;  é")
    #expect(SVGWriter.text(-0.004) == "0" && SVGWriter.text(1.255) == "1.25")
    #expect(SVGWriter.text(10.06, places: 1) == "10.1")
  }

  /// Words are read on the ground they stand on: WCAG 2.2 asks for 4.5 to 1, and 3 to 1 of marks.
  @Test func inksStandOutFromTheGround() throws {
    for color in [\Ink.onPaper, \Ink.inTheDark] {
      let ground = Ink.ground[keyPath: color]
      for ink in [Ink.text, .muted] {
        #expect(try Contrast.ratio(ink[keyPath: color], ground) >= 4.5, "\(ink)")
        #expect(try Contrast.ratio(ink[keyPath: color], Ink.shade[keyPath: color]) >= 4.5, "\(ink)")
      }
      #expect(try Contrast.ratio(Ink.blue[keyPath: color], ground) >= 3)
      #expect(try Contrast.ratio(Ink.axis[keyPath: color], ground) >= 3)
    }
    #expect(abs(try Contrast.ratio("#000000", "#ffffff") - 21) < 1e-9)
  }
}

/// The contrast of two colours as the Web Content Accessibility Guidelines 2.2 define it.
enum Contrast {
  static func ratio(_ first: String, _ second: String) throws -> Double {
    let both = try [first, second].map { 0.05 + (try luminance($0)) }
    return max(both[0], both[1]) / min(both[0], both[1])
  }

  private static func luminance(_ color: String) throws -> Double {
    let value = try #require(Int(color.dropFirst(), radix: 16))
    let parts = [value >> 16, value >> 8 & 255, value & 255].map { part -> Double in
      let share = Double(part) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }
}

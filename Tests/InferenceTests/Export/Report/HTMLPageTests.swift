import Testing

@testable import Inference

@Suite struct HTMLPageTests {
  private static var page: HTMLPage {
    let name = FigureExamples.hostile
    var drawing = Drawing(width: 84, title: name, description: name)
    drawing.height = 20
    drawing.text(name, at: PagePoint(1, 4))
    var page = HTMLPage(title: name, subtitle: name)
    page.blocks = [
      .section(name), .heading(name), .paragraph(name), .statement(name, name), .list([name]),
      .facts([.init(name, name)]), .command(name), .verdict(.init(kind: .bad, text: name)),
      .table(.init(caption: name, columns: [name], rows: [[name]])), .figure(drawing),
      .section("second"),
    ]
    page.footer = name
    return page
  }

  @Test func textIsNeverMarkup() {
    let text = Self.page.text()
    #expect(!text.contains("<script") && !text.contains("\"O'Neil\""))
    #expect(text.ranges(of: "&lt;script&gt;alert(1)&lt;/script&gt;").count >= 20)
    #expect(text.contains("\u{00C7}o =1+1"))
  }

  @Test func needsNothingFromElsewhere() {
    let text = Self.page.text()
    for word in ["http:", "https:", "src=", "@import", "url("] {
      #expect(
        text.replacing("http://www.w3.org/2000/svg", with: "").contains(word) == false,
        "\(word)"
      )
    }
    #expect(FileSeal.state(of: Array(text.utf8)) == .broken, "a place for the seal")
  }

  @Test func partsAreClosed() {
    let text = Self.page.text()
    for name in ["section", "figure", "table", "main", "header", "footer", "nav", "dl", "ul"] {
      let (open, closed) = (text.ranges(of: "<\(name)"), text.ranges(of: "</\(name)>"))
      #expect(open.count == closed.count && !open.isEmpty, "\(name)")
    }
    #expect(text.contains("aria-labelledby=\"s1\"") && text.contains("href=\"#s2\""))
  }

  /// WCAG 2.2: 4.5 to 1 of text on its ground, in both schemes.
  @Test func wordsAreReadOnBothGrounds() throws {
    for (tone, ink) in [
      (\HTMLStyle.Tone.onPaper, \Ink.onPaper), (\HTMLStyle.Tone.inTheDark, \Ink.inTheDark),
    ] {
      for color in [HTMLStyle.Tone.link, .good, .doubtful, .bad] {
        let found = try Contrast.ratio(color[keyPath: tone], Ink.ground[keyPath: ink])
        #expect(found >= 4.5, "\(color)")
      }
      let code = HTMLStyle.Tone.code[keyPath: tone]
      #expect(try Contrast.ratio(Ink.text[keyPath: ink], code) >= 4.5)
    }
  }
}

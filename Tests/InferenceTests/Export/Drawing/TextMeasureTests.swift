import Testing

@testable import Inference

@Suite struct TextMeasureTests {
  /// Widths of Helvetica as Adobe's font metrics state them, in thousandths.
  @Test(arguments: [
    ("Hamburg", 722 + 556 + 833 + 556 + 556 + 333 + 556), ("Will", 944 + 222 + 222 + 222),
    ("0.95", 556 + 278 + 556 + 556), ("a_b", 556 + 556 + 556), ("", 0), ("\u{00C7}o", 722 + 556),
  ])
  func widthsAreThoseOfHelvetica(_ text: String, thousandths: Int) {
    #expect(abs(TextMeasure.width(text, size: 10) - Double(thousandths) / 100) < 1e-9)
  }

  @Test func boldIsWider() {
    #expect(TextMeasure.width("case", size: 3, isBold: true) > TextMeasure.width("case", size: 3))
  }

  @Test func charactersOutsideTheTableHaveAWidth() {
    #expect(TextMeasure.width("\u{4E2D}", size: 10) == 10)
    #expect(TextMeasure.width("e\u{301}", size: 10) == TextMeasure.width("e", size: 10))
    #expect(TextMeasure.width("\u{05D0}", size: 10) > 3)
  }

  @Test func linesFitAndNothingIsLost() {
    let text = "protest, security_uncertainty and a_word_that_is_far_too_long_for_any_line"
    let lines = TextMeasure.lines(text, within: 20, size: 2.5)
    #expect(lines.allSatisfy { TextMeasure.width($0, size: 2.5) <= 20 })
    let letters = text.filter { $0 != " " }
    #expect(lines.joined().filter { $0 != " " } == letters)
    // Long words are cut after an underscore.
    #expect(lines.contains { $0.hasSuffix("_") })
  }

  @Test func aWidthThatFitsNothingStillEnds() {
    #expect(TextMeasure.lines("abc", within: 0.1, size: 3) == ["a", "b", "c"])
  }

  @Test func whatIsCutSaysSo() {
    let lines = TextMeasure.lines("one two three four", atMost: 2, within: 8, size: 3)
    #expect(lines.count == 2 && lines[1].hasSuffix("\u{2026}"))
    #expect(TextMeasure.lines("one", atMost: 2, within: 8, size: 3) == ["one"])
  }
}

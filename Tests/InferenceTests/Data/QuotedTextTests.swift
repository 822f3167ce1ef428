import Testing

@testable import Inference

@Suite("Texts of inputs in messages")
struct QuotedTextTests {
  @Test("A short text is shown as it is")
  func short() {
    #expect(QuotedText("Kyrgyzstan 2010").description == "Kyrgyzstan 2010")
    #expect(QuotedText("Côte d’Ivoire").quoted == "'Côte d’Ivoire'")
    #expect(QuotedText("").quoted == "''")
    #expect(QuotedText(String(repeating: "ü", count: 80)).cutLength == nil)
  }

  @Test("A long text keeps beginning and end and says how long it was")
  func long() {
    let text = QuotedText("abc" + String(repeating: "é", count: 500_000) + "xyz")
    #expect(text.shown.count == QuotedText.limit)
    #expect(text.shown.hasPrefix("abcé"))
    #expect(text.quoted.hasSuffix("éxyz' (500006 characters)"))
  }

  @Test("A character of a million combining marks is no line")
  func stacked() {
    let text = QuotedText("a" + String(repeating: "\u{301}", count: 1_000_000))
    #expect(text.description.utf8.count < 4000)
    #expect(text.cutLength == 1)
  }

  @Test(
    "What a terminal obeys or no eye sees is written as an escape",
    arguments: [
      ("\u{1B}]0;pwn\u{7}\u{1B}[2JX", "\\u{1B}]0;pwn\\u{7}\\u{1B}[2JX"),
      ("C\u{8}D", "C\\u{8}D"), ("a\nb\r\nc\td", "a\\nb\\r\\nc\\td"),
      ("\u{9B}31m", "\\u{9B}31m"), ("\u{7F}", "\\u{7F}"),
      ("ok\u{202E}gnp.exe", "ok\\u{202E}gnp.exe"), ("a\u{200B}b", "a\\u{200B}b"),
      ("\u{FEFF}case", "\\u{FEFF}case"), ("a\u{2028}b", "a\\u{2028}b"),
    ]
  )
  func escapes(text: String, shown: String) {
    #expect(QuotedText(text).shown == shown)
  }

  @Test("Letters of every script, emoji and joiners stay")
  func letters() {
    for text in ["中国", "ایران\u{200C}ها", "👩‍👩‍👧", "ქართული", "№ 5 – “x”"] {
      #expect(QuotedText(text).shown == text)
      #expect(QuotedText.harmless(text) == text)
    }
  }

  @Test("A page keeps its lines and tabs and loses what a terminal obeys")
  func page() {
    #expect(QuotedText.harmless("a\tb\nc\n") == "a\tb\nc\n")
    #expect(QuotedText.harmless("a\u{1B}[31m\nb\r\u{9D}") == "a\\u{1B}[31m\nb\\r\\u{9D}")
    #expect(QuotedText.isHarmless("a\nb"))
    #expect(!QuotedText.isHarmless("a\u{1B}"))
  }

  @Test("A list shows twenty names and some lines at most")
  func list() {
    let many = (1...25).map { "case\($0)" }
    #expect(QuotedText.list(many).hasSuffix("case20 and 5 more"))
    #expect(QuotedText.list(["a", "b"]) == "a, b")
    let tail = String(repeating: "x", count: 100_000)
    let long = (1...1000).map { "\($0)" + tail }
    let text = QuotedText.list(long)
    #expect(text.count < 700)
    #expect(text.hasSuffix(" more"))
  }
}

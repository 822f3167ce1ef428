import Testing

@testable import Inference

@Suite("Texts of studies in Markdown")
struct MarkdownTextTests {
  @Test func namesAreNoMarkup() {
    #expect(
      MarkdownText.plain("R&D <img src=x onerror=alert(1)>")
        == "R&amp;D &lt;img src=x onerror=alert(1)&gt;"
    )
    #expect(
      MarkdownText.plain("[a](javascript:b) *c* `d` | e")
        == #"\[a\](javascript:b) \*c\* \`d\` \| e"#
    )
    #expect(MarkdownText.plain("two\nlines") == "two lines")
    // What cannot be shown is an escape, whose backslash is no markup either.
    #expect(MarkdownText.plain("\u{1B}[1m") == #"\\u{1B}\[1m"#)
    #expect(MarkdownText.plain("When does the CSTO intervene?") == "When does the CSTO intervene?")
  }

  @Test func proseKeepsMarkdownAndLosesHTML() {
    #expect(
      MarkdownText.prose("See [the archive](https://x.org).\n<script>")
        == "See [the archive](https://x.org).\n&lt;script>"
    )
  }

  @Test func codeStandsBetweenEnoughBackticks() {
    #expect(MarkdownText.code("loo results/fit") == "`loo results/fit`")
    #expect(MarkdownText.code("y ~ `a b`") == "`` y ~ `a b` ``")
    #expect(MarkdownText.code("a``b") == "``` a``b ```")
    #expect(MarkdownText.cell(MarkdownText.code("a|b")) == #"`a\|b`"#)
    #expect(MarkdownText.cell(MarkdownText.plain("a|b")) == #"a\|b"#)
  }
}

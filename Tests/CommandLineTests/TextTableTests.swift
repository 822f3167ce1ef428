import Testing

@testable import csto_bayes

/// Tables that are wider than the screen.
struct TextTableTests {
  private static func table() -> TextTable {
    var table = TextTable(
      [
        .words("configuration"), .number("observed"), .number("median"), .number("MCSE", rank: 2),
        .number("5%", rank: 1), .number("95%", rank: 1), .words("cases"),
      ],
      file: "predictions.csv"
    )
    table.append([
      "protest, security_uncertainty", "3/4", "0.71", "0.012", "0.40", "0.93",
      "KAZ2022, KGZ2010, ARM2020",
    ])
    table.append(["none", "0/2", "0.05", "0.001", "0.01", "0.18", "ARM2021"])
    return table
  }

  private static func lines(_ width: Int?) -> [String] {
    table().text(width: width).split(separator: "\n").map(String.init)
  }

  @Test func withoutAScreenEveryRowIsOneLine() {
    let lines = Self.lines(nil)
    #expect(lines.count == 3)
    #expect(
      lines[1]
        == "  protest, security_uncertainty       3/4    0.71  0.012  0.40  0.93  KAZ2022, KGZ2010, ARM2020"
    )
  }

  @Test(arguments: [99, 80, 70, 60, 50]) func everyLineFits(width: Int) {
    for line in Self.lines(width) { #expect(line.count <= width, "\(line)") }
  }

  @Test func whatFitsIsAsWithoutAScreen() {
    #expect(Self.table().text(width: 120) == Self.table().text(width: nil))
  }

  /// Words are broken at spaces before a column is left out, and none is torn.
  @Test func wordsAreBrokenFirst() {
    let lines = Self.lines(80)
    #expect(lines.first?.contains("MCSE") == true)
    #expect(!lines.contains { $0.contains("not shown") })
    let words = Set(lines.joined(separator: " ").split(separator: " ").map(String.init))
    #expect(words.isSuperset(of: ["security_uncertainty", "KAZ2022,", "KGZ2010,", "ARM2020"]))
  }

  /// The highest rank goes first; columns of one rank go together; the note says where they are.
  @Test func ranksAreLeftOutInOrder() {
    let some = Self.lines(70)
    #expect(some.last == "  not shown: MCSE (in predictions.csv)")
    #expect(some.first?.contains("95%") == true)
    let few = Self.lines(60)
    #expect(few.last == "  not shown: MCSE, 5%, 95% (in predictions.csv)")
    #expect(few.contains { $0.contains("0.71") && !$0.contains("0.93") })
  }

  /// A header stands on the line above its numbers, whatever the others need.
  @Test func headersAreBrokenAndStandOnTheBottom() {
    var table = TextTable([.words(""), .number("log marginal likelihood"), .number("MCSE")])
    table.append(["a_model_with_a_name", "-5.75", "0.001"])
    let lines = table.text(width: 45).split(separator: "\n")
    #expect(lines.count == 3, "two lines of header")
    #expect(lines.first?.hasSuffix("log marginal") == true)
    #expect(lines[1].hasSuffix("likelihood   MCSE"))
    #expect(lines[2] == "  a_model_with_a_name         -5.75  0.001")
  }

  /// Columns that cannot be left out stand in blocks, each after the first one; a row without cells there is left out.
  @Test func whatIsStillTooWideStandsInBlocks() {
    var table = TextTable([.words(""), .number("log marginal likelihood"), .number("MCSE")])
    table.append(["a_model_with_a_name", "-5.75", "0.001"])
    table.append(["another", "-6.5", ""])
    let lines = table.text(width: 40).split(separator: "\n")
    #expect(
      lines.suffix(2) == [
        "                        MCSE", "  a_model_with_a_name  0.001",
      ]
    )
    #expect(lines.dropLast(2).last == "  another                      -6.5")
  }

  /// One word alone is wider than any column: it is shortened and says so.
  @Test func aWordWithoutSpacesIsShortened() {
    let name = String(repeating: "condition_", count: 8)
    #expect(TextLines.broken(name, to: 20) == ["condition_condition…"])
    #expect(TextLines.broken("a \(name) b", to: 20) == ["a", "condition_condition…", "b"])
  }

  @Test func widthIsCountedInCells() {
    #expect(TextLines.broken("危機 危機 危機", to: 9) == ["危機 危機", "危機"])
  }
}

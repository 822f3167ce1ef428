import Testing

@testable import Inference
@testable import InferenceCore

@Suite struct WordFormTextTests {
  /// What a word is, what to do, and what a program may offer for it.
  @Test(arguments: [
    (
      "1,5", "a number with a decimal comma",
      "declare the decimal comma, where no comma stands between thousands",
      [Remedy.declareMarks(thousands: nil, decimal: .comma)]
    ),
    (
      "1,200", "a number with a comma, which may stand before decimals or between thousands",
      "declare which",
      [
        .declareMarks(thousands: nil, decimal: .comma),
        .declareMarks(thousands: .comma, decimal: nil),
      ]
    ),
    (
      "1,200,000", "a number with commas between thousands", "declare them",
      [.declareMarks(thousands: .comma, decimal: nil)]
    ),
    (
      "1.200.000", "a number with points between thousands",
      "declare them, with a comma before decimals",
      [.declareMarks(thousands: .point, decimal: nil)]
    ),
    (
      "1 200", "a number with spaces between thousands", "declare them",
      [.declareMarks(thousands: .space, decimal: nil)]
    ),
    (
      "1'200", "a number with apostrophes between thousands", "declare them",
      [.declareMarks(thousands: .apostrophe, decimal: nil)]
    ),
    (
      "1 200,5", "a number with marks between thousands and a decimal comma", "declare both",
      [.declareMarks(thousands: .space, decimal: .comma)]
    ),
    (
      "5%", "a percentage",
      "take the sign out of the whole column, and mind that 5% is then 5, not 0.05", []
    ),
    ("2001-05-03", "a date", "a column of the year alone is a number", []),
    (
      "#DIV/0!", "a formula of a spreadsheet that failed",
      "mend it there, or declare the text as missing", [.declareMissing(["#DIV/0!"])]
    ),
  ])
  func sentences(word: String, meaning: String, advice: String, remedies: [Remedy]) throws {
    let form = try #require(WordForm(word))
    #expect(form.meaning(of: word) == meaning)
    #expect(form.advice(for: word).text == advice)
    #expect(form.advice(for: word).remedies == remedies)
  }

  /// A text with a comma cannot be declared.
  @Test func anErrorThatCannotBeDeclared() {
    let advice = WordForm.spreadsheetError.advice(for: "#A,B!")
    #expect(advice.text == "mend it there" && advice.remedies.isEmpty)
  }

  @Test(arguments: WordForm.allCases)
  func everyFormHasItsWords(form: WordForm) {
    let texts = [form.meaning(of: ""), form.advice(for: "").text]
    for text in texts { #expect(!text.isEmpty && !text.contains("--")) }
  }

  /// What can be offered stands last, each in its order.
  @Test func adviceIsOrdered() {
    let advice = [
      Advice("one", [.stateScenarios]), Advice("two"), Advice("three", [.leaveOutCases]),
      Advice("four"),
    ]
    #expect(advice.text == "; two; four; one; three")
    #expect(advice.remedies == [.stateScenarios, .leaveOutCases])
  }
}

import Testing

@testable import InferenceCore

struct NameSuggestionTests {
  @Test(arguments: [
    ("kitten", "sitting", 3), ("", "abc", 3), ("abc", "", 3), ("flaw", "lawn", 2), ("a", "a", 0),
  ])
  func measuresEdits(a: String, b: String, expected: Int) {
    #expect(NameSuggestion.editDistance(Array(a), Array(b)) == expected)
  }

  @Test func suggestsOnlyCloseNames() {
    let names = ["protest", "gdp", "region"]
    #expect(NameSuggestion.closest(to: "PROTEST", among: names) == "protest")
    #expect(NameSuggestion.closest(to: "regoin", among: names) == "region")
    #expect(NameSuggestion.closest(to: "population", among: names) == nil)
    #expect(NameSuggestion.closest(to: "x", among: names) == nil)
  }
}

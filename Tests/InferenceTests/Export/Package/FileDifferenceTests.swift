import Testing

@testable import Inference

@Suite struct FileDifferenceTests {
  private func difference(
    _ path: String,
    _ first: String,
    _ second: String,
    _ comparison: FileComparison = .identical
  ) -> FileDifference? {
    outcome(path, first, second, comparison).difference
  }

  private func outcome(
    _ path: String,
    _ first: String,
    _ second: String,
    _ comparison: FileComparison
  ) -> FileComparison.Outcome {
    comparison.outcome(of: path, packaged: Array(first.utf8), again: Array(second.utf8))
  }

  private let table = "name,mean,mcse_mean,note\nprotest,1.5,0.01,x\nclash,2,0.02,y\n"

  @Test func cellsOfATable() throws {
    #expect(difference("a.csv", table, table) == nil)
    let found = try #require(
      difference("a.csv", table, "name,mean,mcse_mean,note\nprotest,1.6,0.01,x\nclash,2,0.02,z\n")
    )
    #expect(found.count == 2)
    #expect(found.places[0].place == "row protest (line 2), column mean")
    #expect(found.places[0].packaged == "1.5")
    #expect(found.places[0].again == "1.6")
    #expect(found.places[1].place == "row clash (line 3), column note")
  }

  @Test func shapesOfATable() throws {
    let rows = try #require(
      difference("a.csv", table, "name,mean,mcse_mean,note\nprotest,1.5,0.01,x\n")
    )
    #expect(rows.places.map(\.place) == ["number of rows"])
    let header = try #require(difference("a.csv", table, table.replacing("note", with: "remark")))
    #expect(header.places.map(\.place) == ["header"])
    // What is no table any more is compared by its lines.
    let torn = try #require(difference("a.csv", table, table + "a,b\n"))
    #expect(torn.places.first?.place == "line 4")
    // Cells that read the same and bytes that are not.
    let quoted = try #require(
      difference("a.csv", table, table.replacing("clash,", with: "\"clash\","))
    )
    #expect(quoted.places.map(\.place) == ["line 3"])
  }

  @Test func valuesOfJSON() throws {
    let json = #"{"rows": [{"name": "a", "mean": 1}, {"name": "b", "mean": 2}], "n": null}"#
    let found = try #require(difference("a.json", json, json.replacing("2}", with: "3}")))
    #expect(found.places.map(\.place) == ["rows[2 b].mean"])
    let lost = try #require(
      difference("a.json", json, #"{"rows": [{"name": "a", "mean": 1}], "n": null}"#)
    )
    #expect(lost.places.map(\.place) == ["rows[2 b].mean", "rows[2 b].name", "rows.count"])
    let spaced = try #require(difference("a.json", json, json + " "))
    #expect(spaced.places.map(\.place) == ["line 1"])
  }

  @Test func linesAndBytes() throws {
    let text = try #require(difference("a.txt", "a\nb\nc", "a\nB\nc"))
    #expect(text.places.map(\.place) == ["line 2"])
    let long = String(repeating: "x", count: 300)
    let bytes = try #require(difference("a.txt", long + "1", long + "2"))
    #expect(bytes.places.map(\.place) == ["byte 301"])
    let many = try #require(difference("a.txt", "1\n2\n3\n4\n5\n6\n7\n", "a\nb\nc\nd\ne\nf\ng\n"))
    #expect(many.count == 7)
    #expect(many.places.count == FileDifference.keptCount)
  }

  /// Joint errors by hand: sqrt(0.01^2 + 0.01^2) = 0.0141421, so 0.07 is 4.95 of them and 0.08 is 5.66.
  @Test func monteCarloErrors() throws {
    let near = table.replacing("1.5,", with: "1.57,")
    let far = table.replacing("1.5,", with: "1.58,")
    #expect(difference("a.csv", table, near, .withinMonteCarloError) == nil)
    let found = try #require(difference("a.csv", table, far, .withinMonteCarloError))
    #expect(found.places.map(\.place) == ["row protest (line 2), column mean"])
    let errors = try #require(found.places[0].standardErrors)
    #expect(abs(errors - 5.656_854_249) < 1e-6)
    // What has no error is counted; names stay as they are.
    let other = outcome("a.csv", table, table.replacing(",x", with: ",q"), .withinMonteCarloError)
    #expect(other == FileComparison.Outcome(difference: nil, unjudgedCount: 1))
    #expect(
      difference("a.csv", table, table.replacing("clash", with: "cash"), .withinMonteCarloError)
        != nil
    )
    // The order of rows may depend on the draws.
    let sorted = "name,mean,mcse_mean,note\nclash,2,0.02,y\nprotest,1.5,0.01,x\n"
    #expect(difference("a.csv", table, sorted, .withinMonteCarloError) == nil)
    #expect(difference("a.csv", table, sorted) != nil)
    let json = #"{"a": {"mean": 1.5, "mcse_mean": 0.01, "estimate": 2, "mcse": 0.5}}"#
    #expect(
      difference("a.json", json, json.replacing("1.5", with: "1.57"), .withinMonteCarloError) == nil
    )
    #expect(
      difference("a.json", json, json.replacing("1.5", with: "1.58"), .withinMonteCarloError) != nil
    )
    #expect(
      difference("a.json", json, json.replacing(": 2", with: ": 4"), .withinMonteCarloError) == nil
    )
    #expect(
      difference("a.json", json, json.replacing(": 2", with: ": 6"), .withinMonteCarloError) != nil
    )
  }

  @Test func listsByTheNamesOfTheirItems() {
    let json = #"{"rows": [{"case": "A", "sd": 1}, {"case": "B", "sd": 2}], "worst": ["A"]}"#
    let turned = #"{"rows": [{"case": "B", "sd": 2}, {"case": "A", "sd": 3}], "worst": []}"#
    let found = outcome("a.json", json, turned, .withinMonteCarloError)
    #expect(found.difference == nil)
    // A's sd, the name in the list, and its length.
    #expect(found.unjudgedCount == 3)
    let renamed = json.replacing("\"B\"", with: "\"C\"")
    #expect(difference("a.json", json, renamed, .withinMonteCarloError) != nil)
  }

  @Test func rounding() {
    for (text, differs) in [("1.5000000001", false), ("1.50001", true), ("1.6", true)] {
      let other = table.replacing("1.5,", with: text + ",")
      #expect((difference("a.csv", table, other, .withinRounding) != nil) == differs, "\(text)")
    }
    #expect(difference("a.csv", table, table.replacing(",x", with: ",q"), .withinRounding) != nil)
    #expect(difference("a.json", #"{"a": 1}"#, #"{"a": 2}"#, .withinRounding) != nil)
    #expect(difference("a.txt", "a", "b", .withinRounding) == nil)
  }

  @Test func whatIsNotJudged() {
    for path in [
      "results/01-fit.txt", "results/fit/diagnostics.json", "r/ranks.csv", "r/draws.csv",
    ] {
      #expect(!FileComparison.isJudged(path), "\(path)")
    }
    let record = #"{"formula": "y ~ x", "seconds": 1, "settings": {"seed": 1, "threads": 2}}"#
    func differs(_ old: String, _ new: String) -> Bool {
      difference(
        "results/fit/run.json",
        record,
        record.replacing(old, with: new),
        .withinMonteCarloError
      ) != nil
    }
    #expect(!differs("\"seconds\": 1", "\"seconds\": 9"))
    #expect(!differs("\"threads\": 2", "\"threads\": 9"))
    #expect(differs("\"seed\": 1", "\"seed\": 9"))
    #expect(differs("y ~ x", "y ~ z"))
  }
}

import Testing

@testable import InferenceCore

struct ScenarioTests {
  @Test func readsSettings() throws {
    let scenario = try Scenario(" protest = yes,region=`South, Asia` , `a=b`=1.5, alone ")
    #expect(scenario.names == ["protest", "region", "a=b", "alone"])
    #expect(scenario.settings.map(\.value) == ["yes", "South, Asia", "1.5", nil])
    #expect(scenario.settings[0].nameRange == 1..<8)
    #expect(scenario.settings[0].valueRange == 11..<14)
    #expect(scenario.settings[3].nameRange == scenario.settings[3].valueRange)
    // Space inside a name or a value stays; an equals sign in a value is part of it.
    let spaced = try Scenario("a b = c  d=e")
    #expect(spaced.names == ["a b"])
    #expect(spaced.settings[0].value == "c  d=e")
    #expect(try Scenario(#"`a\`b`=`c\\d`"#).settings[0].name == "a`b")
    #expect(try Scenario(#"`a\`b`=`c\\d`"#).settings[0].value == #"c\d"#)
  }

  private func failure(_ text: String) -> FormulaError? {
    do {
      _ = try Scenario(text)
      return nil
    } catch { return error }
  }

  @Test func refusesWhatIsMalformed() {
    #expect(failure("")?.kind == .empty)
    #expect(failure("  ")?.kind == .empty)
    #expect(failure("a=")?.kind == .unexpectedToken)
    #expect(failure("a=")?.accepted == ["a value"])
    #expect(failure("a=,b=1")?.range == 2..<3)
    #expect(failure("=yes")?.accepted == ["a condition"])
    #expect(failure("a=1,")?.accepted == ["a condition"])
    #expect(failure("a=1,,b=2")?.range == 4..<5)
    #expect(failure("a=`x")?.kind == .unclosedBacktick)
    #expect(failure("a=yes,b=no,a=no")?.kind == .repeatedCondition)
    #expect(failure("a=yes,b=no,a=no")?.range == 11..<12)
    for text in ["", "a=", "a=`x", "a,a"] { #expect(failure(text)?.subject == .scenario) }
  }

  @Test func quotedWordsReadBack() throws {
    for word in ["plain", "two words", "a,b", "a=b", "tick`tock", #"back\`slash"#, " edge"] {
      let scenario = try Scenario(Scenario.quoted(word) + "=" + Scenario.quoted(word))
      #expect(scenario.settings[0].name == word)
      #expect(scenario.settings[0].value == word)
    }
  }

  /// Each setting was compared with all before it, each character counted from the start.
  @Test func longScenariosAreRead() throws {
    let names = (0..<20_000).map { "c\($0)" }
    let long = try Scenario(names.map { "\($0)=1" }.joined(separator: ","))
    #expect(long.names == names)
    let word = String(repeating: "x y", count: 40_000)
    #expect(try Scenario("\(word) = `\(word)`").settings[0].value == word)
    #expect(throws: FormulaError.self) {
      try Scenario((names + ["c7"]).joined(separator: ","))
    }
  }
}

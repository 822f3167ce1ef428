import Testing

@testable import Inference
@testable import InferenceCore

@Suite struct StatementErrorTextTests {
  private func scenario(_ text: String) throws -> FormulaError? {
    let fitted = FittedConditions(try DesignTestTable.design("y ~ protest + region + gdp"))
    do throws(FormulaError) {
      _ = try fitted.resolve(Scenario(text))
      return nil
    } catch { return error }
  }

  @Test func anUnknownConditionIsMarked() throws {
    let error = try #require(try scenario("gdp=1, protst=yes"))
    #expect(
      "\(error)" == """
        scenario: the run has no condition 'protst' (did you mean 'protest'?); conditions: protest, region, \
        gdp
          gdp=1, protst=yes
                 ^^^^^^
        """
    )
    #expect(error.isAboutFit && !error.isAboutText)
  }

  @Test func valuesThatDoNotFit() throws {
    let code = try #require(try scenario("protest=maybe"))
    #expect(
      code.sentence
        == "scenario: condition 'protest': found 'maybe', which is no yes/no code; accepted: yes, no, true, "
        + "false, present, absent, 1 or 0"
    )
    let level = try #require(try scenario("region=Mars"))
    #expect(
      level.sentence.hasPrefix("scenario: condition 'region' has no level 'Mars'; levels: ")
    )
    let none = try #require(try scenario("gdp"))
    #expect(none.sentence.hasPrefix("scenario: condition 'gdp' needs a value, as in gdp="))
    #expect(code.isAboutFit && level.isAboutFit && none.isAboutFit)
  }

  @Test func textsThatCannotBeRead() throws {
    let end = try #require(try scenario("protest="))
    #expect(
      "\(end)" == """
        scenario: it ends here; expected: a value
          protest=
                  ^
        """
    )
    let twice = try #require(try scenario("protest=yes,protest=no"))
    #expect(twice.sentence == "scenario: 'protest' is given two values; one is needed")
    let empty = try #require(try scenario(""))
    #expect("\(empty)" == "scenario: there is none; write 'condition=value, condition=value'")
    #expect(!end.isAboutFit && !twice.isAboutFit && !empty.isAboutFit)
  }

  @Test func hypotheses() throws {
    let unknown = try #require(throws: FormulaError.self) {
      try Hypothesis("protst > 0", coefficients: ["Intercept", "protest"])
    }
    #expect(
      "\(unknown)" == """
        hypothesis: the run has no coefficient 'protst' (did you mean 'protest'?); coefficients: Intercept, \
        protest
          protst > 0
          ^^^^^^
        """
    )
    let empty = try #require(throws: FormulaError.self) {
      try Hypothesis("", coefficients: ["Intercept"])
    }
    #expect("\(empty)" == "hypothesis: there is none; write 'coefficient > coefficient'")
  }

  @Test func tooManyConfigurations() {
    let error = FormulaError(.tooManyConfigurations, "").with {
      $0.subject = .scenario
      $0.value = "more than 10000"
      $0.accepted = ["10000"]
    }
    #expect(
      "\(error)"
        == "scenario: there are more than 10000 configurations, and at most 10000 are shown; name the "
        + "conditions to vary, or state scenarios"
    )
    #expect(error.remedies == [.nameConditions, .stateScenarios])
  }
}

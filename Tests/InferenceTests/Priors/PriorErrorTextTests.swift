import Testing

@testable import Inference
@testable import InferenceCore

@Suite struct PriorErrorTextTests {
  private func refusal(_ text: String) -> PriorError? {
    do throws(PriorError) {
      _ = try CoefficientPrior(text)
      return nil
    } catch { return error }
  }

  /// The mark is the end of the description, apart for a program that puts something between.
  @Test func aPriorIsMarked() throws {
    let error = try #require(refusal("normal(0, -1)"))
    #expect(error.sentence == "prior: 'sd' in normal(mean, sd) must be above 0, not -1")
    #expect(error.mark == "\n  normal(0, -1)\n            ^^")
    #expect("\(error)" == error.sentence + error.mark && error.remedies.isEmpty)
    let inFile = error.located(file: "p.yaml", line: 8)
    #expect(inFile.sentence == "p.yaml:8: 'sd' in normal(mean, sd) must be above 0, not -1")
    #expect(inFile.mark == error.mark)
  }

  @Test func anUnknownFamily() throws {
    let error = try #require(refusal("norml(0, 1)"))
    #expect(
      error.sentence
        == "prior: there is no family 'norml' (did you mean 'normal'?); accepted: normal, student_t, cauchy, "
        + "laplace, logistic, log_F, flat or jeffreys"
    )
  }

  @Test func refusedPriors() {
    let flat = PriorError(.flatRefused(.drawsFromPrior), name: "x1", accepted: ["normal(mean, sd)"])
    #expect(
      "\(flat)"
        == "prior: a flat prior on 'x1' is refused: nothing can be drawn from it; accepted: normal(mean, sd)"
    )
    let link = PriorError(.jeffreysRefused(.otherLink))
    #expect(
      "\(link)" == "prior: the Jeffreys prior is refused: it is known for the logit link only"
    )
    let beside = PriorError(.besideJeffreys, name: "x1", accepted: ["jeffreys"])
    #expect(
      "\(beside)"
        == "prior: 'x1' has a prior of its own, but the Jeffreys prior is one of all coefficients; ask for "
        + "it alone"
    )
    #expect(beside.remedies == [.stateOnlyPrior("jeffreys")])
  }

  @Test func filesThatCannotBeRead() {
    let yaml = PriorError(.malformedYAML, name: "p.yaml").located(file: "p.yaml", line: 2)
    #expect("\(yaml)" == "p.yaml:2: this is not YAML: it cannot be read")
    let twice = PriorError(.malformedYAML, name: "title").located(file: "p.yaml", line: 3)
    #expect("\(twice)" == "p.yaml:3: the key 'title' is there twice")
    let pipe = PriorError(.refusedFile(.notRegularFile)).located(file: "p", line: nil)
    #expect("\(pipe)" == "p: this is a pipe or a device; a regular file is needed")
  }

  /// There is no run yet where statements are read.
  @Test func aScenarioThatCannotBeUsed() {
    var error = PriorError(.scenario).located(file: "s.yaml", line: 2)
    error.cause = FormulaError.unknownCondition("protst", among: ["protest", "gdp"]).with {
      $0.formula = "protst=yes"
      $0.range = 0..<6
    }
    #expect(
      "\(error)" == """
        s.yaml:2: scenario: there is no condition 'protst' (did you mean 'protest'?); conditions: protest, \
        gdp
          protst=yes
          ^^^^^^
        """
    )
    error.cause = FormulaError(.repeatedCondition, "a=yes,a=no", range: 6..<7, value: "a").with {
      $0.subject = .scenario
    }
    #expect(
      "\(error)" == """
        s.yaml:2: scenario: 'a' is given two values; one is needed
          a=yes,a=no
                ^
        """
    )
    error.cause = FormulaError.unknownCondition("a", among: []).with { $0.formula = "" }
    #expect("\(error)" == "s.yaml:2: scenario: there is no condition 'a'; the formula has none")
  }
}

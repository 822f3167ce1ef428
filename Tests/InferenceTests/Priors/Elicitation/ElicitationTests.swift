import Testing

@testable import Inference

@Suite struct ElicitationTests {
  /// Conditions that are not named are at their reference, numbers at their mean.
  @Test func rowsAreThoseOfTheDesign() throws {
    let items = try ElicitationExamples.elicitation(
      """
      statements:
        - {scenario: none, about: 5 %}
        - {scenario: "region=West, a", about: 5 %}
        - {scenario: "a=yes, gdp=3", compared_with: region=South, about: 2}
      """,
      "y ~ a + region + gdp"
    ).opinions[0].items
    #expect(items.map(\.row) == [[1, 0, 0, 0, 2], [1, 1, 0, 1, 2], [0, 1, -1, 0, 1]])
    #expect(items.map(\.label) == ["none", "a, region=West", "a, gdp=3 against region=South"])
  }

  private func failure(_ yaml: String) -> PriorError? {
    do {
      _ = try ElicitationExamples.elicitation(yaml, "y ~ a + region")
      return nil
    } catch { return error as? PriorError }
  }

  @Test func refusesWhatTheDesignDoesNotHave() {
    func scenario(_ text: String) -> PriorError? {
      failure("statements:\n  - {scenario: \"\(text)\", about: 5 %}")
    }
    #expect(scenario("aa=yes")?.cause?.kind == .unknownCondition)
    #expect(scenario("region=Mars")?.cause?.kind == .unknownLevel)
    #expect(scenario("a=perhaps")?.cause?.kind == .notCoded)
    #expect(scenario("a=yes, a=no")?.cause?.kind == .repeatedCondition)
    #expect(scenario("a=yes,")?.cause?.kind == .unexpectedToken)
    #expect(scenario("a=perhaps")?.kind == .scenario && scenario("a=perhaps")?.line == 2)
    let twice = failure(
      "statements:\n  - {scenario: a=yes, about: 5 %}\n  - {scenario: a, at_most: 9 %, sure: 80 %}"
    )
    #expect(twice?.kind == .duplicateStatement(firstLine: 2) && twice?.line == 3)
    #expect(
      failure("statements:\n  - {scenario: a=no, compared_with: none, about: 2}")?.kind
        == .comparedWithItself
    )
  }

  @Test func theExampleOfTheStudyFits() throws {
    let file = try ElicitationFile(path: "studies/csto/elicitation-example.yaml")
    let table = try Study.load("csto").table()
    let formula = try Formula(try Study.load("csto").defaultFormula)
    let prior = ElicitedPrior(
      try Elicitation(file, design: DesignMatrix(formula: formula, table: table))
    )
    #expect(prior.experts.count == 2 && !prior.pool.isEmpty)
    #expect(prior.experts.allSatisfy { $0.comparisons.allSatisfy { $0.misfit < 0.2 } })
  }
}

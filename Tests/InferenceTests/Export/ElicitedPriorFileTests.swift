import Testing

@testable import Inference
@testable import InferenceCore

@Suite struct ElicitedPriorFileTests {
  private static let yaml = """
    title: "A 'title': with # signs"
    experts:
      - name: "A \\n B"
        statements:
          - {scenario: none, between: [1 %, 10 %], sure: 90 %, reason: "line\\nbreak"}
          - {scenario: "a=yes, b=yes", between: [5 %, 30 %], sure: 90 %}
    """

  /// What is written reads back as the same priors, to the digits written.
  @Test(arguments: ["y ~ a * b + gdp", "y ~ 0 + a + b"]) func readsBack(_ formula: String) throws {
    let yaml = formula.contains("0 +") ? Self.yaml.replacing("none", with: "a=yes") : Self.yaml
    let design = try ElicitationExamples.design(formula)
    let prior = ElicitedPrior(
      try Elicitation(ElicitationExamples.file(yaml), design: design)
    )
    let text = ElicitedPriorFile(prior, formula: formula, program: "csto-bayes test").text()
    let set = try PriorFile.decode(Array(text.utf8), name: "mine", file: "mine.yaml")
    #expect(set.title == "A 'title': with # signs")
    #expect(text.contains("line break") && text.contains("A   B"))
    let used = try PriorSet(
      specification: set,
      columns: design.columns.map(PriorColumn.init)
    ).used
    for (use, coefficient) in zip(used, prior.coefficients) {
      #expect(use.column == coefficient.name)
      #expect(use.prior == coefficient.prior.rounded || coefficient.location == .base)
      #expect(abs(use.prior.location - coefficient.prior.location) < 1e-4)
      #expect(abs(use.prior.scale / coefficient.prior.scale - 1) < 1e-5)
    }
    // The file's own statements about its priors are true.
    for entry in [set.intercept] + set.named.map(\.entry) {
      for interval in entry.documented where interval.quantity == .logOdds {
        #expect(
          abs(entry.prior.quantile(0.05) - interval.lower) < 0.01 * abs(interval.lower) + 1e-3
        )
        #expect(
          abs(entry.prior.quantile(0.95) - interval.upper) < 0.01 * abs(interval.upper) + 1e-3
        )
      }
    }
  }

  @Test func roundsToSignificantDigits() {
    #expect((-2.944_438_979).rounded(toSignificantDigits: 6) == -2.94444)
    #expect(0.000_123_456_789.rounded(toSignificantDigits: 3) == 0.000123)
    #expect(1_234_567.0.rounded(toSignificantDigits: 3) == 1_230_000)
    #expect(0.0.rounded(toSignificantDigits: 3) == 0)
  }
}

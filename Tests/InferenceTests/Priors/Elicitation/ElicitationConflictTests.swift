import Testing

@testable import Inference

@Suite struct ElicitationConflictTests {
  private func conflicts(_ yaml: String) throws -> [ElicitationConflict] {
    ElicitedPrior(try ElicitationExamples.elicitation(yaml)).experts[0].conflicts
  }

  /// A statement about a scenario of which the median and the spread of the log-odds are given.
  private func statement(_ scenario: String, _ median: Double, _ spread: Double = 1) -> String {
    ElicitationExamples.statement(
      scenario,
      [0.05, 0.95].map {
        ($0, LogitLink.probability(at: median + spread * StandardNormal.quantile($0)))
      }
    )
  }

  /// -3 + 1 + 1 = -1, and 2 is stated: three statements and the fourth.
  @Test func logOddsThatDoNotAddUp() throws {
    let yaml =
      "statements:\n" + statement("none", -3, 0.5) + statement("a=yes", -2, 0.7)
      + statement("b=yes", -2, 0.7)
    #expect(try conflicts(yaml).isEmpty)
    #expect(try conflicts(yaml + statement("a=yes, b=yes", -1, 0.85)).isEmpty)
    let found = try conflicts(yaml + statement("a=yes, b=yes", 2, 0.85))
    #expect(found.count == 1)
    let conflict = try #require(found.first)
    #expect(conflict.kind == .centres && conflict.statements == [0, 1, 2, 3])
    // Each is what the other three add up to.
    let middles = conflict.implied.map { ($0[0] + $0[1]) / 2 }
    for (middle, expected) in zip(middles, [-6, 1, 1, -1]) {
      #expect(abs(middle - Double(expected)) < 1e-4)
    }
  }

  @Test func onlyTheStatementsThatConflictAreNamed() throws {
    let yaml =
      "statements:\n" + statement("b=yes", -1, 0.9) + statement("none", -3, 0.5)
      + statement("a=yes", -2, 0.8)
      + "  - {scenario: a=yes, compared_with: none, between: [0.1, 0.5], sure: 90 %}\n"
    let found = try conflicts(yaml)
    #expect(found.map(\.statements) == [[1, 2, 3]])
    #expect(found.first?.kind == .centres)
  }

  /// More conditions make more uncertain: independent priors cannot do otherwise.
  @Test func spreadsThatShrink() throws {
    let yaml = "statements:\n" + statement("none", -2, 1.5) + statement("a=yes", -1, 0.4)
    let prior = ElicitedPrior(try ElicitationExamples.elicitation(yaml))
    let found = prior.experts[0].conflicts
    #expect(found.map(\.statements) == [[0, 1]] && found.first?.kind == .spreads)
    #expect(prior.coefficients[1].scale == .held)
    // A quarter of the narrower statement.
    #expect(abs(prior.coefficients[1].prior.scale - 0.1) < 1e-9)
  }

  /// 1 %, 30 %, 40 % are far from symmetric on the log-odds.
  @Test func oneLopsidedStatement() throws {
    let found = try conflicts(
      "statements: [{scenario: none, between: [1 %, 40 %], about: 30 %, sure: 90 %}]"
    )
    #expect(found.map(\.statements) == [[0]] && found.first?.kind == .shape)
  }

  @Test func twoConflictsAreBothFound() throws {
    let yaml =
      "statements:\n" + statement("none", -3, 0.5) + statement("a=yes", -2, 0.7)
      + statement("b=yes", -2, 0.7)
      + "  - {scenario: a=yes, compared_with: none, between: [0.1, 0.5], sure: 90 %}\n"
      + "  - {scenario: b=yes, compared_with: none, between: [0.5, 2], sure: 90 %}\n"
    let found = try conflicts(yaml).map(\.statements)
    // The two odds ratios ask for different probabilities of `none`; without the first of them, which is
    // the farther off, the second contradicts what is stated of it.
    #expect(found == [[1, 2, 3, 4], [0, 2, 4]])
  }
}

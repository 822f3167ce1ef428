import Testing

@testable import Inference

@Suite struct ElicitationReaderTests {
  @Test func readsEveryKindOfBelief() throws {
    let file = try ElicitationExamples.file(
      """
      title: T
      description: D
      source: S
      experts:
        - name: One
          weight: 2
          statements:
            - scenario: none
              between: [5%, 0.3]
              sure: 90 %
              reason: because
            - {scenario: a=yes, at_least: 40 %, sure: 80 %, about: 0.6, weight: 3}
            - {scenario: b=yes, at_most: 0.2, sure: 0.75}
        - name: Two
          statements:
            - {scenario: none, quantiles: {50 %: 10 %, 5 %: 1 %}}
            - {scenario: a=yes, compared_with: none, between: [2, 8], sure: 50 %}
            - {scenario: b=yes, compared_with: a=yes, more_likely: 95 %}
      """
    )
    #expect([file.title, file.summary, file.source] == ["T", "D", "S"])
    #expect(file.experts.map(\.name) == ["One", "Two"] && file.experts.map(\.weight) == [2, 1])
    let statements = file.experts.flatMap(\.statements)
    let stated = statements.map { $0.quantiles.map { [$0.probability, $0.value] } }
    #expect(
      stated == [
        [[0.05, 0.05], [0.95, 0.3]], [[0.2, 0.4], [0.5, 0.6]], [[0.75, 0.2]],
        [[0.05, 0.01], [0.5, 0.1]], [[0.25, 2], [0.75, 8]], [[0.05, 1]],
      ]
    )
    #expect(statements.map(\.line) == [8, 12, 13, 16, 17, 18])
    #expect(statements.map(\.weight) == [1, 3, 1, 1, 1, 1])
    #expect(statements[0].reason == "because")
    #expect(
      statements.map(\.words) == [
        "between 5 % and 30 %, 90 % sure", "at least 40 %, 80 % sure, about 60 %",
        "at most 20 %, 75 % sure", "50 % quantile 10 %, 5 % quantile 1 %",
        "between 2 and 8 times the odds, 50 % sure", "more likely, 95 % sure",
      ]
    )
    // log(0.3 / 0.7) - log(0.05 / 0.95) over twice the 95 % quantile.
    #expect(abs((statements[0].spread ?? 0) - 0.637_485_635_322_463_9) < 1e-12)
    #expect(abs(statements[0].centre + 1.895_868_419_776_822) < 1e-12)
    #expect(statements[2].spread == nil)
  }

  struct Bad: Sendable {
    let yaml: String
    let kind: PriorError.Kind
    let line: Int
    init(_ yaml: String, _ kind: PriorError.Kind = .invalidValue, line: Int = 1) {
      (self.yaml, self.kind, self.line) = (yaml, kind, line)
    }
  }

  private static func one(_ belief: String, _ kind: PriorError.Kind = .invalidValue) -> Bad {
    Bad("statements:\n  - scenario: none\n    \(belief)\n", kind, line: 3)
  }

  @Test(arguments: [
    Bad("statements: []"), Bad("experts: []"), Bad("title: T", .missingKey),
    Bad("statement: []", .unknownKey), Bad("experts:\n  - name: A", .missingKey, line: 2),
    Bad("statements:\n  - about: 5 %", .missingKey, line: 2),
    Bad("statements:\n  - scenario: none", line: 2),
    Bad("statements:\n  - {scenario: none, between: [5 %, 30 %]}", .missingKey, line: 2),
    Bad("statements:\n  - {scenario: none, sure: 90 %, about: 5 %}", .unknownKey, line: 2),
    Bad("statements:\n  - {scenario: none, about: 5 %, quantiles: {50 %: 4 %}}", line: 2),
    Bad("statements:\n  - {scenario: none, between: [1 %, 5 %], about: 6 %, sure: 0.9}", line: 2),
    Bad(
      "experts:\n  - {name: A, statements: [{scenario: none, about: 5 %}]}\n"
        + "  - {name: A, statements: [{scenario: none, about: 5 %}]}",
      line: 3
    ),
    one("about: 1.5"), one("about: 0"), one("about: 100 %"), one("about: -0.1"),
    one("about: nan"), one("about: often"), one("at_least: 5 %", .missingKey),
    one("more_likely: 95 %", .unknownKey), one("between: [30 %, 5 %]\n    sure: 90 %"),
    one("between: [5 %, 5 %]\n    sure: 90 %"), one("between: [5 %]\n    sure: 90 %"),
    one("quantiles: {120 %: 5 %}"), one("weight: 0\n    about: 5 %"),
    one("compared_with: a=yes\n    about: -2"), one("likely: 5 %", .unknownKey),
  ]) func refuses(_ bad: Bad) {
    do {
      _ = try ElicitationExamples.file(bad.yaml)
      Issue.record("accepted: \(bad.yaml)")
    } catch {
      #expect(error.kind == bad.kind, "\(bad.yaml)")
      #expect(error.file == "s.yaml")
      let isBelow = bad.yaml.contains("compared_with: a=yes\n    about: -2")
      let line = bad.kind == .missingKey && bad.line == 3 ? 2 : bad.line + (isBelow ? 1 : 0)
      #expect(error.line == line, "\(bad.yaml)")
    }
  }
}

import Testing

@testable import InferenceCore

@Suite struct PriorFileTests {
  static let head = "intercept: normal(0, 10)\n"

  static func decode(_ text: String) throws(PriorError) -> PriorSpecification {
    try PriorFile.decode(Array(text.utf8), name: "set", file: "set.yaml")
  }

  @Test func readsEverything() throws {
    let set = try Self.decode(
      """
      title: A set
      description: What it says.
      source: Somewhere
      intercept:
        prior: normal(-4, 1.5)
        reason: rare
        central_90: {log_odds: [-6.47, -1.53], probability: [0.00155, 0.178]}
      coefficients: {prior: "cauchy(0, 1)", scaling: none}
      named:
        a:b:
          prior: laplace(0, 1)
          optional: true
        odd name: flat()
      """
    )
    #expect(set.title == "A set" && set.summary == "What it says." && set.source == "Somewhere")
    #expect(set.intercept.prior.description == "normal(-4, 1.5)" && set.intercept.reason == "rare")
    #expect(
      set.intercept.documented == [
        DocumentedInterval(mass: 0.9, quantity: .logOdds, lower: -6.47, upper: -1.53),
        DocumentedInterval(mass: 0.9, quantity: .probability, lower: 0.00155, upper: 0.178),
      ]
    )
    #expect(set.coefficients.prior.description == "cauchy(0, 1)" && set.scaling == .none)
    #expect(set.named.map(\.column) == ["a:b", "odd name"])
    #expect(set.named.map(\.entry.isOptional) == [true, false])
    #expect(set.named.map(\.entry.line) == [11, 13])
  }

  struct Bad: Sendable {
    let text: String
    let kind: PriorError.Kind
    let line: Int?
    var name: String?
    var suggestion: String?
  }

  @Test(arguments: [
    Bad(text: "", kind: .missingKey, line: nil, name: "intercept"),
    Bad(text: head, kind: .missingKey, line: 1, name: "coefficients"),
    Bad(text: "coefficients: flat()\n", kind: .missingKey, line: 1, name: "intercept"),
    Bad(text: "- a\n- b\n", kind: .invalidValue, line: 1, name: "set.yaml"),
    Bad(
      text: head + "coeficients: flat()\n",
      kind: .unknownKey,
      line: 2,
      name: "coeficients",
      suggestion: "coefficients"
    ),
    Bad(
      text: head + "coefficients:\n  prior: flat()\n  scalling: range\n",
      kind: .unknownKey,
      line: 4,
      name: "scalling",
      suggestion: "scaling"
    ),
    Bad(
      text: head + "coefficients:\n  scaling: range\n",
      kind: .missingKey,
      line: 3,
      name: "prior"
    ),
    Bad(
      text: head + "coefficients:\n  prior: flat()\n  scaling: sd\n",
      kind: .invalidValue,
      line: 4,
      name: "scaling"
    ),
    Bad(text: head + "coefficients: [1, 2]\n", kind: .invalidValue, line: 2, name: "coefficients"),
    Bad(
      text: head + "coefficients:\n  prior: [1]\n",
      kind: .invalidValue,
      line: 3,
      name: "prior"
    ),
    Bad(text: head + "coefficients: normal(0, -1)\n", kind: .notPositive, line: 2, name: "sd"),
    Bad(
      text: head + "coefficients:\n  prior: norml(0, 1)\n",
      kind: .unknownFamily,
      line: 3,
      name: "norml",
      suggestion: "normal"
    ),
    Bad(
      text: head + "coefficients: flat()\nnamed:\n  a:\n    prior: flat()\n    optional: maybe\n",
      kind: .invalidValue,
      line: 6,
      name: "optional"
    ),
    Bad(
      text: head + "coefficients: flat()\nnamed:\n  Intercept: flat()\n",
      kind: .duplicatePrior,
      line: 4,
      name: "Intercept"
    ),
    Bad(
      text: head + "coefficients: flat()\nnamed: a\n",
      kind: .invalidValue,
      line: 3,
      name: "named"
    ),
    Bad(
      text: head + "coefficients:\n  prior: flat()\n  central_90: {log_odds: [1, 2, 3]}\n",
      kind: .invalidValue,
      line: 4,
      name: "log_odds"
    ),
    Bad(
      text: head + "coefficients:\n  prior: flat()\n  central_90: {probability: [0, 1]}\n",
      kind: .unknownKey,
      line: 4,
      name: "probability"
    ),
    Bad(
      text: head + "title: [a]\ncoefficients: flat()\n",
      kind: .invalidValue,
      line: 2,
      name: "title"
    ),
    Bad(text: head + "coefficients: 'flat\n", kind: .malformedYAML, line: 3, name: "set.yaml"),
    Bad(text: head + "\tcoefficients: flat()\n", kind: .malformedYAML, line: 2, name: "set.yaml"),
    Bad(
      text: head + "coefficients: flat()\nintercept: flat()\n",
      kind: .malformedYAML,
      line: 1,
      name: "intercept"
    ),
  ])
  func refuses(bad: Bad) throws {
    let error = try #require(throws: PriorError.self) {
      try Self.decode(bad.text)
    }
    #expect(error.kind == bad.kind)
    #expect(error.file == "set.yaml")
    #expect(error.line == bad.line)
    #expect(error.name == bad.name)
    #expect(error.suggestion == bad.suggestion)
  }

  @Test func errorsOfAPriorKeepTheirRange() throws {
    let error = try #require(throws: PriorError.self) {
      try Self.decode(Self.head + "coefficients: normal(0)\n")
    }
    #expect(error.text == "normal(0)" && error.range == 0..<9)
    #expect(error.accepted == ["normal(mean, sd)"])
  }
}

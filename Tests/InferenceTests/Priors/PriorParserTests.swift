import Testing

@testable import Inference

@Suite struct PriorParserTests {
  @Test(arguments: [
    ("normal(0, 2.5)", "normal(0, 2.5)"), ("  normal ( -1 ,+.5 )  ", "normal(-1, 0.5)"),
    ("student_t(3,0,1e1)", "student_t(3, 0, 10)"), ("cauchy(0,10)", "cauchy(0, 10)"),
    ("double_exponential(0, 1)", "laplace(0, 1)"), ("laplace(0, 1.)", "laplace(0, 1)"),
    ("logistic(0,1)", "logistic(0, 1)"), ("flat()", "flat()"), ("flat", "flat()"),
    ("flat( )", "flat()"), ("normal(\n0,\t1)", "normal(0, 1)"),
  ])
  func readsPriors(text: String, canonical: String) throws {
    #expect(try CoefficientPrior(text).description == canonical)
  }

  @Test(arguments: [
    ("security_uncertainty ~ normal(2, 1)", "security_uncertainty", 0..<20, false),
    ("Intercept~normal(0,10)", "Intercept", 0..<9, false),
    ("(Intercept) ~ normal(0, 10)", "(Intercept)", 0..<11, false),
    (" a : b ~ flat()", "a:b", 1..<6, false),
    ("`odd ~ name` ~ flat()", "odd ~ name", 0..<12, true),
    ("`a b`:c ~ flat()", "a b:c", 0..<7, true),
    ("`b` ~ flat()", "b", 0..<3, true),
    ("log(gdp  + 1) ~ flat()", "log(gdp + 1)", 0..<13, false),
    ("протест ~ flat()", "протест", 0..<7, false),
  ])
  func readsTargets(text: String, target: String, range: Range<Int>, isQuoted: Bool) throws {
    let statement = try PriorStatement(text)
    #expect(statement.target == target)
    #expect(statement.targetRange == range)
    #expect(statement.isQuoted == isQuoted)
    #expect(statement.text == text)
  }

  struct Bad: Sendable {
    let text: String
    let kind: PriorError.Kind
    let range: Range<Int>
    var name: String?
    var accepted: [String]?
    var suggestion: String?
  }

  static let families = [
    "normal", "student_t", "cauchy", "laplace", "logistic", "log_F", "flat", "jeffreys",
  ]
  static let badPriors = [
    Bad(text: "", kind: .doesNotParse, range: 0..<0, accepted: ["a family"]),
    Bad(text: "(0, 1)", kind: .doesNotParse, range: 0..<1, accepted: ["a family"]),
    Bad(
      text: " norml(0, 1)",
      kind: .unknownFamily,
      range: 1..<6,
      name: "norml",
      accepted: families,
      suggestion: "normal"
    ),
    Bad(text: "gamma(1, 1)", kind: .unknownFamily, range: 0..<5, name: "gamma", accepted: families),
    Bad(text: "normal(0, 1", kind: .doesNotParse, range: 6..<11, accepted: ["a closing bracket"]),
    Bad(text: "normal(0, 1) x", kind: .doesNotParse, range: 13..<14, accepted: ["nothing more"]),
    Bad(text: "normal(0, one)", kind: .doesNotParse, range: 10..<13, accepted: ["a number"]),
    Bad(text: "normal(0, )", kind: .doesNotParse, range: 10..<10, accepted: ["a number"]),
    Bad(text: "normal(0; 1)", kind: .doesNotParse, range: 7..<11, accepted: ["a number"]),
    Bad(text: "normal(0, 0x1)", kind: .doesNotParse, range: 10..<13, accepted: ["a number"]),
    Bad(text: "normal(0, log(2))", kind: .doesNotParse, range: 10..<15, accepted: ["a number"]),
    Bad(
      text: "normal(0)",
      kind: .wrongNumberOfArguments(expected: 2, found: 1),
      range: 0..<9,
      name: "normal",
      accepted: ["normal(mean, sd)"]
    ),
    Bad(
      text: "normal",
      kind: .wrongNumberOfArguments(expected: 2, found: 0),
      range: 0..<6,
      name: "normal",
      accepted: ["normal(mean, sd)"]
    ),
    Bad(
      text: "student_t(0, 1) ",
      kind: .wrongNumberOfArguments(expected: 3, found: 2),
      range: 0..<15,
      name: "student_t",
      accepted: ["student_t(df, location, scale)"]
    ),
    Bad(
      text: "flat(1)",
      kind: .wrongNumberOfArguments(expected: 0, found: 1),
      range: 0..<7,
      name: "flat",
      accepted: ["flat()"]
    ),
    Bad(text: "normal(0, -1)", kind: .notPositive, range: 10..<12, name: "sd"),
    Bad(text: "cauchy(0, 0)", kind: .notPositive, range: 10..<11, name: "scale"),
    Bad(text: "student_t(0, 0, 1)", kind: .notPositive, range: 10..<11, name: "df"),
    Bad(text: "normal(inf, 1)", kind: .notFinite, range: 7..<10, name: "mean"),
    Bad(text: "normal(0, NaN)", kind: .notFinite, range: 10..<13, name: "sd"),
    Bad(text: "laplace(0, 1e999)", kind: .notFinite, range: 11..<16, name: "scale"),
  ]

  @Test(arguments: badPriors)
  func refusesBadPriors(bad: Bad) throws {
    let error = try #require(throws: PriorError.self) { try CoefficientPrior(bad.text) }
    expect(error, bad)
  }

  @Test(arguments: [
    Bad(text: "protest", kind: .doesNotParse, range: 7..<7, accepted: ["~"]),
    Bad(text: " ~ flat()", kind: .doesNotParse, range: 1..<2, accepted: ["a coefficient"]),
    Bad(text: "`a ~ flat()", kind: .doesNotParse, range: 0..<11, accepted: ["a closing backtick"]),
    Bad(text: "a ~ ", kind: .doesNotParse, range: 4..<4, accepted: ["a family"]),
    Bad(text: "a ~ b ~ flat()", kind: .unknownFamily, range: 4..<5, name: "b"),
    Bad(text: "é ~ normal(0, -2)", kind: .notPositive, range: 14..<16, name: "sd"),
  ])
  func refusesBadStatements(bad: Bad) throws {
    let error = try #require(throws: PriorError.self) { try PriorStatement(bad.text) }
    expect(error, bad)
  }

  private func expect(_ error: PriorError, _ bad: Bad) {
    #expect(error.kind == bad.kind)
    #expect(error.text == bad.text)
    #expect(error.range == bad.range)
    #expect(error.name == bad.name)
    #expect(bad.accepted == nil || error.accepted == bad.accepted)
    #expect(error.suggestion == bad.suggestion)
  }

  @Test func tellsStatementsFromNamesAndPaths() {
    #expect(PriorStatement.isStatement("protest ~ normal(0, 1)"))
    #expect(PriorStatement.isStatement("b~flat"))
    #expect(!PriorStatement.isStatement("sceptical"))
    #expect(!PriorStatement.isStatement("~/priors/mine.yaml"))
  }
}

import Testing

@testable import InferenceCore

struct FormulaParserTests {
  /// The error of a formula, as the text at fault.
  private func failure(_ text: String) -> FormulaError? {
    do throws(FormulaError) {
      _ = try Formula(text)
      return nil
    } catch {
      return error
    }
  }

  private func slice(_ text: String, _ range: Range<Int>?) -> String? {
    range.map { String(Array(text)[$0]) }
  }

  // R: attr(terms(y ~ ..., data = data.frame(y = 1, n = 1, a = 1, b = 1, c = 1)), "term.labels").
  @Test(arguments: [
    ("y ~ .", "n a b c"),
    ("y ~ . - b", "n a c"),
    ("y ~ b + .", "b n a c"),
    ("y ~ 0 + .:a", "a n:a b:a c:a"),
    ("y ~ (. - n)^2", "a b c a:b a:c b:c"),
    ("y ~ . + log(a)", "n a b c log(a)"),
    ("y | trials(n) ~ .", "a b c"),
  ])
  func aDotIsAllOtherColumns(_ text: String, _ labels: String) throws {
    let formula = try Formula(text, allColumns: ["y", "n", "a", "b", "c"])
    let found = Set(formula.terms.map { Set($0.variables.map(\.label)) })
    #expect(
      found
        == Set(labels.split(separator: " ").map { Set($0.split(separator: ":").map(String.init)) })
    )
    #expect(formula.hasIntercept == !text.contains("0 +"))
    #expect(Formula.namesAllColumns(text) && !Formula.namesAllColumns("y ~ .x + a.b"))
  }

  @Test func aDotHasItsPlaceInMessages() throws {
    let formula = try Formula("y ~ .", allColumns: ["y", "a"])
    #expect(slice(formula.text, formula.range(ofColumn: "a")) == ".")
    #expect(throws: FormulaError.self) { try Formula("y ~ log(.)", allColumns: ["y", "a"]) }
    #expect(throws: FormulaError.self) { try Formula(". ~ a", allColumns: ["y", "a"]) }
  }

  // The expected labels are those of R's attr(terms(y ~ ...), "term.labels").
  @Test(arguments: [
    ("a + b", "a b", true),
    ("a:b", "a:b", true),
    ("a * b", "a b a:b", true),
    ("a * b * c", "a b c a:b a:c b:c a:b:c", true),
    ("(a + b + c)^2", "a b c a:b a:c b:c", true),
    ("(a + b + c)^3", "a b c a:b a:c b:c a:b:c", true),
    ("(a + b)^9", "a b a:b", true),
    ("a^2", "a", true),
    ("a:a", "a", true),
    ("a + a", "a", true),
    ("a + b:a + b", "a b a:b", true),
    ("b:a + a", "a b:a", true),
    ("a:b + c", "c a:b", true),
    ("a * b - a", "b a:b", true),
    ("a * b - a:b", "a b", true),
    ("a * b - b:a", "a b", true),
    ("(a + b + c)^2 - a:b", "a b c a:c b:c", true),
    ("a * (b + c)", "a b c a:b a:c", true),
    ("a:(b + c)", "a:b a:c", true),
    ("(a + b):(c + d)", "a:c a:d b:c b:d", true),
    ("a*b:c", "a b:c a:b:c", true),
    ("a + b - c", "a b", true),
    ("a + (b - a)", "a b", true),
    ("a - (a - b)", "", true),
    ("0 + a", "a", false),
    ("a - 1", "a", false),
    ("a + 0", "a", false),
    ("-1 + a", "a", false),
    ("a + -1", "a", false),
    ("a - 0", "a", true),
    ("0 + a + 1", "a", true),
    ("a - 1 + 1", "a", true),
    ("1", "", true),
    ("1 + a", "a", true),
    ("a - (b - 1)", "a", true),
    ("log(a) + scale(b) + I(a^2)", "log(a) scale(b) I(a^2)", true),
    ("factor(a):b", "factor(a):b", true),
    ("log( a+1 )*b", "log(a + 1) b log(a + 1):b", true),
    ("I(a/100) + log((a+b)*c)", "I(a/100) log((a + b) * c)", true),
    ("I(a - (b - c)) + I(a-b-c)", "I(a - (b - c)) I(a - b - c)", true),
    ("I(-a^2) + I((-a)^2) + I(a^b^c) + I((a^b)^c)", "I(-a^2) I((-a)^2) I(a^b^c) I((a^b)^c)", true),
    ("a + offset(b) + c", "a c", true),
    ("a.b + a_b + .x + x1", "a.b a_b .x x1", true),
  ])
  func expandsTermsAsR(rightHandSide: String, labels: String, hasIntercept: Bool) throws {
    let formula = try Formula("y ~ " + rightHandSide)
    #expect(formula.terms.map(\.label).joined(separator: " ") == labels)
    #expect(formula.hasIntercept == hasIntercept)
    #expect(formula.response == Formula.Response(column: "y", trials: nil))
  }

  @Test func readsNamesOfAnyScript() throws {
    let text = "вмешательство ~ протест * `chars, \"quotes\"\nand lines` + 2020_x + `a\\`b` + 干预"
    let formula = try Formula(text)
    #expect(formula.response.column == "вмешательство")
    #expect(
      formula.predictorColumns
        == ["протест", "chars, \"quotes\"\nand lines", "2020_x", "a`b", "干预"]
    )
    #expect(
      formula.terms.last?.variables.map(\.label) == ["протест", "chars, \"quotes\"\nand lines"]
    )
  }

  @Test func quotesNamesInsideFunctions() throws {
    let formula = try Formula("y ~ `gdp per head` + log(`gdp per head`) + factor(`a b`)")
    #expect(
      formula.terms.map(\.label)
        == ["gdp per head", "log(`gdp per head`)", "factor(`a b`)"]
    )
  }

  @Test func readsGroupedOutcomes() throws {
    #expect(try Formula("s | trials(n) ~ x").response.trials == .column("n"))
    #expect(try Formula("s|trials( 12 )~x").response.trials == .count(12))
    #expect(try Formula("s | trials(`n t`) ~ x").response.columns == ["s", "n t"])
  }

  @Test func collectsOffsets() throws {
    let formula = try Formula("y ~ offset(log(n)) + x + offset(2 * z)")
    #expect(formula.offsets.map(\.label) == ["log(n)", "2 * z"])
    #expect(formula.predictorColumns == ["x", "n", "z"])
  }

  @Test(arguments: [
    ("", FormulaError.Kind.empty, ""),
    ("  \n", .empty, "  \n"),
    ("y", .unexpectedToken, ""),
    ("y ~", .unexpectedToken, ""),
    ("~ x", .unexpectedToken, "~"),
    ("1 ~ x", .unexpectedToken, "1"),
    ("y ~ x +", .unexpectedToken, ""),
    ("y ~ x z", .unexpectedToken, "z"),
    ("y ~ x ~ z", .unexpectedToken, "~"),
    ("y ~ (x + z", .unexpectedToken, ""),
    ("y ~ x + z)", .unexpectedToken, ")"),
    ("y ~ x + * z", .unexpectedToken, "*"),
    ("y ~ 2 + x", .unexpectedToken, "2"),
    ("y ~ x:1", .unexpectedToken, "1"),
    ("y ~ 0 * x", .unexpectedToken, "0"),
    ("y ~ x^z", .unexpectedToken, "z"),
    ("y ~ x^0", .unexpectedToken, "0"),
    ("y ~ x^1.5", .unexpectedToken, "1.5"),
    ("y ~ log()", .unexpectedToken, ")"),
    ("y ~ log(x", .unexpectedToken, ""),
    ("y ~ log(x:z)", .unexpectedToken, ":"),
    ("y ~ factor(x + 1)", .unexpectedToken, "+"),
    ("log(y) ~ x", .unexpectedToken, "("),
    ("y ~ x & z + w", .bareComparison, "x & z + w"),
    ("y ~ x @ z", .unexpectedCharacter, "@"),
    ("y ~ x + §", .unexpectedCharacter, "§"),
    ("y ~ x + `open", .unclosedBacktick, "`open"),
    ("y ~ .", .unsupportedNotation, "."),
    ("y ~ x / z", .unsupportedNotation, "/"),
    ("y ~ x %in% z", .unsupportedNotation, "%in%"),
    ("y ~ x + (1 | g)", .unsupportedNotation, "|"),
    ("y ~ x + logg(z)", .unknownFunction, "logg"),
    ("y ~ log(sqrt(z))", .unknownFunction, "sqrt"),
    ("s | n ~ x", .trialsMissing, "n"),
    ("s | ~ x", .trialsMissing, "~"),
    ("s | trials(0) ~ x", .unexpectedToken, "0"),
    ("s | trials(1.5) ~ x", .unexpectedToken, "1.5"),
    ("y ~ x:offset(z)", .misplacedOffset, "offset(z)"),
    ("y ~ x - offset(z)", .misplacedOffset, "- offset(z)"),
    ("y ~ x + y", .responseAmongPredictors, "y"),
    ("y ~ x + offset(log(y))", .responseAmongPredictors, "y"),
    ("y ~ x == 2 + z", .bareComparison, "x == 2 + z"),
    ("y ~ z + x > 0", .bareComparison, "z + x > 0"),
    ("y ~ I(0 < x < 2)", .chainedComparison, "0 < x"),
    ("y ~ I(g < \"north\")", .comparedWord, "g < \"north\""),
    ("y ~ I(1 == \"north\")", .comparedWord, "1 == \"north\""),
    ("y ~ I(\"north\")", .unexpectedToken, "\"north\""),
    ("y ~ I(x = 2)", .unexpectedToken, "="),
    ("y ~ I(g == \"north)", .unclosedBacktick, "\"north)"),
    ("I(x) ~ z", .unexpectedToken, "I(x)"),
    ("I(x > 0) ~ x", .responseAmongPredictors, "x"),
    ("cbind(s, f) ~ x", .boundCounts, "cbind(s, f)"),
    ("cbind(s, n - s) ~ x", .boundCounts, "cbind(s, n - s)"),
  ])
  func refusesWithTheRange(text: String, kind: FormulaError.Kind, at fault: String) {
    let error = failure(text)
    #expect(error?.kind == kind)
    #expect(slice(text, error?.range) == fault)
    #expect(error?.formula == text)
    if kind == .unexpectedToken { #expect(error?.accepted.isEmpty == false) }
  }

  @Test func countsCharactersNotBytes() {
    #expect(failure("вмешательство ~ é + )")?.range == 20..<21)
    #expect(failure("y ~ ")?.range == 4..<4)
  }

  @Test func suggestsFunctions() {
    #expect(failure("y ~ Log(x)")?.suggestion == "log")
    #expect(failure("y ~ Log(x)")?.accepted == ["factor", "I", "log", "offset", "scale"])
  }

  @Test func refusesExcessWithoutCrashing() {
    let deep = String(repeating: "(", count: 100_000)
    #expect(failure("y ~ " + deep)?.kind == .tooComplex)
    #expect(failure("y ~ log(" + deep)?.kind == .tooComplex)
    #expect(failure("y ~ I(" + String(repeating: "-", count: 100_000) + "x)")?.kind == .tooComplex)
    let sum = (0..<40).map { "x\($0)" }.joined(separator: " + ")
    #expect(failure("y ~ (\(sum))^20")?.kind == .tooManyTerms)
  }

  /// 8,002,000 terms were made before they were found to be too many.
  @Test func productsAreBoundedBeforeTheyAreMade() throws {
    let names = (0..<4_000).map { "x\($0)" }
    let refusal = #expect(throws: FormulaError.self) {
      try Formula("y ~ (.)^2", allColumns: names)
    }
    #expect(refusal?.kind == .tooManyTerms)
    #expect(refusal?.value == "4000 x 4000" && refusal?.accepted == ["5000"])
    let crossed = #expect(throws: FormulaError.self) {
      try Formula("y ~ a + (.) * (.)", allColumns: names)
    }
    #expect(crossed?.kind == .tooManyTerms)
    let sum = #expect(throws: FormulaError.self) {
      try Formula("y ~ .", allColumns: names + names.map { "z" + $0 })
    }
    #expect(sum?.kind == .tooManyTerms && sum?.value == "8000")
    // All that is named twice counts once.
    #expect(try Formula("y ~ (.)^1 + . + .", allColumns: names).terms.count == 4_000)
  }

  @Test func removedTermsCanBeAddedAgain() throws {
    #expect(try Formula("y ~ a + b - a + a").terms.map(\.label) == ["b", "a"])
    #expect(try Formula("y ~ a * b - a:b + b:a").terms.map(\.label) == ["a", "b", "a:b"])
  }

  @Test func acceptsAnyNumberOfTerms() throws {
    let sum = (0..<2_000).map { "x\($0)" }.joined(separator: " + ")
    #expect(try Formula("y ~ " + sum).terms.count == 2_000)
  }

  @Test func readsScientificNumbers() throws {
    let formula = try Formula("y ~ I(x * 1e-3) + I(x * .5) + I(x + 2E+2)")
    #expect(formula.terms.map(\.label) == ["I(x * 0.001)", "I(x * 0.5)", "I(x + 200)"])
  }
}

import Testing

@testable import Inference

struct HypothesisTests {
  private static let names = [
    "Intercept", "protest", "log(gdp)", "factor(year)2020", "regionSouth Asia",
    "protest:regionAsia", "I(x^2)",
  ]

  private func read(_ text: String) throws(FormulaError) -> Hypothesis {
    try Hypothesis(text, coefficients: Self.names)
  }

  @Test func readsNames() throws {
    #expect(try read("protest>Intercept").left == .column("protest"))
    #expect(try read("log( gdp ) > 0").left == .column("log(gdp)"))
    #expect(try read("factor(year)2020 < 1").left == .column("factor(year)2020"))
    #expect(try read("`regionSouth Asia` < 1").left == .column("regionSouth Asia"))
    #expect(try read("protest : regionAsia < 1").left == .column("protest:regionAsia"))
    #expect(try read("I(x^2) < 1").left == .column("I(x^2)"))
    #expect(try read("1 <= `log(gdp)`").right == .column("log(gdp)"))
  }

  @Test func readsArithmetic() throws {
    let hypothesis = try read("-abs(protest - 2) * 3 < exp(Intercept)^2")
    #expect(hypothesis.comparison == .less)
    #expect(
      hypothesis.left
        == .arithmetic(
          .negated(.absolute(.arithmetic(.column("protest"), .minus, .number(2)))),
          .times,
          .number(3)
        )
    )
    #expect(
      hypothesis.right == .arithmetic(.exponential(.column("Intercept")), .power, .number(2))
    )
    let scenario = try Scenario("protest=yes, region=Asia")
    #expect(try read("p(protest=yes, region=Asia) > 0.5").left == .probability(scenario))
  }

  private func failure(_ text: String) -> FormulaError? {
    do throws(FormulaError) {
      _ = try read(text)
      return nil
    } catch { return error }
  }

  @Test func refusesWhatItDoesNotKnow() {
    let unknown = failure("protest > protst")
    #expect(unknown?.kind == .unknownCoefficient && unknown?.subject == .hypothesis)
    #expect(unknown?.suggestion == "protest" && unknown?.range == 10..<16)
    #expect(unknown?.accepted == Self.names)
    #expect(failure("sqrt(protest) > 1")?.kind == .unknownFunction)
    #expect(failure("sqrt(protest) > 1")?.accepted == ["abs", "exp", "p"])
    #expect(failure("log(protest) > 1")?.kind == .unknownCoefficient)
    #expect(failure("protest")?.accepted == ["<", ">"])
    #expect(failure("protest = 0")?.kind == .unexpectedToken)
    #expect(failure("protest > 0 > 1")?.kind == .unexpectedToken)
    #expect(failure("")?.kind == .empty)
    #expect(failure("protest > ")?.accepted.contains("a coefficient") == true)
    let scenario = failure("1 > p(protest=)")
    #expect(scenario?.subject == .scenario && scenario?.formula == "1 > p(protest=)")
    #expect(scenario?.kind == .unexpectedToken && scenario?.range == 14..<14)
    #expect(failure("p(protest > 0")?.kind == .unexpectedToken)
  }
}

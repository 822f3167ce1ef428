import Testing

@testable import Inference

struct FittedConditionsTests {
  private static let formula = "y ~ protest * region + log(gdp) + factor(year) + offset(gdp)"

  private static func design() throws -> DesignMatrix {
    try DesignTestTable.design(
      formula,
      DesignTestTable.make([
        Column(name: "year", values: .numeric([2005, 2010, 2005, 2020, 2020, 2010]))
      ]),
      references: ["region": "Baltic"]
    )
  }

  @Test func knowsWhatColumnsAre() throws {
    let fitted = FittedConditions(try Self.design())
    #expect(fitted.names == ["protest", "region", "gdp", "year"])
    #expect(fitted["protest"]?.kind == .coded)
    #expect(
      fitted["region"]?.kind == .factor([.level("Baltic"), .level("Asia"), .level("Caucasus")])
    )
    #expect(fitted["year"]?.kind == .factor([.number(2005), .number(2010), .number(2020)]))
    // 1.5, 2, 4, 0.5, 3, 8
    guard case .numeric(let low, let high, let mean)? = fitted["gdp"]?.kind else {
      Issue.record("gdp is a number")
      return
    }
    #expect(low == 0.5 && high == 8)
    #expect(abs(mean - 19.0 / 6) < 1e-15)
    #expect(fitted["y"] == nil)
  }

  @Test func holdsWhatIsNotNamed() throws {
    let fitted = FittedConditions(try Self.design())
    let all = try fitted.resolve(Scenario("protest, region=Asia, gdp=2, year=2020.0"))
    #expect(all.values == [.code(true), .level("Asia"), .number(2), .number(2020)])
    #expect(!all.isHeld.contains(true))
    let some = try fitted.resolve(
      Scenario("protest=PRESENT"),
      holding: Scenario("gdp=1,protest=no")
    )
    #expect(some.values == [.code(true), .level("Baltic"), .number(1), .number(2005)])
    #expect(some.isHeld == [false, true, true, true])
    #expect(fitted.label(of: all) == "protest=yes, region=Asia, gdp=2, year=2020")
    #expect(fitted.label(of: some, omittingHeld: true) == "protest=yes")
    // A label reads back.
    #expect(try fitted.resolve(Scenario(fitted.label(of: all))) == all)
  }

  /// The label of the scenario without any condition reads back, whatever it is held at.
  @Test func noneNamesNothing() throws {
    let fitted = FittedConditions(try Self.design())
    let nothing = try fitted.resolve(nil)
    #expect(fitted.shortLabel(of: nothing, omittingHeld: true) == "gdp at its mean")
    for label in ["none", "gdp at its mean"] {
      #expect(try fitted.resolve(Scenario(label)) == nothing)
      let held = try Scenario("region=Asia")
      #expect(
        try fitted.resolve(Scenario(label), holding: held) == fitted.resolve(nil, holding: held)
      )
    }
    #expect(throws: FormulaError.self) { try fitted.resolve(Scenario("none, protest")) }
    // A condition that is called so is that condition.
    let other = FittedConditions(
      try DesignTestTable.design(
        "y ~ none",
        DesignTestTable.make([
          Column(name: "none", values: .coded([true, false, true, false, true, false]))
        ])
      )
    )
    #expect(try other.resolve(Scenario("none")).values == [.code(true)])
  }

  @Test func encodesAsTheFitDid() throws {
    let design = try Self.design()
    let fitted = FittedConditions(design)
    // The first case of the table, and a row that is none.
    let rows = try fitted.encode([
      fitted.resolve(Scenario("protest=yes, region=Caucasus, gdp=1.5, year=2005")),
      fitted.resolve(Scenario("protest=1, region=Asia, gdp=4, year=2010")),
    ])
    #expect(rows.matrix.row(0) == design.matrix.row(0))
    #expect(rows.offset == [1.5, 4])
    let expected = [
      "Intercept": 1, "protest": 1, "regionAsia": 1, "log(gdp)": 1.386_294_361_119_890_6,
      "factor(year)2010": 1, "protest:regionAsia": 1,
    ]
    for (index, column) in design.columns.enumerated() {
      #expect(rows.matrix[1, index] == expected[column.name] ?? 0, "\(column.name)")
    }
    #expect(rows.caseNames[1] == "protest=yes, region=Asia, gdp=4, year=2010")
  }

  private func failure(_ text: String) throws -> FormulaError? {
    let fitted = FittedConditions(try Self.design())
    do throws(FormulaError) {
      _ = try fitted.encode([fitted.resolve(Scenario(text))])
      return nil
    } catch { return error }
  }

  @Test func refusesWhatTheRunDoesNotHave() throws {
    let unknown = try failure("gdp=1, protst=yes")
    #expect(unknown?.kind == .unknownCondition && unknown?.subject == .scenario)
    #expect(unknown?.suggestion == "protest" && unknown?.range == 7..<13)
    #expect(unknown?.accepted == ["protest", "region", "gdp", "year"])
    #expect(try failure("protest=maybe")?.kind == .notCoded)
    #expect(try failure("protest=2")?.kind == .notCoded)
    let level = try failure("region=Caucasia")
    #expect(level?.kind == .unknownLevel && level?.suggestion == "Caucasus")
    #expect(level?.accepted == ["Baltic", "Asia", "Caucasus"])
    #expect(try failure("region")?.kind == .unknownLevel)
    #expect(try failure("year=2006")?.kind == .unknownLevel)
    #expect(try failure("gdp=high")?.kind == .notNumeric)
    #expect(try failure("gdp=inf")?.kind == .notNumeric)
    #expect(try failure("gdp")?.kind == .notNumeric)
    let log = try failure("gdp=0")
    #expect(log?.kind == .logOfNonPositive)
    #expect(log?.caseName == "protest=no, region=Baltic, gdp=0, year=2005")
  }

  @Test func aFormulaMayHaveNone() throws {
    let fitted = FittedConditions(try DesignTestTable.design("y ~ 1"))
    #expect(fitted.conditions.isEmpty)
    let resolved = try fitted.resolve(nil)
    #expect(fitted.label(of: resolved) == "all cases")
    #expect(try fitted.encode([resolved]).matrix.row(0) == [1])
  }
}

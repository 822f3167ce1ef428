import Testing

@testable import InferenceCore

struct ObservedConfigurationsTests {
  @Test func gridsHaveEveryCombination() throws {
    let fitted = FittedConditions(try DesignTestTable.design("y ~ protest + region + gdp"))
    let grid = try fitted.grid()
    #expect(grid.count == 6 && Set(grid).count == 6)
    #expect(fitted.label(of: grid[1], omittingHeld: true) == "protest=no, region=Baltic")
    #expect(grid.allSatisfy { $0.isHeld == [false, false, true] })
    let some = try fitted.grid(of: ["region"], holding: Scenario("protest=yes,gdp=2"))
    #expect(some.map { fitted.shortLabel(of: $0) }.first == "protest, region=Asia, gdp=2")
    #expect(some.count == 3)
    // What is held is not varied.
    #expect(try fitted.grid(holding: Scenario("region=Asia")).count == 2)
    #expect(throws: FormulaError.self) { try fitted.grid(of: ["gdp"]) }
    #expect(throws: FormulaError.self) { try fitted.grid(of: ["gap"]) }
  }

  @Test func distanceCountsConditionsThatDiffer() throws {
    // protest, region: yes Caucasus, no Baltic, yes Asia, yes Asia, no Baltic, no Caucasus
    let design = try DesignTestTable.design("y ~ protest + region + size + gdp")
    let fitted = FittedConditions(design)
    let observed = ObservedConfigurations(design, fitted)
    func nearest(_ text: String) throws -> ObservedConfigurations.Nearest {
      observed.nearest(to: try fitted.resolve(Scenario(text)))
    }
    #expect(
      try nearest("protest=yes,region=Asia,size=large")
        == .init(distance: 0, cases: ["case 2"])
    )
    #expect(
      try nearest("protest=no,region=Asia,size=small")
        == .init(distance: 1, cases: ["case 3", "case 4"])
    )
    #expect(
      try nearest("protest=yes,region=Baltic,size=large,gdp=100")
        == .init(distance: 1, cases: ["case 1", "case 2"])
    )
    let outside = observed.outside(of: try fitted.resolve(Scenario("gdp=8.1")))
    #expect(outside == ["gdp"])
    #expect(observed.outside(of: try fitted.resolve(Scenario("gdp=8"))).isEmpty)
  }

  @Test func gridsAreBounded() throws {
    let columns = (0..<14).map {
      Column(name: "x\($0)", values: .coded([true, false, true]))
    }
    let table = Table(
      source: "",
      columns: [Column(name: "y", values: .coded([true, false, true]))] + columns,
      caseNames: ["a", "b", "c"]
    )
    let names = columns.map(\.name)
    let design = try DesignMatrix(
      formula: Formula("y ~ " + names.joined(separator: " + ")),
      table: table
    )
    let fitted = FittedConditions(design)
    do {
      _ = try fitted.grid()
      Issue.record("16384 configurations are too many")
    } catch {
      #expect(error.kind == .tooManyConfigurations && error.value == "16384")
    }
    #expect(try fitted.grid(of: Array(names.prefix(13))).count == 8192)
    #expect(try fitted.observed(in: design).count == 2)
  }

  /// A new table may hold numbers where the fit had codes, and codes where it had numbers.
  @Test func rowsOfOtherTablesAreScenarios() throws {
    let design = try DesignTestTable.design(
      "y ~ protest + gdp + factor(year)",
      DesignTestTable.make([Column(name: "year", values: .numeric([0, 1, 2, 2, 1, 0]))])
    )
    let fitted = FittedConditions(design)
    let table = DesignTestTable.table([
      Column(name: "protest", values: .coded([true])), Column(name: "gdp", values: .coded([true])),
      Column(name: "year", values: .coded([false])),
    ])
    #expect(
      fitted.scenario(of: 0, in: table).values == [.code(true), .number(1), .number(0)]
    )
  }
}

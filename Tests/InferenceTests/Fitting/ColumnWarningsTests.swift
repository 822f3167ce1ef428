import Testing

@testable import InferenceCore

/// Warnings about the terms of a formula and about outcomes that tell little.
@Suite struct ColumnWarningsTests {
  private static func codes(_ formula: String, _ table: Table = DesignTestTable.make()) throws
    -> [String]
  {
    try AnalysisWarning.aboutColumns(of: DesignTestTable.design(formula, table)).map(\.code)
  }

  /// A missing factor is made up for by the levels of the other; a missing number is not.
  @Test(arguments: [
    ("y ~ protest:gdp", true), ("y ~ protest + protest:gdp", true), ("y ~ protest * gdp", false),
    ("y ~ region:gdp", true), ("y ~ region + region:gdp", false), ("y ~ gdp + region:gdp", true),
    ("y ~ region:size", false), ("y ~ region * gdp", false), ("y ~ protest * gdp - gdp", true),
  ])
  func anInteractionAloneIsSaid(formula: String, isSaid: Bool) throws {
    #expect(try Self.codes(formula).contains("interaction-alone") == isSaid)
  }

  @Test func theMissingPartsAreNamed() throws {
    let warnings = AnalysisWarning.interactionsAlone(in: try Formula("y ~ a:b"), factors: [])
    #expect(warnings.map(\.subjects) == [["a:b"]])
    #expect(warnings[0].message.contains("without `a` and `b`"))
    #expect(warnings[0].message.contains("write a * b"))
  }

  private static func table(cases: Int, events: Int) -> Table {
    DesignTestTable.table([
      Column(name: "y", values: .coded((0..<cases).map { $0 < events })),
      Column(name: "x", values: .numeric((0..<cases).map { Double($0 * 7 % 11) })),
    ])
  }

  @Test(arguments: [
    (200, 3, true), (200, 197, true), (200, 9, true), (200, 60, false), (12, 1, false),
  ])
  func rareOutcomesAreSaid(cases: Int, events: Int, isSaid: Bool) throws {
    let found = try Self.codes("y ~ x", Self.table(cases: cases, events: events))
    #expect(found.contains("rare-outcome") == isSaid)
  }

  /// Ten events for each coefficient are enough, however rare they are.
  @Test func manyEventsAreNotRare() throws {
    #expect(try Self.codes("y ~ x", Self.table(cases: 1000, events: 12)).isEmpty)
    #expect(
      try Self.codes("y ~ x + I(x^2)", Self.table(cases: 1000, events: 12)) == ["rare-outcome"]
    )
  }

  @Test func theInterceptOfTwoNumbersIsPlaced() throws {
    func found(_ values: [Double?]) throws -> [AnalysisWarning] {
      let table = DesignTestTable.make([Column(name: "a", values: .numeric(values))])
      return AnalysisWarning.aboutColumns(of: try DesignTestTable.design("y ~ a", table))
    }
    let warning = try #require(try found([1, 2, 2, 1, 2, 1]).first)
    #expect(warning.code == "intercept-off-codes")
    #expect(warning.message.contains("I(a == 2)"))
    #expect(try found([0, 100, 0, 0, 100, 100]).isEmpty)
    #expect(try found([1, 2, 3, 1, 2, 1]).isEmpty)
  }
}

import Testing

@testable import Inference

@Suite struct FragilityExportTests {
  /// One condition, eight cases; one recode takes 0.96 to 0.93, another fails.
  private static func reading() throws -> FragilityReading {
    let plan = try FragilityPlan(
      base: UniverseExamples.universe(formula: "intervention ~ protest"),
      of: Study.load("csto")
    )
    func result(_ universe: Universe) throws -> (universe: Universe, result: UniverseResult) {
      let names = try #require(plan.changes(of: universe)).map(\.description)
      if names.contains("KAZ2022 intervention yes -> no") {
        return UniverseExamples.failure(universe, "broken")
      }
      let isMoved = names.contains("KAZ2022 protest yes -> no")
      return UniverseExamples.result(
        universe,
        [
          UniverseExamples.quantity(
            "protest",
            median: isMoved ? 0.25 : 0.5,
            positive: isMoved ? 0.9375 : 0.96875
          )
        ]
      )
    }
    let results = try ([plan.base] + plan.universes(ofSize: 1)).map(result)
    return FragilityReading(plan, results)
  }

  @Test func conclusions() throws {
    let rows = FragilityExport(try Self.reading()).table.text().split(separator: "\n")
    #expect(rows.count == 11)
    #expect(
      rows[5] == "protest,P > 0.95,0.96875,0.001,yes,no,all,1,KAZ2022 protest yes -> no,no,0.9375,"
        + "0.001,0.5,0.25,yes,1,1,yes,no,no,1,1,,,"
    )
    #expect(
      rows[1] == "protest,P > 0.5,0.96875,0.001,yes,no,all,,,,,,0.5,,,,,,,,1,1,,,"
    )
  }

  @Test func cells() throws {
    let export = FragilityExport(try Self.reading())
    let rows = export.cellTable.text().split(separator: "\n")
    #expect(rows.count == 17)
    #expect(
      rows.contains(
        "protest,KAZ2022,protest,yes,no,no,estimated,no,0.5,0.25,-0.25,0.003,0.003,0.96875,0.9375,"
          + "-0.03125,0.001,0.001,"
      )
    )
    #expect(
      rows.contains(
        "protest,KAZ2022,intervention,yes,no,yes,failed,no,0.5,,,0.003,,0.96875,,,0.001,,broken"
      )
    )
    guard case .array(let conclusions)? = export.json["conclusions"] else {
      Issue.record("no conclusions")
      return
    }
    #expect(conclusions[0]["all"]?["smallest"] == .null)
    #expect(conclusions[2]["conditions"]?["smallest"]?["exact"] == true)
  }
}

import Testing

@testable import Inference

@Suite struct FragilityPlanTests {
  private static func plan(
    _ formula: String,
    recodes: [Recode] = [],
    dropped: String? = nil
  ) throws -> FragilityPlan {
    try FragilityPlan(
      base: UniverseExamples.universe(recodes: recodes, dropped: dropped, formula: formula),
      of: Study.load("csto")
    )
  }

  /// 8 cases x 3 yes/no variables; C(24, k) sets of k cells.
  @Test func everySingleAndPair() throws {
    let study = try Study.load("csto")
    let plan = try Self.plan("intervention ~ protest + security_uncertainty")
    #expect(plan.cells.count == 24 && plan.cells.count(where: \.isOutcome) == 8)
    #expect(plan.cells.prefix(3).map(\.variable).last == "intervention")
    #expect((1...5).map { plan.setCount(ofSize: $0) } == [24, 276, 2024, 10626, 42504])
    #expect((1...2).map { plan.setCount(ofSize: $0, withOutcomes: false) } == [16, 120])
    let singles = plan.universes(ofSize: 1)
    let pairs = plan.universes(ofSize: 2)
    #expect(singles.count == 24 && pairs.count == 276)
    #expect(Set((singles + pairs + [plan.base]).map(\.identifier)).count == 301)
    #expect(pairs.allSatisfy { plan.changes(of: $0)?.count == 2 })
    // Every recode is one that the table takes, and changes one cell.
    let before = try plan.base.table(of: study)
    for universe in singles {
      let after = try universe.table(of: study)
      let change = try #require(plan.changes(of: universe)?.first)
      let row = try #require(after.caseNames.firstIndex(of: change.caseName))
      #expect(before[change.variable]?.levelText(row) == change.from)
      #expect(after[change.variable]?.levelText(row) == change.to && change.from != change.to)
    }
    #expect(plan.universes(ofSize: 6).isEmpty)
  }

  /// A cell that the base has recoded gets its code back by no recode, not by one to the same value.
  @Test func recodesOfTheBase() throws {
    let recode = Recode(caseName: "BLR2020", variable: "intervention", value: "yes")
    let other = Recode(caseName: "ARM2021", variable: "response_level", value: "troops")
    let plan = try Self.plan(
      "intervention ~ protest",
      recodes: [other, recode],
      dropped: "KAZ2022"
    )
    #expect(plan.cells.count == 14)
    let back = try #require(
      plan.universes(ofSize: 1).first {
        plan.changes(of: $0)?.first?.caseName == "BLR2020"
          && plan.changes(of: $0)?.first?.variable == "intervention"
      }
    )
    #expect(back.recodes == [other] && back.droppedCase == "KAZ2022")
    #expect(
      plan.changes(of: back)?.map(\.description) == ["BLR2020 intervention yes -> no"]
    )
    #expect(plan.changes(of: plan.base) == [])
    #expect(plan.changes(of: plan.base.recoding([recode])) == nil)
    #expect(plan.changes(of: plan.base.leavingOut(nil)) == nil)
    #expect(plan.changes(of: UniverseExamples.universe(link: .probit)) == nil)
  }

  /// The levels of the text coding are none, material, diplomatic and troops.
  @Test func wordsAndNumbers() throws {
    let plan = try Self.plan("intervention ~ response_level + year")
    #expect(plan.numericVariables == ["year"])
    #expect(plan.cells.count == 16)
    let levels = try #require(plan.cells.first { $0.variable == "response_level" })
    #expect(levels.value == "none")
    #expect(levels.alternatives == ["material", "diplomatic", "troops"])
    #expect(plan.universes(ofSize: 1).count == 8 * 3 + 8)
    #expect(plan.setCount(ofSize: 2) == 28 * 9 + 64 * 3 + 28)
    #expect(plan.universes(ofSize: 2).count == 28 * 9 + 64 * 3 + 28)
  }

  /// Numbers that the formula has as names of groups only are codes; 2005, 2010, 2020, 2021, 2022, 2024.
  @Test func numbersThatAreCodes() throws {
    let study = try Study.load("csto")
    let plan = try Self.plan("intervention ~ factor(year)")
    #expect(plan.numericVariables.isEmpty)
    #expect(plan.cells.first { $0.variable == "year" }?.alternatives.count == 5)
    for universe in plan.universes(ofSize: 1) { _ = try universe.table(of: study) }
    #expect(try Self.plan("intervention ~ factor(year) + year").numericVariables == ["year"])
  }
}

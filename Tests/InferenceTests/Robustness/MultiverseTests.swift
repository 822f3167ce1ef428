import Testing

@testable import Inference
@testable import InferenceCore

/// Plans are made of what a study declares, each universe once, under names that never change.
@Suite struct MultiverseTests {
  private static func declaration(_ text: String) throws -> MultiverseDeclaration {
    try MultiverseDeclaration(
      YAMLNode(bytes: Array(text.utf8), file: "study.yaml"),
      codings: ["text", "table1"],
      formula: "intervention ~ protest",
      prior: "weakly-informative"
    )
  }

  /// Contested cells of the formula's variables: seven in `text`, five in `table1`.
  @Test func everyCombinationIsPlannedOnce() throws {
    let study = try Study.load("csto")
    let formula = study.defaultFormula
    let declared = try Self.declaration(
      """
      contested: each
      priors: [weakly-informative, sceptical]
      formulas: {full: \(formula), short: intervention ~ security_uncertainty}
      links: [logit, probit, cloglog]
      drop: each
      """
    )
    let plan = try Multiverse(declared, of: study)
    // Without a recode every case may be left out, with one every other case.
    func count(cases: Int, cells: Int) -> Int { 2 * 3 * ((1 + cases) + cells * cases) }
    // `short` uses the four and two contested codes of security_uncertainty and intervention.
    let expected =
      count(cases: 8, cells: 7) + count(cases: 8, cells: 5) + count(cases: 6, cells: 5)
      + count(cases: 6, cells: 3)
    #expect(plan.universes.count == expected)
    #expect(Set(plan.universes.map(\.identifier)).count == expected)
    #expect(Set(plan.universes).count == expected)
    let logit = plan.filtered([("link", ["logit"]), ("dropped", ["-", "KAZ2022"])])
    #expect(logit.universes.allSatisfy { $0.link == .logit })
    #expect(logit.universes.allSatisfy { [nil, "KAZ2022"].contains($0.droppedCase) })
    #expect(!logit.universes.isEmpty && logit.identifier != plan.identifier)
  }

  @Test func allIsEveryCombinationOfCodes() throws {
    let study = try Study.load("csto")
    let declared = try Self.declaration(
      "{codings: [table1], contested: all, formulas: {full: \(study.defaultFormula)}}"
    )
    let plan = try Multiverse(declared, of: study)
    #expect(plan.universes.count == 32)
    #expect(plan.universes.allSatisfy { $0.recodes == $0.recodes.sorted() })
    #expect(plan.universes.map(\.recodes.count).max() == 5)
  }

  /// Results are stored under identifiers: they must not change.
  ///
  /// `printf 'coding\036text\036...' | sha256sum`.
  @Test func identifiersNeverChange() {
    let universe = Universe(
      coding: "text",
      recodes: [Recode(caseName: "BLR2020", variable: "intervention", value: "yes")],
      prior: "sceptical",
      formula: .init(name: "full", text: "intervention ~ protest"),
      link: .probit,
      droppedCase: "KAZ2022",
      sampler: "auto"
    )
    #expect(universe.identifier == "1843d5d2f13f33dc")
  }

  @Test func tablesAreRecodedAndCut() throws {
    let study = try Study.load("csto")
    let universe = Universe(
      coding: "text",
      recodes: [
        Recode(caseName: "BLR2020", variable: "intervention", value: "yes"),
        Recode(caseName: "BLR2020", variable: "response_level", value: "troops"),
      ],
      prior: "sceptical",
      formula: .init(name: "full", text: study.defaultFormula),
      link: .logit,
      droppedCase: "KAZ2022",
      sampler: "auto"
    )
    let table = try universe.table(of: study)
    #expect(table.caseNames.count == 7 && !table.caseNames.contains("KAZ2022"))
    let row = try #require(table.caseNames.firstIndex(of: "BLR2020"))
    #expect(table["intervention"]?.levelText(row) == "yes")
    #expect(table["response_level"]?.levelText(row) == "troops")
    let before = try study.table()
    for column in before.columns {
      for (index, name) in before.caseNames.enumerated()
      where !["BLR2020", "KAZ2022"].contains(name) {
        let now = try #require(table.caseNames.firstIndex(of: name))
        #expect(table[column.name]?.levelText(now) == column.levelText(index))
      }
    }
  }

  @Test(arguments: [
    ("codings: [text, nowhere]", "nowhere"), ("links: [logit, robit]", "robit"),
    ("contested: some", "some"), ("priors: [a, a]", "a"), ("colour: red", nil),
  ])
  func mistakesAreNamed(_ text: String, value: String?) {
    #expect {
      _ = try Self.declaration(text)
    } throws: { error in
      let error = error as? DataError
      return error?.line == 1 && (value == nil || error?.value == value)
    }
  }
}

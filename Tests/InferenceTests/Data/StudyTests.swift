import Testing

@testable import Inference

private let conditions = ["protest", "ethnic_clashes", "foreign_intrusion", "security_uncertainty"]

private func digits(_ table: Table, _ names: [String]) throws -> [String: [Int]] {
  var rows: [String: [Int]] = [:]
  for (row, name) in table.caseNames.enumerated() {
    rows[name] = try names.map { column in
      guard case .coded(let codes) = table[column]?.values else {
        throw DataError(.unknownColumn, file: column)
      }
      return try #require(codes[row] as Bool?) ? 1 : 0
    }
  }
  return rows
}

@Suite struct StudyTests {
  @Test func theBuiltInStudyIsThere() throws {
    #expect(Study.builtInNames == ["csto"])
    let study = try Study.load("csto")
    #expect(study.name == "csto")
    #expect(study.codings.map(\.name) == ["text", "table1"])
    #expect(study.defaultCoding == "text")
    #expect(study.outcome == "intervention")
    #expect(
      study.defaultFormula == "intervention ~ " + conditions.joined(separator: " + ")
    )
    #expect(study.defaultPriorSet == "weakly-informative")
    #expect(study.codebook.variables.filter { $0.role == .condition }.map(\.name) == conditions)
    #expect(
      study.fingerprints.keys.sorted() == [
        "cases.csv", "codebook.yaml", "codings/table1.csv", "codings/text.csv", "evidence.csv",
        "study.yaml",
      ]
    )
    #expect(
      study.fingerprints["cases.csv"]
        == (try Fingerprint.sha256(
          ofFile: packageRoot.appending(path: "studies/csto/cases.csv").path
        ))
    )
  }

  // The eight rows of the reference file csto_main.csv, which other programs were run on.
  @Test func theTextCodingCellByCell() throws {
    let table = try Study.load("csto").table()
    #expect(
      try digits(table, conditions + ["intervention"]) == [
        "KGZ2005": [1, 0, 0, 0, 0], "KGZ2010": [0, 1, 0, 0, 0], "KGZ2020": [1, 0, 0, 0, 0],
        "ARM2021": [0, 1, 1, 0, 0], "TJKKGZ2021": [0, 1, 0, 0, 0], "RUS2024": [0, 0, 1, 0, 0],
        "BLR2020": [1, 0, 0, 0, 0], "KAZ2022": [1, 0, 0, 1, 1],
      ]
    )
    #expect(
      try digits(table, ["host_request"]).filter { $0.value == [1] }.keys.sorted()
        == ["KAZ2022", "KGZ2010"]
    )
    #expect(
      table["response_level"]?.values
        == .text(["none", "material", "none", "none", "diplomatic", "none", "none", "troops"])
    )
    #expect(table["country"]?.values.count == 8)
    #expect(
      table["year"]?.values == .numeric([2005, 2010, 2020, 2021, 2021, 2024, 2020, 2022])
    )
  }

  // Table 1 of the article: No/Yes for Protest, Ethnic Clashes, Foreign Non-Member Intrusion,
  // Security force Uncertainty; the last column is the heading the case stands under.
  @Test func theTableCodingCellByCell() throws {
    let table = try Study.load("csto").table(coding: "table1")
    #expect(
      try digits(table, conditions + ["intervention"]) == [
        "KGZ2010": [0, 1, 0, 0, 0], "ARM2021": [0, 1, 1, 0, 0], "TJKKGZ2021": [0, 1, 0, 0, 0],
        "RUS2024": [0, 0, 1, 0, 0], "BLR2020": [1, 0, 0, 1, 1], "KAZ2022": [1, 0, 0, 1, 1],
      ]
    )
    #expect(table["host_request"] == nil)
    #expect(table["title"]?.values.isMissing(0) == false)
  }

  @Test func everyCellHasItsSection() throws {
    let study = try Study.load("csto")
    for coding in study.codings {
      for name in coding.table.caseNames {
        for column in coding.table.columns {
          let found = study.evidence.filter {
            $0.coding == coding.name && $0.caseName == name && $0.variable == column.name
          }
          #expect(found.count == 1, "\(coding.name) \(name) \(column.name)")
          #expect(found.allSatisfy { !$0.section.isEmpty && !$0.reason.isEmpty })
        }
      }
    }
    #expect(study.evidence.count == 8 * 7 + 6 * 5)
  }

  @Test func contestedCellsOfferAnotherValue() throws {
    let study = try Study.load("csto")
    let cells = study.codebook.contestedCells
    #expect(
      cells.map { "\($0.caseName) \($0.variable)" } == [
        "KGZ2005 security_uncertainty", "KGZ2010 security_uncertainty",
        "KGZ2020 security_uncertainty", "ARM2021 protest", "ARM2021 ethnic_clashes",
        "ARM2021 host_request", "BLR2020 security_uncertainty", "BLR2020 intervention",
      ]
    )
    #expect(cells.last?.alternatives == ["text": ["yes"], "table1": ["no"]])
  }

  @Test func theFolderGivesTheSameStudy() throws {
    let inside = try Study.load("csto")
    let outside = try Study.load(packageRoot.appending(path: "studies/csto").path)
    #expect(outside.fingerprints == inside.fingerprints)
    #expect(outside.codebook.variables == inside.codebook.variables)
    #expect(try outside.table().columns == inside.table().columns)
  }

  @Test func whatIsNotThereIsNamed() throws {
    let error = dataError { try Study.load("nato") }
    #expect(error?.kind == .unknownStudy)
    #expect(error?.value == "nato")
    #expect(error?.accepted == ["csto"])
    #expect(
      dataError { try Study.load("csto").table(coding: "table2") }
        == DataError(
          .unknownCoding,
          file: "csto",
          place: .init(value: "table2"),
          accepted: ["text", "table1"]
        )
    )
  }
}

import Testing

@testable import InferenceCore

@Suite struct PackageDeclarationTests {
  private func read(_ text: String) throws(DataError) -> PackageDeclaration {
    try PackageDeclaration(YAMLNode(bytes: Array(text.utf8), file: "study.yaml"))
  }

  @Test func everythingThatCanBeSaid() throws {
    let found = try read(
      """
      authors:
        - given: Ada
          family: Lovelace
          orcid: 0000-0002-1825-009X
          affiliation: London
        - name: A group
      date: 2026-01-28
      code_license: MIT
      data_license: CC-BY-4.0
      availability: All of it.
      rights: Ours.
      software: At a place.
      machine: A desk.
      reproduces: Table 1.
      tables: {results/fit/summary.csv: Table 1}
      certified: [access, publication]
      available: some
      preserved: 10
      covers: [tables]
      commands:
        - fit --prior 'a ~ normal(0, 1)' --output results/fit
        - [loo, results/fit]
      """
    )
    #expect(found.authors.map(\.name) == ["Ada Lovelace", "A group"])
    #expect(found.authors[0].person?.family == "Lovelace")
    #expect(found.authors[1].person == nil)
    #expect(found.authors[0].orcid == "0000-0002-1825-009X")
    #expect(found.commands[0] == ["fit", "--prior", "a ~ normal(0, 1)", "--output", "results/fit"])
    #expect(found.commands[1] == ["loo", "results/fit"])
    #expect(found.tables == ["results/fit/summary.csv": "Table 1"])
    #expect(found.certified == [.access, .publication])
    #expect(found.preservedYears == 10)
    #expect(found.available == PackageDeclaration.Available.some)
    #expect(found.covers == [.tables])
    #expect(found.openParts.isEmpty)
    #expect(PackageDeclaration().openParts.count == 13)
  }

  @Test(arguments: [
    ("date: 2026-1-28", 1), ("date: 2026-13-28", 1), ("date: soon", 1), ("code_license: my own", 1),
    ("authors:\n  - given: Ada", 2), ("authors:\n  - name: A\n    orcid: 1-2-3-4", 3),
    ("authors: A", 1), ("licence: MIT", 1), ("commands: [\"loo 'a\"]", 1),
  ])
  func whatIsRefused(_ text: String, line: Int) {
    let error = #expect(throws: DataError.self) { try read(text) }
    #expect(error?.line == line, "\(text)")
  }

  @Test func wordsOfACommand() {
    #expect(CommandWords.split("a  'b c' \"d'e\" f'g'h") == ["a", "b c", "d'e", "fgh"])
    #expect(CommandWords.split(" ") == [])
    #expect(CommandWords.split("a '' b") == ["a", "", "b"])
    #expect(CommandWords.split("$HOME \\n *") == ["$HOME", "\\n", "*"])
    #expect(CommandWords.split("a 'b") == nil)
  }
}

import Testing

@testable import Inference
@testable import InferenceCore

@Suite struct PackageReadmeTests {
  /// The headings of the template README of the social science data editors, v1.1, in its order.
  private static let headings = [
    "## Overview", "## Data Availability and Provenance Statements", "### Statement about Rights",
    "### (Optional, but recommended) License for Data", "### Summary of Availability",
    "### Details on each Data Source", "## Dataset list", "## Computational requirements",
    "### Software Requirements", "### Controlled Randomness",
    "### Memory, Runtime, Storage Requirements", "#### Summary", "#### Details",
    "## Description of programs/code", "### (Optional, but recommended) License for Code",
    "## Instructions to Replicators", "### Details", "## List of tables and programs",
    "## References",
  ]

  private func lines() throws -> [String] {
    PackageReadme(contents: try PackageExamples.contents(), files: PackageExamples.files).text()
      .split(separator: "\n").map(String.init)
  }

  @Test func headingsAreThoseOfTheTemplate() throws {
    #expect(try lines().filter { $0.hasPrefix("##") } == Self.headings)
  }

  @Test func factsAreFilledIn() throws {
    let contents = try PackageExamples.contents()
    let first = contents.script.line(ofCommand: 0)
    let lines = try lines()
    for line in [
      "- [x] The random seed is set in line \(first) of `run.sh` (`--seed 7`)",
      "- [x] 10-60 minutes", "- [ ] <10 minutes", "- [x] < 25 MBytes",
      "Memory, about: 1 GB - 4 GB",
      "2. `csto-bayes loo results/fit` (line \(first + 1) of `run.sh`)",
      "| **[number]** | run.sh | \(first) | `results/fit/summary.csv` | Coefficients (log-odds) with "
        + "Monte Carlo errors; made by `csto-bayes fit` |",
      "| `study/cases.csv` | When does the Collective Security Treaty Organization intervene? | The "
        + "cases | Yes |",
    ] { #expect(lines.contains(line), "\(line)") }
    #expect(lines.contains { $0.contains("csto-bayes 1.2.3 (last run on Linux x86_64)") })
    #expect(!lines.contains { $0.contains("results/fit/run.json") })
  }

  @Test func whatIsSaidIsNotLeftOpen() throws {
    let study = try Study.load("csto")
    #expect(
      study.package.openParts
        == ["software", "machine", "reproduces", "tables", "certified", "available", "covers"]
    )
    let open = try lines().filter { $0.contains("[AUTHOR TO FILL IN") }
    #expect(open.count == 3)
    let text = try lines().joined(separator: "\n")
    #expect(
      PackageContents.openParts(in: text) == [
        "where this version can be obtained, with its permanent address",
        "the machine on which you ran it, if the journal asks for it",
        "all numbers, tables and figures in the paper, or which; and below the number of each",
      ]
    )
  }

  /// The boxes of the template in release 1.1: none is missing.
  @Test func boxesAreThoseOfTheTemplate() throws {
    var counts: [String: Int] = [:]
    var heading = ""
    for line in try lines() {
      if line.hasPrefix("#") { heading = line }
      if line.hasPrefix("- [") { counts[heading, default: 0] += 1 }
    }
    #expect(
      counts == [
        "## Data Availability and Provenance Statements": 1, "### Statement about Rights": 2,
        "### Summary of Availability": 4, "### Software Requirements": 1,
        "### Controlled Randomness": 1, "#### Summary": 15, "## List of tables and programs": 3,
      ]
    )
  }

  @Test func confidentialDataAreKeptAsLongAsIsSaid() throws {
    func package(_ text: String) throws(DataError) -> PackageDeclaration {
      try PackageDeclaration(try YAMLNode(bytes: Array(text.utf8), file: "study.yaml"))
    }
    #expect(try package("available: some\n").openParts.contains("preserved"))
    #expect(try !package("available: all\n").openParts.contains("preserved"))
    #expect(try package("preserved: 5\n").preservedYears == 5)
    for text in ["preserved: some\n", "preserved: 0\n", "preserved: 2.5\n", "preserved: \"\"\n"] {
      #expect(throws: DataError.self, "\(text)") { try package(text) }
    }
  }

  @Test func boxesAreTickedByTheAuthorsAlone() throws {
    func boxes(_ declaration: String) throws -> [String] {
      let node = try YAMLNode(bytes: Array(declaration.utf8), file: "study.yaml")
      let package = try PackageDeclaration(node)
      return PackageDeclaration.Certificate.allCases.map { "\(package.certified.contains($0))" }
        + PackageDeclaration.Available.allCases.map { "\(package.available == $0)" }
        + PackageDeclaration.Coverage.allCases.map { "\(package.covers.contains($0))" }
    }
    #expect(try boxes("date: 2026-01-28\n").allSatisfy { $0 == "false" })
    #expect(
      try boxes("certified: [publication]\navailable: none\ncovers: [tables, numbers]\n")
        == ["false", "true", "false", "false", "true", "true", "true", "false"]
    )
    let lines = try lines()
    for statement in [
      "I certify that the authors have legitimate access to the data of this paper, and permission to use "
        + "them.",
      "**All** of the data are public.", "all of its tables and figures",
      "Confidential data that are not in this package are kept for ___ years after publication, as the "
        + "journal asks.",
    ] { #expect(lines.contains("- [ ] " + statement), "\(statement)") }
  }
}

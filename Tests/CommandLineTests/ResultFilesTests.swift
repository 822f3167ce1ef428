import Foundation
import Testing

/// The reference of files describes what commands write: every file of a fit, every table of an answer, with
/// exactly its columns.
@Suite(.waitsForPrograms) struct ResultFilesTests {
  /// The part of the reference about one file: the names in the first column of its table.
  private static let described: [String: [String]] = {
    let text =
      (try? String(
        contentsOf: ProgramRun.packageRoot.appending(path: "docs/reference/files.md"),
        encoding: .utf8
      )) ?? ""
    var sections: [String: [String]] = [:]
    var name: String?
    for line in text.split(separator: "\n") {
      if line.hasPrefix("#") {
        name = line.wholeMatch(of: /### `([^`]+)`(?: of a (store))?/).map {
          ($0.2.map { "\($0)/" } ?? "") + $0.1
        }
        if let name { sections[name] = [] }
      } else if let name, line.hasPrefix("| `") {
        let cell = line.split(separator: "|")[0]
        sections[name]? += cell.matches(of: /`([^`]+)`/).map { String($0.1) }
      }
    }
    return sections
  }()

  @Test func everyFileOfAFitIsDescribedWithItsColumns() throws {
    let files = try RunFolders.study.get()
    #expect(files.count > 9)
    for (path, bytes) in files.sorted(by: { $0.key < $1.key }) {
      let name = String(path.dropFirst("run/".count))
      // The chains are written alike.
      let alike = name.replacing(/chain-[0-9]+/, with: "chain-1")
      try Self.check(alike, bytes)
    }
  }

  /// The questions to a run, each with what it writes into its folder.
  @Test(arguments: [
    (["predict", "run", "--grid", "all"], ["predictions.csv"]),
    (["contrast", "run", "--from", "protest=yes", "--to", "protest=no"], ["contrasts.csv"]),
    (
      ["effects", "run", "--hypothesis", "protest > foreign_intrusion"],
      ["effects.csv", "hypotheses.csv"]
    ), (["check", "run"], ["checks.csv", "check-cases.csv"]), (["loo", "run"], ["loo.csv"]),
    (["influence", "run"], ["influence.csv", "prior_cases.csv"]),
    (["compare", "run", "run"], ["compare.csv"]),
  ])
  func everyAnswerIsDescribedWithItsColumns(arguments: [String], tables: [String]) throws {
    let folder = try RunFolders.work(RunFolders.study)
    var words = arguments
    if words[0] == "compare" {
      #expect(try folder.run(["fit", "--prior", "sceptical", "--output", "other"]).status == 0)
      words[2] = "other"
    }
    let before = try folder.entries()
    let run = try folder.run(words)
    #expect(run.status == 0, "\(run.errors)")
    let new = try folder.entries().filter { !before.contains($0) && $0.hasSuffix(".csv") }
    #expect(Set(new) == Set(tables.map { "run/" + $0 }))
    for name in tables { try Self.check(name, try folder.data("run/" + name)) }
  }

  @Test func everyTableOfAStoreIsDescribedWithItsColumns() throws {
    // The example of the reference is a study small enough for a search of all sets.
    let folder = try WorkFolder()
    let page = ProgramRun.packageRoot.appending(path: "docs/reference/study.md")
    for part in DocumentPart.all(in: try String(contentsOf: page, encoding: .utf8)) {
      if case .file(let name, let text) = part { try folder.write([name: text]) }
    }
    let run = try folder.run(
      ["robustness", "strikes", "--output", "all", "--fragility", "--draws", "250"]
        + ["--only", "prior=sceptical"]
    )
    #expect(run.status == 0, "\(run.errors)")
    let tables = try folder.entries().filter { $0.hasPrefix("all/") && $0.hasSuffix(".csv") }
    #expect(tables.count == 8)
    for path in tables {
      let name = String(path.dropFirst("all/".count))
      try Self.check(name == "influence.csv" ? "store/" + name : name, try folder.data(path))
    }
  }

  @Test func theTablesOfACalibrationAreDescribedWithTheirColumns() throws {
    let folder = try WorkFolder()
    #expect(try folder.run(["sbc", "--replications", "20", "--output", "sbc"]).status == 0)
    for name in ["sbc.csv", "ranks.csv"] { try Self.check(name, try folder.data("sbc/" + name)) }
  }

  @Test(arguments: ["brms", "bambi", "numpyro"])
  func theDataOfAnExportAreDescribed(tool: String) throws {
    let folder = try RunFolders.work(RunFolders.study)
    #expect(try folder.run(["export", tool, "run"]).status == 0)
    try Self.check("data.csv", try folder.data("run/export-\(tool)/data.csv"))
  }

  /// Holds a file against its part of the reference: the header of a table, the members of a JSON object.
  private static func check(_ name: String, _ bytes: Data) throws {
    let names = try #require(described[name], "docs/reference/files.md has no part about \(name)")
    if name.hasSuffix(".json") {
      let members = try JSONObject(bytes).members.keys.sorted()
      #expect(members == names.sorted(), "docs/reference/files.md: members of \(name)")
    } else if name.hasSuffix(".csv") {
      let header = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        .first { !$0.hasPrefix("#") }
      let line = String(try #require(header))
      let pattern = try Regex(names.map(pattern).joined(separator: ","))
      #expect(
        try pattern.wholeMatch(in: line) != nil,
        "docs/reference/files.md: columns of \(name), which has \(line)"
      )
    }
  }

  /// A column's name as a pattern; `<coefficient>` stands for one or more columns.
  private static func pattern(of column: String) -> String {
    let parts = column.split(separator: /<[^>]+>/, omittingEmptySubsequences: false)
      .map { NSRegularExpression.escapedPattern(for: String($0)) }
    guard parts.count > 1 else { return parts[0] }
    let one = parts.joined(separator: "[^,]+")
    return "\(one)(,\(one))*"
  }
}

import Foundation
import Testing

/// A run shown again.
@Suite(.waitsForPrograms) struct SummaryTests {
  @Test func itShowsWhatTheRunHas() throws {
    let folder = try RunFolders.work(RunFolders.study)
    let before = try folder.entries()
    let run = try folder.run(["summary", "run"])
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
    #expect(run.output.contains("complete separation"))
    // The median of the file, to the place that its error allows.
    let line = try #require(
      try folder.text("run/summary.csv").split(separator: "\n").first {
        $0.hasPrefix("security_uncertainty,")
      }
    )
    let median = try #require(Double(line.split(separator: ",")[2]))
    let row = try #require(
      run.output.split(separator: "\n").first { $0.hasPrefix("  security_uncertainty ") }
    )
    let shown = try #require(Double(row.split(separator: " ")[1]))
    #expect(abs(shown - median) <= 0.05)
    #expect(run.output.contains("KAZ2022"))
    #expect(try folder.entries() == before, "nothing is written")
  }

  @Test func dataAreTheFiles() throws {
    let folder = try RunFolders.work(RunFolders.study)
    #expect(
      try folder.run(["summary", "run", "--format", "csv"]).output == folder.text("run/summary.csv")
    )
    #expect(
      try folder.run(["summary", "run", "--format", "json"]).output
        == folder.text("run/summary.json")
    )
  }

  @Test func aStoppedOrEditedRunIsNotShownAsGood() throws {
    let folder = try RunFolders.work(RunFolders.study)
    let text = try folder.text("run/summary.csv")
    try folder.write(["run/summary.csv": text.replacing("protest", with: "protest2")])
    let run = try folder.run(["summary", "run"])
    #expect(run.status == 65)
    #expect(run.errors.contains("summary.csv"))
  }
}

import Foundation
import InferenceTestSupport
import Testing

/// `diagnose` on files of draws.
@Suite(.waitsForPrograms) struct DiagnoseTests {
  /// Draws.csv and Stan CSV of a run give the numbers of its summary.
  @Test func agreesWithTheRun() throws {
    let folder = try WorkFolder()
    // Summaries of the default sampler come from more than the draws.
    #expect(
      try folder.run(["fit", "--sampler", "nuts", "--no-exact", "--output", "out"]).status == 0
    )
    let summary = try folder.json("out/summary.json").objects("parameters")
    for files in [["out/draws.csv"], (1...4).map { "out/chains/chain-\($0).csv" }] {
      let run = try folder.run(["diagnose", "--format", "json"] + files)
      #expect(run.status == 0)
      #expect(run.errors.isEmpty)
      let report = try run.json()
      let found = report.objects("parameters")
      #expect(found.count == summary.count)
      for (expected, found) in zip(summary, found) {
        for (key, value) in found {
          if let number = value as? Double {
            #expect(number == expected[key] as? Double, "\(key)")
          } else {
            #expect(value as? String == expected[key] as? String, "\(key)")
          }
        }
        #expect(found.count >= 12)
      }
      // Only Stan CSV says what the sampler did.
      let isStan = files.count == 4
      #expect(report.members.keys.contains("ebfmi"))
      #expect(report.members.keys.contains("divergences"))
      let energies = (report["ebfmi"] as? [Any])?.compactMap { $0 as? Double } ?? []
      #expect(energies.count == (isStan ? 4 : 0))
      let verdict = report.objects("verdicts").first { $0["check"] as? String == "divergences" }
      #expect(verdict?["status"] as? String == (isStan ? "passed" : "notAvailable"))
      let divergences = report["divergences"]
      #expect(isStan ? divergences as? Int == 0 : divergences is NSNull)
    }
  }

  /// Four chains that shuffle the same numbers in different ways; the last may stand still or stay
  /// apart from the others.
  private static func draws(last: (Int) -> Double) -> String {
    var text = ".chain,.iteration,.draw,a\n"
    for chain in 1...4 {
      for iteration in 1...500 {
        // Multiples of an irrational number are spread evenly over the unit interval.
        let number = (Double(iteration * (2 * chain + 1)) * 0.618_033_988_749_895)
          .truncatingRemainder(dividingBy: 1)
        let value = chain == 4 ? last(iteration) : number
        text += "\(chain),\(iteration),\((chain - 1) * 500 + iteration),\(value)\n"
      }
    }
    return text
  }

  @Test func stuckChainFails() throws {
    let folder = try WorkFolder()
    try folder.write(["draws.csv": Self.draws { _ in 0.5 }])
    let table = try folder.run(["diagnose", "draws.csv"])
    #expect(table.status == 1)
    #expect(table.errors.isEmpty)
    let line = try #require(
      table.output.split(separator: "\n").first { $0.contains("chains standing still") }
    )
    #expect(line.contains("FAILED"))
    #expect(table.output.contains("\nAdvice\n"))
    let report = try folder.run(["diagnose", "draws.csv", "--format", "json"])
    #expect(report.status == 1)
    #expect(try report.json()["passed"] as? Bool == false)
  }

  @Test func chainThatStaysApartFails() throws {
    let folder = try WorkFolder()
    try folder.write([
      "draws.csv": Self.draws { 3 + (Double($0) * 0.618_034).truncatingRemainder(dividingBy: 1) }
    ])
    let run = try folder.run(["diagnose", "draws.csv", "--format", "json"])
    #expect(run.status == 1)
    let failed = try run.json().objects("verdicts").filter { $0["status"] as? String == "failed" }
    #expect(failed.contains { $0["check"] as? String == "rHat" })
  }

  @Test func goodChainsPass() throws {
    let folder = try WorkFolder()
    try folder.write([
      "draws.csv": Self.draws {
        (Double($0 * 9) * 0.618_033_988_749_895).truncatingRemainder(dividingBy: 1)
      }
    ])
    let run = try folder.run(["diagnose", "draws.csv"])
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
    #expect(!run.output.contains("FAILED"))
  }

  @Test func drawThatIsNotFiniteFails() throws {
    let folder = try WorkFolder()
    try folder.write(["draws.csv": Self.draws { $0 == 250 ? .nan : Double($0) }])
    let run = try folder.run(["diagnose", "draws.csv"])
    #expect(run.status == 1)
    let line = try #require(
      run.output.split(separator: "\n").first { $0.contains("draws not finite") }
    )
    #expect(line.contains("FAILED"))
  }

  /// A chain file given twice, or chains that are copies, are named; a rare event passes.
  @Test func copiesAreNamedAndRareEventsPass() throws {
    let folder = try WorkFolder()
    let copies = (1...4).map { Trials.path("chain-identical-\($0).csv") }
    let run = try folder.run(["diagnose"] + copies)
    #expect(run.status == 1)
    #expect(run.output.contains("chains 1 = 2 = 3 = 4"))
    #expect(run.output.contains("give each file once"))
    let twice = try folder.run(["diagnose", copies[0], copies[0]])
    #expect(twice.status == 1 && twice.output.contains("chains 1 = 2"))
    let rare = try folder.run(["diagnose", Trials.path("draws-rare-binary.csv")])
    #expect(rare.status == 0, "\(rare.output)")
    for words in ["so heavy", "stands still counts"] { #expect(!rare.output.contains(words)) }
  }

  /// Divergences of Stan CSV fail, and are counted.
  @Test func divergencesFail() throws {
    let folder = try WorkFolder()
    #expect(
      try folder.run(["fit", "--sampler", "nuts", "--no-exact", "--output", "out"]).status == 0
    )
    var lines = try folder.text("out/chains/chain-2.csv").split(
      separator: "\n",
      omittingEmptySubsequences: false
    ).map(String.init)
    let index = try #require(lines.firstIndex { $0.hasPrefix("-") })
    var fields = lines[index].split(separator: ",").map(String.init)
    #expect(fields[5] == "0")
    fields[5] = "1"
    lines[index] = fields.joined(separator: ",")
    try folder.write(["out/chains/chain-2.csv": lines.joined(separator: "\n")])
    let diagnose = ["diagnose", "--format", "json"] + (1...4).map { "out/chains/chain-\($0).csv" }
    // The run knows that the file was edited.
    let refused = try folder.run(diagnose)
    #expect(refused.status == 65 && refused.output.isEmpty)
    #expect(refused.errors.contains("chains/chain-2.csv was edited since the run wrote it"))
    let run = try folder.run(diagnose + ["--trust-edited"])
    #expect(run.status == 1)
    #expect(try run.json()["divergences"] as? Int == 1)
  }

  @Test func csvIsOneRowForEachParameter() throws {
    let folder = try WorkFolder()
    try folder.write(["draws.csv": ".chain,.iteration,.draw,a,b\n1,1,1,1,2\n1,2,2,2,1\n"])
    let run = try folder.run(["diagnose", "draws.csv", "--format", "csv"])
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.first?.hasPrefix("name,mean,median,sd,mad,q5,q95,") == true)
  }
}

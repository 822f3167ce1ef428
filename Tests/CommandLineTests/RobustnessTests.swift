import Foundation
import Testing

/// `robustness`: plans, tables, parts, and going on after an end of any kind.
@Suite(.waitsForPrograms) struct RobustnessTests {
  /// A part of the built-in plan that takes a second or so.
  static let small = [
    "robustness", "--only", "prior=sceptical", "--only", "link=logit,cloglog", "--draws", "250",
  ]

  /// The files of an undisturbed run of it, and what it prints.
  static let whole = Result {
    let folder = try WorkFolder()
    let run = try folder.run(small + ["--output", "out"])
    try #require(run.status == 0, "\(run.errors)")
    #expect(run.errors.isEmpty)
    return (files: try tables(folder, "out"), output: run.output)
  }

  /// All files but the store, which is not the same byte for byte.
  static func tables(_ folder: WorkFolder, _ name: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    let names = try FileManager.default.contentsOfDirectory(
      atPath: folder.url.appending(path: name).path
    )
    for file in names where !file.hasPrefix("universes.sqlite") && file != "shards" {
      files[file] = try folder.data("\(name)/\(file)")
    }
    return files
  }

  static func expectWhole(_ folder: WorkFolder, _ name: String) throws {
    let expected = try whole.get().files
    let found = try tables(folder, name)
    #expect(Set(found.keys) == Set(expected.keys))
    for (file, data) in expected { #expect(found[file] == data, "\(file)") }
  }

  private static func rows(_ text: String) -> [[String]] {
    text.split(separator: "\n").map { line in
      var cells = [""]
      var isQuoted = false
      for character in line {
        switch character {
        case "\"": isQuoted.toggle()
        case "," where !isQuoted: cells.append("")
        default: cells[cells.count - 1].append(character)
        }
      }
      return cells
    }
  }

  @Test func tablesArePrintedAndWritten() throws {
    let (files, output) = try Self.whole.get()
    #expect(!output.isEmpty)
    for name in [
      "universes.csv", "quantities.csv", "robustness.csv", "robustness-priors.csv", "variance.csv",
    ] {
      let text = String(decoding: try #require(files[name], "\(name)"), as: UTF8.self)
      let rows = Self.rows(text)
      #expect(rows.count > 1 && Set(rows.map(\.count)).count == 1, "\(name)")
    }
    #expect(files["influence.csv"] != nil)
    #expect(files.keys.count { $0.hasSuffix(".svg") } == 4)
    _ = try JSONObject(try #require(files["robustness.json"]))
    let universes = Self.rows(
      String(decoding: try #require(files["universes.csv"]), as: UTF8.self)
    )
    #expect(universes.count == 205)
    #expect(Set(universes.dropFirst().map { $0[0] }).count == 204)
  }

  /// The same plan in three formats; nothing is written, not even where --output says so.
  @Test func plansAreListed() throws {
    let folder = try WorkFolder()
    func list(_ format: String) throws -> String {
      let run = try folder.run(Self.small + ["--plan", "--output", "out", "--format", format])
      #expect(run.status == 0 && run.errors.isEmpty)
      return run.output
    }
    let table = try list("table")
    #expect(table.hasPrefix("Plan: 204 analyses, "))
    let rows = Self.rows(try list("csv"))
    #expect(
      rows[0] == [
        "universe", "coding", "recodes", "prior", "formula", "link", "dropped", "sampler",
      ]
    )
    #expect(rows.count == 205)
    let json = try JSONObject(Data(try list("json").utf8))
    let listed = json.objects("universes")
    #expect(listed.map { $0["universe"] as? String } == rows.dropFirst().map(\.first))
    #expect(Set(listed.compactMap { $0["link"] as? String }) == ["logit", "cloglog"])
    #expect(Set(listed.compactMap { $0["prior"] as? String }) == ["sceptical"])
    let plan = try #require(json["plan"] as? String)
    #expect(plan.count == 64 && table.contains(plan.prefix(16)))
    #expect(listed.allSatisfy { table.contains(($0["universe"] as? String) ?? "?") })
    #expect(try folder.entries().isEmpty)
  }

  /// Nothing is kept without --output, and the answer is the same.
  @Test func noFolderIsNeeded() throws {
    let folder = try WorkFolder()
    let run = try folder.run(Self.small)
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(run.output == (try Self.whole.get().output))
    #expect(try folder.entries().isEmpty)
  }

  /// More universes of one declared plan go into the same store.
  @Test func whatIsThereIsNotAnalysedAgain() throws {
    let folder = try WorkFolder()
    let narrow = Self.small.map { $0 == "link=logit,cloglog" ? "link=logit" : $0 }
    #expect(try folder.run(narrow + ["--output", "out"]).status == 0)
    #expect(try folder.run(Self.small + ["--output", "out", "--jobs", "3"]).status == 0)
    try Self.expectWhole(folder, "out")
    let before = try folder.data("out/universes.csv")
    let again = try folder.run(Self.small + ["--output", "out"])
    #expect(again.status == 0)
    #expect(again.output == (try Self.whole.get().output))
    #expect(try folder.data("out/universes.csv") == before)
    try Self.expectWhole(folder, "out")
  }

  private static func waitForStore(_ folder: WorkFolder, _ path: String) throws {
    for _ in 0..<1000 {
      if FileManager.default.fileExists(atPath: folder.url.appending(path: path).path) { return }
      Thread.sleep(forTimeInterval: 0.01)
    }
    Issue.record("the run made no store within ten seconds")
  }

  @Test(arguments: [SIGINT, SIGTERM]) func interruptedRunsGoOn(_ signal: Int32) throws {
    let folder = try WorkFolder()
    let arguments = Self.small + ["--output", "out", "--jobs", "1"]
    func stopped(after seconds: Double) throws -> ProgramRun {
      try folder.run(arguments) { process in
        try Self.waitForStore(folder, "out/universes.sqlite")
        Thread.sleep(forTimeInterval: seconds)
        kill(process, signal)
      }
    }
    var run = try stopped(after: 0.2)
    // On a busy machine the program may not be listening yet, and is ended by the signal itself.
    for seconds in [0.5, 1] where run.status == signal { run = try stopped(after: seconds) }
    #expect(run.status == 1)
    let pattern =
      /csto-bayes: stopped: (\d+) of 204 analyses are done; the same command goes on from there\n/
    let match = try #require(try pattern.wholeMatch(in: run.errors), "\(run.errors)")
    #expect(try #require(Int(match.1)) < 204)
    // No table of half a plan.
    #expect(try folder.entries().allSatisfy { $0 == "out" || $0.contains("universes.sqlite") })
    #expect(try folder.run(arguments).status == 0)
    try Self.expectWhole(folder, "out")
  }

  /// The script `Scripts/test-robustness.sh` does the same to the whole plan, twenty times.
  @Test func killedRunsGoOn() throws {
    let folder = try WorkFolder()
    let arguments = Self.small + ["--output", "out"]
    for moment in [0.01, 0.06, 0.2, 0.3, 0.15, 0.25] {
      let run = try folder.run(arguments) { process in
        Thread.sleep(forTimeInterval: moment)
        kill(process, SIGKILL)
      }
      #expect(run.status == SIGKILL || run.status == 0)
    }
    let last = try folder.run(arguments)
    #expect(last.status == 0)
    #expect(last.output == (try Self.whole.get().output))
    try Self.expectWhole(folder, "out")
  }

  /// What a killed process left half written goes; what another one is writing stays.
  @Test func leftoversGo() throws {
    let folder = try WorkFolder()
    #expect(try folder.run(Self.small + ["--output", "out"]).status == 0)
    let own = ProcessInfo.processInfo.processIdentifier
    try folder.write([
      "out/.quantities.csv.partial-2147483647": "half", "out/.x.csv.partial-\(own)": "half",
      "out/.partial-": "mine",
    ])
    #expect(try folder.run(Self.small + ["--output", "out"]).status == 0)
    let hidden = try folder.entries().filter { $0.hasPrefix("out/.") }
    #expect(hidden == ["out/.partial-", "out/.x.csv.partial-\(own)"])
  }

  @Test func severalProcessesShareAStore() throws {
    let folder = try WorkFolder()
    let arguments = Self.small + ["--output", "out", "--jobs", "1"]
    var others: [ProgramRun] = []
    let first = try folder.run(arguments) { _ in
      others.append(
        try folder.run(arguments) { _ in others.append(try folder.run(arguments)) }
      )
    }
    #expect(others.count == 2)
    for run in others + [first] {
      #expect(run.status == 0 && run.errors.isEmpty)
      #expect(run.output == (try Self.whole.get().output))
    }
    try Self.expectWhole(folder, "out")
  }

  @Test func partsAreCollected() throws {
    let folder = try WorkFolder()
    for number in [3, 1] {
      let run = try folder.run(Self.small + ["--output", "out", "--shard", "\(number)/3"])
      #expect(run.status == 0 && run.errors.isEmpty)
      #expect(
        run.output
          == "68 of 68 analyses of this part are in out/shards/\(number)-of-3.sqlite\n"
      )
    }
    let missing = try folder.run(["robustness", "collect", "out"])
    #expect(missing.status == 1)
    #expect(
      missing.errors
        == "csto-bayes: 68 of 204 analyses are missing, of parts 2/3; run those parts again, then "
        + "collect again\n"
    )
    #expect(try folder.entries().allSatisfy { !$0.hasSuffix(".csv") && !$0.hasSuffix(".json") })
    #expect(try folder.run(Self.small + ["--output", "out", "--shard", "2/3"]).status == 0)
    let parts = try (1...3).map { try folder.data("out/shards/\($0)-of-3.sqlite") }
    for _ in 1...2 {
      let run = try folder.run(["robustness", "collect", "out"])
      #expect(run.status == 0 && run.errors.isEmpty)
      #expect(run.output == (try Self.whole.get().output))
      try Self.expectWhole(folder, "out")
    }
    #expect(try (1...3).map { try folder.data("out/shards/\($0)-of-3.sqlite") } == parts)
  }

  @Test func scriptsForEnginesAreWritten() throws {
    let folder = try WorkFolder()
    let run = try folder.run(Self.small + ["--output", "out", "--slurm", "4", "--snakemake", "5"])
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(run.output.contains("sbatch") && run.output.contains("snakemake"))
    #expect(
      try folder.entries()
        == ["out", "out/Snakefile", "out/answers.json", "out/robustness.sbatch"]
    )
    let script = try folder.text("out/robustness.sbatch")
    #expect(script.hasPrefix("#!") && script.contains("#SBATCH --array=1-4"))
    #expect(script.contains("prior=sceptical") && script.contains("link=logit,cloglog"))
    #expect(try folder.text("out/Snakefile").contains("prior=sceptical"))
    // The folder may be used.
    #expect(try folder.run(Self.small + ["--output", "out"]).status == 0)
  }

  /// One analysis that is impossible is named, and all others have numbers.
  @Test func failuresAreReported() throws {
    let folder = try WorkFolder()
    var files = Sheet.study
    files["s/study.yaml"]?.append(
      "multiverse:\n  formulas: {good: intervention ~ protest, bad: intervention ~ log(size)}\n"
    )
    files["s/codebook.yaml"]?.replace(
      "  intervention:",
      with:
        "  size: {label: S, question: q, kind: numeric, role: condition, source: s}\n  intervention:"
    )
    files["s/first.csv"] =
      "case_id,protest,size,intervention\nA,yes,1,no\nB,no,0,yes\nC,yes,2,yes\n"
    try folder.write(files)
    for more in [[], ["--retry-failed"]] {
      let run = try folder.run(["robustness", "s", "--output", "out"] + more)
      #expect(run.status == 1)
      let rows = try folder.text("out/universes.csv").split(separator: "\n")
      #expect(rows.count == 3)
      #expect(rows.count { $0.contains("log of 0 in 'size'") && $0.contains("failed") } == 1)
      #expect(rows.count { $0.contains("estimated") } == 1)
    }
  }
}

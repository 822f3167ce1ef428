import Foundation
import Testing

/// `export`, `agree` and `notebook` on the built-in study.
@Suite(.waitsForPrograms) struct ExportTests {
  private static func fitted(_ arguments: [String] = [], as name: String = "out") throws
    -> WorkFolder
  {
    let folder = try WorkFolder()
    #expect(try folder.run(["fit", "--output", name] + arguments).status == 0)
    return folder
  }

  @Test(arguments: [
    ("stan", ["data.json", "model.stan", "run_stan.py"]), ("brms", ["data.csv", "run_brms.R"]),
    ("bambi", ["data.csv", "run_bambi.py"]), ("numpyro", ["data.csv", "run_numpyro.py"]),
  ]) func scriptIsWritten(_ tool: String, _ files: [String]) throws {
    let folder = try Self.fitted()
    let run = try folder.run(["export", tool, "out"])
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
    let found = try folder.entries().filter { $0.hasPrefix("out/export-\(tool)/") }
    #expect(
      found == (files + ["files.json"]).sorted().map { "out/export-\(tool)/\($0)" }
    )
    #expect(run.output.contains("csto-bayes agree out out/export-\(tool)/draws.csv\n"))
    let script = try folder.text(try #require(found.last { $0.contains("run_") }))
    #expect(script.contains("written by csto-bayes export"))
    #expect(!script.contains(folder.root.path))
    // The same command again is refused, elsewhere or with --force it is not.
    let again = try folder.run(["export", tool, "out"])
    #expect(again.status == 73)
    #expect(
      again.errors
        == "csto-bayes: out/export-\(tool): the output folder exists; name another, or replace it "
        + "(--force)\n"
    )
    #expect(try folder.run(["export", tool, "out", "--output", "else where"]).status == 0)
    #expect(try folder.text("else where/\(try #require(files.last))") == script)
    // What the script wrote beside itself took hours, perhaps.
    try folder.write(["out/export-\(tool)/draws.csv": "old"])
    let replaced = try folder.run(["export", tool, "out", "--force"])
    #expect(replaced.status == 0)
    #expect(replaced.errors.contains("draws.csv"))
    #expect(try folder.text("out/export-\(tool)/draws.csv") == "old")
    #expect(
      try folder.entries().filter { $0.hasPrefix("out/export-\(tool)/") }
        == (found + ["out/export-\(tool)/draws.csv"]).sorted()
    )
  }

  /// --force replaces what this command wrote, for this tool, and nothing else.
  @Test func foreignFolderStays() throws {
    let folder = try Self.fitted()
    try folder.write(["mine/notes.txt": "csto-bayes"])
    #expect(try folder.run(["export", "stan", "out", "--output", "other"]).status == 0)
    let before = try folder.entries()
    for place in ["mine", "other", "out"] {
      let run = try folder.run(["export", "numpyro", "out", "--output", place, "--force"])
      #expect(run.status == 73, "\(place)")
    }
    #expect(try folder.entries() == before)
  }

  @Test func independentRunsAgree() throws {
    let folder = try Self.fitted(["--sampler", "nuts"])
    #expect(
      try folder.run(["fit", "--sampler", "nuts", "--seed", "2", "--output", "two"]).status == 0
    )
    for files in [["two/draws.csv"], (1...4).map { "two/chains/chain-\($0).csv" }] {
      let run = try folder.run(["agree", "out"] + files)
      #expect(run.status == 0, "\(run.output)")
      #expect(run.errors.isEmpty)
      #expect(run.output.contains("\nAGREE: no difference is beyond 3.54 joint Monte Carlo"))
      #expect(run.output.contains("all 25 comparisons"))
    }
    let rows = try folder.text("out/agree.csv").split(separator: "\n")
    #expect(rows.count == 26)
    #expect(
      rows[0]
        == "name,other_name,quantity,ours,mcse_ours,theirs,mcse_theirs,difference,limit,verdict"
    )
    #expect(rows.dropFirst().allSatisfy { $0.hasSuffix(",agree") })
    let json = try folder.json("out/agree.json")
    #expect(json["agree"] as? Bool == true)
    #expect(json["comparisons_judged"] as? Int == 25)
    #expect(json.objects("comparisons").count == 25)
    // What is printed on request is what was written.
    #expect(
      try folder.run(["agree", "out", "two/draws.csv", "--format", "csv"]).output
        == folder.text("out/agree.csv")
    )
    #expect(
      try folder.run(["agree", "out", "two/draws.csv", "--format", "json"]).output
        == folder.text("out/agree.json")
    )
  }

  /// Another prior is another posterior.
  @Test func otherPriorDiffers() throws {
    let folder = try Self.fitted(["--sampler", "nuts"])
    #expect(
      try folder.run([
        "fit", "--sampler", "nuts", "--prior", "protest ~ normal(0, 4)", "--output", "two",
      ]).status == 0
    )
    let run = try folder.run(["agree", "out", "two/draws.csv"])
    #expect(run.status == 1)
    #expect(run.errors.isEmpty)
    #expect(run.output.contains("\nDIFFER: "))
    #expect(run.output.contains("\n  protest, sd: ours 2."))
    #expect(try folder.json("out/agree.json")["agree"] as? Bool == false)
    #expect(try folder.text("out/agree.csv").contains(",differ\n"))
  }

  /// An array of as many elements is matched by its order, which is said.
  @Test func arrayIsMatchedByOrder() throws {
    let folder = try Self.fitted(["--sampler", "nuts", "--draws", "200"])
    let names = ["Intercept", "protest", "ethnic_clashes", "foreign_intrusion"]
    var text = try folder.text("out/draws.csv")
    for (index, name) in (names + ["security_uncertainty"]).enumerated() {
      text = text.replacingOccurrences(of: name, with: "beta[\(index + 1)]")
    }
    try folder.write(["theirs.csv": text])
    let run = try folder.run(["agree", "out", "theirs.csv"])
    #expect(run.status == 0)
    #expect(run.output.contains("Matched by order: beta[1] is Intercept, beta[2] is protest, "))
    #expect(try folder.json("out/agree.json")["matched_by"] as? String == "order")
  }

  /// The same run gives the same bytes, wherever it is; nothing in them is of the machine.
  @Test func notebookIsWritten() throws {
    let folder = try Self.fitted()
    let run = try folder.run(["notebook", "out"])
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
    #expect(run.output.hasPrefix("Notebook: notebooks-export/out.ipynb\n"))
    let text = try folder.text("notebooks-export/out.ipynb")
    #expect(text.contains(#"RUN = Path(\"../out\")"#))
    #expect(!text.contains(folder.root.path))
    #expect(!text.contains(NSUserName() + "/"))
    let cells = try folder.json("notebooks-export/out.ipynb").objects("cells")
    #expect(cells.count == 13)
    let second = try Self.fitted(["--seed", "3"])
    #expect(try second.run(["notebook", "out/"]).status == 0)
    #expect(try second.text("notebooks-export/out.ipynb") == text)
  }

  @Test func notebookReplacesNothingUnasked() throws {
    let folder = try Self.fitted()
    #expect(try folder.run(["notebook", "out", "--output", "a.ipynb"]).status == 0)
    #expect(try folder.text("a.ipynb").contains(#"RUN = Path(\"out\")"#))
    let before = try folder.entries()
    let again = try folder.run(["notebook", "out", "--output", "a.ipynb"])
    #expect(again.status == 73)
    #expect(
      again.errors
        == "csto-bayes: a.ipynb: the file exists; name another, or replace it (--force)\n"
    )
    #expect(try folder.run(["notebook", "out", "--output", "a.ipynb", "--force"]).status == 0)
    #expect(try folder.entries() == before)
    try folder.write(["mine.ipynb": "{}"])
    let foreign = try folder.run(["notebook", "out", "--output", "mine.ipynb", "--force"])
    #expect(foreign.status == 73)
    #expect(
      foreign.errors
        == "csto-bayes: mine.ipynb: this program did not write what is there and does not replace "
        + "it; name another\n"
    )
    #expect(try folder.text("mine.ipynb") == "{}")
    let nowhere = try folder.run(["notebook", "out", "--output", "no/such/a.ipynb"])
    #expect(nowhere.status == 73)
    #expect(try folder.entries() == (before + ["mine.ipynb"]).sorted())
  }
}

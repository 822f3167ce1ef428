import Foundation
import Testing

/// What `export`, `agree` and `notebook` refuse: nothing is written.
@Suite(.waitsForPrograms) struct BadExportTests {
  static let inputs = [
    BadInput(
      "unknown tool",
      ["export", "jags", "out"],
      [:],
      64,
      "Error: there is no tool 'jags'; accepted: stan, brms, bambi or numpyro."
    ),
    BadInput("no run", ["export", "stan"], [:], 64, "Error: Missing expected argument '<run>'"),
    BadInput(
      "export of no folder",
      ["export", "stan", "out"],
      [:],
      66,
      "csto-bayes: out: there is no such folder (`csto-bayes fit --output DIR` makes one)"
    ),
    BadInput(
      "comparison with no folder",
      ["agree", "out", "d.csv"],
      ["d.csv": ".chain,.iteration,.draw,a\n1,1,1,2\n"],
      66,
      "csto-bayes: out: there is no such folder (`csto-bayes fit --output DIR` makes one)"
    ),
    BadInput(
      "notebook of no folder",
      ["notebook", "out"],
      [:],
      66,
      "csto-bayes: out: there is no such folder (`csto-bayes fit --output DIR` makes one)"
    ),
    BadInput(
      "notebook of a folder that is no run",
      ["notebook", "out"],
      ["out/summary.json": "{}"],
      66,
      "csto-bayes: out: this is no run folder: it has no run.json of csto-bayes (`csto-bayes "
        + "fit --output DIR` makes one)"
    ),
  ]

  @Test(arguments: inputs) func inputIsRefused(_ input: BadInput) throws { try input.check() }

  /// Draws that cannot be compared, made of those of the run itself.
  @Test func drawsAreRefused() throws {
    let folder = try WorkFolder()
    #expect(try folder.run(["fit", "--output", "out"]).status == 0)
    let text = try folder.text("out/draws.csv")
    let lines = text.split(separator: "\n").map(String.init)
    var fields = lines[100].split(separator: ",").map(String.init)
    fields[5] = "NaN"
    try folder.write([
      "nan.csv": (lines.prefix(100) + [fields.joined(separator: ",")] + lines.dropFirst(101))
        .joined(separator: "\n"),
      "few.csv": lines.prefix(5).joined(separator: "\n"),
      "other.csv": text.replacingOccurrences(of: "protest", with: "rain"),
      "words.csv": lines[0] + "\n" + lines[1].replacingOccurrences(of: ".", with: "x"),
    ])
    let before = try folder.entries()
    let expected: [(String, Int32, String)] = [
      (
        "few.csv", 65,
        "the draws to compare have no Monte Carlo error for 'Intercept': they are all equal, or too few"
      ),
      (
        "other.csv", 65,
        "the draws are of other parameters than the run: lacking protest; not in the run rain"
      ), ("none.csv", 66, "none.csv: there is no such file"),
    ]
    for (file, status, message) in expected {
      let run = try folder.run(["agree", "out", file])
      #expect(run.status == status, "\(file)")
      #expect(run.output.isEmpty)
      #expect(run.errors == "csto-bayes: \(message)\n")
    }
    #expect(try folder.run(["agree", "out", "words.csv"]).status == 65)
    #expect(try folder.entries() == before)
    // A value that is missing is no disagreement, and no agreement.
    let open = try folder.run(["agree", "out", "nan.csv"])
    #expect(open.status == 1 && open.errors.isEmpty)
    let said = open.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(said.contains("UNDECIDED: nothing could be computed for protest"))
    #expect(
      said.contains(
        "could not be computed: protest, as theirs hold a value that is not a finite number."
      )
    )
  }

  /// A run whose own draws are not numbers is not exported, compared or shown.
  @Test func runWithBadDrawsIsRefused() throws {
    let folder = try WorkFolder()
    #expect(try folder.run(["fit", "--output", "out"]).status == 0)
    var lines = try folder.text("out/draws.csv").split(separator: "\n").map(String.init)
    var fields = lines[7].split(separator: ",").map(String.init)
    fields[4] = "NaN"
    lines[7] = fields.joined(separator: ",")
    try folder.write(["out/draws.csv": lines.joined(separator: "\n"), "good.csv": "a\n1\n"])
    let before = try folder.entries()
    for arguments in [
      ["export", "stan", "out"], ["agree", "out", "good.csv"], ["notebook", "out"],
    ] {
      let edited = try folder.run(arguments)
      #expect(edited.status == 65, "\(arguments)")
      #expect(edited.errors.contains("out: draws.csv was edited since the run wrote it"))
      let run = try folder.run(arguments + ["--trust-edited"])
      #expect(run.status == 65, "\(arguments)")
      #expect(run.errors.contains("out: draws.csv: draw 7 of chain 1 is not a finite number"))
    }
    #expect(try folder.entries() == before)
  }
}

import Foundation
import Testing

/// No command, with or without `--force`, touches a file that the program did not write.
@Suite struct UserFilesTests {
  private static let fit = ["fit", "--draws", "250", "--output"]
  private static let sbc = [
    "sbc", "--cases", "30", "--coefficients", "2", "--sampler", "nuts", "--chains", "1", "--draws",
    "200", "--replications", "20", "--output",
  ]
  private static let package = [
    "package", "--command", "fit --draws 250 --output results/fit", "--output",
  ]
  private static let statements = "studies/csto/elicitation-example.yaml"

  /// What a user has put beside the results in a folder.
  private static let foreign = [
    "notes.md", "figure.png", "mine/plot.R", "mine/deep/data.csv", "chains/mine.txt", "link.csv",
    "elsewhere", "mine/link",
  ]

  /// Puts the user's files into a folder of results.
  private static func furnish(_ folder: WorkFolder, _ name: String) throws {
    for file in foreign.prefix(5) {
      try folder.write(["\(name)/\(file)": "what I found out in \(name)/\(file)\n"])
    }
    let manager = FileManager.default
    for (link, target) in [
      ("link.csv", "../outside/precious.csv"), ("elsewhere", "../outside"),
      ("mine/link", "../../outside"),
    ] {
      try manager.createSymbolicLink(
        atPath: folder.url.appending(path: "\(name)/\(link)").path,
        withDestinationPath: target
      )
    }
    let old = Date(timeIntervalSince1970: 1_000_000_000)
    for file in foreign.prefix(5) {
      let path = folder.url.appending(path: "\(name)/\(file)").path
      try manager.setAttributes([.modificationDate: old], ofItemAtPath: path)
    }
  }

  /// A folder with results of every kind, each with the user's files in it, and folders of his own.
  private static func world() throws -> WorkFolder {
    let folder = try WorkFolder()
    try folder.write([
      "outside/precious.csv": "case,y\nA,1\n", "outside/run.json": "{\"program\": \"csto-bayes\"}",
    ])
    for arguments in [
      fit + ["run"], fit + ["other", "--seed", "2"], sbc + ["sbc"], package + ["pack"],
      ["export", "stan", "run"], ["notebook", "run", "--output", "run/look.ipynb"],
      ["priors", "elicit", statements, "--output", "prior.yaml"],
      ["robustness", "--only", "prior=sceptical", "--only", "dropped=-", "--output", "rob"],
      ["robustness", "--output", "engines", "--slurm", "2"],
    ] {
      let run = try folder.run(arguments)
      try #require([0, 1].contains(run.status), "\(arguments): \(run.errors)")
    }
    for name in ["run", "other", "sbc", "pack", "run/export-stan", "rob", "engines"] {
      try furnish(folder, name)
    }
    return folder
  }

  private static let commands: [[String]] = [
    ["fit"], fit + ["run", "--force"], fit + ["other", "--force", "--seed", "3"],
    sbc + ["sbc", "--force"], package + ["pack", "--force"],
    ["export", "stan", "run", "--force"],
    ["export", "numpyro", "run", "--output", "run/export-stan", "--force"],
    ["notebook", "run", "--output", "run/look.ipynb", "--force"],
    ["priors", "elicit", statements, "--output", "prior.yaml", "--force"],
    ["predict", "run", "--at", "protest=yes"], ["predict", "run", "--grid", "all", "--draws"],
    ["predict", "run", "--output", "other"],
    ["contrast", "run", "--from", "protest=no", "--to", "protest=yes"],
    ["effects", "run", "--hypothesis", "protest > 0"], ["effects", "run"], ["check", "run"],
    ["check", "run", "--group", "protest"], ["loo", "run"], ["loo", "run", "--no-refit"],
    ["influence", "run"], ["compare", "run", "other"], ["agree", "run", "other/draws.csv"],
    ["diagnose", "run/draws.csv"], ["verify", "pack"], ["collapse"], ["studies"], ["priors"],
    ["priors", "show", "sceptical"],
    ["robustness", "--only", "prior=sceptical", "--only", "dropped=-", "--output", "rob"],
    ["robustness", "--output", "engines", "--slurm", "3", "--snakemake", "2"],
    // And once more over all that came of it.
    fit + ["run", "--force", "--seed", "5"],
  ]

  @Test func everyCommandLeavesThemAlone() throws {
    let folder = try Self.world()
    let before = try WatchedTree(folder.url)
    let own = { (name: String) in
      name.hasPrefix("outside")
        || Self.foreign.contains { name == $0 || name.hasSuffix("/" + $0) }
    }
    #expect(before.entries.keys.filter(own).count == 2 + 1 + 7 * Self.foreign.count)
    for arguments in Self.commands {
      let run = try folder.run(arguments)
      #expect(![64, 66].contains(run.status), "\(arguments): \(run.errors)")
      let after = try WatchedTree(folder.url)
      #expect(before.touched(in: after, where: own) == [], "\(arguments)")
      #expect(!after.entries.keys.contains { $0.contains(".partial-") }, "\(arguments)")
    }
    // They are named.
    let named = try folder.run(Self.fit + ["run", "--force"])
    for name in ["notes.md", "figure.png", "mine/", "chains/mine.txt", "link.csv", "elsewhere"] {
      #expect(named.errors.contains(name), "\(name): \(named.errors)")
    }
  }

  /// Folders and files that only look like results.
  private static let strangers: [[String: String]] = [
    ["mine/notes.txt": "mine"], ["mine/run.json": "{\"tool\": \"csto-bayes\"}"],
    ["mine/run.json": "I ran csto-bayes on these.", "mine/draws.csv": "my,own,draws\n"],
    ["mine/run.json": "{\"program\": \"csto-bayes\", \"files\": {\"draws.csv\": {}}}"],
    ["mine/sbc.json": "{\"program\": \"csto-bayes\"}", "mine/ranks.csv": "mine"],
    ["mine/run_stan.py": "# written by csto-bayes export\n# and then by me\n"],
    ["mine/commands.json": "{\"program\": \"csto-bayes\"}", "mine/data.csv": "mine"],
    ["mine/files.json": "{\"program\": \"csto-bayes\", \"of\": \"sbc\", \"files\": {}}"],
  ]

  @Test(arguments: strangers) func whatIsNoResultIsRefused(_ files: [String: String]) throws {
    let folder = try WorkFolder()
    try #require(folder.run(Self.fit + ["run"]).status < 2)
    try folder.write(files)
    let before = try WatchedTree(folder.url)
    for arguments in [
      Self.fit + ["mine", "--force"], Self.sbc + ["mine", "--force"],
      Self.package + ["mine", "--force"], ["export", "stan", "run", "--output", "mine", "--force"],
      ["notebook", "run", "--output", files.keys.sorted()[0], "--force"],
      ["priors", "elicit", Self.statements, "--output", files.keys.sorted()[0], "--force"],
      ["robustness", "--only", "prior=sceptical", "--output", "mine"],
    ] {
      let run = try folder.run(arguments)
      #expect(run.status == 73, "\(arguments): \(run.errors)")
      #expect(run.output.isEmpty)
      #expect(try WatchedTree(folder.url) == before, "\(arguments)")
    }
  }

  /// A file of the run that the user edited is kept under another name, and named.
  @Test func editsOfResultsAreKept() throws {
    let folder = try WorkFolder()
    #expect(try folder.run(Self.fit + ["run"]).status < 2)
    #expect(try folder.run(["effects", "run"]).status == 0)
    #expect(try folder.run(["loo", "run"]).status == 0)
    let edited = try folder.text("run/summary.csv") + "my remark\n"
    try folder.write([
      "run/summary.csv": edited, "run/effects.csv": "mine now\n", "run/chains/chain-2.csv": "x\n",
    ])
    let run = try folder.run(Self.fit + ["run", "--force", "--seed", "4"])
    #expect(run.status < 2)
    #expect(try folder.text("run/summary.csv.kept") == edited)
    #expect(try folder.text("run/effects.csv.kept") == "mine now\n")
    #expect(try folder.text("run/chains/chain-2.csv.kept") == "x\n")
    for name in ["summary.csv.kept", "effects.csv.kept", "chain-2.csv.kept"] {
      #expect(run.errors.contains(name), "\(run.errors)")
    }
    // Answers that nobody edited were about a run that is gone.
    #expect(run.errors.contains("effects.json"))
    let names = Set(try folder.entries())
    for name in ["effects.csv", "effects.json", "loo.csv", "loo.json", "answers.json"] {
      #expect(!names.contains("run/" + name), "\(name)")
    }
    // The next time nothing is lost either.
    #expect(try folder.run(Self.fit + ["run", "--force"]).status < 2)
    #expect(try folder.text("run/summary.csv.kept") == edited)
  }

  /// A list that somebody edited says nothing any more.
  @Test func editedRecordProtectsTheFolder() throws {
    let folder = try WorkFolder()
    #expect(try folder.run(Self.fit + ["run"]).status < 2)
    let record = try folder.text("run/run.json")
    try folder.write(["run/run.json": record.replacing("\"partial\"", with: "\"Partial\"")])
    let before = try WatchedTree(folder.url)
    #expect(try folder.run(Self.fit + ["run", "--force"]).status == 73)
    #expect(try WatchedTree(folder.url) == before)
  }

  /// A run of an early version, without a list of its files: known names alone are replaced, and what
  /// may have been edited is kept.
  @Test func earlyRunsAreReplacedWithCare() throws {
    let folder = try WorkFolder()
    #expect(try folder.run(Self.fit + ["run"]).status < 2)
    var text = try folder.text("run/run.json")
    let files = try #require(text.firstRange(of: ",\n  \"files\""))
    text = text[..<files.lowerBound] + "\n}\n"
    try folder.write([
      "run/run.json": text, "run/predictions.csv": "from the early version\n", "run/mine.txt": "m",
    ])
    // A second later somebody edits the summary.
    let path = folder.url.appending(path: "run/summary.csv").path
    let edited = try folder.text("run/summary.csv") + "edited\n"
    try folder.write(["run/summary.csv": edited])
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: 60)],
      ofItemAtPath: path
    )
    #expect(try folder.run(["effects", "run"]).status == 0)
    #expect(try folder.run(Self.fit + ["run", "--force", "--seed", "9"]).status < 2)
    #expect(try folder.text("run/summary.csv.kept") == edited)
    #expect(try folder.text("run/run.json.kept") == text)
    #expect(try folder.text("run/predictions.csv") == "from the early version\n")
    #expect(try folder.text("run/mine.txt") == "m")
    #expect(try !folder.entries().contains("run/draws.csv.kept"))
    #expect(try folder.run(["effects", "run"]).status == 0)
  }
}

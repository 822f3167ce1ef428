import Foundation
import Testing

/// No command, with or without `--force`, touches a file that the program did not write.
@Suite(.waitsForPrograms) struct UserFilesTests {
  private static let fit = UserWorld.fit
  private static let sbc = UserWorld.sbc
  private static let package = UserWorld.package
  private static let statements = UserWorld.statements

  @Test func everyCommandLeavesThemAlone() throws {
    let folder = try UserWorld.folder()
    let before = try WatchedTree(folder.url)
    #expect(before.entries.keys.filter(UserWorld.isForeign).count > 100)
    for arguments in UserWorld.commands {
      let run = try folder.run(arguments)
      #expect([0, 1, 65, 73].contains(run.status), "\(arguments): \(run.status) \(run.errors)")
      let after = try WatchedTree(folder.url)
      #expect(before.touched(in: after, where: UserWorld.isForeign) == [], "\(arguments)")
      #expect(!after.entries.keys.contains { $0.contains(".partial-") }, "\(arguments)")
    }
    // They are named.
    let named = try folder.run(Self.fit + ["other", "--force"])
    for name in UserWorld.foreign.map({ $0.split(separator: "/")[0] }) {
      #expect(named.errors.contains(name), "\(name): \(named.errors)")
    }
  }

  /// A file of somebody's is no store, no folder of results and no place for a document.
  @Test func aFileOfTheUsersIsNoPlaceForResults() throws {
    let folder = try UserWorld.folder()
    let before = try WatchedTree(folder.url)
    for arguments in UserWorld.intrusions {
      let run = try folder.run(arguments)
      #expect([65, 73].contains(run.status), "\(arguments): \(run.errors)")
      #expect(run.output.isEmpty)
      #expect(try WatchedTree(folder.url) == before, "\(arguments)")
    }
  }

  /// The list of commands is complete: each that the help names, and `--force` of each that has it.
  @Test func everyCommandIsTried() throws {
    let folder = try WorkFolder()
    var open: [[String]] = [[]]
    var leaves: [[String]] = []
    while let command = open.popLast() {
      let help = try folder.run(command + ["--help"]).output
      let below = Self.subcommands(in: help).map { command + [$0] }
      // A command with a default is tried under its own name too.
      open += below
      guard below.isEmpty else { continue }
      leaves.append(command)
      let tried = UserWorld.commands.filter { arguments in
        arguments.starts(with: command) || command.last == "run" && arguments[0] == command[0]
          || command.last == "list" && arguments == Array(command.dropLast())
      }
      #expect(!tried.isEmpty, "\(command)")
      if help.contains("--force") {
        #expect(tried.contains { $0.contains("--force") }, "\(command)")
      }
    }
    #expect(leaves.count >= 20)
  }

  private static func subcommands(in help: String) -> [String] {
    guard let start = help.firstRange(of: "SUBCOMMANDS:\n") else { return [] }
    return help[start.upperBound...].split(separator: "\n").compactMap { line in
      guard line.hasPrefix("  "), !line.hasPrefix("   "), !line.hasPrefix("  See ") else {
        return nil
      }
      return line.split(separator: " ").first.map(String.init)
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

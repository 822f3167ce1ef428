import Foundation
import Testing

/// The files that answers are written into.
@Suite(.waitsForPrograms) struct AnswerFilesTests {
  /// The same question again gives the same bytes, in silence; another one says what it replaces.
  @Test func anotherQuestionIsSaid() throws {
    let folder = try RunFolders.work(RunFolders.study)
    let first = ["predict", "run", "--at", "protest=yes"]
    #expect(try folder.run(first).errors.isEmpty)
    let before = try WatchedTree(folder.url)
    #expect(try folder.run(first).errors.isEmpty)
    let names = ["run/predictions.csv", "run/predictions.json", "run/answers.json"]
    for name in names {
      #expect(try folder.data(name) == #require(before.entries[name]?.contents), "\(name)")
    }
    let second = try folder.run(["predict", "run", "--grid", "all"])
    #expect(second.status == 0)
    let said = second.errors.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    #expect(
      said == """
        csto-bayes: note: predictions.csv, predictions.json in run held the answer to another question \
        (predict --at protest=yes), which this one replaces; --output DIR keeps answers apart
        """
    )
    // Kept apart, nothing has to be said.
    let third = try folder.run(["predict", "run", "--at", "protest=yes", "--output", "one"])
    #expect(third.status == 0 && third.errors.isEmpty)
    #expect(
      try folder.data("one/predictions.csv") == before.entries["run/predictions.csv"]?.contents
    )
    #expect(try folder.entries().contains("one/answers.json"))
  }

  /// What belongs to another answer of the same kind goes with it.
  @Test func noMixtureIsLeft() throws {
    let folder = try RunFolders.work(RunFolders.study)
    let question = ["effects", "run", "--hypothesis", "protest > 0"]
    #expect(try folder.run(question).status == 0)
    #expect(try folder.entries().contains("run/hypotheses.csv"))
    let run = try folder.run(["effects", "run"])
    #expect(run.errors.contains("hypotheses.csv"))
    #expect(try !folder.entries().contains("run/hypotheses.csv"))
  }

  /// A user's file with the name of an answer, and an answer that he edited, are kept.
  @Test func userFilesAreKept() throws {
    let folder = try RunFolders.work(RunFolders.study)
    try folder.write(["run/loo.csv": "mine\n"])
    let run = try folder.run(["loo", "run", "--no-refit"])
    #expect(run.status == 0)
    #expect(run.errors.contains("loo.csv.kept"))
    #expect(try folder.text("run/loo.csv.kept") == "mine\n")
    try folder.write(["run/loo.csv": "edited\n", "run/answers.json": "{}"])
    #expect(try folder.run(["loo", "run"]).status == 0)
    #expect(try folder.text("run/loo.csv.kept-2") == "edited\n")
    #expect(try folder.text("run/answers.json.kept") == "{}")
    #expect(try folder.text("run/loo.csv").hasPrefix("case,"))
  }

  @Test func placesThatCannotBe() throws {
    let folder = try RunFolders.work(RunFolders.study)
    try folder.write(["file": "mine"])
    for place in ["file", "no/such", "file/below"] {
      let run = try folder.run(["effects", "run", "--output", place])
      #expect(run.status == 73, "\(place): \(run.errors)")
      #expect(run.output.isEmpty)
    }
    #expect(try folder.run(["effects", "run", "--output", ""]).status == 64)
    #expect(try folder.text("file") == "mine")
  }

  private static let questions = [
    ("predict", "predict run --grid all", "predict run"),
    ("effects", "effects run", "effects run --rope 0.1"),
    ("check", "check run", "check run --no-refit"), ("loo", "loo run", "loo run --no-refit"),
    (
      "contrast", "contrast run --from protest=no --to protest=yes",
      "contrast run --from protest=yes --to protest=no"
    ), ("influence", "influence run", "influence run --case KAZ2022"),
    ("compare", "compare run run", "compare run run --no-refit"),
    ("agree", "agree run run/draws.csv", "agree run run/chains/chain-1.csv run/chains/chain-2.csv"),
  ]

  /// A limit on the size of files stands for a full disk: the first files fit, the largest does not.
  @Test(arguments: questions) func fullDiskChangesNothing(
    _ name: String,
    _ first: String,
    _ second: String
  ) throws {
    let folder = try RunFolders.work(RunFolders.study)
    let earlier = Set(try folder.entries())
    #expect(try ShellRun("\"$0\" \(first)", in: folder).status < 2)
    let before = try WatchedTree(folder.url)
    // The answer as it would be, elsewhere.
    #expect(try ShellRun("\"$0\" \(second) --output try", in: folder).status < 2)
    let sizes = try folder.entries().filter { $0.hasPrefix("try/") }
      .map { try folder.data($0).count }
    let blocks = (try #require(sizes.max()) - 1) / 512
    try FileManager.default.removeItem(at: folder.url.appending(path: "try"))
    for limit in [0, blocks] {
      let run = try ShellRun(
        "trap '' XFSZ; ulimit -f \(limit); \"$0\" \(second)",
        in: folder
      )
      // The message is no longer than a file may be, but for a limit of nothing.
      #expect(run.status == 73, "\(name): \(run.errors)")
      #expect(try WatchedTree(folder.url) == before, "\(name), \(limit) blocks")
    }
    #expect(Set(before.entries.keys).count > earlier.count)
  }
}

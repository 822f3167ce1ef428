import Testing

/// Answers on screens of different widths.
@Suite(.waitsForPrograms) struct ScreenTests {
  /// Every line of an answer fits, but for what has no spaces; what is left out is named.
  @Test(arguments: ["60", "80", "120"]) func answersFit(columns: String) throws {
    let folder = try RunFolders.work(RunFolders.study)
    let commands = [
      ["effects", "run"], ["contrast", "run", "--from", "none", "--to", "protest"],
      ["predict", "run", "--grid", "all"], ["loo", "run"], ["check", "run"], ["influence", "run"],
      ["diagnose", "run/draws.csv"], ["summary", "run"], ["studies", "csto"],
      ["priors", "show", "sceptical"],
    ]
    for command in commands {
      let run = try ProgramRun(command, in: folder, environment: ["COLUMNS": columns])
      let width = try #require(Int(columns))
      for line in run.output.split(separator: "\n") {
        #expect(line.count <= width, "\(command): \(line)")
      }
      #expect(!run.output.contains("\u{1B}"))
    }
  }

  /// A file has every column and no note.
  @Test func filesHaveEverything() throws {
    let folder = try RunFolders.work(RunFolders.study)
    let run = try folder.run(["effects", "run"])
    #expect(!run.output.contains("not shown"))
    #expect(run.output.contains("odds that positive"))
    let narrow = try ProgramRun(["effects", "run"], in: folder, environment: ["COLUMNS": "80"])
    #expect(narrow.output.contains("not shown: before, after, median, MCSE"))
    #expect(narrow.output.contains("(in effects.csv)"))
  }
}

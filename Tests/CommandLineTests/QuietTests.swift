import Foundation
import Testing

@testable import csto_bayes

/// `--quiet`: nothing but errors.
@Suite(.waitsForPrograms) struct QuietTests {
  @Test func nothingIsPrintedAndEverythingIsWritten() throws {
    let folder = try WorkFolder()
    let commands = [
      ["fit", "--output", "run"], ["summary", "run"], ["effects", "run"],
      ["contrast", "run", "--from", "none", "--to", "protest"], ["predict", "run"],
      // The same file for another question: even that is not said.
      ["predict", "run", "--grid", "all"], ["check", "run"], ["loo", "run"], ["influence", "run"],
      ["diagnose", "run/draws.csv"], ["export", "stan", "run"], ["priors", "show", "sceptical"],
      ["notebook", "run", "--output", "n.ipynb"], ["agree", "run", "run/draws.csv"],
      ["robustness", "csto", "--plan"],
    ]
    for command in commands {
      let run = try folder.run(command + ["--quiet"])
      #expect(run.status == 0, "\(command)")
      #expect(run.output.isEmpty && run.errors.isEmpty, "\(command)")
    }
    let names = try folder.entries()
    for file in ["run/effects.csv", "run/loo.csv", "run/influence.csv", "n.ipynb"] {
      #expect(names.contains(file))
    }
  }

  @Test func errorsAreSaid() throws {
    let run = try WorkFolder().run(["predict", "nowhere", "--quiet"])
    #expect(run.status == 66)
    #expect(run.errors.hasPrefix("csto-bayes: "))
  }

  /// The flag is no part of the question that an answer belongs to.
  @Test func itIsNoOtherQuestion() throws {
    #expect(
      AskedQuestion.text(of: ["csto-bayes", "predict", "run", "--quiet"], about: ["run"])
        == "predict"
    )
    let folder = try RunFolders.work(RunFolders.study)
    _ = try folder.run(["predict", "run", "--quiet"])
    #expect(try folder.run(["predict", "run"]).errors.isEmpty)
  }

  @Test func helpIsPrintedAllTheSame() throws {
    #expect(try WorkFolder().run(["fit", "--quiet", "--help"]).output.contains("--quiet"))
  }
}

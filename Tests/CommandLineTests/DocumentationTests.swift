import Foundation
import Testing

/// Every command that the documents show is run, in the order of the document.
///
/// A command of a block marked `sh` is expected to end with 0, or with N where the comment `# exit N` follows
/// it or stands on the next line. Of `make` lines only the target is looked up. What runs the whole multiverse
/// of the built-in study, half a minute each time, runs that of part of it; `make test-full` runs it as it
/// stands. In a block marked `console` lines after `$ ` are commands, and what is shown below them is compared
/// with what they print, at 100 columns; `...` on a line stands for lines that are left out.
/// `CSTO_BAYES_RECORD=1 make test ARGS='--filter DocumentationTests'` writes the outputs into the documents anew;
/// then read the difference.
@Suite(.waitsForPrograms) struct DocumentationTests {
  @Test(arguments: Documents.all) func commandsWork(_ document: String) throws {
    let run = try DocumentRun(document)
    for difference in run.differences {
      Issue.record("\(document): \(difference)")
    }
    let url = ProgramRun.packageRoot.appending(path: document)
    let text = try String(contentsOf: url, encoding: .utf8)
    guard DocumentRun.isRecording else { return }
    if run.renewed != text { try Data(run.renewed.utf8).write(to: url) }
  }

  /// A comment says that the program lacks something only while it does.
  @Test(arguments: Documents.all) func nothingIsSaidToBeLackingThatIsThere(
    _ document: String
  ) throws {
    guard !DocumentRun.isRecording else { return }
    let text = try String(
      contentsOf: ProgramRun.packageRoot.appending(path: document),
      encoding: .utf8
    )
    for line in text.split(separator: "\n") {
      guard let needs = DocumentBlock.needs(of: line) else { continue }
      #expect(
        !needs.allSatisfy(ProgramFeatures.has),
        "\(document): take out the line \(line), or record the outputs"
      )
    }
  }

  @Test func partsAreFound() {
    let text = """
      Text with `csto-bayes fit` in it.

      ```sh
      make fit
      csto-bayes fit --prior 'a ~ normal(0, 1)' "two words"   # why
      csto-bayes diagnose bad.csv   # exit 66
      ```

      ```console
      $ csto-bayes fit a.csv  # exit 66
      csto-bayes: a.csv: there is no such file
      $ csto-bayes fit \\
          --quiet
      ```

      Save this as `d.csv`:

      ```csv
      a,b
      1,2
      ```

      <!-- needs: figure -->

      ```sh
      csto-bayes figure effects run
      ```

      ```sh
      csto-bayes fit --data d.csv \\
        --formula 'y ~ a'
      # exit 65
      ```

      ```
      csto-bayes not-run
      ```
      """
    let expected: [DocumentPart] = [
      .command(["make", "fit"], status: 0),
      .command(["csto-bayes", "fit", "--prior", "a ~ normal(0, 1)", "two words"], status: 0),
      .command(["csto-bayes", "diagnose", "bad.csv"], status: 66),
      .shown(
        ShownCommand(
          line: "csto-bayes fit a.csv",
          status: 66,
          output: ["csto-bayes: a.csv: there is no such file"],
          place: 10..<11
        )
      ),
      .shown(
        ShownCommand(line: "csto-bayes fit     --quiet", status: 0, output: [], place: 13..<13)
      ),
      .file("d.csv", "a,b\n1,2\n"),
      .command(["csto-bayes", "figure", "effects", "run"], status: 0),
      .command(["csto-bayes", "fit", "--data", "d.csv", "--formula", "y ~ a"], status: 65),
    ]
    #expect(DocumentPart.all(in: text) == expected)
    #expect(
      DocumentPart.all(in: text, has: { $0 != "figure" })
        == expected.filter {
          $0 != .command(["csto-bayes", "figure", "effects", "run"], status: 0)
        }
    )
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(separator: " ", omittingEmptySubsequences: false)
  }

  /// Shown and printed lines, here words, and whether they agree.
  @Test(arguments: [
    ("a b", "a b", true), ("a b", "a b c", false), ("a", "b", false), ("a b", "a", false),
    ("... b", "a b", true), ("... b", "a b c", false), ("a ...", "a b c", true),
    ("a ... c", "a b b c", true), ("a ... c ... e", "a b c d e", true),
    ("a ... c d ... e", "a b c x e", false), ("... x ...", "a b", false), ("a ... a", "a", false),
    ("...", "a b", true),
  ])
  func cutsAreAllowed(shown: String, printed: String, agrees: Bool) {
    let difference = ShownOutput(Self.lines(shown)).firstDifference(from: Self.lines(printed))
    #expect((difference == nil) == agrees, "\(difference ?? "")")
  }

  /// Numbers change, words stay: the same parts are shown again.
  @Test func cutsAreKeptWhenOutputsAreRecorded() {
    func split(_ text: String) -> [Substring] {
      text.split(separator: "\n", omittingEmptySubsequences: false)
    }
    let printed = split("Title\nWarnings 3\n  none\nTable\n  a  0.5\n  b  0.7\n\nChecks\n  ok 2")
    let shown = ShownOutput(split("...\nTable\n  a  0.1\n  b  0.2\n...\n  ok 1"))
    #expect(
      shown.renewed(from: printed) == split("...\nTable\n  a  0.5\n  b  0.7\n...\n  ok 2")
    )
    // Of lines that begin alike the same one is the last; a heading may be broken elsewhere.
    let tables = split(
      "Effects of all\n\n  a  1\n  b c\n\nRatios of odds,\nby median\n  a  2\n\nEnd"
    )
    let parts = ShownOutput(split("...\nRatios of odds, by median\n  a  9\n\n..."))
    #expect(parts.renewed(from: tables) == split("...\nRatios of odds,\nby median\n  a  2\n\n..."))
    #expect(
      ShownOutput(split("Effects of\n\n  a\n\n...")).renewed(from: tables)
        == split("Effects of all\n\n  a  1\n  b c\n\n...")
    )
    #expect(ShownOutput(split("...\nNowhere\n...")).renewed(from: printed) == nil)
    #expect(ShownOutput(split("Title\n...")).renewed(from: printed) == split("Title\n..."))
  }
}

import Foundation
import Testing

/// Output that is the same everywhere, as committed in `Golden/`.
///
/// `UPDATE_GOLDEN=1 make test ARGS='--filter GoldenTests'` writes it anew; then read the difference.
@Suite(.waitsForPrograms) struct GoldenTests {
  private static let outputs: [(file: String, arguments: [String])] = [
    ("help.txt", ["--help"]),
    ("help-fit.txt", ["fit", "--help"]),
    ("help-summary.txt", ["summary", "--help"]),
    ("help-loo.txt", ["loo", "--help"]),
    ("help-compare.txt", ["compare", "--help"]),
    ("help-influence.txt", ["influence", "--help"]),
    ("help-predict.txt", ["predict", "--help"]),
    ("help-contrast.txt", ["contrast", "--help"]),
    ("help-effects.txt", ["effects", "--help"]),
    ("help-table.txt", ["table", "--help"]),
    ("help-diagnose.txt", ["diagnose", "--help"]),
    ("help-priors.txt", ["priors", "--help"]),
    ("help-check.txt", ["check", "--help"]),
    ("help-sbc.txt", ["sbc", "--help"]),
    ("help-studies.txt", ["studies", "--help"]),
    ("help-collapse.txt", ["collapse", "--help"]),
    ("help-export.txt", ["export", "--help"]),
    ("help-agree.txt", ["agree", "--help"]),
    ("help-notebook.txt", ["notebook", "--help"]),
    ("help-package.txt", ["package", "--help"]),
    ("help-verify.txt", ["verify", "--help"]),
    ("help-priors-elicit.txt", ["priors", "elicit", "--help"]),
    ("help-priors-show.txt", ["priors", "show", "--help"]),
    ("priors.txt", ["priors"]),
    ("priors-list.txt", ["priors", "list"]),
    ("priors-show-sceptical.txt", ["priors", "show", "sceptical"]),
    (
      "priors-elicit-example.txt",
      ["priors", "elicit", "studies/csto/elicitation-example.yaml"]
    ),
    ("studies.txt", ["studies"]),
    ("studies-csto.txt", ["studies", "csto"]),
    ("studies-csto-table1.txt", ["studies", "csto", "--coding", "table1"]),
  ]

  private static var folder: URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Golden")
  }

  @Test(arguments: outputs.indices) func outputIsAsCommitted(_ index: Int) throws {
    let (file, arguments) = Self.outputs[index]
    let run = try WorkFolder().run(arguments)
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
    let url = Self.folder.appending(path: file)
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
      try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
      try Data(run.output.utf8).write(to: url)
    }
    #expect(run.output == (try String(contentsOf: url, encoding: .utf8)))
  }

  /// Every file in `Golden/` is compared.
  @Test func noGoldenFileIsLeftOver() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
      .filter { $0.contains(".") }
    #expect(files.sorted() == Self.outputs.map(\.file).sorted())
  }

  /// `priors NAME` prints the file that is in the repository, byte for byte.
  @Test func priorIsTheFile() throws {
    let folder = ProgramRun.packageRoot.appending(path: "priors")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".yaml") }
    #expect(files.count >= 5)
    for file in files {
      let run = try WorkFolder().run(["priors", String(file.dropLast(5))])
      #expect(run.status == 0)
      #expect(
        run.output == (try String(contentsOf: folder.appending(path: file), encoding: .utf8))
      )
    }
  }

  /// The first line of a report of an error; files have the version alone.
  @Test func versionSaysWhichProgramItIs() throws {
    let folder = try WorkFolder()
    let run = try folder.run(["--version"])
    #expect(run.status == 0)
    #expect(try folder.run(["fit", "--output", "out"]).status == 0)
    let record = try folder.json("out/run.json")
    let version = try #require(record["version"] as? String)
    #expect(version.wholeMatch(of: #/\d+\.\d+\.\d+/#) != nil)
    let kernel = try #require(record["kernel"] as? String)
    #expect(run.output.hasPrefix("csto-bayes \(version) (commit "))
    #expect(
      run.output.wholeMatch(
        of:
          #/csto-bayes \S+ \(commit (?:[0-9a-f]{7}\+?|unknown), (?:release|debug)\), OpenBLAS [^,]+, kernel (\w+)[^\n]*\n/#
      )?.1 == kernel[...]
    )
  }
}

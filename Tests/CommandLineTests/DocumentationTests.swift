import Foundation
import InferenceTestSupport
import Testing

/// Every command that the documents show is run, in the order of the document.
///
/// A line is expected to end with 0, or with N where the comment `# exit N` follows the command or
/// stands on the next line; a message shown after it must be the one printed. Of `make` lines only
/// the target is looked up. What runs the whole multiverse of the built-in study, half a minute each
/// time, runs that of ``partOfStudy``; `make test-full` runs it as it stands.
@Suite(.waitsForPrograms) struct DocumentationTests {
  /// The documents that there are, as paths from the root of the package.
  static let documents: [String] = {
    let articles = "Sources/Inference/Documentation.docc"
    let root = ProgramRun.packageRoot
    let names =
      (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: articles).path))
      ?? []
    return
      (["README.md", "CONTRIBUTING.md"]
      + names.filter { $0.hasSuffix(".md") }.sorted().map { "\(articles)/\($0)" })
      .filter { FileManager.default.fileExists(atPath: root.appending(path: $0).path) }
  }()

  @Test(arguments: documents) func commandsWork(_ document: String) throws {
    let text = try String(
      contentsOf: ProgramRun.packageRoot.appending(path: document),
      encoding: .utf8
    )
    let folder = try WorkFolder()
    let study = try WorkFolder()
    try study.write(Self.partOfStudy())
    var last: ProgramRun?
    for part in DocumentPart.all(in: text) {
      switch part {
      case .file(let name, let text): try folder.write([name: text])
      case .message(let text):
        #expect(text == last?.errors, "\(document): the message has changed")
      case .command(let words, let status):
        if words.first == "make" { try Self.checkTargets(words.dropFirst(), of: document) }
        guard words.first == "csto-bayes" else { continue }
        let arguments = Self.inPart(Array(words.dropFirst()), study.url.path)
        let run = try folder.run(try Self.expanded(arguments, in: folder))
        #expect(run.status == status, "\(document): \(words): \(run.errors)")
        last = run
      }
    }
  }

  /// The built-in study with fewer choices declared: the same forks of recodes and cases left out, of one
  /// coding, prior and link.
  private static func partOfStudy() throws -> [String: Data] {
    let root = ProgramRun.packageRoot.appending(path: "studies/csto")
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: root.path)
    where name.contains(".") {
      files[name] = try Data(contentsOf: root.appending(path: name))
    }
    var text = String(decoding: try #require(files["study.yaml"]), as: UTF8.self)
    for (old, new) in [
      ("  codings: [text, table1]\n", "  codings: [text]\n"),
      (
        "  priors: [weakly-informative, sceptical, charter, regime-survival]\n",
        "  priors: [sceptical]\n"
      ), ("  links: [logit, probit, cloglog]\n", "  links: [logit]\n"),
    ] {
      try #require(text.contains(old), "study.yaml declares \(old)")
      text.replace(old, with: new)
    }
    files["study.yaml"] = Data(text.utf8)
    return files
  }

  /// A command with part of the study named where it would run the whole multiverse of the built-in one.
  private static func inPart(_ arguments: [String], _ study: String) -> [String] {
    let whole = [
      ["robustness", "--output", "robustness"], ["package", "--output", "replication"],
    ]
    guard !Effort.isFull, whole.contains(arguments) else { return arguments }
    return [arguments[0], study] + arguments.dropFirst()
  }

  private static func checkTargets(_ words: ArraySlice<String>, of document: String) throws {
    let makefile = try String(
      contentsOf: ProgramRun.packageRoot.appending(path: "Makefile"),
      encoding: .utf8
    )
    let targets = makefile.split(separator: "\n").compactMap { $0.firstMatch(of: /^([a-z0-9-]+):/) }
      .map { String($0.1) }
    for word in words where !word.contains("=") && !word.hasPrefix("-") {
      #expect(targets.contains(word), "\(document): make \(word)")
    }
  }

  /// Words with a star stand for the files that they match, as in a shell.
  private static func expanded(_ words: [String], in folder: WorkFolder) throws -> [String] {
    try words.flatMap { word -> [String] in
      let parts = word.split(separator: "*", omittingEmptySubsequences: false)
      guard parts.count == 2, !word.contains(" ") else { return [word] }
      let matches = try folder.entries().filter { entry in
        entry.hasPrefix(parts[0]) && entry.hasSuffix(parts[1])
          && entry.count >= word.count - 1
          && !entry.dropFirst(parts[0].count).contains("/")
      }
      return matches.isEmpty ? [word] : matches
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

      ```text
      csto-bayes: bad.csv: there is no such file
      ```

      Save this as `d.csv`:

      ```csv
      a,b
      1,2
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
    #expect(
      DocumentPart.all(in: text) == [
        .command(["make", "fit"], status: 0),
        .command(["csto-bayes", "fit", "--prior", "a ~ normal(0, 1)", "two words"], status: 0),
        .command(["csto-bayes", "diagnose", "bad.csv"], status: 66),
        .message("csto-bayes: bad.csv: there is no such file\n"),
        .file("d.csv", "a,b\n1,2\n"),
        .command(["csto-bayes", "fit", "--data", "d.csv", "--formula", "y ~ a"], status: 65),
      ]
    )
  }
}

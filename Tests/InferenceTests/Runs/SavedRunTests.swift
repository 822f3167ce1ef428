import Foundation
import Testing

@testable import Inference

/// A run is read back as it was, and not at all where its parts do not belong together.
@Suite struct SavedRunTests {
  /// A folder for one test.
  private final class Folder {
    let path: String

    init() throws {
      path = NSTemporaryDirectory() + "saved-run-" + UUID().uuidString
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ text: String, as name: String) throws -> String {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + name))
      return path + "/" + name
    }

    func text(_ name: String) throws -> String {
      try String(contentsOfFile: path + "/" + name, encoding: .utf8)
    }
  }

  private static func options(_ source: AnalysisOptions.Source) throws -> AnalysisOptions {
    AnalysisOptions(
      source: source,
      run: try #require(RunSettings(chains: 2, draws: 100, seed: 7, threads: 1)),
      noUTurn: try #require(NoUTurnSettings())
    )
  }

  @discardableResult
  private static func run(
    _ options: AnalysisOptions,
    in folder: Folder
  ) async throws -> AnalysisResult {
    let result = try await Analysis.run(try AnalysisInput.read(options))
    let output = try OutputFolder(at: folder.path + "/run")
    try result.write(to: output, started: "2026-01-01T00:00:00Z")
    try output.commit()
    return result
  }

  private static func expectSame(_ result: AnalysisResult, _ run: SavedRun) {
    let (old, new) = (result.input, run.input)
    #expect(run.draws.parameterNames == result.draws.parameterNames)
    #expect(run.draws.chains.map(\.values) == result.draws.chains.map(\.values))
    #expect(run.quantities == result.quantities)
    #expect(new.design.matrix == old.design.matrix)
    #expect(new.design.successes == old.design.successes)
    #expect(new.design.trials == old.design.trials)
    #expect(new.design.counts == old.design.counts)
    #expect(new.design.offset == old.design.offset)
    #expect(new.design.caseNames == old.design.caseNames)
    #expect(new.design.droppedCases == old.design.droppedCases)
    #expect(new.design.casesWithoutOutcome == old.design.casesWithoutOutcome)
    #expect(new.model.prior.used.map(\.prior) == old.model.prior.used.map(\.prior))
    #expect(new.model.prior.used.map(\.origin) == old.model.prior.used.map(\.origin))
    #expect(new.priorSet == old.priorSet)
    #expect(new.warnings == old.warnings)
    var options = old.options
    // A run knows what it was given, whoever gave it.
    options.formula = new.options.formula
    options.priorSet = new.options.priorSet
    options.references = new.options.references
    options.priorStatements = []
    #expect(new.options.run == options.run)
    #expect(new.options.noUTurn.adaptDelta == options.noUTurn.adaptDelta)
    #expect(new.options.noUTurn.maximumTreeDepth == options.noUTurn.maximumTreeDepth)
    // What was used is what is asked for when the run is made again.
    #expect(new.options.noUTurn.isAdaptDeltaStated)
    #expect(new.options.sampler == options.sampler)
    #expect(new.options.dropsMissing == options.dropsMissing)
  }

  @Test func studyIsReadBack() async throws {
    let folder = try Folder()
    var options = try Self.options(.study("csto", coding: "table1"))
    options.priorStatements = ["security_uncertainty ~ student_t(4, 0.1, 1.3)"]
    options.priorSet = "gelman2008"
    options.sampler = .nuts
    let result = try await Self.run(options, in: folder)
    let run = try SavedRun.read(folder.path + "/run")
    Self.expectSame(result, run)
    #expect(run.input.data == result.input.data)
  }

  /// Words that look like codes or numbers, gaps, quotes, counts, an offset, a dot, a chosen reference.
  @Test func awkwardFileIsReadBack() async throws {
    let folder = try Folder()
    var text = "who;place;group;size;w;n;k\n"
    for row in 0..<12 {
      let group = ["\"a; \"\"b\"\"\"", "10", "c"][row % 3]
      let name = row == 4 ? "\"Zoë, the 5th\"" : "r\(row)"
      text +=
        "\(name);\(["x", "y z", "NaN."][row / 4]);\(group);\(Double(row * row) / 7);\(row == 7 ? "" : "0.1");9;\(row % 10)\n"
    }
    let path = try folder.write(text, as: "cases.txt")
    var options = try Self.options(
      .file(path, caseColumn: "who", delimiter: UInt8(ascii: ";"))
    )
    options.formula = "k | trials(n) ~ . - w - group + factor(group) + offset(w)"
    options.references = ["group": "c"]
    options.dropsMissing = true
    let result = try await Self.run(options, in: folder)
    // The copy in the folder is enough.
    try FileManager.default.removeItem(atPath: path)
    let run = try SavedRun.read(folder.path + "/run")
    Self.expectSame(result, run)
    #expect(run.input.design.caseNames.contains("Zoë, the 5th"))
    #expect(run.input.design.columns.map(\.name).contains("factor(group)10"))
  }

  @Test func mergedCasesAreReadBack() async throws {
    let folder = try Folder()
    var text = "y,a,b,unused\n"
    for row in 0..<3000 { text += "\(row % 7 == 0 ? 1 : 0),\(row % 2),\(row % 3),\(row)\n" }
    let path = try folder.write(text, as: "large.csv")
    var options = try Self.options(.file(path, caseColumn: nil, delimiter: nil))
    options.formula = "y ~ a + b"
    let result = try await Self.run(options, in: folder)
    try FileManager.default.removeItem(atPath: path)
    let run = try SavedRun.read(folder.path + "/run")
    #expect(run.input.design.caseCount == 3000)
    #expect(run.input.design.matrix.rowCount < 20)
    Self.expectSame(result, run)
  }

  /// Many different cases are not copied: the file must be there as it was.
  @Test func manyCasesComeFromTheirFile() async throws {
    let folder = try Folder()
    var text = "y,x\n"
    for row in 0..<6000 { text += "\(row % 3 == 0 ? 1 : 0),\(Double(row * 7919 % 6007) / 1000)\n" }
    let path = try folder.write(text, as: "many.csv")
    var options = try Self.options(.file(path, caseColumn: nil, delimiter: nil))
    options.formula = "y ~ x"
    let result = try await Self.run(options, in: folder)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/run/cases.csv"))
    Self.expectSame(result, try SavedRun.read(folder.path + "/run"))
    _ = try folder.write(text + "1,2.5\n", as: "many.csv")
    #expect(throws: RunError(.changedFile(path), path: folder.path + "/run")) {
      _ = try SavedRun.read(folder.path + "/run")
    }
    try FileManager.default.removeItem(atPath: path)
    #expect(throws: RunError(.sourceGone(path), path: folder.path + "/run")) {
      _ = try SavedRun.read(folder.path + "/run")
    }
  }

  @Test func partsThatDoNotBelongTogetherAreRefused() async throws {
    let folder = try Folder()
    let path = folder.path + "/run"
    #expect(throws: RunError(.noSuchFolder, path: path)) { _ = try SavedRun.read(path) }
    #expect(throws: RunError(.notRun, path: folder.path)) { _ = try SavedRun.read(folder.path) }
    var options = try Self.options(.study("csto", coding: nil))
    options.sampler = .nuts
    try await Self.run(options, in: folder)

    func expect(
      _ kind: RunError.Kind,
      where name: String,
      _ change: (String) throws -> String?
    ) throws {
      let old = try folder.text("run/" + name)
      if let new = try change(old) {
        #expect(new != old)
        _ = try folder.write(new, as: "run/" + name)
      } else {
        try FileManager.default.removeItem(atPath: path + "/" + name)
      }
      // An edit is found whatever it means; what it means comes out where it is trusted.
      let isSeen = kind == .missingFile(name) || kind == .malformedRecord("it is not JSON")
      #expect(throws: RunError(isSeen ? kind : .editedFile(name), path: path)) {
        _ = try SavedRun.read(path)
      }
      #expect(throws: RunError(kind, path: path)) {
        _ = try SavedRun.read(path, trustsEdited: true)
      }
      _ = try folder.write(old, as: "run/" + name)
    }
    try expect(.missingFile("draws.csv"), where: "draws.csv") { _ in nil }
    try expect(.missingFile("cases.csv"), where: "cases.csv") { _ in nil }
    try expect(.otherFormat(version: Program.version), where: "run.json") {
      $0.replacing("\"format\": 1,", with: "\"format\": 2,")
    }
    try expect(.otherFormat(version: Program.version), where: "run.json") {
      $0.replacing("  \"format\": 1,\n", with: "")
    }
    try expect(.malformedRecord("there is no settings.seed"), where: "run.json") {
      $0.replacing("\"seed\"", with: "\"sed\"")
    }
    try expect(.malformedRecord("it is not JSON"), where: "run.json") { String($0.prefix(300)) }
    try expect(.notRun, where: "run.json") {
      $0.replacing("\"program\": \"csto-bayes\"", with: "\"program\": \"other\"")
    }
    // Without a list, as of an early version, the densities tell that the parts do not belong together.
    let record = try folder.text("run/run.json")
    let list = try #require(record.firstRange(of: ",\n  \"files\""))
    let early = String(record[..<list.lowerBound]) + "\n}\n"
    _ = try folder.write(early, as: "run/run.json")
    #expect(try SavedRun.read(path).editedFiles.isEmpty)
    _ = try folder.write(
      early.replacing("normal(0, 2.5)", with: "normal(0, 2.6)"),
      as: "run/run.json"
    )
    #expect(throws: RunError(.otherDensity(chain: 1, draw: 1), path: path)) {
      _ = try SavedRun.read(path)
    }
    _ = try folder.write(early, as: "run/run.json")
    let cases = try folder.text("run/cases.csv")
    _ = try folder.write(cases.replacing("Russia,2024", with: "Russia,2023"), as: "run/cases.csv")
    #expect(throws: RunError(.changedFile("cases.csv"), path: path)) {
      _ = try SavedRun.read(path)
    }
    _ = try folder.write(cases, as: "run/cases.csv")
    _ = try folder.write(record, as: "run/run.json")
    #expect(try SavedRun.read(path).editedFiles.isEmpty)
    let draws = try folder.text("run/draws.csv")
    let lines = draws.split(separator: "\n", omittingEmptySubsequences: false)
    var fields = lines[50].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    fields[6] = "NaN"
    let broken = fields.joined(separator: ",")
    try expect(
      .notFinite(parameter: "ethnic_clashes", chain: 1, draw: 50),
      where: "draws.csv"
    ) { $0.replacing(lines[50], with: broken) }
    // Untouched again, it is a run.
    #expect(try SavedRun.read(path).draws.count == 200)
  }

  /// What is written later is there at once, and nothing beside it.
  @Test func filesAreAdded() async throws {
    let folder = try Folder()
    try await Self.run(try Self.options(.study("csto", coding: nil)), in: folder)
    let run = try SavedRun.read(folder.path + "/run")
    let before = try FileManager.default.contentsOfDirectory(atPath: run.path)
    var seen = false
    for (value, question) in [(1, "one"), (3, "three"), (3, "three")] {
      var group = FileGroup()
      group.add(JSON.array([.integer(value)]), as: "more.json")
      let notes = try run.write(group, as: "more", asked: question)
      #expect(notes.replaced == (value == 3 && !seen ? ["one": ["more.json"]] : [:]))
      seen = value == 3
    }
    #expect(try folder.text("run/more.json") == "[3]\n")
    let after = try FileManager.default.contentsOfDirectory(atPath: run.path)
    #expect(Set(after) == Set(before + ["more.json", "answers.json"]))
  }

  /// All cases up to a limit, beyond it those whose weights cannot be trusted; of these the last one here.
  @Test func casesToRefit() throws {
    func loo(_ count: Int) throws -> LeaveOneOut {
      let level = [Double](repeating: -0.5, count: 100)
      let tied = (0..<100).map { $0 < 60 ? -2.0 : -0.5 }
      return try LeaveOneOut(
        PointwiseLogLikelihood(
          caseNames: (1...count).map { "\($0)" },
          values: (1...count).map { [$0 == count ? tied : level] }
        )
      )
    }
    let (few, many) = (try loo(CaseRefits.defaultLimit), try loo(CaseRefits.defaultLimit + 1))
    #expect(SavedRun.RefitPolicy.automatic.cases(of: few) == Array(few.cases.indices))
    #expect(SavedRun.RefitPolicy.automatic.cases(of: many) == [many.cases.count - 1])
    #expect(SavedRun.RefitPolicy.all.cases(of: many) == Array(many.cases.indices))
    #expect(SavedRun.RefitPolicy.none.cases(of: few).isEmpty)
  }
}

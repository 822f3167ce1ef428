import Foundation
import Testing

@testable import Inference

/// A program of a test: what each command writes and how it ends.
struct ScriptedRunner: PackageRunner {
  /// The files that a command writes, by its first argument.
  var files: [String: [String: String]] = [:]
  /// How a command ends, by its first argument; 0 otherwise.
  var ends: [String: CommandEnd] = [:]
  var peakBytes: Int { 1000 }

  func run(_ arguments: [String], in folder: String, printingTo file: String) throws -> CommandEnd {
    let name = arguments[0]
    for (path, text) in (files[name] ?? [:]).merging([file: "\(name)\n"], uniquingKeysWith: { $1 })
    {
      let url = URL(fileURLWithPath: "\(folder)/\(path)")
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(text.utf8).write(to: url)
    }
    return ends[name] ?? CommandEnd(status: 0, wasKilled: false, message: "")
  }
}

/// A folder for the packages of one test.
final class PackageFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "package-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var names: [String] { (FileSystem.names(in: path) ?? []).sorted() }

  static let commands = ["first", "second"]
    .map { PackagedCommand(arguments: [$0], standardOutput: "results/\($0).txt") }

  static let runner = ScriptedRunner(files: [
    "first": ["results/a.csv": "x\n1\n", "results/b.csv": "x\n1\n", "results/s.sqlite-wal": "?"],
    "second": ["results/b.csv": "x\n2\n", "results/c.csv": "x\n3\n"],
  ])

  /// A package of the built-in study, run by a scripted program.
  @discardableResult
  func package(_ runner: ScriptedRunner = runner) throws -> PackageRecord {
    let package = try ReplicationPackage(
      of: try Study.load("csto"),
      loadedBy: "csto",
      priors: [.init(path: "priors/p.yaml", bytes: Array("p".utf8))],
      at: path + "/p",
      replacingExisting: true
    )
    let computation = try package.run(Self.commands, with: runner) { _, _ in }
    try package.finish(computation)
    return computation.record
  }
}

@Suite struct ReplicationPackageTests {
  /// A file belongs to the command that wrote it last; a store is no result.
  @Test func outputsAreNoted() throws {
    let folder = try PackageFolder()
    let record = try folder.package()
    #expect(record.commands[0].outputs == ["results/a.csv"])
    #expect(record.commands[1].outputs == ["results/b.csv", "results/c.csv"])
    #expect(record.inputs.first == "priors/p.yaml")
    #expect(record.inputs.contains("study/codings/text.csv"))
    #expect(folder.names == ["p", "p.zip"])
    let contents = try FolderContents(of: folder.path + "/p")
    #expect(!contents.files.contains { $0.contains("sqlite") })
    let manifest = try PackageManifest(
      bytes: ByteSource.contents(of: folder.path + "/p/MANIFEST.sha256"),
      package: "p"
    )
    #expect(manifest.entries.map(\.path) == contents.files.filter { $0 != "MANIFEST.sha256" })
    // The size that the crate gives the manifest, which is written after it.
    let size = try #require(FileSystem.size(of: folder.path + "/p/MANIFEST.sha256"))
    let crate = try ByteSource.contents(of: folder.path + "/p/ro-crate-metadata.json")
    #expect(String(decoding: crate, as: UTF8.self).contains("\"contentSize\": \"\(size)\""))
  }

  @Test func nothingIsLeftOfWhatFails() throws {
    let folder = try PackageFolder()
    var runner = PackageFolder.runner
    runner.ends["second"] = CommandEnd(status: 65, wasKilled: false, message: "no")
    let error = #expect(throws: PackageError.self) { try folder.package(runner) }
    #expect(error?.kind == .commandFailed(arguments: ["second"], status: 65))
    #expect(error?.path == "no")
    #expect(folder.names.isEmpty)
  }

  @Test func filesOutsideTheStudyAreRefused() throws {
    let folder = try PackageFolder()
    let study = packageRoot.appending(path: "studies/csto").path
    try FileManager.default.copyItem(atPath: study, toPath: folder.path + "/s")
    try FileManager.default.moveItem(
      atPath: folder.path + "/s/cases.csv",
      toPath: folder.path + "/cases.csv"
    )
    let file = folder.path + "/s/study.yaml"
    let text = String(decoding: try ByteSource.contents(of: file), as: UTF8.self)
    try PlainText(text.replacing("cases: cases.csv", with: "cases: ../cases.csv"))
      .write(toFile: file)
    let error = #expect(throws: DataError.self) {
      try ReplicationPackage(
        of: try Study.load(folder.path + "/s"),
        loadedBy: folder.path + "/s",
        priors: [],
        at: folder.path + "/p",
        replacingExisting: false
      )
    }
    // The study itself is refused, before there is a package to make.
    #expect(error?.kind == .outsideFolder)
    #expect(error?.value == "../cases.csv")
    #expect(folder.names == ["cases.csv", "s"])
  }
}

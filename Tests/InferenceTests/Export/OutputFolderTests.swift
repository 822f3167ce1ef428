import Testing

@testable import Inference

/// Root may write into read-only folders, so refusals are provoked by paths that go through files, by
/// `/proc`, where nobody can make a folder, and by `/dev/full`.
struct OutputFolderTests {
  private let root: String

  init() throws {
    let name = ExportExamples.temporaryPath()
    try #require(FileSystem.makeFolder(name) == 0)
    root = name
  }

  private func withCleanUp(_ body: () throws -> Void) rethrows {
    defer { FileSystem.removeTree(root) }
    try body()
  }

  private func names(_ path: String) -> [String] { (FileSystem.names(in: path) ?? []).sorted() }

  private func refusal(_ path: String, replacing: Bool = false) -> ExportError? {
    #expect(throws: ExportError.self) {
      try OutputFolder(at: path, replacingExisting: replacing)
    }
  }

  @Test func appearsWholeAndOnlyAfterCommit() throws {
    try withCleanUp {
      let folder = try OutputFolder(at: root + "/out/")
      try folder.write(JSON.string("csto-bayes"), as: "run.json")
      try folder.write(JSON.null, as: "chains/chain-1.csv")
      try folder.write(JSON.null, as: "chains/chain-2.csv")
      #expect(FileSystem.entry(at: root + "/out") == .nothing)
      try folder.commit()
      #expect(names(root) == ["out"])
      #expect(names(root + "/out") == ["chains", "run.json"])
      #expect(names(root + "/out/chains") == ["chain-1.csv", "chain-2.csv"])
      folder.abandon()
      #expect(names(root) == ["out"])
    }
  }

  @Test func leavesNothingWhenAbandonedOrForgotten() throws {
    try withCleanUp {
      let folder = try OutputFolder(at: root + "/out")
      try folder.write(JSON.null, as: "chains/a")
      #expect(names(root).count == 1)
      folder.abandon()
      folder.abandon()
      #expect(names(root) == [])
      let error = #expect(throws: ExportError.self) { try folder.commit() }
      #expect(error?.kind == .cannotReplace)
      do { _ = try OutputFolder(at: root + "/other") }
      #expect(names(root) == [])
    }
  }

  @Test func twoRunsOfOneProcessDoNotMeet() throws {
    try withCleanUp {
      let first = try OutputFolder(at: root + "/out")
      let second = try OutputFolder(at: root + "/out")
      #expect(first.temporaryPath != second.temporaryPath)
      try first.commit()
      let error = #expect(throws: ExportError.self) { try second.commit() }
      #expect(error?.kind == .alreadyExists)
      #expect(names(root) == ["out"])
    }
  }

  @Test func refusesWhatExists() throws {
    try withCleanUp {
      try JSON.null.write(toFile: root + "/file")
      try #require(FileSystem.makeFolder(root + "/folder") == 0)
      #expect(refusal("")?.kind == .emptyPath)
      #expect(refusal(root + "/folder")?.kind == .alreadyExists)
      #expect(refusal(root + "/folder/.")?.kind == .alreadyExists)
      #expect(refusal(root + "/file")?.kind == .notFolder)
      #expect(refusal(root + "/file", replacing: true)?.kind == .notFolder)
      #expect(refusal(root + "/file/out")?.kind == .parentNotFolder)
      #expect(refusal(root + "/file/deeper/out")?.kind == .parentNotFolder)
      #expect(refusal(root + "/missing/out")?.kind == .parentMissing)
      #expect(refusal(root + "/missing/out")?.path == root + "/missing")
      #expect(names(root) == ["file", "folder"])
    }
  }

  @Test func saysWhyTheFolderCannotBeMade() {
    withCleanUp {
      guard FileSystem.entry(at: "/proc/self") == .folder else { return }
      let error = refusal("/proc/csto-bayes-out")
      #expect(error?.kind == .cannotCreate)
      #expect(error?.systemCode != 0)
      #expect(error?.systemReason?.isEmpty == false)
    }
  }

  @Test func replacesOnlyResultsOfARun() throws {
    try withCleanUp {
      let path = root + "/out"
      let first = try OutputFolder(at: path)
      try first.write(JSON.string("csto-bayes"), as: "run.json")
      try first.write(JSON.null, as: "chains/old")
      try first.commit()
      let second = try OutputFolder(at: path, replacingExisting: true)
      try second.write(JSON.string("csto-bayes"), as: "run.json")
      #expect(names(path) == ["chains", "run.json"])
      try second.commit()
      #expect(names(path) == ["run.json"])
      #expect(names(root) == ["out"])

      // A folder of the user's own, also one with another tool's run.json.
      try #require(FileSystem.makeFolder(root + "/thesis") == 0)
      try JSON.string("another").write(toFile: root + "/thesis/run.json")
      #expect(refusal(root + "/thesis", replacing: true)?.kind == .notReplaceable)
      #expect(names(root + "/thesis") == ["run.json"])

      try #require(FileSystem.makeFolder(root + "/empty") == 0)
      let third = try OutputFolder(at: root + "/empty", replacingExisting: true)
      try third.write(JSON.null, as: "x")
      try third.commit()
      #expect(names(root) == ["empty", "out", "thesis"])
    }
  }

  @Test func whatAppearsMeanwhileStays() throws {
    try withCleanUp {
      let path = root + "/out"
      let folder = try OutputFolder(at: path, replacingExisting: true)
      try #require(FileSystem.makeFolder(path) == 0)
      try JSON.null.write(toFile: path + "/notes.txt")
      let error = #expect(throws: ExportError.self) { try folder.commit() }
      #expect(error?.kind == .notReplaceable)
      #expect(names(root) == ["out"])
      #expect(names(path) == ["notes.txt"])
    }
  }

  @Test func whatWasReplacedComesBackWhenTheMoveFails() throws {
    try withCleanUp {
      let path = root + "/out"
      let first = try OutputFolder(at: path)
      try first.write(JSON.string("csto-bayes"), as: "run.json")
      try first.commit()
      let second = try OutputFolder(at: path, replacingExisting: true)
      FileSystem.removeTree(second.temporaryPath)
      let error = #expect(throws: ExportError.self) { try second.commit() }
      #expect(error?.kind == .cannotReplace)
      #expect(names(root) == ["out"])
      #expect(names(path) == ["run.json"])
    }
  }

  @Test func fullDiskIsReported() throws {
    guard FileSystem.entry(at: "/dev/full") == .other else { return }
    let error = #expect(throws: ExportError.self) { try JSON.null.write(toFile: "/dev/full") }
    #expect(error?.kind == .cannotWrite)
    #expect(FileSystem.entry(at: "/dev/full") == .other)
    let missing = #expect(throws: ExportError.self) {
      try JSON.null.write(toFile: "/proc/nothing/here")
    }
    #expect(missing?.kind == .cannotCreate)
    FileSystem.removeTree(root)
  }
}

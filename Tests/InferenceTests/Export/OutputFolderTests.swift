import Dispatch
import Synchronization
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
      try OutputFolder(at: path, replacingExisting: replacing, kind: .listed("test"))
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
      let first = try OutputFolder(at: path, kind: .listed("test"))
      try first.write(JSON.null, as: "a.json")
      try first.write(JSON.null, as: "chains/old")
      try first.commit()
      let second = try OutputFolder(at: path, replacingExisting: true, kind: .listed("test"))
      try second.write(JSON.null, as: "a.json")
      #expect(names(path) == ["a.json", "chains", "files.json"])
      #expect(try second.commit() == FolderNotes())
      #expect(names(path) == ["a.json", "files.json"])
      // Results of another kind are another command's.
      let error = #expect(throws: ExportError.self) {
        try OutputFolder(at: path, replacingExisting: true, kind: .listed("other"))
      }
      #expect(error?.kind == .notReplaceable)
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
      let first = try OutputFolder(at: path, kind: .listed("test"))
      try first.write(JSON.null, as: "a.json")
      try first.commit()
      let second = try OutputFolder(at: path, replacingExisting: true, kind: .listed("test"))
      FileSystem.removeTree(second.temporaryPath)
      let error = #expect(throws: ExportError.self) { try second.commit() }
      #expect(error != nil)
      #expect(names(root) == ["out"])
      #expect(names(path) == ["a.json", "files.json"])
      // What belongs to the folder and fails takes it back.
      let third = try OutputFolder(at: path, replacingExisting: true, kind: .listed("test"))
      try third.write(JSON.null, as: "b.json")
      try JSON.null.write(toFile: path + "/mine.txt")
      let refusal = #expect(throws: ExportError.self) {
        try third.commit { () throws(ExportError) in
          #expect(names(path) == ["b.json", "files.json", "mine.txt"])
          throw ExportError(kind: .cannotWrite, path: "zip")
        }
      }
      #expect(refusal?.kind == .cannotWrite)
      #expect(names(path) == ["a.json", "files.json", "mine.txt"])
      #expect(names(root) == ["out"])
    }
  }

  /// At no moment of a replacement is there nothing at the place, or is somebody's file missing.
  @Test func thereIsAlwaysOneOfTheTwo() throws {
    try withCleanUp {
      let path = root + "/out"
      func replace() throws {
        let folder = try OutputFolder(at: path, replacingExisting: true, kind: .listed("test"))
        try folder.write(JSON.null, as: "a.json")
        try folder.write(JSON.null, as: "chains/b.json")
        try folder.commit()
      }
      try replace()
      try PlainText("mine").write(toFile: path + "/mine.txt")
      try #require(FileSystem.makeFolder(path + "/figures") == 0)
      try PlainText("mine").write(toFile: path + "/figures/one.png")
      // Where the file system cannot exchange, there are two steps.
      try #require(FileSystem.makeFolder(root + "/x") == 0)
      let canExchange = FileSystem.exchange(root + "/x", path) == 0
      if canExchange { try #require(FileSystem.exchange(root + "/x", path) == 0) }
      let isDone = Mutex(false)
      let missing = Mutex<Set<String>>([])
      let group = DispatchGroup()
      DispatchQueue(label: "watch").async(group: group) {
        while !isDone.withLock({ $0 }) {
          for name in ["a.json", "chains/b.json", "mine.txt", "figures/one.png"]
          where FileSystem.entry(at: "\(path)/\(name)") == .nothing {
            missing.withLock { _ = $0.insert(name) }
          }
        }
      }
      for _ in 0..<30 { try replace() }
      isDone.withLock { $0 = true }
      group.wait()
      if canExchange { #expect(missing.withLock { $0 } == []) }
      #expect(names(path) == ["a.json", "chains", "figures", "files.json", "mine.txt"])
      #expect(names(root) == ["out", "x"])
    }
  }

  /// What somebody put there is the same file afterwards; links are not followed.
  @Test func foreignFilesAreCarriedOver() throws {
    try withCleanUp {
      let path = root + "/out"
      let first = try OutputFolder(at: path, kind: .listed("test"))
      for name in ["a.json", "b.json", "chains/c.json", "chains/d.json"] {
        try first.write(JSON.null, as: name)
      }
      #expect(try first.commit() == FolderNotes())
      try #require(FileSystem.makeFolder(path + "/figures") == 0)
      try PlainText("mine").write(toFile: path + "/figures/one.png")
      try PlainText("mine").write(toFile: path + "/chains/mine.txt")
      // What the new result will have, and what was edited.
      try PlainText("mine").write(toFile: path + "/new.json")
      try PlainText("edited").write(toFile: path + "/a.json")
      try PlainText("edited").write(toFile: path + "/chains/c.json")
      let second = try OutputFolder(at: path, replacingExisting: true, kind: .listed("test"))
      for name in ["a.json", "new.json"] { try second.write(JSON.integer(2), as: name) }
      let notes = try second.commit()
      #expect(notes.foreign == ["chains/mine.txt", "figures/"])
      #expect(
        notes.moved.map { [$0.from, $0.to] } == [
          ["a.json", "a.json.kept"], ["chains/c.json", "chains/c.json.kept"],
          ["new.json", "new.json.kept"],
        ]
      )
      #expect(notes.remainder == nil && notes.answers == [])
      #expect(
        names(path) == [
          "a.json", "a.json.kept", "chains", "figures", "files.json", "new.json", "new.json.kept",
        ]
      )
      #expect(names(path + "/chains") == ["c.json.kept", "mine.txt"])
      #expect(try ByteSource.contents(of: path + "/a.json") == Array("2\n".utf8))
      #expect(try ByteSource.contents(of: path + "/a.json.kept") == Array("edited".utf8))
      #expect(names(root) == ["out"])
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

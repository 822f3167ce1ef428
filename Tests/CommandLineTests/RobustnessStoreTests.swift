import Foundation
import Testing

/// Stores and folders that are not what a run needs stay as they are, byte for byte.
@Suite(.waitsForPrograms) struct RobustnessStoreTests {
  private static let arguments = [
    "robustness", "s", "--chains", "2", "--draws", "100", "--warmup", "100", "--output", "out",
  ]

  private static func study() throws -> WorkFolder {
    let folder = try WorkFolder()
    var files = Sheet.study
    files["s/study.yaml"]?.append("multiverse:\n  priors: [sceptical, own.yaml]\n  drop: each\n")
    files["s/own.yaml"] = Sheet.priorFile
    try folder.write(files)
    let run = try folder.run(arguments)
    // So few draws may fail a check; the store is what matters.
    #expect(run.status == 0 && run.errors.isEmpty)
    return folder
  }

  private static func contents(_ folder: WorkFolder, _ name: String) throws -> [String: Data] {
    var contents: [String: Data] = [:]
    for entry in try folder.entries() where entry.hasPrefix(name + "/") {
      // Folders have no contents of their own.
      if let data = try? folder.data(entry) { contents[entry] = data }
    }
    return contents
  }

  private static func expectRefused(
    _ folder: WorkFolder,
    _ arguments: [String],
    status: Int32,
    _ message: Regex<Substring>,
    keeping name: String = "out"
  ) throws {
    let before = try contents(folder, name)
    let run = try folder.run(arguments)
    #expect(run.status == status && run.output.isEmpty)
    #expect(run.errors.wholeMatch(of: message) != nil, "\(run.errors)")
    #expect(try contents(folder, name) == before)
  }

  private static func edit(
    _ folder: WorkFolder,
    _ file: String,
    _ old: String,
    _ new: String
  ) throws {
    let text = try folder.text(file)
    #expect(text.contains(old))
    try folder.write([file: text.replacing(old, with: new, maxReplacements: 1)])
  }

  @Test func changedDataAreRefused() throws {
    let folder = try Self.study()
    try Self.edit(folder, "s/first.csv", "C,yes,yes", "C,no,yes")
    for more in [[], ["--extend"]] {
      try Self.expectRefused(
        folder,
        Self.arguments + more,
        status: 65,
        /csto-bayes: out\/universes.sqlite: the store belongs to something else: its data is [0-9a-f]{64}, not [0-9a-f]{64}; nothing was changed; use another folder\n/
      )
    }
  }

  @Test func changedPriorFilesAreRefused() throws {
    let folder = try Self.study()
    try Self.edit(folder, "s/own.yaml", "normal(0, 2.5)", "normal(0, 2)")
    for more in [[], ["--extend"]] {
      try Self.expectRefused(
        folder,
        Self.arguments + more,
        status: 65,
        /csto-bayes: out\/universes.sqlite: the store belongs to something else: its prior own.yaml is [0-9a-f]{64}, not [0-9a-f]{64}; nothing was changed; use another folder\n/
      )
    }
  }

  @Test(arguments: [
    ["--seed", "5"], ["--no-reweight"], ["--draws", "101"], ["--adapt-delta", "0.9"],
  ])
  func otherSettingsAreRefused(_ settings: [String]) throws {
    let folder = try Self.study()
    try Self.expectRefused(
      folder,
      Self.arguments + settings,
      status: 65,
      /csto-bayes: out\/universes.sqlite: the store belongs to something else: its settings is 2 chains, .*; nothing was changed; use another folder\n/
    )
  }

  @Test func otherPlansExtendOnRequest() throws {
    let folder = try Self.study()
    let before = try folder.text("out/universes.csv").split(separator: "\n")
    try Self.edit(folder, "s/study.yaml", "  drop: each", "  drop: each\n  links: [logit, probit]")
    try Self.expectRefused(
      folder,
      Self.arguments,
      status: 65,
      /csto-bayes: out\/universes.sqlite: the store belongs to another plan \([0-9a-f]{12}, not [0-9a-f]{12}\); nothing was changed; extend it to keep what it has and go on with this plan \(--extend\)\n/
    )
    #expect(try folder.run(Self.arguments + ["--extend"]).status == 0)
    let after = try folder.text("out/universes.csv").split(separator: "\n")
    #expect(before.count == 9 && after.count == 17 && Set(before).isSubset(of: after))
    // As if all had been asked for at once.
    let whole = Self.arguments.dropLast() + ["whole"]
    #expect(try folder.run(Array(whole)).status == 0)
    #expect(try folder.data("whole/quantities.csv") == folder.data("out/quantities.csv"))
    #expect(try folder.run(Self.arguments).status == 0)
  }

  @Test func filesThatAreNoStoreAreRefused() throws {
    let folder = try Self.study()
    try folder.write(["other/notes.txt": "Mine.\n", "other/text.sqlite": "no\n"])
    try Self.expectRefused(
      folder,
      Self.arguments.dropLast(2) + ["--store", "other/text.sqlite"],
      status: 65,
      /csto-bayes: other\/text.sqlite: this is no store of results of csto-bayes; nothing was changed\n/,
      keeping: "other"
    )
    try Self.expectRefused(
      folder,
      Self.arguments.dropLast() + ["other"],
      status: 73,
      /csto-bayes: other: the folder holds something other than results of this command; name another\n/,
      keeping: "other"
    )
    try folder.write(["out/universes.sqlite": "SQLite format 4, who knows\n"])
    try Self.expectRefused(
      folder,
      Self.arguments,
      status: 65,
      /csto-bayes: out\/universes.sqlite: this is no store of results of csto-bayes; nothing was changed\n/
    )
  }

  @Test func partsOfOtherStudiesAreNotCollected() throws {
    let folder = try Self.study()
    for number in 1...2 {
      let part = try folder.run(Self.arguments + ["--shard", "\(number)/2"])
      #expect(part.status == 0)
    }
    let parts = try Self.contents(folder, "out/shards")
    try Self.edit(folder, "s/first.csv", "C,yes,yes", "C,no,yes")
    try Self.expectRefused(
      folder,
      ["robustness", "collect", "out"],
      status: 65,
      /csto-bayes: out\/shards\/1-of-2.sqlite: the store belongs to something else: its data is .*; nothing was changed; use another folder\n/
    )
    #expect(try Self.contents(folder, "out/shards") == parts)
    for name in ["nosuch", "s"] {
      try Self.expectRefused(
        folder,
        ["robustness", "collect", name],
        status: 66,
        try Regex("csto-bayes: \(name)/shards/\\*\\.sqlite: there is no such store of results\n")
      )
    }
  }

  @Test(.enabled(if: geteuid() != 0, "the superuser may write everywhere"))
  func foldersThatCannotBeWrittenAreRefused() throws {
    let folder = try Self.study()
    let path = folder.url.appending(path: "out").path
    try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: path)
    defer {
      try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }
    try Self.expectRefused(
      folder,
      Self.arguments,
      status: 73,
      /csto-bayes: out\/universes.sqlite: cannot be written: .*\n/
    )
  }

  // MARK: A full disk

  private static func shell(_ arguments: [String]) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  /// Whether small file systems may be mounted here: a container's root often may not.
  private static let mayMount: Bool = {
    guard geteuid() == 0, let folder = try? WorkFolder() else { return false }
    let path = folder.url.path
    guard shell(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", path]) else { return false }
    return shell(["umount", path])
  }()

  @Test(.enabled(if: mayMount, "no file system may be mounted here")) func fullDisksLoseNothing()
    throws
  {
    let folder = try WorkFolder()
    try folder.write(["disk/": ""])
    let disk = folder.url.appending(path: "disk").path
    try #require(Self.shell(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", disk]))
    defer { _ = Self.shell(["umount", disk]) }
    let arguments = RobustnessTests.small + ["--output", "disk/out"]
    for _ in 1...2 {
      let run = try folder.run(arguments)
      #expect(run.status == 73 && run.output.isEmpty)
      #expect(
        run.errors
          == "csto-bayes: disk/out/universes.sqlite: the disk is full; all analyses stored before are "
          + "kept, and the same command goes on from there\n"
      )
    }
    try #require(Self.shell(["mount", "-o", "remount,size=40m", disk]))
    #expect(try folder.run(arguments).status == 0)
    try RobustnessTests.expectWhole(folder, "disk/out")
    // Not to be written at all.
    try #require(Self.shell(["mount", "-o", "remount,ro", disk]))
    try Self.expectRefused(
      folder,
      arguments,
      status: 73,
      /csto-bayes: disk\/out\/universes.sqlite: cannot be written: .*\n/,
      keeping: "disk/out"
    )
    try Self.expectRefused(
      folder,
      RobustnessTests.small + ["--output", "disk/more"],
      status: 73,
      /csto-bayes: disk\/more: the output folder cannot be made here \(Read-only file system\)\n/,
      keeping: "disk/out"
    )
  }
}

/// What damaged-store.sh did, and what a fresh start leaves alone.
@Suite(.waitsForPrograms) struct RobustnessDamageTests {
  private static let arguments = [
    "robustness", "s", "--chains", "2", "--draws", "100", "--warmup", "100", "--output", "out",
  ]

  private static func study(_ more: [[String]] = [[]]) throws -> WorkFolder {
    let folder = try WorkFolder()
    var files = Sheet.study
    files["s/study.yaml"]?.append("multiverse:\n  priors: [sceptical]\n  drop: each\n")
    try folder.write(files)
    for words in more { #expect(try folder.run(arguments + words).status == 0) }
    return folder
  }

  @Test func insertedBytesAreDamageAndTheStoreStays() throws {
    let folder = try Self.study()
    var bytes = try folder.data("out/universes.sqlite")
    bytes.insert(contentsOf: [0xC3, 0xA9, 0x78], at: 9000)
    try folder.write(["out/universes.sqlite": bytes])
    let before = try folder.entries()
    let run = try folder.run(Self.arguments)
    #expect(run.status == 65)
    #expect(run.errors.contains("out/universes.sqlite: the store is damaged ("))
    #expect(try folder.data("out/universes.sqlite") == bytes)
    #expect(try folder.entries() == before)
    // Begun again, it holds what it held.
    #expect(try folder.run(Self.arguments + ["--force"]).status == 0)
    let fresh = try Self.study()
    for name in ["universes.csv", "quantities.csv", "robustness.json"] {
      #expect(try folder.data("out/\(name)") == fresh.data("out/\(name)"), "\(name)")
    }
  }

  @Test func truncatedPartsAreNamedAndNothingIsCollected() throws {
    let folder = try Self.study([["--shard", "1/2"], ["--shard", "2/2"]])
    let part = try folder.data("out/shards/2-of-2.sqlite")
    for share in 1..<12 {
      let cut = part.prefix(part.count * share / 12 + share)
      try folder.write(["out/shards/2-of-2.sqlite": Data(cut)])
      let before = try folder.entries()
      let run = try folder.run(["robustness", "collect", "out"])
      #expect(run.status == 65, "cut at \(cut.count): \(run.errors)")
      #expect(run.errors.contains("out/shards/2-of-2.sqlite: "))
      #expect(try folder.entries() == before)
    }
    try folder.write(["out/shards/2-of-2.sqlite": part])
    #expect(try folder.run(["robustness", "collect", "out"]).status == 0)
  }

  @Test func forceReplacesTheStoreAndTheTablesAlone() throws {
    let folder = try Self.study()
    try folder.write(["out/notes.txt": "Mine.\n", "out/figure.png": "mine"])
    let run = try folder.run(Self.arguments + ["--seed", "5", "--force"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(try folder.text("out/notes.txt") == "Mine.\n")
    #expect(try folder.text("out/figure.png") == "mine")
    // A file in the store's place that is none is nobody's to remove.
    try folder.write(["out/universes.sqlite": "Mine as well.\n"])
    let refused = try folder.run(Self.arguments + ["--force"])
    #expect(refused.status == 65)
    #expect(try folder.text("out/universes.sqlite") == "Mine as well.\n")
    #expect(try folder.run(Self.arguments + ["--force", "--extend"]).status == 64)
  }

  /// SQLite takes a file of one byte for an empty database, and removes what has the name of its own
  /// files beside one.
  @Test func filesOfOneByteAndFilesBesideAStoreStay() throws {
    let folder = try WorkFolder()
    let run = [
      "robustness", "--only", "prior=sceptical", "--only", "dropped=-", "--only", "link=logit",
      "--draws", "250", "--store",
    ]
    try folder.write(["one": "n", "two": "no", "new-journal": "what I did on this journey\n"])
    for name in ["wal", "shm", "journal"] { try folder.write(["\(name)-\(name)": "mine\n"]) }
    let before = try WatchedTree(folder.url)
    for name in ["one", "two"] {
      for arguments in [run + [name], run + [name, "--force"]] {
        let tried = try folder.run(arguments)
        #expect(tried.status == 65)
        #expect(tried.errors.contains("this is no store of results of csto-bayes"))
        #expect(try WatchedTree(folder.url) == before, "\(arguments)")
      }
    }
    for name in ["wal", "shm", "journal"] {
      let tried = try folder.run(run + [name])
      #expect(tried.status == 73)
      #expect(tried.errors.contains("\(name)-\(name) is no file of the store"), "\(tried.errors)")
      #expect(try WatchedTree(folder.url) == before, "\(name)")
    }
    // Nor where the store is there, and is to be replaced.
    #expect(try folder.run(run + ["store"]).status == 0)
    try folder.write(["store-wal": "mine\n"])
    let later = try WatchedTree(folder.url)
    for arguments in [run + ["store"], run + ["store", "--force"]] {
      #expect(try folder.run(arguments).status == 73)
      #expect(try WatchedTree(folder.url) == later, "\(arguments)")
    }
  }
}

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What kind of results a folder holds, and so which file in it says what was written.
public enum FolderKind: Sendable, Equatable {
  /// A run: `run.json`, which lists its files.
  case run
  /// A replication package: `MANIFEST.sha256` with `commands.json`.
  case package
  /// Other results that appear as a whole, such as `sbc`: `files.json`.
  case listed(String)
}

/// What this program wrote into a folder, as the folder itself says.
///
/// Only what is listed and unchanged is the program's to remove; all else is somebody's.
struct FolderRecord: Sendable {
  /// The files by path, as they were written.
  private(set) var files: [String: FileStamp] = [:]
  /// Files that an early version of the program wrote without a list, or that are known by name alone:
  /// nobody can tell whether they were edited.
  private(set) var unsure: Set<String> = []
  /// Answers among the files that were made of a run afterwards.
  private(set) var answers: Set<String> = []

  /// The record of an empty folder.
  init() {}

  private static let runName = "run.json"

  /// Reads the record of a folder; nil where the folder holds something else.
  ///
  /// O(size of the records); the files themselves are not read.
  init?(of kind: FolderKind, in folder: String) {
    switch kind {
    case .run:
      guard readRun(folder) else { return nil }
      readAnswers(folder)
    case .package: guard readPackage(folder) else { return nil }
    case .listed(let name):
      guard readList(folder, name) || readEarlyList(folder, name) else { return nil }
    }
  }

  /// The record of a folder where somebody edited it since the program wrote it; nil where there is none of
  /// ours, or where it is whole.
  static func editedRecord(of kind: FolderKind, in folder: String) -> String? {
    let name: String
    switch kind {
    case .run: name = runName
    case .listed: name = FileLedger.filesName
    // Its manifest is for everybody, and has no seal.
    case .package: return nil
    }
    return FileSeal.state(ofFile: "\(folder)/\(name)") == .broken ? name : nil
  }

  /// Whether a path names something that the program wrote, edited since or not.
  func lists(_ path: String) -> Bool { files[path] != nil || unsure.contains(path) }

  /// Whether a path names a folder that the program made for its files.
  func listsFolder(_ path: String) -> Bool {
    let prefix = path + "/"
    return files.keys.contains { $0.hasPrefix(prefix) } || unsure.contains { $0.hasPrefix(prefix) }
  }

  /// Whether the program wrote just this file.
  func isUnchanged(_ path: String, in folder: String) -> Bool {
    files[path]?.isOf("\(folder)/\(path)") ?? false
  }

  /// Lists a record that is as it was written.
  private mutating func addRecord(_ name: String, in folder: String) {
    files[name] = FileStamp(ofFile: "\(folder)/\(name)")
  }

  // MARK: Runs

  private struct Run: Decodable {
    struct Settings: Decodable {
      let sampler: String
      let chains: Int
    }

    let program: String
    let version: String
    let format: Int
    let formula: String
    let coefficients: [String]
    let settings: Settings
    let files: [String: FileStamp]?
  }

  private mutating func readRun(_ folder: String) -> Bool {
    let name = Self.runName
    let path = "\(folder)/\(name)"
    guard FileSystem.isRegularFile(path), let bytes = try? ByteSource.contents(of: path),
      let run = try? JSONDecoder().decode(Run.self, from: Data(bytes)),
      run.program == FileLedger.program
    else { return false }
    let state = FileSeal.state(of: bytes)
    guard let listed = run.files else {
      // Neither list nor seal: an early version. One without the other: edited.
      guard state == .none else { return false }
      let chains = (1...max(1, min(run.settings.chains, 10_000))).map { "chains/chain-\($0).csv" }
      readEarly(folder, record: name, names: Self.earlyRun + chains)
      return true
    }
    guard state == .intact, listed.keys.allSatisfy(PackagePath.isInside) else { return false }
    files = listed
    addRecord(name, in: folder)
    return true
  }

  private mutating func readAnswers(_ folder: String) {
    let name = FileLedger.answersName
    guard let ledger = FileLedger(atPath: "\(folder)/\(name)") else { return }
    for (path, entry) in ledger.files where files[path] == nil {
      files[path] = entry.stamp
      answers.insert(path)
    }
    addRecord(name, in: folder)
  }

  // MARK: Other folders

  private mutating func readList(_ folder: String, _ kind: String) -> Bool {
    let name = FileLedger.filesName
    guard let ledger = FileLedger(atPath: "\(folder)/\(name)", of: kind) else { return false }
    files = ledger.files.mapValues(\.stamp)
    addRecord(name, in: folder)
    return true
  }

  /// A package lists its files for everybody; the program's are those that its commands account for.
  private mutating func readPackage(_ folder: String) -> Bool {
    let names = [PackagePart.manifest, PackagePart.commands]
    guard names.allSatisfy({ FileSystem.isRegularFile("\(folder)/\($0)") }),
      let listed = try? PackageManifest(
        bytes: ByteSource.contents(of: "\(folder)/\(PackagePart.manifest)"),
        package: folder
      ),
      let record = try? PackageRecord(
        bytes: ByteSource.contents(of: "\(folder)/\(PackagePart.commands)"),
        package: folder
      )
    else { return false }
    let known = Set(
      record.inputs + record.commands.flatMap { [$0.standardOutput] + $0.outputs } + [
        PackagePart.commands, PackagePart.script, PackagePart.readme, PackagePart.codeLicense,
        PackagePart.dataLicense, PackagePart.citation, PackagePart.crate,
      ]
    )
    for entry in listed.entries where known.contains(entry.path) {
      guard let size = FileSystem.size(of: "\(folder)/\(entry.path)") else { continue }
      files[entry.path] = FileStamp(sha256: entry.digest, bytes: size)
    }
    guard files[PackagePart.commands]?.isOf("\(folder)/\(PackagePart.commands)") == true else {
      files = [:]
      return false
    }
    if listed.entries.allSatisfy({ known.contains($0.path) }) {
      addRecord(PackagePart.manifest, in: folder)
    } else {
      unsure.insert(PackagePart.manifest)
    }
    return true
  }

  // MARK: Early versions

  private static let earlyRun = [
    "draws.csv", "summary.json", "summary.csv", "probabilities.csv", "diagnostics.json",
    "exact.json",
    "densities.csv", "cases.csv",
  ]

  /// Early versions wrote no lists: known names that are no younger than the record, which they wrote
  /// last, were not edited; whether others were cannot be told.
  private mutating func readEarly(_ folder: String, record: String, names: [String]) {
    unsure.insert(record)
    guard let time = FileSystem.modificationTime(of: "\(folder)/\(record)") else { return }
    for name in names {
      let path = "\(folder)/\(name)"
      if let other = FileSystem.modificationTime(of: path), other <= time,
        let stamp = FileStamp(ofFile: path)
      {
        files[name] = stamp
      } else {
        unsure.insert(name)
      }
    }
  }

  private struct Calibration: Decodable {
    let program: String
    let version: String
    let replications: Int
  }

  private mutating func readEarlyList(_ folder: String, _ kind: String) -> Bool {
    guard kind == "sbc",
      FileSystem.unfollowedEntry(at: "\(folder)/\(FileLedger.filesName)") == .nothing,
      FileSystem.isRegularFile("\(folder)/sbc.json"),
      let bytes = try? ByteSource.contents(of: "\(folder)/sbc.json"),
      let found = try? JSONDecoder().decode(Calibration.self, from: Data(bytes)),
      found.program == FileLedger.program
    else { return false }
    readEarly(folder, record: "sbc.json", names: ["ranks.csv", "sbc.csv"])
    return true
  }
}

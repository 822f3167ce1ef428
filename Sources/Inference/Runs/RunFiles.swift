/// The files of a run as `run.json` lists them, held against what is there now.
///
/// A run of an early version has no list; nothing can be said of its files then.
public struct RunFiles: Sendable {
  /// The folder.
  let path: String
  /// The SHA-256 of `run.json`, which tells one run from another.
  let identity: String
  /// The files that were found to be edited, in the order in which they were looked at.
  private(set) var edited: [String] = []
  private let stamps: [String: FileStamp]
  private let trustsEdited: Bool

  /// Reads the list of a run.
  ///
  /// - Throws: ``RunError`` `notRun` or `editedFile`.
  init(of path: String, trustsEdited: Bool) throws(RunError) {
    self.path = path
    self.trustsEdited = trustsEdited
    let bytes: [UInt8]
    do throws(DataError) {
      bytes = try ByteSource.contents(of: "\(path)/\(RunRecord.fileName)", .document)
    } catch {
      throw RunError(.notRun, path: path)
    }
    let listed = RunRecord.files(in: bytes)
    stamps = listed ?? [:]
    let state = FileSeal.state(of: bytes)
    // An early version has neither list nor seal; a list without one was edited.
    let isIntact = state == .intact && listed != nil
    identity = Fingerprint.sha256(of: bytes)
    if !isIntact, listed != nil || state != .none {
      guard trustsEdited else { throw RunError(.editedFile(RunRecord.fileName), path: path) }
      edited.append(RunRecord.fileName)
    }
  }

  /// Whether the run says what a file held.
  func lists(_ name: String) -> Bool { stamps[name] != nil }

  /// Checks that a file of the run is as it was written; nothing where the run does not list it.
  ///
  /// O(size of the file).
  ///
  /// - Throws: ``RunError`` `editedFile` or `missingFile`.
  mutating func require(_ name: String) throws(RunError) {
    guard let stamp = stamps[name] else { return }
    let file = "\(path)/\(name)"
    guard FileSystem.entry(at: file) != .nothing else {
      throw RunError(.missingFile(name), path: path)
    }
    // Through a link, where somebody has put a large file elsewhere.
    let digest =
      FileSystem.size(of: file) == stamp.bytes ? try? Fingerprint.sha256(ofFile: file) : nil
    try require(name, found: digest ?? "")
  }

  /// The same for a file whose SHA-256 is known.
  mutating func require(_ name: String, found digest: String) throws(RunError) {
    guard let stamp = stamps[name], stamp.sha256 != digest, !edited.contains(name) else { return }
    guard trustsEdited else { throw RunError(.editedFile(name), path: path) }
    edited.append(name)
  }

  /// Checks a file that may be part of a run: in its folder, or in `chains` there.
  ///
  /// - Returns: Whether it was edited since the run.
  /// - Throws: ``RunError`` `editedFile` where edited files are not trusted.
  public static func isEdited(_ file: String, trustsEdited: Bool) throws(RunError) -> Bool {
    guard let place = FileSystem.resolved(file) else { return false }
    let named = file.hasPrefix("/") ? file : (FileSystem.resolved(".") ?? "") + "/" + file
    // A link may stand in a run for a file elsewhere, or elsewhere for a file of a run.
    for path in [named, place] {
      let parts = path.split(separator: "/").map(String.init)
      for depth in 1...2 where parts.count > depth {
        let folder = "/" + parts.dropLast(depth).joined(separator: "/")
        let name = parts.suffix(depth).joined(separator: "/")
        guard FileSystem.isRegularFile("\(folder)/\(RunRecord.fileName)"),
          var files = try? RunFiles(of: folder, trustsEdited: true), files.lists(name)
        else { continue }
        try? files.require(name)
        guard files.edited.contains(name) else { return false }
        // Where the list itself was edited, what it says of the file is the edit, or may be.
        let culprit = files.edited.first ?? name
        guard trustsEdited else { throw RunError(.editedFile(culprit), path: folder) }
        return true
      }
    }
    return false
  }
}

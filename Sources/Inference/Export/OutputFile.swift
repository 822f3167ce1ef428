/// A single file of results that is found complete or not at all, and replaces nothing unasked.
public struct OutputFile: Sendable {
  /// Where the file will be.
  public let path: String
  /// The folder that it is in, which exists.
  public let folder: String
  private let state: @Sendable (String) -> FileSeal.State?

  /// Finds out whether a file may be written; nothing is made.
  ///
  /// A file that exists is refused. With `replacingExisting` it is replaced where this program wrote it,
  /// which its seal says (``FileSeal``); one that was edited since gets another name.
  ///
  /// - Throws: `emptyPath`, `isFolder`, `fileExists`, `fileNotReplaceable`, `parentMissing` or `parentNotFolder`.
  public init(at path: String, replacingExisting: Bool = false) throws(ExportError) {
    try self.init(at: path, replacingExisting: replacingExisting, state: FileSeal.state(ofFile:))
  }

  /// The same for a file that has no place for a seal: whether this program wrote it says the list of answers
  /// in a folder (``AnswerFolder``).
  ///
  /// - Throws: as above.
  public init(
    at path: String,
    replacingExisting: Bool,
    answersIn folder: String
  ) throws(ExportError) {
    try self.init(at: path, replacingExisting: replacingExisting) { path in
      let ledger = FileLedger(atPath: "\(folder)/\(FileLedger.answersName)")
      let name = path.split(separator: "/").last.map(String.init) ?? path
      guard let entry = ledger?.files[name] else { return FileSeal.State.none }
      return entry.stamp.isOf(path) ? .intact : .broken
    }
  }

  /// The same for files whose seal is found otherwise.
  init(
    at path: String,
    replacingExisting: Bool,
    state: @escaping @Sendable (String) -> FileSeal.State?
  ) throws(ExportError) {
    guard !path.isEmpty else { throw ExportError(kind: .emptyPath, path: path) }
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    switch FileSystem.entry(at: folder) {
    case .folder: break
    case .other: throw ExportError(kind: .parentNotFolder, path: folder)
    case .nothing: throw ExportError(kind: .parentMissing, path: folder)
    }
    let entry = FileSystem.entry(at: path)
    guard entry != .folder else { throw ExportError(kind: .isFolder, path: path) }
    if entry != .nothing {
      guard replacingExisting else { throw ExportError(kind: .fileExists, path: path) }
      guard let state = state(path), state != .none else {
        throw ExportError(kind: .fileNotReplaceable, path: path)
      }
    }
    self.path = path
    self.folder = folder
    self.state = state
  }

  /// Writes the file in one step; one that has a place for a seal is sealed.
  ///
  /// - Returns: The new name of an edited file that was in the way; nil where there was none.
  /// - Throws: `cannotCreate`, `cannotWrite` or `cannotReplace`; what was there before is there then.
  @discardableResult
  public func write(sealed file: some ExportedFile) throws(ExportError) -> String? {
    try write(SealedFile(file))
  }

  /// Writes a file without a seal in one step: one that is never replaced.
  ///
  /// - Returns: As ``write(sealed:)``.
  /// - Throws: As ``write(sealed:)``.
  @discardableResult
  public func write(_ file: some ExportedFile) throws(ExportError) -> String? {
    let temporary = temporaryPath
    do throws(ExportError) {
      try file.write(toFile: temporary)
      return try putInPlace(temporary)
    } catch {
      _ = FileSystem.removeOne(temporary)
      throw error
    }
  }

  /// Where the file is until it is in place.
  var temporaryPath: String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return "\(folder)/.\(name).partial-\(FileSystem.processNumber)"
  }

  /// Puts a finished file in place, once it is on the disk.
  ///
  /// - Returns: The new name of an edited file that was in the way.
  func putInPlace(_ temporary: String) throws(ExportError) -> String? {
    func refusal(_ code: Int32) -> ExportError {
      ExportError(kind: .cannotReplace, path: path, systemCode: code)
    }
    try FileSystem.synchronize([temporary])
    var kept: String?
    if FileSystem.unfollowedEntry(at: path) != .nothing, state(path) != .intact {
      // A second name first: so there is always a file at the first.
      let name = FileSystem.keptName(for: path)
      var code = FileSystem.link(path, as: name)
      if FileSystem.cannotLink(code) { code = FileSystem.move(path, to: name) }
      guard code == 0 else { throw refusal(code) }
      kept = name
    }
    let code = FileSystem.move(temporary, to: path)
    guard code == 0 else {
      if let kept, FileSystem.areSame(kept, path) {
        _ = FileSystem.removeOne(kept)
      } else if let kept {
        _ = FileSystem.move(kept, to: path)
      }
      throw refusal(code)
    }
    _ = FileSystem.synchronize(folder)
    return kept
  }

  /// The path of one folder from another, with `..` where it has to go up; nil where one of them is
  /// not there.
  public static func relativePath(to target: String, from folder: String) -> String? {
    guard let target = FileSystem.resolved(target), let folder = FileSystem.resolved(folder) else {
      return nil
    }
    let (to, from) = (target.split(separator: "/"), folder.split(separator: "/"))
    let shared = zip(to, from).prefix { $0 == $1 }.count
    let parts = from.dropFirst(shared).map { _ in ".." } + to.dropFirst(shared)
    return parts.isEmpty ? "." : parts.joined(separator: "/")
  }
}

extension FileSystem {
  /// What is between the name of an unfinished file and the number of the process that writes it.
  private static let partialMark = ".partial-"

  /// Whether a file of this name is an unfinished one that no process of this machine is writing.
  static func isLeftover(_ name: String) -> Bool {
    guard name.hasPrefix("."), let mark = name.ranges(of: partialMark).last,
      let number = Int32(name[mark.upperBound...]), number > 0
    else { return false }
    return !isRunning(number)
  }
}

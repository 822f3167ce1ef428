import Synchronization

/// A folder of results that is found complete or not at all.
///
/// Files go into a hidden folder beside the place where the results are to be
/// (`.NAME.partial-PID`); `commit` puts it there in one step, once all is on the disk. Whatever ends the
/// run before that leaves no trace, except that a kill which no program can catch leaves the hidden
/// folder. What somebody else put into a folder that is replaced stays there.
public final class OutputFolder: Sendable {
  /// Where the results will be.
  public let path: String
  /// Where they are until `commit`.
  public let temporaryPath: String
  private let replacesExisting: Bool
  private let kind: FolderKind
  private let state = Mutex(State())

  private struct State {
    enum Phase { case open, committed, abandoned }

    var phase = Phase.open
    var stamps: [String: FileStamp] = [:]
  }

  /// Makes the hidden folder, and so finds out early whether the results can be written.
  ///
  /// A folder that exists is refused. With `replacingExisting` it is replaced where it is empty or
  /// says itself that it is an earlier result of the same kind (see ``FolderKind``), never where it
  /// holds anything else.
  ///
  /// - Throws: `emptyPath`, `alreadyExists`, `notReplaceable`, `notFolder`, `parentMissing`,
  ///   `parentNotFolder` or `cannotCreate`, and nothing is left behind.
  public init(
    at path: String,
    replacingExisting: Bool = false,
    kind: FolderKind = .run
  ) throws(ExportError) {
    guard !path.isEmpty else { throw ExportError(kind: .emptyPath, path: path) }
    _ = try OutputFolder.checkPlace(path, replacingExisting: replacingExisting, kind)
    let place = FileSystem.resolved(path) ?? OutputFolder.withoutTrailingSlashes(path)
    let (parent, name) = OutputFolder.split(place)
    try OutputFolder.checkParent(parent)
    self.path = place
    self.replacesExisting = replacingExisting
    self.kind = kind
    let stem = "\(parent)/.\(name).partial-\(FileSystem.processNumber)"
    var candidate = stem
    var number = 1
    var code = FileSystem.makeFolder(candidate)
    while code == FileSystem.existsCode, number < 1000 {
      number += 1
      candidate = "\(stem)-\(number)"
      code = FileSystem.makeFolder(candidate)
    }
    guard code == 0 else {
      throw ExportError(kind: .cannotCreate, path: place, systemCode: code)
    }
    temporaryPath = candidate
  }

  deinit { abandon() }

  /// What was written so far, by name.
  public var stamps: [String: FileStamp] { state.withLock { $0.stamps } }

  /// Writes one file, making the folders that its name goes through (`chains/chain-1.csv`).
  ///
  /// - Throws: `cannotCreate` or `cannotWrite`; the caller then abandons the folder.
  public func write(_ file: some ExportedFile, as name: String) throws(ExportError) {
    var folder = temporaryPath
    for part in name.split(separator: "/").dropLast() {
      folder += "/" + part
      let code = FileSystem.makeFolder(folder)
      guard code == 0 || code == FileSystem.existsCode else {
        throw ExportError(kind: .cannotCreate, path: folder, systemCode: code)
      }
    }
    let stamp = try file.stamped(toFile: temporaryPath + "/" + name)
    state.withLock { $0.stamps[name] = stamp }
  }

  /// Puts the finished folder in its place.
  ///
  /// An earlier result and the new one change places in one step where the system can do that, so that
  /// there is always one of the two. Of the earlier one only what the program wrote is removed.
  ///
  /// - Returns: What became of other files in the folder that was replaced.
  /// - Throws: `alreadyExists`, `notReplaceable` or `notFolder` where something came to be in the
  ///   place meanwhile, `cannotWrite` where the disk refuses, `cannotReplace` where the move fails.
  ///   The hidden folder is then removed, and what was there is there.
  @discardableResult
  public func commit() throws(ExportError) -> FolderNotes {
    try commit { () throws(ExportError) in }
  }

  /// Puts the folder in its place together with something else that belongs to it.
  ///
  /// `companion` is called once the folder is in place and throws where it fails; the folder is taken
  /// back then.
  @discardableResult
  func commit(
    alongside companion: () throws(ExportError) -> Void
  ) throws(ExportError) -> FolderNotes {
    try state.withLock { state throws(ExportError) in
      guard state.phase == .open else {
        throw ExportError(kind: .cannotReplace, path: path)
      }
      do throws(ExportError) {
        if case .listed(let kind) = kind {
          var ledger = FileLedger(of: kind)
          ledger.files = state.stamps.mapValues { FileLedger.Entry($0) }
          try ledger.file.write(toFile: "\(temporaryPath)/\(FileLedger.filesName)")
        }
        let record = try OutputFolder.checkPlace(path, replacingExisting: replacesExisting, kind)
        try synchronize()
        let notes = try moveToPlace(record, companion)
        state.phase = .committed
        return notes
      } catch {
        state.phase = .abandoned
        removeTemporary()
        throw error
      }
    }
  }

  /// Removes what was written so far.
  ///
  /// Nothing after `commit`, and nothing the second time. While `commit` puts the folder in place it
  /// waits.
  ///
  /// May be called from any thread at any time, so also where a signal ends the run: the folder is
  /// renamed before its files go, and a `commit` that comes later fails instead of showing half.
  public func abandon() {
    state.withLock { state in
      guard state.phase == .open else { return }
      state.phase = .abandoned
      removeTemporary()
    }
  }

  private func removeTemporary() {
    let doomed = temporaryPath + "-abandoned"
    if FileSystem.move(temporaryPath, to: doomed) == 0 { FileSystem.removeTree(doomed) }
  }

  /// Waits until all files are on the disk: after a power cut, a folder in its place is whole.
  private func synchronize() throws(ExportError) {
    guard let contents = try? FolderContents(of: temporaryPath) else {
      throw ExportError(kind: .cannotReplace, path: path)
    }
    var folders: Set<String> = [temporaryPath]
    for file in contents.files {
      var folder = temporaryPath
      for part in file.split(separator: "/").dropLast() {
        folder += "/" + part
        folders.insert(folder)
      }
    }
    try FileSystem.synchronize(contents.files.map { "\(temporaryPath)/\($0)" } + folders.sorted())
  }

  private func moveToPlace(
    _ record: FolderRecord?,
    _ companion: () throws(ExportError) -> Void
  ) throws(ExportError) -> FolderNotes {
    func refusal(_ code: Int32) -> ExportError {
      ExportError(kind: .cannotReplace, path: path, systemCode: code)
    }
    guard let record else {
      let code = FileSystem.move(temporaryPath, to: path)
      guard code == 0 else { throw refusal(code) }
      do throws(ExportError) { try companion() } catch {
        _ = FileSystem.move(path, to: temporaryPath)
        throw error
      }
      _ = FileSystem.synchronize(OutputFolder.split(path).parent)
      return FolderNotes()
    }
    var replacement = try FolderReplacement(of: path, by: temporaryPath, record)
    var old = temporaryPath
    let code = FileSystem.exchange(temporaryPath, path)
    if code != 0 {
      guard FileSystem.cannotExchange(code) else { throw refusal(code) }
      // Two steps where the system has no other; the earlier folder comes back where the second fails.
      old = temporaryPath + "-replaced"
      var code = FileSystem.move(path, to: old)
      guard code == 0 else { throw refusal(code) }
      code = FileSystem.move(temporaryPath, to: path)
      guard code == 0 else {
        _ = FileSystem.move(old, to: path)
        throw refusal(code)
      }
    }
    do throws(ExportError) { try companion() } catch {
      if old == temporaryPath {
        _ = FileSystem.exchange(temporaryPath, path)
      } else {
        _ = FileSystem.move(path, to: temporaryPath)
        _ = FileSystem.move(old, to: path)
      }
      throw error
    }
    replacement.finish(removing: old)
    _ = FileSystem.synchronize(OutputFolder.split(path).parent)
    return replacement.notes
  }

  // MARK: Places

  /// The record of the folder that is to be replaced; nil where there is nothing at the place.
  private static func checkPlace(
    _ path: String,
    replacingExisting: Bool,
    _ kind: FolderKind
  ) throws(ExportError) -> FolderRecord? {
    switch FileSystem.entry(at: path) {
    case .nothing: return nil
    case .other: throw ExportError(kind: .notFolder, path: path)
    case .folder:
      guard replacingExisting else { throw ExportError(kind: .alreadyExists, path: path) }
      if FileSystem.names(in: path)?.isEmpty == true { return FolderRecord() }
      guard let record = FolderRecord(of: kind, in: path) else {
        let edited = FolderRecord.editedRecord(of: kind, in: path)
        throw ExportError(kind: edited.map { .editedRecord($0) } ?? .notReplaceable, path: path)
      }
      return record
    }
  }

  private static func checkParent(_ parent: String) throws(ExportError) {
    switch FileSystem.entry(at: parent + "/") {
    case .folder: break
    case .other: throw ExportError(kind: .parentNotFolder, path: parent)
    case .nothing:
      // Below a file everything is "nothing": say which of the two it is.
      let above = split(parent).parent
      let isBelowFile = FileSystem.entry(at: parent) == .other || goesThroughFile(above)
      throw ExportError(kind: isBelowFile ? .parentNotFolder : .parentMissing, path: parent)
    }
  }

  private static func goesThroughFile(_ path: String) -> Bool {
    var path = path
    while FileSystem.entry(at: path) == .nothing {
      let above = split(path).parent
      if above == path { return false }
      path = above
    }
    return FileSystem.entry(at: path) == .other
  }

  private static func withoutTrailingSlashes(_ path: String) -> String {
    var path = path
    while path.count > 1, path.last == "/" { path.removeLast() }
    return path
  }

  /// The folder that holds a path, and the last part of the path.
  private static func split(_ path: String) -> (parent: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let name = String(path[path.index(after: slash)...])
    let parent = withoutTrailingSlashes(String(path[...slash]))
    return (parent, name)
  }
}

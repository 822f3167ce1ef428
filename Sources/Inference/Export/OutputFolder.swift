/// A folder of results that is found complete or not at all.
///
/// Files go into a hidden folder beside the place where the results are to be
/// (`.NAME.partial-PID`); `commit` moves it there in one step. Whatever ends the run before that
/// leaves no trace, except that a kill which no program can catch leaves the hidden folder.
public final class OutputFolder: Sendable {
  /// Where the results will be.
  public let path: String
  /// Where they are until `commit`.
  public let temporaryPath: String
  private let replacesExisting: Bool
  private let record: String

  /// Makes the hidden folder, and so finds out early whether the results can be written.
  ///
  /// A folder that exists is refused. With `replacingExisting` it is replaced where it is empty or
  /// holds what this program wrote (see ``isReplaceable(_:record:)``), never where it holds anything
  /// else. `record` is the file by which that is known, as the caller will write it.
  ///
  /// - Throws: `emptyPath`, `alreadyExists`, `notReplaceable`, `notFolder`, `parentMissing`,
  ///   `parentNotFolder` or `cannotCreate`, and nothing is left behind.
  public init(
    at path: String,
    replacingExisting: Bool = false,
    record: String = "run.json"
  ) throws(ExportError) {
    guard !path.isEmpty else { throw ExportError(kind: .emptyPath, path: path) }
    try OutputFolder.checkPlace(path, replacingExisting: replacingExisting, record)
    let place = FileSystem.resolved(path) ?? OutputFolder.withoutTrailingSlashes(path)
    let (parent, name) = OutputFolder.split(place)
    try OutputFolder.checkParent(parent)
    self.path = place
    self.replacesExisting = replacingExisting
    self.record = record
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

  /// Whether a folder may be replaced: it is empty, or its record mentions `csto-bayes`.
  public static func isReplaceable(_ path: String, record: String = "run.json") -> Bool {
    guard let names = FileSystem.names(in: path) else { return false }
    return names.isEmpty || FileSystem.file("\(path)/\(record)", mentions: "csto-bayes")
  }

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
    try file.write(toFile: temporaryPath + "/" + name)
  }

  /// Moves the finished folder to its place.
  ///
  /// A folder that is replaced steps aside first and comes back where the move fails.
  ///
  /// - Throws: `alreadyExists`, `notReplaceable` or `notFolder` where something came to be in the
  ///   place meanwhile, `cannotReplace` where the move fails. The hidden folder is then removed.
  public func commit() throws(ExportError) {
    do throws(ExportError) {
      try OutputFolder.checkPlace(path, replacingExisting: replacesExisting, record)
      try moveToPlace()
    } catch {
      abandon()
      throw error
    }
  }

  /// Removes what was written so far.
  ///
  /// Nothing after `commit`, and nothing the second time.
  ///
  ///
  /// May be called from any thread at any time, so also where a signal ends the run: the folder is
  /// renamed before its files go, and a `commit` that runs meanwhile fails instead of showing half.
  public func abandon() {
    let doomed = temporaryPath + "-abandoned"
    if FileSystem.move(temporaryPath, to: doomed) == 0 { FileSystem.removeTree(doomed) }
  }

  private func moveToPlace() throws(ExportError) {
    let aside = temporaryPath + "-replaced"
    let replaces = FileSystem.entry(at: path) == .folder
    if replaces {
      let code = FileSystem.move(path, to: aside)
      guard code == 0 else {
        throw ExportError(kind: .cannotReplace, path: path, systemCode: code)
      }
    }
    let code = FileSystem.move(temporaryPath, to: path)
    guard code == 0 else {
      if replaces { _ = FileSystem.move(aside, to: path) }
      throw ExportError(kind: .cannotReplace, path: path, systemCode: code)
    }
    if replaces { FileSystem.removeTree(aside) }
  }

  // MARK: Places

  private static func checkPlace(
    _ path: String,
    replacingExisting: Bool,
    _ record: String
  ) throws(ExportError) {
    switch FileSystem.entry(at: path) {
    case .nothing: break
    case .other: throw ExportError(kind: .notFolder, path: path)
    case .folder:
      guard replacingExisting else { throw ExportError(kind: .alreadyExists, path: path) }
      guard isReplaceable(path, record: record) else {
        throw ExportError(kind: .notReplaceable, path: path)
      }
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

/// A single file of results that is found complete or not at all, and replaces nothing unasked.
public struct OutputFile: Sendable {
  /// Where the file will be.
  public let path: String
  /// The folder that it is in, which exists.
  public let folder: String

  /// Finds out whether a file may be written; nothing is made.
  ///
  /// A file that exists is refused. With `replacingExisting` it is replaced where it mentions
  /// `csto-bayes` near its beginning, so that nobody's own work is lost.
  ///
  /// - Throws: `emptyPath`, `isFolder`, `fileExists`, `fileNotReplaceable`, `parentMissing` or `parentNotFolder`.
  public init(at path: String, replacingExisting: Bool = false) throws(ExportError) {
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
      guard FileSystem.isRegularFile(path), FileSystem.file(path, mentions: "csto-bayes") else {
        throw ExportError(kind: .fileNotReplaceable, path: path)
      }
    }
    self.path = path
    self.folder = folder
  }

  /// Writes the file in one step.
  ///
  /// - Throws: `cannotCreate`, `cannotWrite` or `cannotReplace`; what was there before is there then.
  public func write(_ file: some ExportedFile) throws(ExportError) {
    try FileSystem.replace(path, by: file)
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
  /// Writes a file beside its place and moves it there.
  ///
  /// - Throws: `cannotCreate`, `cannotWrite` or `cannotReplace`; what was there before is there then.
  static func replace(_ path: String, by file: some ExportedFile) throws(ExportError) {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let temporary = "\(folder)/.\(name)\(partialMark)\(processNumber)"
    do throws(ExportError) {
      try file.write(toFile: temporary)
    } catch {
      removeTree(temporary)
      throw error
    }
    let code = move(temporary, to: path)
    guard code == 0 else {
      removeTree(temporary)
      throw ExportError(kind: .cannotReplace, path: path, systemCode: code)
    }
  }

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

/// What became of files that were in the way of results.
public struct FolderNotes: Sendable, Equatable {
  /// A file that had to make room, and its new name.
  public struct Move: Sendable, Equatable {
    /// The path that it had in the folder.
    public let from: String
    /// The path that it has.
    public let to: String
  }

  /// What the program did not write; it is where it was.
  ///
  /// Folders end with a slash.
  public internal(set) var foreign: [String] = []
  /// What somebody edited, or put where results belong.
  public internal(set) var moved: [Move] = []
  /// Answers to questions about an earlier run, which are gone with it.
  public internal(set) var answers: [String] = []
  /// Answers that were replaced by those to another question, by that question.
  public internal(set) var replaced: [String: [String]] = [:]
  /// Where what could not be removed is: a hidden folder beside the new one.
  public internal(set) var remainder: String?

  /// Nothing was in the way.
  public init() {}

  /// Notes that a file had to make room.
  public mutating func add(moved path: String, to name: String) {
    moved.append(Move(from: path, to: name))
  }
}

/// Puts a finished folder in the place of an earlier one, and carries over what is not the program's.
///
/// Before the folders change places, what is to be carried over gets a second name in the new one, so
/// that there is no moment at which it is not at its place. Where the file system has no second names,
/// it is moved right after. Nothing is removed but what the record of the folder lists, unchanged.
struct FolderReplacement {
  private struct Carried {
    let path: String
    let target: String
    let isFolder: Bool
    let isLinked: Bool
  }

  private let place: String
  private let finished: String
  private let record: FolderRecord
  private var carried: [Carried] = []
  private var removable: [String] = []
  private(set) var notes = FolderNotes()

  /// Looks through the folder at `place`, and gives what is carried over a second name in `finished`.
  ///
  /// - Throws: `cannotRead`, `cannotReplace`; nothing at `place` was changed.
  init(of place: String, by finished: String, _ record: FolderRecord) throws(ExportError) {
    self.place = place
    self.finished = finished
    self.record = record
    try survey("")
  }

  private mutating func survey(_ folder: String) throws(ExportError) {
    let here = folder.isEmpty ? place : "\(place)/\(folder)"
    guard let names = FileSystem.names(in: here) else {
      throw ExportError(kind: .cannotRead, path: here)
    }
    for name in names.sorted() {
      let path = folder.isEmpty ? name : "\(folder)/\(name)"
      switch FileSystem.unfollowedEntry(at: "\(place)/\(path)") {
      // It went this moment, or its name is not UTF-8 and cannot be called by it.
      case .nothing: throw ExportError(kind: .cannotRead, path: "\(place)/\(path)")
      case .folder where record.listsFolder(path): try survey(path)
      case .folder: try carry(path, isFolder: true)
      case .file where record.isUnchanged(path, in: place):
        removable.append(path)
        if record.answers.contains(path) { notes.answers.append(path) }
      case .file, .other: try carry(path, isFolder: false)
      }
    }
  }

  private mutating func carry(_ path: String, isFolder: Bool) throws(ExportError) {
    try makeParents(of: path)
    let target = freeName(for: path)
    let code = Self.link("\(place)/\(path)", as: "\(finished)/\(target)", isFolder: isFolder)
    let isLinked = code == 0
    if !isLinked {
      if isFolder { FileSystem.removeLinks("\(finished)/\(target)") }
      // It is moved afterwards, so it has to be known now that it can be.
      guard isFolder || FileSystem.cannotLink(code),
        FileSystem.mayChange(folderOf: "\(place)/\(path)")
      else { throw ExportError(kind: .cannotReplace, path: "\(place)/\(path)", systemCode: code) }
    }
    carried.append(Carried(path: path, target: target, isFolder: isFolder, isLinked: isLinked))
    if target == path {
      notes.foreign.append(isFolder ? path + "/" : path)
    } else {
      notes.moved.append(.init(from: path, to: target))
    }
  }

  /// The path itself where the new folder has nothing there, and the old one nothing of the program's;
  /// else one with `.kept` at its end that neither has.
  private func freeName(for path: String) -> String {
    func isFree(_ name: String, _ folder: String) -> Bool {
      FileSystem.unfollowedEntry(at: "\(folder)/\(name)") == .nothing
    }
    if !record.lists(path), isFree(path, finished) { return path }
    var (candidate, number) = (path + ".kept", 2)
    while !isFree(candidate, finished) || !isFree(candidate, place) {
      candidate = "\(path).kept-\(number)"
      number += 1
    }
    return candidate
  }

  private func makeParents(of path: String) throws(ExportError) {
    var folder = finished
    for part in path.split(separator: "/").dropLast() {
      folder += "/" + part
      let code = FileSystem.makeFolder(folder)
      guard code == 0 || code == FileSystem.existsCode else {
        throw ExportError(kind: .cannotReplace, path: place, systemCode: code)
      }
    }
  }

  /// Gives a file a second name, or a folder a double whose files are second names.
  private static func link(_ path: String, as name: String, isFolder: Bool) -> Int32 {
    guard isFolder else { return FileSystem.link(path, as: name) }
    var code = FileSystem.makeFolder(name)
    guard code == 0, let names = FileSystem.names(in: path) else {
      return code == 0 ? FileSystem.unreadableCode : code
    }
    for inner in names {
      let isFolder = FileSystem.unfollowedEntry(at: "\(path)/\(inner)") == .folder
      code = link("\(path)/\(inner)", as: "\(name)/\(inner)", isFolder: isFolder)
      guard code == 0 else { return code }
    }
    return 0
  }

  /// Ends the replacement once the folders have changed places; `old` is where the earlier one is now.
  mutating func finish(removing old: String) {
    for item in carried {
      let (from, to) = ("\(old)/\(item.path)", "\(place)/\(item.target)")
      if !item.isLinked {
        _ = FileSystem.move(from, to: to)
      } else if item.isFolder {
        // The folder itself rather than its double; where that cannot be, the double has all its files.
        _ = FileSystem.exchange(from, to)
        FileSystem.removeLinks(from)
      } else if FileSystem.areSame(from, to) {
        _ = FileSystem.removeOne(from)
      } else {
        _ = FileSystem.move(from, to: to)
      }
    }
    for path in removable { _ = FileSystem.removeOne("\(old)/\(path)") }
    rescue(old, "")
    if FileSystem.unfollowedEntry(at: old) != .nothing { notes.remainder = old }
  }

  /// What came to be in the earlier folder meanwhile goes into the new one; emptied folders go.
  private func rescue(_ old: String, _ folder: String) {
    let here = folder.isEmpty ? old : "\(old)/\(folder)"
    for name in FileSystem.names(in: here) ?? [] {
      let path = folder.isEmpty ? name : "\(folder)/\(name)"
      let isOurs = removable.contains(path) || record.listsFolder(path)
      if FileSystem.unfollowedEntry(at: "\(old)/\(path)") == .folder, isOurs {
        rescue(old, path)
      } else if !isOurs {
        let target = "\(place)/\(path)"
        let isTaken = FileSystem.unfollowedEntry(at: target) != .nothing
        _ = FileSystem.move(
          "\(old)/\(path)",
          to: isTaken ? FileSystem.keptName(for: target) : target
        )
      }
    }
    _ = FileSystem.removeOne(here)
  }
}

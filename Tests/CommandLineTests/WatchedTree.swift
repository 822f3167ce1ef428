import Foundation

/// What a folder tree holds, to the last bit: by it one sees whether a file was touched.
struct WatchedTree: Equatable {
  /// One file, folder or link.
  struct Entry: Equatable {
    /// Tells one file from another that has its name.
    let inode: UInt64
    /// When its contents were changed; of folders it is left out, as names come and go there.
    let changed: Date?
    let permissions: Int
    /// The bytes of a file, the target of a link.
    let contents: Data?
  }

  private(set) var entries: [String: Entry] = [:]

  /// Looks at everything in a folder, links not followed.
  init(_ folder: URL) throws {
    let manager = FileManager.default
    for name in try manager.subpathsOfDirectory(atPath: folder.path) {
      let path = folder.appending(path: name).path
      let facts = try manager.attributesOfItem(atPath: path)
      let type = facts[.type] as? FileAttributeType
      let contents: Data? =
        switch type {
        case .typeSymbolicLink: Data(try manager.destinationOfSymbolicLink(atPath: path).utf8)
        case .typeRegular: try Data(contentsOf: URL(fileURLWithPath: path))
        default: nil
        }
      entries[name] = Entry(
        inode: (facts[.systemFileNumber] as? NSNumber)?.uint64Value ?? 0,
        changed: type == .typeDirectory ? nil : facts[.modificationDate] as? Date,
        permissions: (facts[.posixPermissions] as? NSNumber)?.intValue ?? 0,
        contents: contents
      )
    }
  }

  /// The names of what was here and is not, or is not the same, in `later`.
  func touched(in later: WatchedTree, where isWatched: (String) -> Bool) -> [String] {
    entries.filter { isWatched($0.key) && later.entries[$0.key] != $0.value }.map(\.key).sorted()
  }
}

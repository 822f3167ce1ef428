extension UniverseStore {
  /// Removes a store, whole or damaged, with what its database keeps beside it; nothing where there is
  /// no file.
  ///
  /// - Throws: ``StoreError`` `notStore` where the file is none of this program's, and then it stays.
  public static func remove(at path: String) throws(StoreError) {
    guard FileSystem.unfollowedEntry(at: path) != .nothing else { return }
    guard isMarked(path) else { throw StoreError(.notStore, path: path) }
    for ending in ["-wal", "-shm", ""] { _ = FileSystem.removeOne(path + ending) }
  }

  /// Whether a file begins as a store does, which one that is damaged further on still says; an empty one
  /// may become a store.
  private static func isMarked(_ path: String) -> Bool {
    guard FileSystem.isRegularFile(path), var source = try? ByteSource(path: path, .regular) else {
      return false
    }
    var head = [UInt8](repeating: 0, count: 72)
    var count = 0
    while count < head.count,
      let more = try? source.read(into: &head, at: count, atMost: head.count - count), more > 0
    { count += more }
    guard count > 0 else { return true }
    // The format of SQLite has the mark of the application at byte 68.
    return head.starts(with: Array("SQLite format 3\0".utf8))
      && Array(head[68...]) == Array("csto".utf8)
  }
}

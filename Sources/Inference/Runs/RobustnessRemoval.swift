extension UniverseStore {
  /// Removes a store, whole or damaged, with what its database keeps beside it; nothing where there is
  /// no file.
  ///
  /// - Throws: ``StoreError`` `notStore` where the file is none of this program's, `strangerBeside` where one
  ///   beside it is not; they stay then.
  public static func remove(at path: String) throws(StoreError) {
    guard FileSystem.unfollowedEntry(at: path) != .nothing else { return }
    guard isMarked(path) else { throw StoreError(.notStore, path: path) }
    try StoreFile.refuseStrangers(beside: path)
    for ending in ["-wal", "-shm", ""] { _ = FileSystem.removeOne(path + ending) }
  }

  /// Whether a file begins as a store does, which one that is damaged further on still says; an empty one
  /// may become a store.
  private static func isMarked(_ path: String) -> Bool {
    guard FileSystem.isRegularFile(path) else { return false }
    // The format of SQLite has the mark of the application at byte 68.
    let head = StoreFile.head(of: path, count: 72)
    return head.isEmpty
      || head.count == 72 && head.starts(with: StoreFile.magic)
        && Array(head[68...]) == Array("csto".utf8)
  }
}

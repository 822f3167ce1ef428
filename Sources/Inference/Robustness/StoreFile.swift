import GRDB

/// How the file of a store is opened, and what its database's errors mean.
enum StoreFile {
  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(30)
    configuration.maximumReaderCount = 2
    configuration.label = "universes"
    // A file may be anybody's: nothing that its schema says is run, and cells are measured before use.
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")
    }
    return configuration
  }

  /// Opens a store that was inspected for writing, or makes the file.
  static func open(_ path: String) throws(StoreError) -> DatabasePool {
    try report(path) { try DatabasePool(path: path, configuration: configuration) }
  }

  /// Looks into a file that is there, and leaves its bytes as they are.
  static func inspect(
    _ path: String,
    _ body: (Database) throws -> Void
  ) throws(StoreError) {
    guard (try? ByteSource.canBeReadAgain(path)) == true else { return }
    let file = try openAsItIs(path)
    try report(path) {
      try file.read(body)
      try file.close()
    }
  }

  /// A connection that changes nothing by itself, as a pool does.
  ///
  /// What a writer that was killed left in a log beside the file would be written into the file when the
  /// connection ends, but not by one that may only read. Without a log that one would leave an empty log.
  static func openAsItIs(_ path: String) throws(StoreError) -> DatabaseQueue {
    let hasLog = (try? ByteSource.canBeReadAgain(path + "-wal")) == true
    return try report(path) {
      var configuration = configuration
      configuration.readonly = hasLog
      return try DatabaseQueue(path: path, configuration: configuration)
    }
  }

  /// Runs a piece of work with the database; its errors become ours.
  static func report<Value>(
    _ path: String,
    _ body: () throws -> Value
  ) throws(StoreError) -> Value {
    do {
      return try body()
    } catch let error as StoreError {
      throw error
    } catch let error as DatabaseError {
      let kind: StoreError.Kind =
        switch error.resultCode {
        case .SQLITE_FULL: .diskFull
        case .SQLITE_NOTADB: .notStore
        // Our own statements are right: where one is not understood, the file is not what it was.
        case .SQLITE_CORRUPT, .SQLITE_ERROR, .SQLITE_FORMAT, .SQLITE_MISMATCH, .SQLITE_CONSTRAINT:
          .damaged(error.message ?? "a page cannot be read")
        case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
        default: .cannotWrite(error.message ?? "\(error.resultCode)")
        }
      throw StoreError(kind, path: path)
    } catch {
      throw StoreError(.cannotWrite("\(error)"), path: path)
    }
  }
}

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
    guard (try? ByteSource.canBeReadAgain(path)) == true else {
      return try refuseStrangers(beside: path)
    }
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
    try refuseStrangers(beside: path)
    // SQLite itself takes a file of one byte for an empty one, and writes over it.
    let head = Self.head(of: path, count: magic.count)
    guard head.isEmpty || head == magic else { throw StoreError(.notStore, path: path) }
    let hasLog = (try? ByteSource.canBeReadAgain(path + "-wal")) == true
    return try report(path) {
      var configuration = configuration
      configuration.readonly = hasLog
      return try DatabaseQueue(path: path, configuration: configuration)
    }
  }

  /// Refuses files that have the names of those that SQLite keeps beside a database, and are somebody's:
  /// it would remove them.
  static func refuseStrangers(beside path: String) throws(StoreError) {
    for (ending, beginnings) in companions {
      let head = Self.head(of: path + ending, count: 4)
      guard head.allSatisfy({ $0 == 0 }) || beginnings.contains(head) else {
        throw StoreError(.strangerBeside(path + ending), path: path)
      }
    }
  }

  /// What every database of SQLite begins with.
  static let magic = Array("SQLite format 3\0".utf8)

  /// The files beside a database, and the bytes that they begin with where they do not begin with zeros
  /// (https://sqlite.org/fileformat2.html, https://sqlite.org/walformat.html).
  private static let companions: [(ending: String, beginnings: [[UInt8]])] = [
    ("-wal", [[0x37, 0x7f, 0x06, 0x82], [0x37, 0x7f, 0x06, 0x83]]),
    ("-shm", [[0x18, 0xe2, 0x2d, 0x00], [0x00, 0x2d, 0xe2, 0x18]]),
    ("-journal", [[0xd9, 0xd5, 0x05, 0xf9]]),
  ]

  /// The first bytes of a regular file; none where there is no such file.
  static func head(of path: String, count: Int) -> [UInt8] {
    guard var source = try? ByteSource(path: path, .regular) else { return [] }
    var bytes = [UInt8](repeating: 0, count: count)
    var found = 0
    while found < count,
      let more = try? source.read(into: &bytes, at: found, atMost: count - found), more > 0
    { found += more }
    return Array(bytes.prefix(found))
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

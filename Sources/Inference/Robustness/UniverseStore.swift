import GRDB

/// Results of universes in an SQLite file: written one universe a transaction, read at any time.
///
/// The file is in write-ahead mode: a process killed at any moment leaves every universe that it had
/// stored, whole, and several processes may write to it, on one machine. A universe that is there is never
/// written again. What a store belongs to (data, settings, plan) is written into it when it is made.
///
/// Tables: `identity(key, value)`; `universe`, one row each; `quantity`, one row for each universe and
/// quantity. NaN is NULL.
public final class UniverseStore: Sendable {
  /// Marks the file as ours: `csto` in ASCII.
  private static let applicationNumber = 0x6373_746f
  /// The number of the format.
  private static let format = 1

  /// The path of the file.
  public let path: String
  let database: any DatabaseWriter

  /// Opens a store, or makes it.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - identity: What the results belong to: names and values, compared as text.
  ///   - replacing: The names whose values may differ from those in the store, and then replace them.
  /// - Throws: ``StoreError``; a store of something else is left as it is.
  public init(
    path: String,
    identity: [(key: String, value: String)],
    replacing: Set<String> = []
  ) throws(StoreError) {
    func different(_ db: Database) throws -> [(key: String, value: String)] {
      guard try Self.isStore(db, path) else { return identity }
      return try Self.different(identity, replacing: replacing, db, path)
    }
    self.path = path
    // Opening for writing touches the file, so that whose it is is asked before, and again afterwards.
    try Self.inspect(path) { db in _ = try different(db) }
    database = try Self.open(path)
    try Self.report(path) {
      try database.write { db in
        let different = try different(db)
        if try !Self.isStore(db, path) { try Self.makeTables(db) }
        for (key, value) in different {
          try db.execute(
            sql: "INSERT OR REPLACE INTO identity (key, value) VALUES (?, ?)",
            arguments: [key, value]
          )
        }
      }
    }
  }

  /// Opens a store that is there, to read it; its bytes stay as they are.
  ///
  /// - Throws: ``StoreError``.
  public init(reading path: String) throws(StoreError) {
    guard (try? ByteSource.canBeReadAgain(path)) == true else {
      throw StoreError(.noSuchFile, path: path)
    }
    self.path = path
    let file = try Self.openAsItIs(path)
    database = file
    try Self.report(path) {
      let isStore = try file.read { db in try Self.isStore(db, path) }
      guard isStore else { throw StoreError(.notStore, path: path) }
    }
  }

  /// Refuses a store that belongs to something else.
  ///
  /// - Throws: ``StoreError`` `otherPlan` with the first thing that differs.
  public func requireIdentity(_ wanted: [(key: String, value: String)]) throws(StoreError) {
    let found = try identity()
    for (key, value) in wanted {
      let own = found.first { $0.key == key }?.value ?? ""
      guard own == value else {
        throw StoreError(.otherPlan(key, found: own, expected: value), path: path)
      }
    }
  }

  /// Remembers the words that the results were asked for with.
  public func setRequest(_ words: [String]) throws(StoreError) {
    try Self.report(path) {
      try database.write { db in
        try db.execute(
          sql: "INSERT OR REPLACE INTO identity (key, value) VALUES ('request', ?)",
          arguments: [words.joined(separator: "\u{1f}")]
        )
      }
    }
  }

  /// The words that the results were last asked for with.
  public func request() throws(StoreError) -> [String] {
    let text = try identity().first { $0.key == "request" }?.value ?? ""
    return text.components(separatedBy: "\u{1f}")
  }

  /// What the results belong to.
  public func identity() throws(StoreError) -> [(key: String, value: String)] {
    try Self.report(path) {
      try database.read { db in
        try Row.fetchAll(db, sql: "SELECT key, value FROM identity ORDER BY rowid")
          .map { (key: $0["key"] as String, value: $0["value"] as String) }
      }
    }
  }

  /// The identifiers of the universes that are stored.
  public func storedIdentifiers() throws(StoreError) -> Set<String> {
    try Self.report(path) {
      try database.read { db in try String.fetchSet(db, sql: "SELECT id FROM universe") }
    }
  }

  /// Whether a universe is stored.
  public func contains(_ identifier: String) throws(StoreError) -> Bool {
    try Self.report(path) {
      try database.read { db in
        try Bool.fetchOne(
          db,
          sql: "SELECT EXISTS (SELECT 1 FROM universe WHERE id = ?)",
          arguments: [identifier]
        ) ?? false
      }
    }
  }

  /// Forgets the universes that failed, so that they are tried again.
  public func removeFailures() throws(StoreError) {
    try Self.report(path) {
      try database.write { db in
        try db.execute(sql: "DELETE FROM universe WHERE status = 'failed'")
      }
    }
  }

  // MARK: Opening

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(30)
    configuration.maximumReaderCount = 2
    configuration.label = "universes"
    return configuration
  }

  private static func open(_ path: String) throws(StoreError) -> DatabasePool {
    try report(path) { try DatabasePool(path: path, configuration: configuration) }
  }

  /// Looks into a file that is there, and leaves its bytes as they are.
  private static func inspect(
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
  private static func openAsItIs(_ path: String) throws(StoreError) -> DatabaseQueue {
    try report(path) { try DatabaseQueue(path: path, configuration: configuration) }
  }

  /// Whether the file is a store; false for one that holds nothing at all.
  private static func isStore(_ db: Database, _ path: String) throws -> Bool {
    let number = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    guard number == applicationNumber else {
      let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0
      guard isEmpty, number == 0 else { throw StoreError(.notStore, path: path) }
      return false
    }
    let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    guard version == format else { throw StoreError(.otherFormat(version), path: path) }
    return true
  }

  /// What of an identity the store does not have.
  ///
  /// - Throws: ``StoreError`` where it has something else that may not be replaced.
  private static func different(
    _ identity: [(key: String, value: String)],
    replacing: Set<String>,
    _ db: Database,
    _ path: String
  ) throws -> [(key: String, value: String)] {
    try identity.filter { key, value in
      let found = try String.fetchOne(
        db,
        sql: "SELECT value FROM identity WHERE key = ?",
        arguments: [key]
      )
      if let found, found != value, !replacing.contains(key) {
        throw StoreError(.otherPlan(key, found: found, expected: value), path: path)
      }
      return found != value
    }
  }

  private static func makeTables(_ db: Database) throws {
    try db.execute(
      sql: """
        PRAGMA application_id = \(applicationNumber);
        PRAGMA user_version = \(format);
        CREATE TABLE identity (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL);
        CREATE TABLE universe (
          id TEXT NOT NULL PRIMARY KEY,
          status TEXT NOT NULL CHECK (status IN ('estimated', 'failed')),
          sampler TEXT, donor TEXT, pareto_k REAL,
          cases INTEGER NOT NULL, successes REAL NOT NULL, trials REAL NOT NULL,
          separation TEXT NOT NULL, warnings TEXT NOT NULL, message TEXT
        ) WITHOUT ROWID;
        CREATE TABLE quantity (
          universe TEXT NOT NULL REFERENCES universe (id) ON DELETE CASCADE,
          place INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
          mean REAL, sd REAL, q5 REAL, q25 REAL, median REAL, q75 REAL, q95 REAL,
          p_positive REAL, mcse_mean REAL, mcse_median REAL, mcse_p_positive REAL,
          ess_bulk REAL, r_hat REAL,
          PRIMARY KEY (universe, place)
        ) WITHOUT ROWID;
        """
    )
  }

  // MARK: Errors

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
        case .SQLITE_NOTADB, .SQLITE_CORRUPT: .notStore
        case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
        default: .cannotWrite(error.message ?? "\(error.resultCode)")
        }
      throw StoreError(kind, path: path)
    } catch {
      throw StoreError(.cannotWrite("\(error)"), path: path)
    }
  }
}

import GRDB

/// Results of universes in an SQLite file: written one universe a transaction, read at any time.
///
/// The file is in write-ahead mode: a process killed at any moment leaves every universe that it had
/// stored, whole, and several processes may write to it, on one machine. A universe that is there is never
/// written again. What a store belongs to (data, settings, plan) is written into it when it is made.
///
/// Tables: `identity(key, value)`; `universe`, one row each; `quantity`, one row for each universe and
/// quantity. NaN is NULL. Each universe, and the identity, has a digest of all that is stored of it: a
/// store that was damaged or edited is refused, whichever of its numbers it was.
public final class UniverseStore: Sendable {
  /// The path of the file.
  public let path: String
  let database: any DatabaseWriter

  /// Opens a store, or makes it.
  ///
  /// O(universes): all that is stored is checked.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - identity: What the results belong to: names and values, compared as text.
  ///   - replacing: The names whose values may differ from those in the store, and then replace them.
  /// - Throws: ``StoreError``; a store that is damaged or of something else is left as it is.
  public init(
    path: String,
    identity: [(key: String, value: String)],
    replacing: Set<String> = []
  ) throws(StoreError) {
    self.path = path
    // Opening for writing touches the file, so that whose it is and whether it is whole is asked before.
    try StoreFile.inspect(path) { db in
      guard try StoreFormat.isStore(db, path) else { return }
      try StoreFormat.check(db, path)
      _ = try Self.results(db, path)
      _ = try Self.different(identity, replacing: replacing, db, path)
    }
    database = try StoreFile.open(path)
    try StoreFile.report(path) {
      try database.write { db in
        let isStore = try StoreFormat.isStore(db, path)
        if !isStore { try StoreFormat.make(db) }
        let different =
          isStore
          ? try Self.different(identity, replacing: replacing, db, path) : identity
        guard !isStore || !different.isEmpty else { return }
        try Self.set(different, in: db, path)
      }
    }
  }

  /// Opens a store that is there, to read it; its bytes stay as they are.
  ///
  /// O(universes): all that is stored is checked.
  ///
  /// - Throws: ``StoreError``.
  public init(reading path: String) throws(StoreError) {
    guard (try? ByteSource.canBeReadAgain(path)) == true else {
      throw StoreError(.noSuchFile, path: path)
    }
    self.path = path
    let file = try StoreFile.openAsItIs(path)
    database = file
    try StoreFile.report(path) {
      try file.read { db in
        guard try StoreFormat.isStore(db, path) else { throw StoreError(.notStore, path: path) }
        try StoreFormat.check(db, path)
        _ = try Self.identity(db, path)
        _ = try Self.results(db, path)
      }
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
  ///
  /// - Throws: ``StoreError`` `diskFull`, `cannotWrite`, `busy` or `damaged`.
  public func setRequest(_ words: [String]) throws(StoreError) {
    try StoreFile.report(path) {
      try database.write { db in
        try Self.set([("request", words.joined(separator: "\u{1f}"))], in: db, path)
      }
    }
  }

  /// The words that the results were last asked for with.
  ///
  /// - Throws: ``StoreError`` `damaged`, `busy` or `cannotWrite`.
  public func request() throws(StoreError) -> [String] {
    let text = try identity().first { $0.key == "request" }?.value ?? ""
    return text.components(separatedBy: "\u{1f}")
  }

  /// What the results belong to.
  ///
  /// - Throws: ``StoreError`` `damaged`, `busy` or `cannotWrite`.
  public func identity() throws(StoreError) -> [(key: String, value: String)] {
    try StoreFile.report(path) { try database.read { db in try Self.identity(db, path) } }
  }

  /// The identifiers of the universes that are stored.
  ///
  /// - Throws: ``StoreError`` `damaged`, `busy` or `cannotWrite`.
  public func storedIdentifiers() throws(StoreError) -> Set<String> {
    try StoreFile.report(path) {
      try database.read { db in try Self.identifiers(db, path) }
    }
  }

  /// Whether a universe is stored.
  ///
  /// - Throws: ``StoreError`` `damaged`, `busy` or `cannotWrite`.
  public func contains(_ identifier: String) throws(StoreError) -> Bool {
    try StoreFile.report(path) {
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
  ///
  /// - Throws: ``StoreError`` `diskFull`, `cannotWrite`, `busy` or `damaged`.
  public func removeFailures() throws(StoreError) {
    try StoreFile.report(path) {
      try database.write { db in
        try db.execute(sql: "DELETE FROM universe WHERE status = 'failed'")
      }
    }
  }

  // MARK: Identity

  /// The key of the digest of all other keys.
  private static let digestKey = "digest"

  private static func identity(
    _ db: Database,
    _ path: String
  ) throws -> [(key: String, value: String)] {
    var found: [(key: String, value: String)] = []
    var digest: String?
    let rows = try Row.fetchCursor(db, sql: "SELECT key, value FROM identity ORDER BY rowid")
    while let row = try rows.next() {
      let reader = StoredRow(row, of: "identity", path)
      let (key, value) = (try reader.text(0), try reader.text(1))
      if key == digestKey { digest = value } else { found.append((key, value)) }
    }
    guard digest == Self.digest(of: found) else {
      throw StoreError(.damaged("what the results belong to was changed"), path: path)
    }
    return found
  }

  private static func digest(of identity: [(key: String, value: String)]) -> String {
    StoredDigest.of(identity.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] })
  }

  /// Sets some of the identity, and the digest of all of it.
  private static func set(
    _ changes: [(key: String, value: String)],
    in db: Database,
    _ path: String
  ) throws {
    let isNew = try Int.fetchOne(db, sql: "SELECT count(*) FROM identity") == 0
    var all = isNew ? [] : try identity(db, path)
    for (key, value) in changes {
      if let place = all.firstIndex(where: { $0.key == key }) {
        all[place].value = value
      } else {
        all.append((key, value))
      }
    }
    for (key, value) in changes + [(digestKey, digest(of: all))] {
      try db.execute(
        sql: """
          INSERT INTO identity (key, value) VALUES (?, ?)
          ON CONFLICT (key) DO UPDATE SET value = excluded.value
          """,
        arguments: [key, value]
      )
    }
  }

  /// What of an identity the store does not have.
  ///
  /// - Throws: ``StoreError`` where it has something else that may not be replaced.
  private static func different(
    _ wanted: [(key: String, value: String)],
    replacing: Set<String>,
    _ db: Database,
    _ path: String
  ) throws -> [(key: String, value: String)] {
    let known = try identity(db, path)
    return try wanted.filter { key, value in
      let found = known.first { $0.key == key }?.value
      if let found, found != value, !replacing.contains(key) {
        throw StoreError(.otherPlan(key, found: found, expected: value), path: path)
      }
      return found != value
    }
  }
}

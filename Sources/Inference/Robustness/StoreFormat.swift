import GRDB

/// The tables of a store, and how a file is known to have them whole.
enum StoreFormat {
  /// Marks the file as ours: `csto` in ASCII.
  private static let applicationNumber = 0x6373_746f
  /// The number of the format.
  private static let format = 2

  private static let tables = [
    "CREATE TABLE identity (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)",
    """
    CREATE TABLE quantity (
      universe TEXT NOT NULL REFERENCES universe (id) ON DELETE CASCADE,
      place INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
      mean REAL, sd REAL, q5 REAL, q25 REAL, median REAL, q75 REAL, q95 REAL,
      p_positive REAL, mcse_mean REAL, mcse_median REAL, mcse_p_positive REAL,
      ess_bulk REAL, r_hat REAL,
      PRIMARY KEY (universe, place)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE universe (
      id TEXT NOT NULL PRIMARY KEY,
      status TEXT NOT NULL CHECK (status IN ('estimated', 'failed')),
      sampler TEXT, donor TEXT, pareto_k REAL,
      cases INTEGER NOT NULL, successes REAL NOT NULL, trials REAL NOT NULL,
      separation TEXT NOT NULL, warnings TEXT NOT NULL, message TEXT, digest TEXT NOT NULL
    ) WITHOUT ROWID
    """,
  ]

  /// Whether the file is a store; false for one that holds nothing at all.
  static func isStore(_ db: Database, _ path: String) throws -> Bool {
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

  /// Makes the tables in an empty file.
  static func make(_ db: Database) throws {
    try db.execute(
      sql: "PRAGMA application_id = \(applicationNumber); PRAGMA user_version = \(format)"
    )
    for table in tables { try db.execute(sql: table) }
  }

  /// Checks that all pages of a store are whole and that it has our tables and nothing else.
  ///
  /// O(pages).
  ///
  /// - Throws: ``StoreError`` `damaged`.
  static func check(_ db: Database, _ path: String) throws {
    // Text first: what is declared is compared before anything of it is used.
    var found: [String] = []
    let rows = try Row.fetchCursor(
      db,
      sql: "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY sql"
    )
    while let row = try rows.next() {
      found.append(try StoredRow(row, of: "sqlite_master", path).text(0))
    }
    guard found == tables else {
      throw StoreError(.damaged("its tables are not those of a store"), path: path)
    }
    let reports = try Row.fetchCursor(db, sql: "PRAGMA quick_check(1)")
    while let row = try reports.next() {
      let text = try StoredRow(row, of: "quick_check", path).text(0)
      // The first line only names the database.
      let what = text.split(separator: "\n").last.map(String.init) ?? text
      guard what == "ok" else { throw StoreError(.damaged(what), path: path) }
    }
  }
}

/// The columns of a row of a store, none of which is taken for what it should be.
///
/// GRDB's own conversions end the program where a cell is of another type.
struct StoredRow {
  private let values: [DatabaseValue]
  private let names: [String]
  private let table: String
  private let path: String

  init(_ row: Row, of table: String, _ path: String) {
    values = Array(row.databaseValues)
    names = Array(row.columnNames)
    self.table = table
    self.path = path
  }

  /// A text.
  func text(_ column: Int) throws(StoreError) -> String {
    guard case .string(let text) = storage(column) else { throw wrong(column) }
    return text
  }

  /// A text, or nothing.
  func optionalText(_ column: Int) throws(StoreError) -> String? {
    if case .null = storage(column) { return nil }
    return try text(column)
  }

  /// A whole number of things.
  func count(_ column: Int) throws(StoreError) -> Int {
    guard case .int64(let number) = storage(column), let count = Int(exactly: number), count >= 0
    else { throw wrong(column) }
    return count
  }

  /// A number in a range; NaN where there is none.
  ///
  /// SQLite gives a number back as it was, but for the sign of zero.
  func number(
    _ column: Int,
    in range: ClosedRange<Double> = -.infinity ... .infinity
  ) throws(StoreError) -> Double {
    switch storage(column) {
    case .null: return .nan
    case .double(let number) where range.contains(number): return number
    default: throw wrong(column)
    }
  }

  private func storage(_ column: Int) -> DatabaseValue.Storage {
    values.indices.contains(column) ? values[column].storage : .null
  }

  private func wrong(_ column: Int) -> StoreError {
    let name = names.indices.contains(column) ? names[column] : "\(column)"
    let value =
      switch storage(column) {
      case .string(let text): text
      case .null: "nothing"
      default: "\(values[column])"
      }
    return StoreError(
      .damaged("\(table), column \(name): found \(QuotedText(value).quoted)"),
      path: path
    )
  }
}

/// The digest of what belongs together in a store.
enum StoredDigest {
  /// The SHA-256 of parts, each with its length, as 64 hexadecimal digits; nothing is told from no text.
  static func of(_ parts: [String?]) -> String {
    var bytes: [UInt8] = []
    for part in parts {
      bytes.append(contentsOf: (part.map { "\($0.utf8.count):\($0)" } ?? "-").utf8)
      bytes.append(0)
    }
    return Fingerprint.sha256(of: bytes)
  }
}

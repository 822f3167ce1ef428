import GRDB

extension UniverseStore {
  /// Stores the result of a universe, in one transaction; one that is there already stays.
  ///
  /// - Throws: ``StoreError``, and then nothing of the universe is stored.
  public func store(_ result: UniverseResult) throws(StoreError) {
    try StoreFile.report(path) {
      try database.write { db in try Self.insert(result, into: db) }
    }
  }

  /// Copies every universe of another store that this one lacks, in one transaction.
  ///
  /// One that failed here and has numbers there is taken from there.
  ///
  /// - Throws: ``StoreError`` where either store is damaged or this one cannot be written.
  /// - Returns: The number of universes copied.
  public func merge(_ other: UniverseStore) throws(StoreError) -> Int {
    let results = try other.results()
    return try StoreFile.report(path) {
      try database.write { db in
        let own = try Self.identifiers(db, path)
        let failed = try Self.identifiers(db, path, where: "status = 'failed'")
        let missing = results.filter { result in
          guard failed.contains(result.identifier) else { return !own.contains(result.identifier) }
          if case .failed = result.outcome { return false }
          return true
        }
        for result in missing {
          try db.execute(
            sql: "DELETE FROM universe WHERE id = ? AND status = 'failed'",
            arguments: [result.identifier]
          )
          try Self.insert(result, into: db)
        }
        return missing.count
      }
    }
  }

  /// All results, by their identifiers.
  ///
  /// - Throws: ``StoreError`` `damaged` where something of them is not as it was stored.
  public func results() throws(StoreError) -> [UniverseResult] {
    try StoreFile.report(path) { try database.read { db in try Self.results(db, path) } }
  }

  static func identifiers(
    _ db: Database,
    _ path: String,
    where condition: String = "1"
  ) throws -> Set<String> {
    var found: Set<String> = []
    let rows = try Row.fetchCursor(db, sql: "SELECT id FROM universe WHERE \(condition)")
    while let row = try rows.next() {
      found.insert(try StoredRow(row, of: "universe", path).text(0))
    }
    return found
  }

  static func results(_ db: Database, _ path: String) throws -> [UniverseResult] {
    var quantities: [String: [UniverseQuantity]] = [:]
    let rows = try Row.fetchCursor(db, sql: "SELECT * FROM quantity ORDER BY universe, place")
    while let row = try rows.next() {
      let reader = StoredRow(row, of: "quantity", path)
      let universe = try reader.text(0)
      let quantity = try UniverseQuantity(reader, path)
      // The first is place 0, so that a row that was lost or moved shows.
      guard try reader.count(1) == quantities[universe, default: []].count else {
        throw StoreError(.damaged("analysis \(universe) has lost a quantity"), path: path)
      }
      quantities[universe, default: []].append(quantity)
    }
    var results: [UniverseResult] = []
    let universes = try Row.fetchCursor(db, sql: "SELECT * FROM universe ORDER BY id")
    while let row = try universes.next() {
      let reader = StoredRow(row, of: "universe", path)
      let identifier = try reader.text(0)
      let own = quantities.removeValue(forKey: identifier) ?? []
      let stored = try StoredOutcome(reader)
      let result = try UniverseResult(reader, stored, own)
      guard try reader.text(11) == result.digest(stored, own) else {
        let name = QuotedText(identifier).description
        throw StoreError(.damaged("analysis \(name) is not as it was stored"), path: path)
      }
      results.append(result)
    }
    guard quantities.isEmpty else {
      throw StoreError(.damaged("there are quantities of no analysis"), path: path)
    }
    return results
  }

  private static func insert(_ result: UniverseResult, into db: Database) throws {
    let parts = StoredOutcome(result.outcome)
    let statement = try db.cachedStatement(
      sql: """
        INSERT OR IGNORE INTO universe VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    )
    try statement.execute(arguments: [
      result.identifier, parts.status, parts.sampler, parts.donor, parts.paretoK,
      result.caseCount, result.successes, result.trials, result.separation,
      result.warnings.joined(separator: "\n"), parts.message,
      result.digest(parts, result.quantities),
    ])
    guard db.changesCount > 0 else { return }
    let row = try db.cachedStatement(
      sql: "INSERT INTO quantity VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    )
    for (place, quantity) in result.quantities.enumerated() {
      try row.execute(
        arguments: StatementArguments(
          [
            result.identifier.databaseValue, place.databaseValue,
            quantity.kind.rawValue.databaseValue, quantity.name.databaseValue,
          ] + quantity.numbers.map { ($0.isNaN ? nil : $0).databaseValue }
        )
      )
    }
  }
}

extension UniverseQuantity {
  /// All numbers, in the order of the table.
  fileprivate var numbers: [Double] {
    [
      estimates.mean, estimates.sd, estimates.q5, estimates.q25, estimates.median, estimates.q75,
      estimates.q95, positive.value, estimates.mcseMean, estimates.mcseMedian, positive.error,
      effectiveSize, rHat,
    ]
  }

  fileprivate init(_ row: StoredRow, _ path: String) throws(StoreError) {
    let kindName = try row.text(2)
    guard let kind = Kind(rawValue: kindName) else {
      throw StoreError(
        .damaged("quantity, column kind: found \(QuotedText(kindName).quoted)"),
        path: path
      )
    }
    let size = 0.0 ... .infinity
    let name = try row.text(3)
    var estimates = Estimates()
    estimates.mean = try row.number(4)
    estimates.sd = try row.number(5, in: size)
    estimates.q5 = try row.number(6)
    estimates.q25 = try row.number(7)
    estimates.median = try row.number(8)
    estimates.q75 = try row.number(9)
    estimates.q95 = try row.number(10)
    let share = try row.number(11, in: 0...1)
    estimates.mcseMean = try row.number(12, in: size)
    estimates.mcseMedian = try row.number(13, in: size)
    self.init(
      kind: kind,
      name: name,
      estimates: estimates,
      positive: MonteCarloEstimate(value: share, error: try row.number(14, in: size)),
      effectiveSize: try row.number(15, in: size),
      rHat: try row.number(16)
    )
  }
}

/// The outcome of a universe in the columns of the table.
private struct StoredOutcome {
  var status = "estimated"
  var sampler: String?
  var donor: String?
  var paretoK: Double?
  var message: String?

  init(_ outcome: UniverseResult.Outcome) {
    switch outcome {
    case .estimated(.fitted(let name), _): sampler = name
    case .estimated(.reweighted(let other, let k), _): (donor, paretoK) = (other, k.isNaN ? nil : k)
    case .failed(let reason): (status, message) = ("failed", reason)
    }
  }

  init(_ row: StoredRow) throws(StoreError) {
    status = try row.text(1)
    sampler = try row.optionalText(2)
    donor = try row.optionalText(3)
    let number = try row.number(4)
    paretoK = number.isNaN ? nil : number
    message = try row.optionalText(10)
  }

  func outcome(_ quantities: [UniverseQuantity]) -> UniverseResult.Outcome {
    if status == "failed" { return .failed(message ?? "") }
    let method: UniverseResult.Method =
      donor.map { .reweighted(from: $0, paretoK: paretoK ?? .nan) }
      ?? .fitted(sampler: sampler ?? "")
    return .estimated(method, quantities)
  }
}

extension UniverseResult {
  /// The digest of all that is stored of the universe.
  fileprivate func digest(_ stored: StoredOutcome, _ quantities: [UniverseQuantity]) -> String {
    func bits(_ number: Double?) -> String? {
      guard let number, !number.isNaN else { return nil }
      // A store has no negative zero.
      return String((number == 0 ? 0 : number).bitPattern, radix: 16)
    }
    let head: [String?] = [
      identifier, stored.status, stored.sampler, stored.donor, bits(stored.paretoK),
      "\(caseCount)", bits(successes), bits(trials), separation,
      warnings.joined(separator: "\n"), stored.message,
    ]
    let rows = quantities.map { quantity -> [String?] in
      [quantity.kind.rawValue, quantity.name] + quantity.numbers.map(bits)
    }
    return StoredDigest.of(head + Array(rows.joined()))
  }

  fileprivate init(
    _ row: StoredRow,
    _ stored: StoredOutcome,
    _ quantities: [UniverseQuantity]
  ) throws(StoreError) {
    let warnings = try row.text(9)
    self.init(
      identifier: try row.text(0),
      outcome: stored.outcome(quantities),
      caseCount: try row.count(5),
      successes: try row.number(6, in: 0 ... .infinity),
      trials: try row.number(7, in: 0 ... .infinity),
      separation: try row.text(8),
      warnings: warnings.isEmpty ? [] : warnings.components(separatedBy: "\n")
    )
  }
}

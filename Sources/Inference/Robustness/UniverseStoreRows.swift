import GRDB

extension UniverseStore {
  /// Stores the result of a universe, in one transaction; one that is there already stays.
  ///
  /// - Throws: ``StoreError``, and then nothing of the universe is stored.
  public func store(_ result: UniverseResult) throws(StoreError) {
    try Self.report(path) {
      try database.write { db in try Self.insert(result, into: db) }
    }
  }

  /// Copies every universe of another store that this one lacks, in one transaction.
  ///
  /// One that failed here and has numbers there is taken from there.
  ///
  /// - Returns: The number of universes copied.
  public func merge(_ other: UniverseStore) throws(StoreError) -> Int {
    let results = try other.results()
    return try Self.report(path) {
      try database.write { db in
        let own = try String.fetchSet(db, sql: "SELECT id FROM universe")
        let failed = try String.fetchSet(
          db,
          sql: "SELECT id FROM universe WHERE status = 'failed'"
        )
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
  public func results() throws(StoreError) -> [UniverseResult] {
    try Self.report(path) {
      try database.read { db in
        var quantities: [String: [UniverseQuantity]] = [:]
        let rows = try Row.fetchCursor(db, sql: "SELECT * FROM quantity ORDER BY universe, place")
        while let row = try rows.next() {
          quantities[row["universe"], default: []].append(UniverseQuantity(row))
        }
        return try Row.fetchAll(db, sql: "SELECT * FROM universe ORDER BY id").map { row in
          UniverseResult(row, quantities[row["id"]] ?? [])
        }
      }
    }
  }

  private static func insert(_ result: UniverseResult, into db: Database) throws {
    var (status, message) = ("estimated", String?.none)
    var (sampler, donor, paretoK) = (String?.none, String?.none, Double?.none)
    switch result.outcome {
    case .estimated(.fitted(let name), _): sampler = name
    case .estimated(.reweighted(let other, let k), _): (donor, paretoK) = (other, k)
    case .failed(let reason): (status, message) = ("failed", reason)
    }
    let statement = try db.cachedStatement(
      sql: """
        INSERT OR IGNORE INTO universe VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    )
    try statement.execute(arguments: [
      result.identifier, status, sampler, donor, paretoK, result.caseCount, result.successes,
      result.trials, result.separation, result.warnings.joined(separator: "\n"), message,
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
      mean, sd, q5, q25, median, q75, q95, probabilityPositive, mcseMean, mcseMedian,
      mcseProbabilityPositive, effectiveSize, rHat,
    ]
  }

  fileprivate init(_ row: Row) {
    func number(_ name: String) -> Double { row[name] as Double? ?? .nan }
    self.init(
      kind: Kind(rawValue: row["kind"]) ?? .effect,
      name: row["name"],
      mean: number("mean"),
      sd: number("sd"),
      q5: number("q5"),
      q25: number("q25"),
      median: number("median"),
      q75: number("q75"),
      q95: number("q95"),
      probabilityPositive: number("p_positive"),
      mcseMean: number("mcse_mean"),
      mcseMedian: number("mcse_median"),
      mcseProbabilityPositive: number("mcse_p_positive"),
      effectiveSize: number("ess_bulk"),
      rHat: number("r_hat")
    )
  }
}

extension UniverseResult {
  fileprivate init(_ row: Row, _ quantities: [UniverseQuantity]) {
    let message: String? = row["message"]
    let donor: String? = row["donor"]
    let method: Method =
      donor.map { .reweighted(from: $0, paretoK: row["pareto_k"] as Double? ?? .nan) }
      ?? .fitted(sampler: row["sampler"] as String? ?? "")
    let warnings: String = row["warnings"]
    self.init(
      identifier: row["id"],
      outcome: message.map { .failed($0) } ?? .estimated(method, quantities),
      caseCount: row["cases"],
      successes: row["successes"],
      trials: row["trials"],
      separation: row["separation"],
      warnings: warnings.isEmpty ? [] : warnings.components(separatedBy: "\n")
    )
  }
}

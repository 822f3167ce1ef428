/// Rows that are there twice although nothing names them: a case entered twice?
extension Table {
  /// What to say of rows that are equal in every column of the table, where its cases have no names;
  /// nil where there are none, or where chance alone makes some.
  ///
  /// Rows of codes are equal all the time. So the number of equal pairs that columns independent of
  /// each other would have is estimated from the rows, each taken once: their pairs times, for each
  /// column, the share of pairs that are equal in it. Said is only what is expected in less than one
  /// table of twenty, and only where a column holds more than codes. Of a table that has not all columns
  /// of its source nothing is said. O(rows x columns), up to `repeatedRowLimit` rows.
  var repeatedRows: TableNotice? {
    guard rowCount > 1, rowCount <= Self.repeatedRowLimit, !hasNamedCases,
      columns.count == columnNames.count,
      columns.contains(where: { $0.values.areMoreThanCodes })
    else { return nil }
    let weights = counts ?? [Int](repeating: 1, count: rowCount)
    let keys = columns.map(\.values.sortKeys)
    let distinct = Self.distinct(keys, weights)
    let cases = Double(weights.reduce(0, +))
    let pairs = cases * (cases - 1) / 2
    guard distinct.contains(where: { $0.cases > 1 }),
      pairs * Self.chance(keys, distinct.map(\.row)) < 0.05
    else { return nil }
    var sorted: [Repeated] = []
    for group in distinct where group.cases > 1 {
      sorted.append((name: Int(caseNames[group.row]) ?? 0, cases: group.cases))
    }
    sorted.sort { $0.name < $1.name }
    let shown = sorted.prefix(20).map { group -> String in
      let times = group.cases == 2 ? "twice" : "\(group.cases) times"
      return "\(group.name) (\(times))"
    }
    let more = sorted.count - shown.count
    let rest = more > 0 ? " and \(more) more" : ""
    return TableNotice(
      code: "repeated-rows",
      message:
        "no column names the cases, and some rows are equal in every column: case "
        + shown.joined(separator: ", ") + rest + "; see whether they were entered twice",
      subjects: sorted.prefix(20).map { String($0.name) }
    )
  }

  private typealias Repeated = (name: Int, cases: Int)

  /// The first row and the number of cases of each group of equal rows.
  private static func distinct(
    _ keys: [[UInt64]],
    _ weights: [Int]
  ) -> [(row: Int, cases: Int)] {
    var groups: [[UInt64]: (row: Int, cases: Int)] = [:]
    for row in weights.indices {
      let key = keys.map { $0[row] }
      // A row of gaps only is no case.
      if key.allSatisfy({ $0 == .max }) { continue }
      groups[key, default: (row, 0)].cases += weights[row]
    }
    return Array(groups.values)
  }

  /// The share of pairs of some rows that columns independent of each other would make equal.
  private static func chance(_ keys: [[UInt64]], _ rows: [Int]) -> Double {
    guard rows.count > 1 else { return 1 }
    let pairs = Double(rows.count) * Double(rows.count - 1)
    var chance = 1.0
    for key in keys {
      var tally: [UInt64: Double] = [:]
      for row in rows { tally[key[row], default: 0] += 1 }
      var equal = 0.0
      for count in tally.values { equal += count * (count - 1) }
      chance *= equal / pairs
    }
    return chance
  }

  /// Beyond so many rows nothing is said.
  private static let repeatedRowLimit = 100_000

  /// Whether the cases have names of their own, not only the numbers of their rows.
  private var hasNamedCases: Bool {
    guard counts == nil else { return false }
    return caseNames.enumerated().contains { $1 != String($0 + 1) }
  }
}

extension Column.Values {
  /// Whether there are words, or more than two numbers.
  fileprivate var areMoreThanCodes: Bool {
    switch self {
    case .coded: return false
    case .text: return true
    case .numeric(let numbers):
      var seen: Set<Double> = []
      return numbers.contains { number in
        if let number { seen.insert(number) }
        return seen.count > 2
      }
    }
  }
}

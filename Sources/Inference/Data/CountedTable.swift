/// Tables whose rows stand for several cases.
extension Table {
  /// The most cases that can be counted: beyond it not every whole number has a representation.
  static let caseLimit = 1 << 53

  /// The table whose rows stand for as many cases as one of its columns says; that column goes.
  ///
  /// O(rows times columns). Cases are called by their row number.
  ///
  /// Rows that stand for no case, as R writes them, go too, which a notice says.
  ///
  /// - Precondition: every row is one case so far.
  /// - Throws: `DataError` where there is no such column, a cell of it is no whole number from 0, all are
  ///   0, or the sum is beyond `caseLimit`.
  func counted(by name: String) throws(DataError) -> Table {
    precondition(counts == nil, "rows that are counted already")
    guard let column = self[name] else {
      throw DataError(.unknownColumn, file: source, place: .init(name), accepted: columnNames)
    }
    var total = 0
    var counts: [Int] = []
    counts.reserveCapacity(rowCount)
    let isEmpty = (0..<rowCount).allSatisfy { column.count($0) == 0 }
    for row in 0..<rowCount {
      guard let count = column.count(row), !isEmpty, total + count <= Self.caseLimit else {
        throw DataError(
          .invalidValue,
          file: source,
          line: lines[row],
          place: .init(name, value: column.text(row)),
          accepted: ["a whole number of cases from 1"]
        )
      }
      total += count
      counts.append(count)
    }
    var table = Table(
      source: source,
      columns: columns.filter { $0.name != name },
      caseNames: (0..<rowCount).map { String($0 + 1) },
      lines: lines,
      counts: counts,
      columnNames: columnNames.filter { $0 != name }
    )
    table.takeRemarks(of: self)
    // What is counted needs not be declared to be.
    table.notices.removeAll { $0.code == "count-column" }
    guard let first = counts.firstIndex(of: 0) else { return table }
    let kept = counts.indices.filter { counts[$0] > 0 }
    let empty = rowCount - kept.count
    table = table.selecting(rows: kept)
    table.notices.append(
      TableNotice(
        code: "empty-counts",
        message: "\(empty) row\(empty == 1 ? "" : "s") (the first: line \(lines[first])) where "
          + "\(QuotedText.ticked(name)) is 0 stand\(empty == 1 ? "s" : "") for no case and "
          + "\(empty == 1 ? "is" : "are") left out",
        subjects: [name]
      )
    )
    return table
  }

  /// The table with rows of equal values merged, in an order that the values alone decide.
  ///
  /// The rows are sorted by the columns in the order of their names: no before yes, numbers by size,
  /// words as strings. So the same cases give the same table, in whatever order they came and however
  /// they were counted before. Cells are equal where their values are, whatever their spelling. A row
  /// is called after the first of its cases. O(rows log(rows) columns).
  ///
  /// - Parameters:
  ///   - names: The columns that remain; nil: all.
  ///   - keepsGaps: Whether rows with a gap stay as they are, in their order, after the others; else
  ///     a gap is a value like others, the last.
  /// - Returns: A table whose rows are counted.
  package func merged(by names: [String]? = nil, keepsGaps: Bool) -> Table {
    let kept = columns.filter { names?.contains($0.name) ?? true }
    let keys = kept.sorted { $0.name < $1.name }.map(\.values.sortKeys)
    let all = 0..<rowCount
    let isAlone = all.map { row in keepsGaps && kept.contains { $0.values.isMissing(row) } }
    let sorted = all.filter { !isAlone[$0] }
      .sorted { left, right in
        for key in keys where key[left] != key[right] { return key[left] < key[right] }
        return left < right
      }
    var firsts: [Int] = []
    var merged: [Int] = []
    // The row that stands for a row with an odd cell.
    let odd = kept.map { $0.irregularity?.row ?? -1 }
    var standsIn: [Int: Int] = [:]
    for row in sorted {
      let count = counts?[row] ?? 1
      if let first = firsts.last, keys.allSatisfy({ $0[first] == $0[row] }) {
        merged[merged.count - 1] += count
        if odd.contains(row) { standsIn[row] = first }
      } else {
        firsts.append(row)
        merged.append(count)
      }
    }
    for row in all where isAlone[row] {
      firsts.append(row)
      merged.append(counts?[row] ?? 1)
    }
    var table = Table(
      source: source,
      columns: kept.map { $0.movingIrregularity(standsIn).selecting(rows: firsts) },
      caseNames: firsts.map { caseNames[$0] },
      lines: firsts.map { lines[$0] },
      counts: merged,
      columnNames: columnNames
    )
    table.takeRemarks(of: self)
    return table
  }
}

extension Column.Values {
  /// A number for each row, ordered as the values are and equal where they are; a gap is the last.
  var sortKeys: [UInt64] {
    switch self {
    case .coded(let codes): codes.map { $0.map { $0 ? 1 : 0 } ?? .max }
    case .numeric(let numbers):
      numbers.map { number in
        guard let number else { return .max }
        // -0 equals 0.
        let bits = (number + 0).bitPattern
        return bits >> 63 == 1 ? ~bits : bits | 1 << 63
      }
    case .text(let words):
      Self.ranks(of: words)
    }
  }

  private static func ranks(of words: [String?]) -> [UInt64] {
    let distinct = Set(words.lazy.compactMap { $0 }).sorted()
    let rank = Dictionary(uniqueKeysWithValues: zip(distinct, 0...))
    return words.map { word in word.flatMap { rank[$0] }.map(UInt64.init) ?? .max }
  }
}

extension Column {
  /// The number of cases that a cell says; nil where it says none.
  fileprivate func count(_ row: Int) -> Int? {
    let count: Int? =
      switch values {
      case .coded(let codes): codes[row].map { $0 ? 1 : 0 }
      case .numeric(let numbers): numbers[row].flatMap(Int.init(exactly:))
      case .text(let words): words[row].flatMap { Int($0) }
      }
    return count.flatMap { (0...Table.caseLimit).contains($0) ? $0 : nil }
  }

  /// A cell for messages.
  fileprivate func text(_ row: Int) -> String {
    switch values {
    case .coded(let codes): codes[row].map { $0 ? "1" : "0" } ?? ""
    case .numeric(let numbers):
      numbers[row].map { Int(exactly: $0).map(String.init) ?? $0.description } ?? ""
    case .text(let words): words[row] ?? ""
    }
  }
}

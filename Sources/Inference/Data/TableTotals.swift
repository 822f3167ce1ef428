/// Rows that sum up others and are read as cases.
extension Table {
  /// A notice where some rows seem to sum up others.
  var totalRow: TableNotice? {
    guard counts == nil, rowCount > 2, rowCount <= Self.namedTotalLimit else { return nil }
    // A first column of words may name the cases; words that come twice are groups.
    let words = columns.lazy.compactMap { column -> [String?]? in
      guard case .text(let words) = column.values else { return nil }
      return words
    }.first.flatMap { Set($0).count == rowCount ? $0 : nil }
    let last = rowCount - 1
    func isLabel(_ text: String, _ row: Int) -> Bool {
      Self.isTotal(text) || row == last && Self.isTotalAtEnd(text)
    }
    let labels = (0..<rowCount).compactMap { row -> (row: Int, text: String)? in
      if isLabel(caseNames[row], row) { return (row, caseNames[row]) }
      guard let word = words?[row], isLabel(word, row) else { return nil }
      return (row, word)
    }
    guard let first = labels.first else { return sumOfOthers }
    guard 2 * labels.count < rowCount else { return nil }
    guard labels.count > 1 || first.row == last else {
      return total(first.row, first.text, "row")
    }
    guard labels.count == 1 else {
      let names = labels.prefix(10).map { "\(QuotedText.ticked($0.text)) (line \(lines[$0.row]))" }
      return TableNotice(
        code: "total-row",
        message:
          "the rows \(names.joined(separator: ", ")) are read as cases; take them out of the file if "
          + "they are no cases",
        subjects: labels.prefix(10).map { caseNames[$0.row] }
      )
    }
    return total(first.row, first.text, "last row")
  }

  /// In a larger table nobody reads a row of totals.
  private static let namedTotalLimit = 10_000

  private func total(_ row: Int, _ label: String, _ place: String) -> TableNotice {
    let sums = columns.compactMap { column -> String? in
      guard let values = column.values.numbers, let total = values[row] else { return nil }
      let others = values.indices.compactMap { $0 == row ? nil : values[$0] }
      guard others.count > 1 else { return nil }
      let sum = others.reduce(0, +)
      let isSum = [sum, sum / Double(others.count)].contains {
        abs($0 - total) <= 0.006 * max(1, abs(total))
      }
      return isSum ? "\(QuotedText.ticked(column.name))" : nil
    }
    return TableNotice(
      code: "total-row",
      message: "the \(place) (line \(lines[row])) is called \(QuotedText.ticked(label))"
        + (sums.isEmpty
          ? "" : " and holds the sum or the mean of the others in \(sums.joined(separator: ", "))")
        + ": it is read as a case; take it out of the file if it is no case",
      subjects: [caseNames[row]]
    )
  }

  /// A notice where the last row, whatever it is called, is the exact sum of the others in two columns of
  /// whole numbers or more, and in half of them.
  private var sumOfOthers: TableNotice? {
    let last = rowCount - 1
    var sums: [(name: String, sum: Double)] = []
    var columnCount = 0
    for column in columns {
      guard case .numeric(let values) = column.values, let total = values[last] else { continue }
      var sum = 0.0
      var count = 0
      var filled = 0
      let isWhole = (0..<last).allSatisfy { row in
        guard let value = values[row] else { return true }
        sum += value
        count += 1
        if value != 0 { filled += 1 }
        return value == value.rounded()
      }
      guard isWhole else { continue }
      columnCount += 1
      // One number beside nothing but zeros is equal to another by chance.
      if sum == total, total != 0, count > 2, filled > 1 { sums.append((column.name, total)) }
    }
    guard sums.count > 1, 2 * sums.count >= columnCount, Set(sums.map(\.sum)).count > 1
    else { return nil }
    let names = sums.map { "\(QuotedText.ticked($0.name))" }
    return TableNotice(
      code: "total-row",
      message: "the last row (line \(lines[last])) holds the sum of the others in "
        + "\(names.joined(separator: ", ")): it is read as a case; take it out of the file if it is no case",
      subjects: [caseNames[last]]
    )
  }

  /// Whether a case is called as a row is that sums up others.
  static func isTotal(_ text: String) -> Bool {
    if text == "\u{3A3}" || text == "\u{2211}" { return true }
    guard text.utf8.count <= 40 else { return false }
    let words = text.lowercased().split { !$0.isLetter }
    guard let first = words.first, let last = words.last, words.count < 3 else { return false }
    return words.count == 1 && alone.contains(first) || totals.contains(first)
      || totals.contains(last)
  }

  /// Whether a last case is called as a row is that sums up others.
  ///
  /// Elsewhere a group or a party may be called so.
  private static func isTotalAtEnd(_ text: String) -> Bool {
    ["all", "razem"].contains(text.lowercased())
  }

  private static let totals: Set<Substring> = [
    "total", "totals", "sum", "sums", "mean", "means", "average", "avg", "subtotal", "median",
    "summe", "gesamt", "insgesamt", "mittelwert", "durchschnitt", "mittel", "somme", "moyenne",
    "suma", "soma", "totale", "totaal", "totalt", "media", "overall", "stddev", "stdev", "итого",
    "всего", "среднее", "gesamtergebnis", "gesamtsumme", "eindtotaal", "итог", "ogółem",
    "összesen", "celkem", "toplam",
  ]

  // Names of places and people may hold them.
  private static let alone: Set<Substring> = ["min", "max", "minimum", "maximum", "count", "range"]
}

extension Column.Values {
  /// The values as numbers, codes as 1 and 0; nil for words.
  fileprivate var numbers: [Double?]? {
    switch self {
    case .coded(let codes): codes.map { $0.map { $0 ? 1 : 0 } }
    case .numeric(let numbers): Array(numbers)
    case .text: nil
    }
  }
}

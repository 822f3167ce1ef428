/// Which columns say how many equal cases a row is, by what they are called and what they hold.
enum CountColumns {
  /// The names, in lower case and without blanks and points, that R and others give to such columns.
  private static let names: Set<String> = [
    "freq", "frequency", "count", "counts", "n", "nobs", "ncases", "cnt", "num", "number", "cases",
    "numberofcases", "weight", "weights", "wt", "pweight", "fweight", "anzahl", "häufigkeit",
    "fallzahl", "gewicht", "effectif", "frecuencia", "liczba",
  ]

  /// Whether a column is called so.
  static func isName(_ column: String) -> Bool { names.contains(plain(column)) }

  /// Whether a column of such a name may count cases: whole numbers, none below 0 and one above 1, that do
  /// not number the rows.
  static func areCounts(_ numbers: some Collection<Double>, in column: String) -> Bool {
    guard numbers.allSatisfy({ $0 >= 0 && $0 == $0.rounded() && $0.isFinite }),
      numbers.contains(where: { $0 > 1 }), let first = numbers.first
    else { return false }
    let pairs = zip(numbers, numbers.dropFirst())
    switch plain(column) {
    // Numbers that grow from row to row are numbers of the rows, also where some were left out.
    case "num", "number": return !pairs.allSatisfy { $0 < $1 }
    case "n": return numbers.count < 4 || first > 1 || !pairs.allSatisfy { $1 == $0 + 1 }
    default: return true
    }
  }

  private static func plain(_ name: String) -> String {
    name.lowercased().filter { !" _.-".contains($0) }
  }
}

extension Table {
  /// A notice where a column is called as one that counts equal cases, and nothing names the cases.
  ///
  /// Numbers of rows name no cases. Of a large table, which may not have the column, the first rows are
  /// known.
  func countNotice(_ reader: borrowing CSVReader, _ cases: CaseNaming?) -> TableNotice? {
    let found: String?
    if let cases {
      guard !cases.hasNames else { return nil }
      found =
        columns.first { column in
          guard CountColumns.isName(column.name), case .numeric(let values) = column.values,
            values.missingCount == 0
          else { return false }
          return CountColumns.areCounts(values.lazy.map { $0 ?? 0 }, in: column.name)
        }?.name
    } else {
      found = nil
    }
    let isPart = counts != nil || columns.count < columnNames.count
    guard let name = found ?? (isPart ? reader.sampledCounts : nil) else { return nil }
    return TableNotice(
      code: "count-column",
      message:
        "\(QuotedText.ticked(name)) has the name of a column that counts equal cases, and nothing names the "
        + "cases: every row is read as one case; where it is several, declare the column",
      subjects: [name],
      remedy: .countCases(by: name)
    )
  }
}

extension TableSample {
  /// The column that seems to count equal cases in the rows of the sample; nil where a column is called as
  /// one that names cases.
  func counts(_ header: TableHeader) -> String? {
    let columns = zip(header.fields, header.names)
    let rows = records.dropFirst()
    let hasNames = columns.contains { field, name in
      if CaseColumns.isName(name) { return true }
      guard field == 0, name.isEmpty || CaseColumns.mayNumberRows(name) else { return false }
      return !rows.allSatisfy { $0.first.map { Int($0) != nil } ?? false }
    }
    guard !hasNames else { return nil }
    return columns.first { field, name in
      guard CountColumns.isName(name) else { return false }
      let numbers = rows.map { $0.count > field ? Double($0[field]) ?? .nan : .nan }
      return CountColumns.areCounts(numbers, in: name)
    }?.1
  }
}

/// Finds the names of the cases while the rows go by.
struct CaseNaming {
  private struct Candidate {
    /// The column, or several whose texts make up the name.
    let columns: [Int]
    let rank: Int
    var names: [String] = []
    var seen: Set<String> = []
    var fails = false
  }

  private var candidates: [Candidate]
  private let isExplicit: Bool
  private var survey: ColumnSurvey
  private let columnNames: [String]
  /// The first column that did not name every case.
  private var rejected: String?

  /// The first column that did not name every case, where no other does.
  var rejectedColumn: String? { candidates.isEmpty ? rejected : nil }

  /// Looks at the columns that may name cases: the one stated, else a first one without a name, those
  /// called like it, and a first one that is called as R and pandas call the names of rows.
  init(_ reader: borrowing CSVReader, explicit: String?) throws(DataError) {
    isExplicit = explicit != nil
    columnNames = reader.columnNames
    // What was declared to be missing is declared of values, not of names.
    var rules = CellRules()
    rules.missing.hasUsual = reader.rules.missing.hasUsual
    survey = ColumnSurvey(rules, column: "")
    guard let explicit else {
      candidates = columnNames.enumerated().compactMap { column, name in
        if let rank = CaseColumns.rank(name) { return Candidate(columns: [column], rank: rank + 1) }
        guard column == 0 else { return nil }
        if name.isEmpty { return Candidate(columns: [0], rank: 0) }
        return CaseColumns.mayNumberRows(name) ? Candidate(columns: [0], rank: 100) : nil
      }.sorted { $0.rank < $1.rank }
      return
    }
    var columns: [Int] = []
    for name in CaseColumns.stated(explicit, among: columnNames) {
      guard let column = columnNames.firstIndex(of: name) else {
        throw DataError(
          .unknownColumn,
          file: reader.source,
          place: .init(name),
          accepted: columnNames.filter { !$0.isEmpty }
        )
      }
      columns.append(column)
    }
    candidates = [Candidate(columns: columns, rank: 0)]
  }

  /// Takes the names of a row; a candidate that fails to name it, or repeats a name, is dropped.
  mutating func append(_ reader: borrowing CSVReader) throws(DataError) {
    var hasFailed = false
    for index in candidates.indices {
      let columns = candidates[index].columns
      var name = ""
      var isMissing = false
      for column in columns {
        name += (name.isEmpty ? "" : " ") + reader.text(column)
        if reader.cell(column, &survey) == .missing { isMissing = true }
      }
      if !isMissing, candidates[index].seen.insert(name).inserted {
        candidates[index].names.append(name)
      } else if isExplicit {
        throw DataError(
          isMissing ? .missingCaseName : .duplicateCaseName,
          file: reader.source,
          line: reader.line,
          place: .init(title(columns), value: name)
        )
      } else {
        hasFailed = true
        candidates[index].fails = true
        // A column that may as well hold something else is no loss.
        if candidates[index].rank < 100 { rejected = rejected ?? title(columns) }
      }
    }
    if hasFailed { candidates.removeAll(where: \.fails) }
  }

  private func title(_ columns: [Int]) -> String {
    columns.map { columnNames[$0] }.joined(separator: ",")
  }

  /// The column that names the cases; nil where none does.
  ///
  /// Row numbers give way to names.
  var column: Int? { chosen?.columns.first }

  private var chosen: Candidate? {
    let named = candidates.filter { $0.rank < 100 || !CaseColumns.areRowNumbers($0.names) }
    return named.first { !onlyNumbers($0) } ?? named.first { !CaseColumns.areRowNumbers($0.names) }
      ?? named.first
  }

  /// Whether a column names the cases, rather than number the rows.
  var hasNames: Bool {
    chosen.map { isExplicit || !onlyNumbers($0) || CaseColumns.isName(title($0.columns)) } ?? false
  }

  /// Whether a candidate holds the numbers of rows, or whole numbers where it is called as such or not at all.
  private func onlyNumbers(_ candidate: Candidate) -> Bool {
    if CaseColumns.areRowNumbers(candidate.names) { return true }
    return !isExplicit && (candidate.rank == 0 || candidate.rank == 100)
      && candidate.names.allSatisfy { Int($0) != nil }
  }

  /// Columns passed over because another names the cases and they only number them.
  var passedOver: [Int] {
    guard let chosen, !onlyNumbers(chosen) else { return [] }
    return candidates.filter(onlyNumbers).flatMap(\.columns)
  }

  /// The names of the first candidate left, or the row numbers.
  func names(count: Int) -> [String] {
    chosen?.names ?? (1...count).map(String.init)
  }
}

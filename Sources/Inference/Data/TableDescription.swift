/// What a table says about how its file was read.
extension Table {
  /// Examines the columns as they were seen while they were read; `surveys` are in their order.
  mutating func examine(_ surveys: [ColumnSurvey]) {
    for index in columns.indices {
      let examination = ColumnExamination(columns[index], surveys[index], lines: lines)
      replaceColumn(index, by: examination.column)
      notices += examination.notices
    }
  }

  /// Takes back what is said of columns that number the rows, where no dot stands for all columns.
  mutating func forgetRowNumbers() {
    let numbers = rowNumberColumns
    notices.removeAll { $0.code == "row-numbers" && numbers.contains($0.subjects.first ?? "") }
  }

  /// Notes what the reader did with the file.
  mutating func describe(_ reader: borrowing CSVReader, caseNames cases: CaseNaming? = nil) {
    rowNumberColumns = reader.rowNumberColumns
    var found = reader.notices
    for name in rowNumberColumns {
      found.append(
        TableNotice(
          code: "row-numbers",
          message:
            "\(QuotedText.ticked(name)) only numbers or names the rows: it is no condition where . stands for all "
            + "columns",
          subjects: [name]
        )
      )
    }
    if let cases {
      if cases.passedOver.contains(0), reader.columnNames[0].isEmpty, let column = cases.column {
        found.append(
          TableNotice(
            code: "row-numbers",
            message:
              "the first column, which has no name, only numbers the rows; the cases are called "
              + "by \(QuotedText.ticked(reader.columnNames[column]))"
          )
        )
      }
      if cases.rejectedColumn?.isEmpty == true {
        rejectedCaseColumn = nil
        found.append(
          TableNotice(
            code: "unnamed-cases",
            message:
              "the first column, which has no name, has gaps or gives one name to two cases, so "
              + "cases go by their row numbers and it is left out"
          )
        )
      }
    }
    let comments = reader.remarks.commentRows
    if !comments.isEmpty, 2 * comments.count <= rowCount {
      found.append(
        TableNotice(
          code: "comment-rows",
          message:
            "\(comments.count) row\(comments.count == 1 ? "" : "s") (the first: line \(comments[0])) begin"
            + "\(comments.count == 1 ? "s" : "") as a comment does and \(comments.count == 1 ? "is" : "are") "
            + "read as \(comments.count == 1 ? "a case" : "cases"); take what is none out of the file"
        )
      )
    }
    if counts == nil, cases?.column == nil, let name = countColumn {
      found.append(
        TableNotice(
          code: "count-column",
          message:
            "\(QuotedText.ticked(name)) is called as a column that says how many equal cases a row is, and "
            + "nothing names the cases: every row is read as one case; where it is several, declare the column",
          subjects: [name],
          remedy: .countCases(by: name)
        )
      )
    }
    if let total = totalRow { found.append(total) }
    notices = found + notices
  }

  /// A column of whole numbers above 0 that is called as R and others call counts of equal cases.
  private var countColumn: String? {
    let names: Set<String> = [
      "freq", "frequency", "count", "counts", "n", "n_cases", "ncases", "weight", "weights", "wt",
    ]
    return columns.first { column in
      guard names.contains(column.name.lowercased()), case .numeric(let values) = column.values,
        values.missingCount == 0
      else { return false }
      return (0..<values.count).allSatisfy {
        values.raw($0) >= 1 && values.raw($0) == values.raw($0).rounded()
      }
    }?.name
  }

  /// A notice where some rows seem to sum up others.
  private var totalRow: TableNotice? {
    guard counts == nil, rowCount > 2, rowCount <= Self.namedTotalLimit else { return nil }
    // A first column of words may name the cases; words that come twice are groups.
    let words = columns.lazy.compactMap { column -> [String?]? in
      guard case .text(let words) = column.values else { return nil }
      return words
    }.first.flatMap { Set($0).count == rowCount ? $0 : nil }
    let labels = (0..<rowCount).compactMap { row -> (row: Int, text: String)? in
      if Self.isTotal(caseNames[row]) { return (row, caseNames[row]) }
      guard let word = words?[row], Self.isTotal(word) else { return nil }
      return (row, word)
    }
    guard let first = labels.first, 2 * labels.count < rowCount else { return nil }
    guard labels.count > 1 || first.row == rowCount - 1 else {
      return total(first.row, first.text, "row")
    }
    guard labels.count == 1 else {
      let names = labels.prefix(10).map { "\(QuotedText.ticked($0.text)) (line \(lines[$0.row]))" }
      return TableNotice(
        code: "total-row",
        message:
          "the rows \(names.joined(separator: ", ")) are read as cases; take them out of the file if "
          + "they sum up others",
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
        + ": it is read as a case; take it out of the file if it is none",
      subjects: [caseNames[row]]
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

  private static let totals: Set<Substring> = [
    "total", "totals", "sum", "sums", "mean", "means", "average", "avg", "subtotal", "median",
    "summe", "gesamt", "insgesamt", "mittelwert", "durchschnitt", "mittel", "somme", "moyenne",
    "suma", "soma", "totale", "totaal", "totalt", "media", "overall", "stddev", "stdev", "итого",
    "всего", "среднее",
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

extension CSVReader {
  /// What was done with the file as a whole; complete at its end.
  var notices: [TableNotice] {
    var found: [TableNotice] = []
    func note(_ code: String, _ message: String, _ remedy: Remedy? = nil) {
      found.append(TableNotice(code: code, message: message, remedy: remedy))
    }
    if let encoding, isEncodingFound {
      let example =
        firstDecoded.map { " (the first that is not plain ASCII: \(QuotedText.ticked($0)))" } ?? ""
      note(
        "encoding",
        encoding == .windows1252
          ? "the file is not UTF-8 and was read as Windows-1252\(example); state the encoding if it is another"
          : "the file was read as UTF-16",
        encoding == .windows1252 ? .stateEncoding : nil
      )
    }
    let above = remarks.linesAbove
    if !above.isEmpty {
      note(
        "lines-above-header",
        "\(counted(above, "line", "lines")) above the header passed over"
      )
    }
    if !header.trimmedNames.isEmpty {
      let names = header.trimmedNames.prefix(5).map { "\(QuotedText.ticked($0))" }.joined(
        separator: ", "
      )
      note(
        "blanks",
        "no-break and other special spaces around names of columns do not count (\(names))"
      )
    }
    if !header.joinedNames.isEmpty {
      note(
        "joined-names",
        "names on several lines of the header are read on one (\(header.joinedNames.prefix(5).map(QuotedText.ticked).joined(separator: ", ")))"
      )
    }
    if header.isShort {
      note(
        "short-header",
        "the header has one name fewer than the rows have cells, as R writes tables: the first column "
          + "holds the names of the cases"
      )
    }
    if !header.emptyColumns.isEmpty {
      note(
        "empty-columns",
        "\(counted(header.emptyColumns, "column", "columns")) without a name and without a value left "
          + "out"
      )
    }
    if !remarks.emptyRows.isEmpty {
      note("empty-rows", "\(counted(remarks.emptyRows, "row", "rows")) without a value left out")
    }
    if !remarks.longRows.isEmpty {
      note(
        "long-rows",
        "empty cells beyond the last column of the header left out (first in line "
          + "\(remarks.longRows[0]))"
      )
    }
    if !remarks.comments.isEmpty {
      note("comments", "\(counted(remarks.comments, "line", "lines")) beginning with # passed over")
    }
    return found
  }

  /// `1 line (7)`, `3 lines (7, 8, 9)`.
  private func counted(_ places: [Int], _ one: String, _ many: String) -> String {
    let shown = places.prefix(5).map(String.init).joined(separator: ", ")
    return
      "\(places.count) \(places.count == 1 ? one : many) (\(shown)\(places.count > 5 ? ", \u{2026}" : ""))"
  }
}

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
    if let total = totalRow { found.append(total) }
    notices = found + notices
  }

  /// A notice where the last row seems to sum up the others.
  private var totalRow: TableNotice? {
    guard counts == nil, rowCount > 2 else { return nil }
    let last = rowCount - 1
    var label = caseNames[last]
    if !Self.isTotal(label) {
      let words = columns.lazy.compactMap { column -> String? in
        guard case .text(let words) = column.values else { return nil }
        return words[last]
      }
      guard let word = words.first(where: Self.isTotal) else { return nil }
      label = word
    }
    let sums = columns.compactMap { column -> String? in
      guard let values = column.values.numbers, let total = values[last] else { return nil }
      let others = values.dropLast().compactMap { $0 }
      guard others.count > 1 else { return nil }
      let sum = others.reduce(0, +)
      let isSum = [sum, sum / Double(others.count)].contains {
        abs($0 - total) <= 0.006 * max(1, abs(total))
      }
      return isSum ? "\(QuotedText.ticked(column.name))" : nil
    }
    return TableNotice(
      code: "total-row",
      message: "the last row (line \(lines[last])) is called \(QuotedText.ticked(label))"
        + (sums.isEmpty
          ? "" : " and holds the sum or the mean of the others in \(sums.joined(separator: ", "))")
        + ": it is read as a case; take it out of the file if it is none",
      subjects: [caseNames[last]]
    )
  }

  private static func isTotal(_ text: String) -> Bool {
    let words = text.lowercased().split { !$0.isLetter }
    guard let first = words.first, let last = words.last, words.count < 3 else { return false }
    let totals: Set<Substring> = [
      "total", "totals", "sum", "sums", "mean", "means", "average", "avg", "subtotal", "median",
      "summe",
      "gesamt", "insgesamt", "mittelwert", "durchschnitt", "mittel", "somme", "moyenne", "suma",
      "soma",
      "totale", "totaal", "totalt", "media", "overall",
    ]
    return totals.contains(first) || totals.contains(last)
  }
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

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

  /// Settles what is said of columns that number the rows, which matters where a dot stands for all columns.
  package mutating func settleRowNumbers(hasDot: Bool) {
    if hasDot {
      if let countingColumn { notices.append(Self.rowNumbers(countingColumn)) }
      return
    }
    let numbers = rowNumberColumns
    notices.removeAll { $0.code == "row-numbers" && numbers.contains($0.subjects.first ?? "") }
  }

  private static func rowNumbers(_ name: String) -> TableNotice {
    TableNotice(
      code: "row-numbers",
      message:
        "\(QuotedText.ticked(name)) only numbers or names the rows: it is no condition where . stands for all "
        + "columns",
      subjects: [name]
    )
  }

  /// Notes what the reader did with the file.
  mutating func describe(_ reader: borrowing CSVReader, caseNames cases: CaseNaming? = nil) {
    rowNumberColumns = reader.rowNumberColumns
    var found = reader.notices + rowNumberColumns.map(Self.rowNumbers)
    if let name = reader.countingColumn {
      rowNumberColumns.append(name)
      if cases?.column.map({ reader.columnNames[$0] }) != name { countingColumn = name }
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
            + "\(comments.count == 1 ? "s" : "") like a comment and \(comments.count == 1 ? "is" : "are") "
            + "read as \(comments.count == 1 ? "a case" : "cases"); take comments out of the file"
        )
      )
    }
    if let notice = countNotice(reader, cases) { found.append(notice) }
    if let total = totalRow { found.append(total) }
    notices = found + notices
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
          + "holds the names of the rows"
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

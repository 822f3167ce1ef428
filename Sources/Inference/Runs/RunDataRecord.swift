extension RunRecord {
  /// Where the cases of a run came from and how they were read, as `run.json` has it.
  struct DataRecord: Sendable, Equatable, Decodable {
    let kind: String
    let source: String
    let caseColumn: String?
    let countColumn: String?
    let codes: [String]?
    let delimiter: String?
    let encoding: String?
    let decimal: String?
    let thousands: String?
    let missing: [String]?
    let rejectedCaseColumn: String?
    let notices: [TableNotice]?
    let title: String?
    let citation: String?
    let coding: String?
    let sha256: [String: String]
    let cases: Int?
    let distinctRows: Int?
    let droppedCases: [String]?
    let copy: Copy?
  }

  /// The copy of the cases in the folder.
  struct Copy: Sendable, Equatable, Decodable {
    let sha256: String
    let merged: Bool
    let columns: [SavedCases.ColumnKind]
    let columnNames: [String]
  }
}

extension RunRecord.DataRecord {
  /// Takes down a problem and the source that it was read from; `text` is that of the copy, if there is one.
  init(_ problem: RegressionProblem, _ cases: CaseSource, copy text: String?) {
    var format = TableFormat()
    if case .file(_, let column, let stated) = cases.place {
      (kind, caseColumn, format) = ("file", column, stated)
    } else {
      (kind, caseColumn) = ("study", nil)
    }
    source = problem.data.name
    countColumn = cases.countColumn
    codes = cases.codes.map(\.text)
    delimiter = format.delimiter.map { String(UnicodeScalar($0.byte)) }
    encoding = format.encoding?.rawValue
    decimal = format.cells.decimal?.rawValue
    thousands = format.cells.thousands?.rawValue
    missing = format.cells.missing.statements
    rejectedCaseColumn = problem.rejectedCaseColumn
    // What can be done about a notice is said when it is new, not saved.
    notices = problem.notices.map {
      TableNotice(code: $0.code, message: $0.message, column: $0.column, subjects: $0.subjects)
    }
    title = problem.data.title
    citation = problem.data.citation
    coding = problem.data.coding
    sha256 = problem.data.fingerprints
    self.cases = problem.design.caseCount
    distinctRows = problem.model.design.matrix.rowCount
    droppedCases = problem.design.droppedCases
    copy = text.flatMap { text in
      problem.savedCases.map { RunRecord.Copy($0, text: text) }
    }
  }

  /// The source that the cases were read from.
  var caseSource: CaseSource {
    let place: CaseSource.Place =
      kind == "study"
      ? .study(source, coding: coding)
      : .file(source, caseColumn: caseColumn, format: format)
    return CaseSource(
      place,
      countColumn: countColumn,
      codes: (codes ?? []).compactMap(CodeWords.init)
    )
  }

  /// What is said of where the cases come from.
  var description: DataDescription {
    DataDescription(
      name: source,
      title: title,
      citation: citation,
      coding: coding,
      fingerprints: sha256
    )
  }

  /// What the run was told of its file.
  private var format: TableFormat {
    TableFormat(
      delimiter: TableFormat.Delimiter.allCases.first { $0.byte == delimiter?.utf8.first },
      encoding: encoding.flatMap(TextEncoding.init),
      cells: CellRules(
        decimal: decimal.flatMap(CellRules.DecimalMark.init),
        thousands: thousands.flatMap(CellRules.ThousandsMark.init),
        missing: MissingTexts(statements: missing ?? [])
      )
    )
  }

  /// The record as JSON.
  var json: JSON {
    [
      "kind": .string(kind),
      "source": .string(source),
      "case_column": .optional(caseColumn),
      "count_column": .optional(countColumn),
      "codes": .array((codes ?? []).map(JSON.string)),
      "delimiter": .optional(delimiter),
      "encoding": .optional(encoding),
      "decimal": .optional(decimal),
      "thousands": .optional(thousands),
      "missing": .array((missing ?? []).map(JSON.string)),
      "rejected_case_column": .optional(rejectedCaseColumn),
      "notices": .array((notices ?? []).map(\.json)),
      "title": .optional(title),
      "citation": .optional(citation),
      "coding": .optional(coding),
      "sha256": .object(
        sha256.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) }
      ),
      "cases": cases.map(JSON.integer) ?? .null,
      "distinct_rows": distinctRows.map(JSON.integer) ?? .null,
      "dropped_cases": .array((droppedCases ?? []).map(JSON.string)),
      "copy": copy?.json ?? .null,
    ]
  }
}

extension RunRecord.Copy {
  /// Takes down a copy and the text that it was written as.
  fileprivate init(_ cases: SavedCases, text: String) {
    sha256 = Fingerprint.sha256(of: Array(text.utf8))
    merged = cases.table.counts != nil
    columns = cases.kinds
    columnNames = cases.table.columnNames
  }

  /// What is needed to read the copy.
  fileprivate var json: JSON {
    [
      "file": .string(SavedCases.fileName),
      "sha256": .string(sha256),
      "merged": .boolean(merged),
      "columns": .array(
        columns.map { ["name": .string($0.name), "type": .string($0.type.rawValue)] }
      ),
      "column_names": .array(columnNames.map(JSON.string)),
    ]
  }
}

extension TableNotice {
  fileprivate var json: JSON {
    [
      "code": .string(code), "message": .string(message),
      "column": .optional(column), "subjects": .array(subjects.map(JSON.string)),
    ]
  }
}

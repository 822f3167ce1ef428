/// The cases of a source, equal ones counted: the sufficient statistic of a formula.
public struct CaseCounts: Sendable {
  /// The columns of the formula and the counts, one row for each distinct combination of values.
  public let file: DelimitedWriter
  /// What the reader of the cases has to say about the columns of the formula.
  public let notices: [TableNotice]

  /// Reads the data and counts the cases that are equal in the columns of the formula.
  ///
  /// Rows are sorted by their values, gaps last. Of the request only the formula matters; a case with a gap
  /// is counted like others. O(rows); memory for the distinct rows where many are equal, else for all.
  ///
  /// - Throws: ``DataError``, ``FormulaError`` or ``AnalysisError``.
  public static func count(_ source: CaseSource, _ request: ModelRequest) throws -> CaseCounts {
    let stated = try request.statedFormula(for: source)
    var (table, _, study) = try source.read(
      columns: stated?.usedColumns,
      keepingCases: false,
      dropsMissing: false
    )
    let hasDot = Formula.namesAllColumns(request.formula ?? "")
    table.settleRowNumbers(hasDot: hasDot)
    let formula = try stated ?? request.formula(of: source, table, default: study?.defaultFormula)
    let frame = ModelFrame(formula: formula, table: table)
    try frame.checkMentions()
    let columns = formula.usedColumns
    // Numbers are written out as they were read, so that what made them doubtful would be lost.
    for name in columns {
      if case .numeric? = table[name]?.values { try frame.checkColumn(name) }
    }
    let merged = table.merged(by: columns, keepsGaps: false)
    let cells = columns.compactMap { merged[$0] }
    var file = DelimitedWriter(columns: columns + [CountStatement.countColumn(beside: columns)])
    for (row, count) in (merged.counts ?? []).enumerated() {
      file.append(cells.map { $0.field(row) } + [.integer(count)])
    }
    return CaseCounts(
      file: file,
      notices: table.notices.filter { notice in
        // A column that the formula names is no count of cases.
        if notice.code == "count-column" {
          return hasDot || !notice.subjects.contains(where: columns.contains)
        }
        return notice.column.map(columns.contains) ?? true
      }
    )
  }
}

extension CountStatement {
  /// Writes a statement for a formula, checked against the columns of a source.
  ///
  /// Of a file only the header is read. What a study says of the prior and of reference levels goes into
  /// the advice on how to fit the counts.
  ///
  /// - Parameters:
  ///   - source: The source; nil: a formula has to be given, and its columns are taken on trust.
  ///   - request: The formula; none: the study's.
  ///   - table: The name of the table in the database.
  ///   - dialect: The engine.
  /// - Throws: ``DataError``, ``FormulaError``, ``AnalysisError`` or ``CountStatementError``.
  public init(
    _ source: CaseSource?,
    _ request: ModelRequest,
    table: String,
    dialect: CountDialect
  ) throws {
    guard let source else {
      guard let text = request.formula else { throw AnalysisError.formulaMissing(columns: []) }
      try self.init(formula: Formula(text), table: table, dialect: dialect)
      return
    }
    let (columns, study) = try source.header()
    let defaults = ModelDefaults(of: study)
    let formula = try request.formula(of: source, columns, default: defaults.formula)
    try ModelFrame(formula: formula, table: columns).checkMentions()
    var arguments: [String] = []
    if defaults.priorSet != PriorLibrary.defaultName {
      arguments = ["--prior", defaults.library.place(of: defaults.priorSet)]
    }
    for (column, level) in defaults.references.sorted(by: { $0.key < $1.key })
    where formula.predictorColumns.contains(column) {
      arguments += ["--reference", "\(column)=\(level)"]
    }
    try self.init(formula: formula, table: table, dialect: dialect, fitArguments: arguments)
  }
}

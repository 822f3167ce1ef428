/// The cases of a source, equal ones counted: the sufficient statistic of a formula.
public struct CaseCounts: Sendable {
  /// The columns of the formula and the counts, one row for each distinct combination of values.
  public let file: DelimitedWriter
  /// What the reader of the cases has to say about the columns of the formula.
  public let notices: [TableNotice]

  /// Reads the data and counts the cases that are equal in the columns of the formula.
  ///
  /// Rows are sorted by their values, gaps last. Only the source and the formula of the options matter;
  /// a case with a gap is counted like others. O(rows); memory for the distinct rows where many are
  /// equal, else for all.
  ///
  /// - Throws: ``DataError``, ``FormulaError`` or ``AnalysisError``.
  public init(_ options: AnalysisOptions) throws {
    let stated = try AnalysisInput.statedFormula(options)
    let (table, _, defaults) = try AnalysisInput.read(options, columns: stated?.usedColumns)
    let formula = try stated ?? AnalysisInput.formula(options, defaults, table)
    try ModelFrame(formula: formula, table: table).checkMentions()
    let columns = formula.usedColumns
    let merged = table.merged(by: columns, keepsGaps: false)
    let cells = columns.compactMap { merged[$0] }
    var file = DelimitedWriter(columns: columns + [CountStatement.countColumn(beside: columns)])
    for (row, count) in (merged.counts ?? []).enumerated() {
      file.append(cells.map { $0.field(row) } + [.integer(count)])
    }
    self.file = file
    notices = table.notices.filter { notice in notice.column.map(columns.contains) ?? true }
  }
}

extension CountStatement {
  /// Writes a statement for the formula of the options, checked against the columns of their source.
  ///
  /// Of a file only the header is read. What a study says of the prior and of reference levels goes into
  /// the advice on how to fit the counts.
  ///
  /// - Parameters:
  ///   - options: The source and the formula; nil: the study's.
  ///   - hasSource: Whether the columns are those of the source; else a formula has to be given, and
  ///     its columns are taken on trust.
  ///   - table: The name of the table in the database.
  ///   - dialect: The engine.
  /// - Throws: ``DataError``, ``FormulaError``, ``AnalysisError`` or ``CountStatementError``.
  public init(
    _ options: AnalysisOptions,
    hasSource: Bool = true,
    table: String,
    dialect: CountDialect
  ) throws {
    if !hasSource, let text = options.formula {
      try self.init(formula: Formula(text), table: table, dialect: dialect)
      return
    }
    let (source, defaults) = try AnalysisInput.header(options)
    let formula = try AnalysisInput.formula(options, defaults, source)
    try ModelFrame(formula: formula, table: source).checkMentions()
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

extension AnalysisInput {
  /// The columns of a source, without rows, and what a study asks for.
  fileprivate static func header(_ options: AnalysisOptions) throws -> (Table, Defaults) {
    guard case .file(let path, _, let format) = options.source else {
      let (table, _, defaults) = try read(options, columns: nil)
      return (table, defaults)
    }
    return (try TableReader.header(path: path, format: format), Defaults())
  }
}

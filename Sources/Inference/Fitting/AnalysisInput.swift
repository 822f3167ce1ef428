/// Where the cases of an analysis come from, for the record.
public struct DataDescription: Sendable, Equatable {
  /// The study's name, or the path of the file.
  public var name: String
  /// The title of the study; nil for a file.
  public var title: String?
  /// The source that the coding follows; nil for a file.
  public var citation: String?
  /// The coding; nil for a file.
  public var coding: String?
  /// The SHA-256 of each file that was read, by its path.
  public var fingerprints: [String: String]
}

/// Everything an analysis needs before it draws: the design, the prior, the model, and what the data
/// cannot tell.
public struct AnalysisInput: Sendable {
  /// Where the cases come from.
  public let data: DataDescription
  /// The design.
  public let design: DesignMatrix
  /// The model; it holds the prior and the distinct rows.
  public internal(set) var model: BinaryRegression
  /// The name of the prior set.
  public let priorSet: String
  /// Whether and where the data separate the outcomes.
  public let separation: Separation
  /// What the reader of the answer must know.
  public let warnings: [AnalysisWarning]
  /// What was asked for.
  public internal(set) var options: AnalysisOptions
  /// The cases as a run folder keeps them; nil where they are too many to be copied.
  let savedCases: SavedCases?
  /// The column that would have named the cases, had it given each a name of its own.
  let rejectedCaseColumn: String?
  /// What the reader of the cases has to say.
  let notices: [TableNotice]

  /// Reads the data, builds the design, compiles the prior and examines them.
  ///
  /// - Throws: ``DataError``, ``FormulaError``, ``PriorError`` or ``AnalysisError``.
  public init(_ options: AnalysisOptions) throws {
    BLAS.useOneThread()
    let stated = try Self.statedFormula(options)
    var (table, data, defaults) = try Self.read(options, columns: stated?.usedColumns)
    let formula = try stated ?? Self.formula(options, defaults, table)
    if !Formula.namesAllColumns(options.formula ?? "") { table.forgetRowNumbers() }
    try self.init(
      table: consume table,
      data: data,
      formula: formula,
      references: defaults.references.merging(options.references) { $1 },
      options: options
    ) { design throws(PriorError) in
      try PriorSet(
        set: options.priorSet ?? defaults.priorSet,
        of: options.priorSet == nil ? defaults.library : .builtIn,
        statements: options.priorStatements,
        for: design
      )
    }
    try Self.checkReferences(options.references, of: self.design)
  }

  /// Builds the design of a table, takes its prior and examines them.
  ///
  /// - Throws: ``FormulaError``, ``PriorError`` or ``AnalysisError``.
  init(
    table: consuming Table,
    data: DataDescription,
    formula: Formula,
    references: [String: String],
    options: AnalysisOptions,
    prior: (DesignMatrix) throws(PriorError) -> PriorSet
  ) throws {
    rejectedCaseColumn = table.rejectedCaseColumn
    notices = table.notices
    savedCases = SavedCases(of: table)
    // The design takes the table apart while it grows.
    let design = try DesignMatrix(
      formula: formula,
      table: consume table,
      references: references,
      missing: options.dropsMissing ? .drop : .refuse
    )
    try Self.refuseExtremes(in: design)
    let prior = try prior(design)
    let model = BinaryRegression(design: design, prior: prior, link: options.link)
    let separation = Separation(
      design: model.design.matrix,
      successes: model.design.successes,
      trials: model.design.trials,
      columnNames: model.parameterNames
    )
    if let unbounded = model.unboundedFlatCoefficient(under: separation) {
      try prior.requireProper([unbounded.index], because: unbounded.reason)
    }
    self.data = data
    self.design = design
    self.model = model
    self.separation = separation
    self.options = options
    self.options.noUTurn = options.noUTurn.suited(
      toStretched: Reparameterization(for: prior, columns: design.columns).stretched.contains(true)
    )
    priorSet = prior.name
    try Self.refuseTooManyDraws(
      options.run,
      values: model.dimension,
      cases: Self.hasCases(design, options, upTo: AnalysisOptions.logLikelihoodLimit)
        ? model.caseCount : 0
    )
    warnings = AnalysisWarning.all(
      of: design,
      notices: notices,
      rejectedCaseColumn: rejectedCaseColumn,
      model,
      separation
    )
  }

  /// How the parameters that the No-U-Turn sampler moves in become coefficients.
  ///
  /// The random walk moves in the coefficients themselves: a check on this too.
  public var reparameterization: Reparameterization {
    Reparameterization(for: model.prior, columns: design.columns)
  }

  /// Whether something is written about every case.
  public var isPointwise: Bool {
    Self.hasCases(design, options, upTo: AnalysisOptions.pointwiseLimit)
  }

  /// Whether the log likelihood of every case is written, at every draw.
  public var hasLogLikelihoods: Bool {
    Self.hasCases(design, options, upTo: AnalysisOptions.logLikelihoodLimit)
  }

  private static func hasCases(
    _ design: DesignMatrix,
    _ options: AnalysisOptions,
    upTo limit: Int
  ) -> Bool {
    design.hasCases && (options.isPointwise || design.caseCount <= limit)
  }

  /// The formula asked for, or the study's own, for data that have these columns.
  static func formula(
    _ options: AnalysisOptions,
    _ defaults: Defaults,
    _ table: borrowing Table
  ) throws -> Formula {
    guard let text = options.formula ?? defaults.formula else {
      throw AnalysisError.formulaMissing(columns: table.columnNames)
    }
    return try Formula(
      text,
      allColumns: predictors(among: table, options),
      outcomeIs: options.outcomeLevel
    )
  }

  /// The formula asked for; nil where there is none, or its dot has to wait for the data.
  static func statedFormula(_ options: AnalysisOptions) throws -> Formula? {
    guard let text = options.formula else { return nil }
    guard Formula.namesAllColumns(text) else {
      return try Formula(text, outcomeIs: options.outcomeLevel)
    }
    guard case .file(let path, _, let format) = options.source,
      try ByteSource.canBeReadAgain(path)
    else { return nil }
    let header = try TableReader.header(path: path, format: format)
    return try Formula(
      text,
      allColumns: predictors(among: header, options),
      outcomeIs: options.outcomeLevel
    )
  }

  /// What a dot in a formula stands for: the column that names the cases is no condition, nor the one
  /// that counts them, nor one that numbers the rows.
  private static func predictors(
    among table: borrowing Table,
    _ options: AnalysisOptions
  ) -> [String] {
    let names = table.columnNames
    let rowNumbers = table.rowNumberColumns
    if let counts = options.countColumn {
      return names.filter { $0 != counts && !rowNumbers.contains($0) }
    }
    var stated: String?
    if case .file(_, let caseColumn, _) = options.source { stated = caseColumn }
    return TableReader.withoutCaseColumn(names, rowNumbers: rowNumbers, stated: stated)
  }

  /// What a study asks for where the options say nothing.
  struct Defaults {
    var formula: String?
    var priorSet = PriorLibrary.defaultName
    /// Where the set is found.
    var library = PriorLibrary.builtIn
    var references: [String: String] = [:]

    init() {}

    init(of study: Study) {
      formula = study.defaultFormula
      priorSet = study.defaultPriorSet
      library = PriorLibrary(of: study)
      references = study.codebook.variables.reduce(into: [:]) { $0[$1.name] = $1.reference }
    }
  }

  /// Reads the data; of a large file only these columns matter, unless every case is asked for.
  static func read(
    _ options: AnalysisOptions,
    columns: [String]?
  ) throws -> (Table, DataDescription, Defaults) {
    switch options.source {
    case .study(let name, let coding):
      let study = try Study.load(name)
      let table = try study.table(coding: coding)
      return (
        table,
        DataDescription(
          name: study.name,
          title: study.title,
          citation: study.citation,
          coding: coding ?? study.defaultCoding,
          fingerprints: study.fingerprints
        ),
        Defaults(of: study)
      )
    case .file(let path, let caseColumn, let format):
      let counts = options.countColumn
      var (table, fingerprint) = try Self.read(
        path,
        caseColumn: caseColumn,
        collapsing: options.isPointwise || counts != nil ? nil : columns,
        format
      )
      table = try table.reading(options.codes, in: columns)
      if let counts {
        table = try table.counted(by: counts)
      } else if let notice = table.repeatedRows {
        table.notices.append(notice)
      }
      if options.dropsMissing, table.counts != nil, let columns { table.settle(columns) }
      // The order of merged rows must not show in the answer.
      if table.counts != nil { table = table.merged(by: columns, keepsGaps: true) }
      return (
        table,
        DataDescription(name: path, fingerprints: [path: fingerprint]),
        Defaults()
      )
    }
  }

  /// Reads a file and takes its fingerprint at the same time.
  private static func read(
    _ path: String,
    caseColumn: String?,
    collapsing: [String]?,
    _ format: TableFormat
  ) throws(DataError) -> (Table, fingerprint: String) {
    // What cannot be read twice, such as a pipe, is kept while it is read once.
    guard try ByteSource.canBeReadAgain(path) else {
      let bytes = try ByteSource.contents(of: path, .stream)
      let table = try TableReader.read(
        bytes: bytes,
        source: path,
        caseColumn: caseColumn,
        collapsing: collapsing,
        format: format
      )
      return (table, Fingerprint.sha256(of: bytes))
    }
    let fingerprint = Fingerprint.Pending(ofFile: path)
    let table = try TableReader.read(
      path: path,
      caseColumn: caseColumn,
      collapsing: collapsing,
      format: format
    )
    return (table, try fingerprint.value())
  }

  /// A reference level that changes nothing is a mistake of whoever stated it.
  private static func checkReferences(
    _ references: [String: String],
    of design: DesignMatrix
  ) throws(AnalysisError) {
    for column in references.keys.sorted() where design.references[column] == nil {
      throw .unusedReference(column: column, factors: design.references.keys.sorted())
    }
  }

  /// Beyond these sizes the squares of values or coefficients overflow or vanish, and with them sums
  /// of squares, variances and prior densities.
  private static func refuseExtremes(in design: DesignMatrix) throws(AnalysisError) {
    for column in design.columns {
      let size = max(column.minimum.magnitude, column.maximum.magnitude)
      if size > 1e100 || (size > 0 && size < 1e-100) {
        throw .extremeColumn(column: column.name, size: size)
      }
    }
  }

  /// Refuses draws that would not fit into memory.
  ///
  /// Of each draw its parameters are kept, as a draw and as a point with a weight, seven numbers that the
  /// sampler reports, and what is computed of it.
  static func refuseTooManyDraws(
    _ run: RunSettings,
    values: Int,
    cases: Int
  ) throws(AnalysisError) {
    let numbers = 3 * values + 16 + 2 * cases
    let count = Double(run.chains) * Double(run.draws) * Double(numbers)
    guard let need = MemoryNeed(forBytes: 8 * count) else { return }
    throw .tooManyDraws(run, values: numbers, need: need)
  }
}

extension PriorSet {
  /// Applies a prior set of a library, and statements on single coefficients, to a design.
  ///
  /// - Throws: ``PriorError``.
  public init(
    set: String,
    of library: PriorLibrary = .builtIn,
    statements: [String],
    for design: DesignMatrix
  ) throws(PriorError) {
    try self.init(
      specification: library.specification(set),
      overrides: statements.map { statement throws(PriorError) in try PriorStatement(statement) },
      columns: design.columns.map(PriorColumn.init),
      names: design.columnNames
    )
  }
}

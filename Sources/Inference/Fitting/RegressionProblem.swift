/// What is to be fitted: the design, the model with its prior, the cases, and what the data cannot tell.
///
/// It says nothing of samplers: ``FitSettings`` does.
public struct RegressionProblem: Sendable {
  /// Where the cases come from.
  public let data: DataDescription
  /// The design.
  public let design: DesignMatrix
  /// What is drawn from.
  public private(set) var posterior: Posterior
  /// The binomial rows, with the priors as they were stated; cases with uncertain codes have no outcome there.
  public private(set) var model: BinaryRegression
  /// The name of the prior set.
  public let priorSet: String
  /// Whether and where the data separate the outcomes.
  public private(set) var separation: Separation
  /// What the reader of the answer must know.
  public private(set) var warnings: [AnalysisWarning]
  /// The cases as a run folder keeps them; nil where they are too many to be copied.
  package let savedCases: SavedCases?
  /// The column that would have named the cases, had it given each a name of its own.
  package let rejectedCaseColumn: String?
  /// What the reader of the cases has to say.
  package let notices: [TableNotice]
}

extension RegressionProblem {
  /// Reads the cases, builds the design, compiles the prior and examines them.
  ///
  /// - Parameters:
  ///   - source: What to read.
  ///   - request: Which model.
  ///   - keepingCases: Whether equal cases of a large file stay apart.
  /// - Returns: The problem.
  /// - Throws: ``DataError``, ``FormulaError``, ``PriorError`` or ``AnalysisError``.
  public static func read(
    _ source: CaseSource,
    _ request: ModelRequest,
    keepingCases: Bool = false
  ) throws -> RegressionProblem {
    BLAS.useOneThread()
    let stated = try request.statedFormula(for: source)
    var (table, data, study) = try source.read(
      columns: stated?.usedColumns,
      keepingCases: keepingCases || request.uncertainCodes != nil,
      dropsMissing: request.dropsMissing
    )
    if let codes = request.uncertainCodes, let fingerprint = codes.fingerprint {
      data.fingerprints[codes.source] = fingerprint
    }
    let defaults = ModelDefaults(of: study)
    let formula = try stated ?? request.formula(of: source, table, default: defaults.formula)
    table.settleRowNumbers(hasDot: Formula.namesAllColumns(request.formula ?? ""))
    var complete = request
    complete.references = defaults.references.merging(request.references) { $1 }
    let problem = try make(
      of: consume table,
      data: data,
      formula: formula,
      complete
    ) { design throws(PriorError) in
      try PriorSet(
        set: request.priorSet ?? defaults.priorSet,
        of: request.priorSet == nil ? defaults.library : .builtIn,
        statements: request.priorStatements,
        for: design
      )
    }
    // A reference level that changes nothing is a mistake of whoever stated it.
    let known = problem.design.references
    for column in request.references.keys.sorted() where known[column] == nil {
      throw AnalysisError.unusedReference(column: column, factors: known.keys.sorted())
    }
    return problem
  }

  /// Builds the design of a table, takes its prior and examines them.
  ///
  /// Of the request the link, the reference levels, the uncertain codes and what is done with gaps are used.
  ///
  /// - Throws: ``DataError`` about uncertain codes, ``FormulaError``, ``PriorError`` or ``AnalysisError``.
  package static func make(
    of table: consuming Table,
    data: DataDescription,
    formula: Formula,
    _ request: ModelRequest,
    prior: (DesignMatrix) throws(PriorError) -> PriorSet
  ) throws -> RegressionProblem {
    let rejectedCaseColumn = table.rejectedCaseColumn
    let notices = table.notices
    let savedCases = SavedCases(of: table)
    let uncertain = try request.uncertainCodes.map { codes throws(DataError) in
      try formula.uncertainTable(codes, of: table)
    }
    if let uncertain { table = uncertain.filled }
    // The design takes the table apart while it grows.
    let design = try DesignMatrix(
      formula: formula,
      table: consume table,
      references: request.references,
      missing: request.dropsMissing ? .drop : .refuse
    )
    try refuseExtremes(in: design)
    let prior = try prior(design)
    guard !prior.isJeffreys || request.link == .logit else {
      throw PriorError(.jeffreysRefused(.otherLink))
    }
    var model = BinaryRegression(design: design, prior: prior, link: request.link)
    var posterior = Posterior(of: model)
    if let uncertain, !uncertain.cells.isEmpty {
      guard !prior.isJeffreys else { throw PriorError(.jeffreysRefused(.uncertainCodes)) }
      let likelihood = try CompletionLikelihood(model.likelihood, of: design, uncertain)
      posterior = .completions(Regression(model.parameterization, likelihood, prior))
      // What the data separate, and bound, is said of the cases whose codes are certain.
      model = Regression(model.parameterization, likelihood.certain, prior)
    }
    let separation = Separation(of: model)
    if let unbounded = model.unboundedFlatCoefficient(under: separation) {
      try prior.requireProper(
        [unbounded.index],
        because: posterior.hasCertainCodes ? unbounded.reason : .certainCasesOnly
      )
    }
    return RegressionProblem(
      data: data,
      design: design,
      posterior: posterior,
      model: model,
      priorSet: prior.name,
      separation: separation,
      warnings: AnalysisWarning.all(
        of: design,
        notices: notices,
        rejectedCaseColumn: rejectedCaseColumn,
        model,
        separation
      ) + (uncertain.map(AnalysisWarning.uncertainCodes) ?? []),
      savedCases: savedCases,
      rejectedCaseColumn: rejectedCaseColumn,
      notices: notices
    )
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
}

extension Formula {
  /// Finds uncertain codes in a table, of which only the columns of the formula matter.
  ///
  /// - Throws: ``DataError``.
  fileprivate func uncertainTable(
    _ codes: UncertainCodes,
    of table: borrowing Table
  ) throws(DataError) -> UncertainTable {
    let found = try UncertainTable(codes, in: copy table, using: usedColumns)
    // An outcome that is counted or compared is no code of one cell.
    guard response.test != nil || response.trials != nil,
      let cell = codes.cells.first(where: { response.columns.contains($0.variable) })
    else { return found }
    throw DataError(
      .uncodedColumn,
      file: codes.source,
      line: cell.line,
      place: .init(cell.variable)
    )
  }
}

extension RegressionProblem {
  /// How the parameters that the No-U-Turn sampler moves in become coefficients.
  ///
  /// The random walk moves in the coefficients themselves: a check on this too.
  public var reparameterization: Reparameterization {
    Reparameterization(for: model.prior, columns: design.columns)
  }

  /// What the reader must know of how the cases and the conditions were read, whatever the outcomes and the prior.
  public var dataWarnings: [AnalysisWarning] {
    AnalysisWarning.ofData(design, notices: notices, rejectedCaseColumn: rejectedCaseColumn)
  }

  /// Whether every row of the design was one case, which can be left out.
  public var hasCases: Bool { design.hasCases }

  /// A coefficient whose flat prior leaves no posterior; nil where there is a posterior.
  var unboundedCoefficient: String? {
    // A joint prior was examined with all cases, and stays proper whichever is left out.
    guard !model.prior.isProper, !model.prior.isJeffreys else { return nil }
    return model.unboundedFlatCoefficient(under: separation).map { model.parameterNames[$0.index] }
  }

  /// The problem without one case, with the separation and the warnings of the data that are left.
  ///
  /// Prior scales that were taken from the spread of a column stay those of all cases: the prior does not
  /// depend on which case is left out. The test for separation is the cost.
  ///
  /// - Precondition: every row of the design was one case, and `index` is one of them.
  public func leavingOut(case index: Int) -> RegressionProblem {
    var problem = self
    problem.model = model.leavingOut(case: index)
    problem.posterior = posterior.leavingOut(case: index, from: problem.model)
    problem.separation = Separation(of: problem.model)
    problem.warnings = AnalysisWarning.ofOutcomes(
      in: problem.model,
      problem.separation,
      outcome: design.formula.response.label,
      caseNames: design.caseNames
    )
    return problem
  }
}

extension Separation {
  /// The test for separation of the rows and outcomes of a model.
  package init(of model: BinaryRegression) {
    self.init(
      design: model.design.matrix,
      successes: model.design.successes,
      trials: model.design.trials,
      columnNames: model.parameterNames
    )
  }
}

/// A problem that was read, and how it is to be fitted and reported: what ``Analysis/run(_:progress:)`` takes.
public struct AnalysisInput: Sendable {
  /// What is to be fitted.
  public let problem: RegressionProblem
  /// What was asked for.
  public internal(set) var options: AnalysisOptions

  /// Reads a problem (``RegressionProblem/read(_:_:keepingCases:)``) and settles how it is fitted.
  ///
  /// - Throws: ``DataError``, ``FormulaError``, ``PriorError`` or ``AnalysisError``.
  public static func read(_ options: AnalysisOptions) throws -> AnalysisInput {
    let problem = try RegressionProblem.read(
      options.cases,
      options.model,
      keepingCases: options.isPointwise
    )
    return try AnalysisInput(problem, options)
  }

  /// Takes a problem as it is.
  ///
  /// - Throws: ``AnalysisError/tooManyDraws(_:values:need:)``.
  package init(_ problem: RegressionProblem, _ options: AnalysisOptions) throws(AnalysisError) {
    self.problem = problem
    self.options = options
    self.options.fit.noUTurn = options.fit.noUTurn.suited(
      toStretched: problem.reparameterization.stretched.contains(true)
    )
    try Self.refuseTooManyDraws(
      options.fit.run,
      values: problem.model.dimension,
      cases: hasLogLikelihoods ? problem.model.caseCount : 0
    )
  }

  /// Refuses draws that would not fit into memory.
  ///
  /// Of each draw its parameters are kept, as a draw and as a point with a weight, seven numbers that the
  /// sampler reports, and what is computed of it.
  package static func refuseTooManyDraws(
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

extension AnalysisInput {
  /// Where the cases come from.
  public var data: DataDescription { problem.data }
  /// The design.
  public var design: DesignMatrix { problem.design }
  /// What is drawn from.
  public var posterior: Posterior { problem.posterior }
  /// The binomial rows, with the priors as they were stated.
  public var model: BinaryRegression { problem.model }
  /// Whether every case has one row and one outcome, to be predicted from the others.
  package var hasCertainCodes: Bool { problem.posterior.hasCertainCodes }
  /// The name of the prior set.
  public var priorSet: String { problem.priorSet }
  /// Whether and where the data separate the outcomes.
  public var separation: Separation { problem.separation }
  /// What the reader of the answer must know.
  public var warnings: [AnalysisWarning] { problem.warnings }
  /// How the parameters that the No-U-Turn sampler moves in become coefficients.
  public var reparameterization: Reparameterization { problem.reparameterization }
  /// What the reader of the cases has to say.
  var notices: [TableNotice] { problem.notices }

  /// Whether something is written about every case.
  public var isPointwise: Bool { hasCases(upTo: AnalysisOptions.pointwiseLimit) }

  /// Whether the log likelihood of every case is written, at every draw.
  public var hasLogLikelihoods: Bool { hasCases(upTo: AnalysisOptions.logLikelihoodLimit) }

  private func hasCases(upTo limit: Int) -> Bool {
    problem.hasCases && (options.isPointwise || problem.design.caseCount <= limit)
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

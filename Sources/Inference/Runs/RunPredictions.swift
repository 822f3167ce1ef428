/// What is to be predicted from a run.
public struct PredictionRequest: Sendable {
  /// The configurations of a grid.
  public enum Grid: Sendable, Equatable {
    /// Every combination of the levels of all conditions that have levels.
    case all
    /// Of these conditions; all others held.
    case of([String])
  }

  /// A file of cases.
  public struct File: Sendable, Equatable {
    /// The path.
    public var path: String
    /// The column that names the cases; nil: found by name, else row numbers.
    public var caseColumn: String?
    /// What is stated of the file.
    public var format: TableFormat
    /// Whether cases with a gap are left out rather than refused.
    public var dropsMissing: Bool

    /// Makes a file from its parts.
    public init(path: String, caseColumn: String?, format: TableFormat, dropsMissing: Bool) {
      self.path = path
      self.caseColumn = caseColumn
      self.format = format
      self.dropsMissing = dropsMissing
    }
  }

  /// Scenarios, each in words.
  public var scenarios: [String] = []
  /// What conditions are held at where nothing is said of them; the others at their reference.
  public var held: String?
  /// A grid of configurations.
  public var grid: Grid?
  /// New cases.
  public var file: File?
  /// The number of new trials at every place; nil: that of the formula, or of the new cases, if any.
  public var trials: Int?
  /// Which interval is reported.
  public var interval = CredibleInterval.standard
  /// Whether the probabilities of every draw are kept.
  public var keepsDraws = false

  /// Makes a request for the configurations observed.
  public init() {}
}

/// Predictions of a run.
public struct RunPredictions: Sendable {
  /// The predictions, in the order asked for.
  public let predictions: [ScenarioPrediction]
  /// The probabilities of every draw, where asked for.
  public let draws: Draws?
  /// The conditions of the run.
  public let conditions: FittedConditions
  /// Which interval is reported.
  public let interval: CredibleInterval
  /// The names of new cases left out because of a gap.
  public let droppedCases: [String]
  /// What the reader of the new cases has to say about the columns that the run uses.
  public let notices: [TableNotice]
  /// The conditions that were held somewhere because nothing was said of them, and where.
  public let held: [(name: String, value: ConditionValue)]
  /// What the reader of the run was warned of.
  public let warnings: [AnalysisWarning]

  /// `predictions.csv`.
  public var table: DelimitedWriter { export.table }

  /// `predictions.json`.
  public var json: JSON {
    .object(
      export.members + [
        .init("dropped_cases", .array(droppedCases.map { .string($0) })),
        .init("warnings", .array(warnings.map(\.json))),
        .init("notices", .array(notices.map { .string($0.message) })),
      ]
    )
  }

  private var export: PredictionsExport {
    PredictionsExport(predictions, conditions: conditions.conditions, interval: interval)
  }
}

extension SavedRun {
  /// The posterior probability of the outcome wherever it is asked for; by default in the
  /// configurations observed.
  ///
  /// - Throws: ``FormulaError`` about a scenario or the columns of the new cases, ``DataError`` about
  ///   their file.
  public func predictions(_ request: PredictionRequest) throws -> RunPredictions {
    let design = input.design
    let fitted = FittedConditions(design)
    let held = try request.held.map { try Scenario($0) }
    var trials = request.trials
    if trials == nil, case .count(let count)? = design.formula.response.trials { trials = count }
    var places: [PredictionPlace] = []
    for text in request.scenarios {
      let scenario = try fitted.resolve(Scenario(text), holding: held)
      places.append(
        PredictionPlace(.scenario, fitted.label(of: scenario), scenario, trials: trials)
      )
    }
    var grid: [ResolvedScenario] = []
    switch request.grid {
    case .all: grid = try fitted.grid(holding: held)
    case .of(let names): grid = try fitted.grid(of: names, holding: held)
    case nil:
      if request.scenarios.isEmpty, request.file == nil { grid = try fitted.observed(in: design) }
    }
    places += grid.map {
      PredictionPlace(.configuration, fitted.label(of: $0), $0, trials: request.trials)
    }
    var rows = try places.isEmpty ? nil : fitted.encode(places.map(\.scenario))
    let assumed = fitted.conditions.indices.compactMap { index in
      places.first { $0.scenario.isHeld[index] }.map {
        (name: fitted.conditions[index].name, value: $0.scenario.values[index])
      }
    }
    var dropped: [String] = []
    var notices: [TableNotice] = []
    if let file = request.file {
      let (table, encoded) = try newCases(file)
      dropped = encoded.droppedCases
      let used = design.formula.predictorColumns
      // New cases are not counted.
      notices = table.notices.filter { notice in
        notice.code != "count-column" && notice.column.map(used.contains) ?? true
      }
      places += encoded.rows.enumerated().map { row, tableRow in
        PredictionPlace(
          .newCase,
          encoded.caseNames[row],
          fitted.scenario(of: tableRow, in: table),
          trials: trials ?? design.formula.response.trials(of: tableRow, in: table)
        )
      }
      rows = rows.map { $0.appending(encoded) } ?? encoded
    }
    guard let rows else { preconditionFailure("a grid has a row") }
    if request.keepsDraws {
      try AnalysisInput.refuseTooManyDraws(input.options.run, values: 0, cases: places.count)
    }
    var fit = PredictionBasis(
      design: design,
      model: input.model,
      separation: input.separation,
      conditions: fitted,
      draws: coefficients
    )
    fit.exact = exactProbabilities(at: rows)
    let predictor = ScenarioPredictor(
      places,
      rows: rows,
      fit: fit,
      interval: request.interval,
      keepsDraws: request.keepsDraws
    )
    return RunPredictions(
      predictions: predictor.predictions,
      draws: predictor.draws,
      conditions: fitted,
      interval: request.interval,
      droppedCases: dropped,
      notices: notices,
      held: assumed,
      warnings: warnings
    )
  }

  /// Reads new cases as those of the run were read, as far as nothing else is stated of them.
  private func newCases(_ file: PredictionRequest.File) throws -> (Table, PredictorMatrix) {
    var format = file.format
    if case .file(_, _, let earlier) = input.options.cases.place {
      format = format.inheriting(earlier.cells)
    }
    var table = try TableReader.read(
      path: file.path,
      caseColumn: file.caseColumn,
      format: format
    ).reading(
      input.options.codes,
      in: input.design.formula.predictorColumns,
      isStrict: false
    )
    if let notice = TableNotice.inherited(format.cells, statedAs: file.format.cells) {
      table.notices.append(notice)
    }
    do {
      let encoded = try input.design.encoder.encode(
        table,
        missing: file.dropsMissing ? .drop : .refuse
      )
      return (table, encoded)
    } catch { throw error.with { $0.subject = .newCases } }
  }
}

extension TableNotice {
  /// What is said where numbers are read with the marks that were declared for the cases of the run.
  fileprivate static func inherited(
    _ rules: CellRules,
    statedAs stated: CellRules
  ) -> TableNotice? {
    guard rules.decimal != stated.decimal || rules.thousands != stated.thousands else { return nil }
    let marks = [
      rules.decimal.map { "a \($0.rawValue) before decimals" },
      rules.thousands.map { "\($0 == .space ? "spaces" : "\($0.rawValue)s") between thousands" },
    ].compactMap { $0 }
    return TableNotice(
      code: "numbers-as-in-the-run",
      message: "the numbers of the new cases are read as those of the run were, with "
        + marks.joined(separator: " and ")
    )
  }
}

extension Formula.Response {
  /// The number of trials of a row of a table of new cases; nil where it does not say.
  fileprivate func trials(of row: Int, in table: Table) -> Int? {
    guard case .column(let name)? = trials, let values = table[name]?.values else { return nil }
    switch values.conditionValue(row) {
    case .code(let code)?: return code ? 1 : 0
    case .number(let number)?: return number >= 0 ? Int(exactly: number) : nil
    default: return nil
    }
  }
}

extension PredictorMatrix {
  /// These rows, then others.
  fileprivate func appending(_ other: PredictorMatrix) -> PredictorMatrix {
    let (first, second) = (matrix, other.matrix)
    let count = first.rowCount
    let both = TiledMatrix(
      rowCount: count + second.rowCount,
      columnCount: first.columnCount,
      panelRows: TiledMatrix.panelRows(columnCount: first.columnCount)
    ) { rows in
      (0..<first.columnCount).flatMap { column in
        rows.map { $0 < count ? first[$0, column] : second[$0 - count, column] }
      }
    }
    return PredictorMatrix(
      matrix: both,
      offset: offset + other.offset,
      caseNames: caseNames + other.caseNames,
      lines: lines + other.lines,
      rows: rows + other.rows,
      droppedCases: droppedCases + other.droppedCases
    )
  }
}

/// Everything that `check` says of a run: whether the model could have made the outcomes, whether its
/// predictions are calibrated and how good they are, and what the prior alone says under separation.
public struct ModelCheck: Sendable {
  /// The counts of successes under the prior; nil where a prior is flat, so that nothing can be predicted.
  public let prior: PredictiveChecks?
  /// The counts of successes under the posterior.
  public let posterior: PredictiveChecks
  /// Leave-one-out predictions and what they are worth; nil where rows stand for several cases, or cases
  /// are more than are written about one by one.
  public let predictive: Predictive?
  /// What the prior says of separating conditions.
  public let partialPriors: [PartialPriorPrediction]
  /// The columns that separate and have no such distribution: they have more than two values, are pushed
  /// both ways, or have a flat prior.
  public let otherSeparators: [String]
  /// What is to be known of the prediction of each case from the others; none where there are none.
  public let caveatsOfCases: [Caveat.OfCase]
  /// What the reader of the run was warned of.
  public let warnings: [AnalysisWarning]

  /// What the leave-one-out predictions are worth.
  public struct Predictive: Sendable {
    /// The cases, in the order of the data.
    public let cases: [CasePrediction]
    /// Brier score, log score, area under the curve.
    public let scores: PredictionScores
    /// The same cases predicted by the base rate alone, and how the model compares with it.
    public let baseRate: BaseRatePrediction
    /// Reliability.
    public let calibration: CalibrationCurve
    /// The transform of the outcomes.
    public let transform: ProbabilityIntegralTransform
    /// The k-hat above which a smoothed prediction is not to be trusted.
    public let threshold: Double
    /// The cases that nothing can be said of, because the posterior without them does not exist; they are
    /// not among ``cases``.
    public let undefinedCases: [String]
    /// The cases whose refit failed a check of its draws.
    public let failedRefits: [String]

    /// The cases predicted by weights that cannot be trusted.
    public var unreliableCases: [String] {
      cases.filter { $0.isOver(threshold) }.map(\.name)
    }
  }

  /// The most counts that are drawn: with many cells, fewer draws are used.
  private static let cellLimit = 20_000_000
  /// The fewest draws used.
  private static let leastDraws = 200

  /// Takes what ``SavedRun/check(groupColumn:refitting:)`` says of a run.
  fileprivate init(
    _ run: SavedRun,
    groupColumn: String?,
    refitting policy: SavedRun.RefitPolicy
  ) async throws {
    let input = run.input
    let model = input.model
    guard model.dimension > 0 else { throw RunError(.noCoefficients, path: run.path) }
    guard input.hasCertainCodes else { throw RunError(.uncertainCodes, path: run.path) }
    let cells = PredictiveCells(
      model,
      input.design,
      grouping: try groupColumn.map { try run.grouping(by: $0) }
    )
    let used = Self.positions(of: run.coefficients, cellCount: cells.cells.count)
    let seed = input.options.run.seed
    if model.prior.isProper {
      var random = RandomStream(seed: seed, purpose: .priorPredictive)
      let count = used.count / max(1, model.dimension)
      let positions = (0..<count).flatMap { _ in model.prior.draw(using: &random) }
      prior = PredictiveChecks(
        at: positions,
        of: model,
        cells: cells,
        seed: seed,
        purpose: .priorPredictive
      )
    } else {
      prior = nil
    }
    var posterior = PredictiveChecks(
      at: used,
      of: model,
      cells: cells,
      seed: seed,
      purpose: .simulation
    )
    for (index, subject) in cells.subjects.enumerated() {
      guard let pattern = subject.pattern else { continue }
      let limit = input.separation.limit(ofPredictor: model.design.matrix.row(pattern))
      posterior.checks[index].caveats = Caveat.of(limit)
    }
    self.posterior = posterior
    caveatsOfCases = input.isPointwise ? run.caveatsOfCases() : []
    warnings = run.warnings
    predictive =
      input.isPointwise
      ? Predictive(try await run.casePredictions(refitting: policy), seed: seed) : nil
    let partial = PartialPriorPrediction.all(
      model,
      input.separation,
      medians: input.design.medians,
      draws: run.coefficients
    )
    partialPriors = partial
    otherSeparators = input.separation.columns.filter { report in
      report.limit != .finite && report.limit != .notIdentified
        && !partial.contains { $0.coefficient == report.name }
    }.map(\.name)
  }

  /// Evenly spaced draws, as many as the number of cells allows.
  private static func positions(of draws: Draws, cellCount: Int) -> [Double] {
    let all = draws.chains.flatMap(\.values)
    let dimension = draws.parameterNames.count
    let count = min(draws.count, max(leastDraws, cellLimit / max(1, cellCount)))
    guard count < draws.count else { return all }
    return (0..<count).flatMap { index in
      let draw = (2 * index + 1) * draws.count / (2 * count)
      return all[(draw * dimension)..<((draw + 1) * dimension)]
    }
  }
}

extension SavedRun {
  /// Checks the model of the run.
  ///
  /// O(draws x rows x columns). The same run gives the same bytes.
  ///
  /// - Parameters:
  ///   - groupColumn: A column of the cases to count the outcomes by; nil: none.
  ///   - policy: Which cases the model is refitted without; the others are predicted by smoothed weights.
  /// - Returns: What was found.
  /// - Throws: ``DataError`` where there is no such column; ``RunError`` where the run keeps no cases, or codes
  ///   are uncertain; ``CaseComparisonError`` where a log likelihood is not a number.
  public func check(
    groupColumn: String? = nil,
    refitting policy: RefitPolicy = .automatic
  ) async throws -> ModelCheck {
    try await ModelCheck(self, groupColumn: groupColumn, refitting: policy)
  }
}

extension ModelCheck.Predictive {
  fileprivate init?(_ predictions: CasePredictions, seed: UInt64) {
    let cases = predictions.cases
    guard cases.contains(where: { $0.trials > 0 }) else { return nil }
    self.cases = cases
    undefinedCases = predictions.undefinedCases
    failedRefits = predictions.failedRefits
    scores = PredictionScores(cases)
    baseRate = BaseRatePrediction(cases, monteCarloError: predictions.monteCarloError)
    // Random numbers of their own: neither changes with the other, or with what else is counted.
    var bands = RandomStream(seed: seed, purpose: .simulation, name: "calibration")
    calibration = CalibrationCurve(cases, using: &bands)
    transform = ProbabilityIntegralTransform(cases, seed: seed)
    threshold = predictions.threshold
  }
}

extension SavedRun {
  /// The value of a column of the cases in each row of the design.
  fileprivate func grouping(by name: String) throws -> PredictiveCells.Grouping {
    guard let table = input.problem.savedCases?.table else {
      throw RunError(.sourceGone(input.data.name), path: path)
    }
    guard let column = table[name] else {
      throw DataError(
        .unknownColumn,
        file: path + "/" + SavedCases.fileName,
        place: .init(name),
        accepted: table.columns.map(\.name)
      )
    }
    return PredictiveCells.Grouping(
      column: name,
      values: input.design.rows.map { column.values.text($0) }
    )
  }
}

extension Column.Values {
  /// The value of a row in words; `missing` where there is none.
  func text(_ row: Int) -> String {
    switch self {
    case .coded(let codes): codes[row].map { $0 ? "yes" : "no" } ?? "missing"
    case .numeric(let numbers): numbers[row].map { Expression.text(of: $0) } ?? "missing"
    case .text(let words): words[row] ?? "missing"
    }
  }
}

extension DesignMatrix {
  /// The median of each column over the cases; the smaller of the two middle values of an even number.
  fileprivate var medians: [Double] {
    let weights = counts ?? [Double](repeating: 1, count: matrix.rowCount)
    let half = 0.5 * weights.reduce(0, +)
    return (0..<matrix.columnCount).map { index in
      let order = SortOrder(matrix.column(index))
      var sum = 0.0
      for (value, place) in zip(order.sorted, order.places) {
        sum += weights[place]
        if sum >= half { return value }
      }
      return .nan
    }
  }
}

extension ModelCheck {
  /// The counts as a table.
  public var countTable: DelimitedWriter { CheckExport.table(prior: prior, posterior: posterior) }

  /// What the other cases say of each case, as a table; nil where nothing is said of single cases.
  public var caseTable: DelimitedWriter? {
    predictive.map {
      CheckExport.table(
        $0.cases,
        $0.transform,
        $0.calibration,
        caveats: Dictionary(caveatsOfCases.map { ($0.name, $0.caveats) }) { first, _ in first }
      )
    }
  }

  /// Everything as JSON.
  public var json: JSON {
    [
      "conclusion": .optional((predictive?.baseRate.conclusion).map(JSON.string)),
      "prior_predictive": prior.map(CheckExport.json) ?? .null,
      "posterior_predictive": CheckExport.json(posterior),
      "leave_one_out": predictive.map { predictive in
        [
          "scores": CheckExport.json(predictive.scores),
          "base_rate": CheckExport.json(predictive.baseRate),
          "calibration": CheckExport.json(predictive.calibration),
          "pit": [
            "randomised": true,
            "largest_difference": .number(predictive.transform.largestDifference),
            "p": .number(predictive.transform.pValue),
          ],
          "pareto_k_threshold": .number(predictive.threshold),
          "unreliable_cases": .array(predictive.unreliableCases.map(JSON.string)),
          "undefined_cases": .array(predictive.undefinedCases.map(JSON.string)),
          "failed_refits": .array(predictive.failedRefits.map(JSON.string)),
        ]
      } ?? .null,
      "partial_prior": .array(partialPriors.map(CheckExport.json)),
      "separating_without_partial_prior": .array(otherSeparators.map(JSON.string)),
      "warnings": .array(warnings.map(\.json)),
    ]
  }
}

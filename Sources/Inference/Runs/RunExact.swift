/// The exact posterior of a run whose own estimates are exact, made again for a question: the same lattice, so that
/// a quantity has the digits that the run wrote.
extension SavedRun {
  /// The number of different rows up to which all probabilities are integrated; of more, only those of the
  /// configurations of the run.
  static let exactRowLimit = 512
  /// How many are integrated at a time.
  private static let exactBatch = 64
  /// The cost, in milliseconds, up to which averages that no fit reports are integrated.
  private static let exactLimit = 1000.0

  /// The model to integrate; nil where the estimates of the run are not exact, or its files were edited.
  private var exactModel: BinaryRegression? {
    estimates?.from == "exact" && editedFiles.isEmpty ? input.posterior.normalized : nil
  }

  /// Whether the probabilities of the run are exact too.
  private var hasExactProbabilities: Bool {
    exactModel != nil && (estimates?.probabilitiesFrom ?? "exact") == "exact"
  }

  /// The posterior with what is asked for; nil where estimates are those of the draws.
  func exactPosterior(_ request: ExactRequest) -> ExactPosterior? {
    guard let model = exactModel,
      let posterior = try? request.posterior(of: model, input.options), posterior.isExact
    else { return nil }
    return posterior
  }

  /// The number of draws that an exact number is held against.
  var heldAgainst: Int { input.options.run.drawCount }

  /// The posterior of the probability at each row, where it is known better than from draws.
  func exactProbabilities(at rows: PredictorMatrix) -> [ExactQuantity?] {
    let none = [ExactQuantity?](repeating: nil, count: rows.matrix.rowCount)
    guard hasExactProbabilities else { return none }
    var (distinct, places) = distinctRows(of: rows) { _ in true }
    if distinct.rows.count > Self.exactRowLimit {
      let patterns = input.model.design.patterns(equalTo: rows)
      (distinct, places) = distinctRows(of: rows) { patterns[$0] != nil }
    }
    var quantities: [ExactQuantity?] = []
    for first in stride(from: 0, to: distinct.rows.count, by: Self.exactBatch) {
      let batch = first..<min(first + Self.exactBatch, distinct.rows.count)
      let request = ExactRequest(
        rows: Array(distinct.rows[batch]),
        offsets: Array(distinct.offsets[batch])
      )
      guard let posterior = exactPosterior(request) else { return none }
      quantities += posterior.probabilities.map { $0.better(thanFromDraws: heldAgainst) }
    }
    return places.map { $0.flatMap { quantities[$0] } }
  }

  private func distinctRows(
    of rows: PredictorMatrix,
    where isWanted: (Int) -> Bool
  ) -> (DistinctRows, places: [Int?]) {
    var distinct = DistinctRows()
    let places = (0..<rows.matrix.rowCount).map { row in
      isWanted(row) ? distinct.place(of: rows.matrix.row(row), offset: rows.offset[row]) : nil
    }
    return (distinct, places)
  }

  /// What is known exactly of some effects; empty where nothing is.
  ///
  /// - Parameters:
  ///   - effects: The effects.
  ///   - isReported: Whether they are over the cases fitted, so that a fit may have reported them.
  ///   - extent: What of each is wanted.
  /// - Returns: What is known of each.
  func exactEffects(
    _ effects: FittedEffects,
    isReported: Bool,
    extent: EffectEstimate.Extent
  ) -> [ExactEffect?] {
    guard let model = exactModel, let compared = try? effects.averages() else { return [] }
    var request = ExactRequest(averages: compared)
    request.extent = extent
    if isReported, FittedEffects(of: input) != nil {
      // As the run has them, which is the same for all of them.
      guard ExactAnswer.comparedRows(input, model, exactRequestOfFit) != nil else { return [] }
    } else {
      guard let cost = request.milliseconds(model), cost <= Self.exactLimit else { return [] }
    }
    guard let posterior = exactPosterior(request) else { return [] }
    return compared.effects(of: posterior, drawCount: heldAgainst)
  }

  /// The rows that the fit integrated probabilities for.
  private var exactRequestOfFit: ExactRequest {
    hasExactProbabilities ? ExactAnswer.predicted(input).request : ExactRequest()
  }

  /// What is known exactly of changes from one scenario to another; the two rows of a change follow each other.
  func exactContrasts(_ rows: PredictorMatrix) -> [ExactEffect?] {
    let count = rows.matrix.rowCount / 2
    let none = [ExactEffect?](repeating: nil, count: count)
    guard hasExactProbabilities, count <= Self.exactBatch / 2 else { return none }
    var compared = ComparedRows()
    for pair in 0..<count {
      let places = [2 * pair, 2 * pair + 1].map {
        compared.rows.place(of: rows.matrix.row($0), offset: rows.offset[$0])
      }
      compared.add(
        AverageChange(
          before: [RowShare(row: places[0], weight: 1)],
          after: [RowShare(row: places[1], weight: 1)]
        ),
        deciding: DecidingCoefficient(
          from: rows.matrix.row(2 * pair),
          to: rows.matrix.row(2 * pair + 1),
          offsets: (rows.offset[2 * pair], rows.offset[2 * pair + 1])
        )
      )
    }
    let request = ExactRequest(
      rows: (0..<(2 * count)).map { rows.matrix.row($0) },
      offsets: rows.offset,
      averages: compared
    )
    guard let posterior = exactPosterior(request) else { return none }
    // The probability at one row is that of `predict`.
    return compared.effects(
      of: posterior,
      drawCount: heldAgainst,
      ends: (0..<count).map {
        (posterior.probabilities[2 * $0], posterior.probabilities[2 * $0 + 1])
      }
    )
  }

  /// A hypothesis about what has an exact distribution; nil where it is about anything else.
  ///
  /// - Throws: ``FormulaError`` about a scenario.
  func exactTest(
    _ hypothesis: Hypothesis,
    _ fitted: FittedConditions,
    _ interval: CredibleInterval
  ) throws -> HypothesisTest? {
    let names = input.model.parameterNames
    guard exactModel != nil, let form = ExactHypothesis(hypothesis, coefficients: names) else {
      return nil
    }
    let quantity: ExactQuantity?
    switch form {
    case .coefficient(let index, _, _):
      quantity = exactPosterior(ExactRequest())?.coefficients[index]
    case .probability(let scenario, _, _):
      quantity = exactProbabilities(at: try fitted.encode([fitted.resolve(scenario)]))[0]
    case .difference(let one, let other):
      let rows = try fitted.encode([fitted.resolve(other), fitted.resolve(one)])
      quantity = exactContrasts(rows)[0]?.difference
    }
    return quantity.flatMap {
      HypothesisTest(
        hypothesis,
        form,
        quantity: $0,
        interval: interval,
        drawCount: heldAgainst
      )
    }
  }
}

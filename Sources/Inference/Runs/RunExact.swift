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
    var found = distinctRows(of: rows) { _ in true }
    if found == nil {
      let patterns = input.model.design.patterns(equalTo: rows)
      found = distinctRows(of: rows) { patterns[$0] != nil }
    }
    guard let (distinct, places) = found else { return none }
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

  /// The different rows among those wanted, and the place of each row there; nil where these are too many.
  private func distinctRows(
    of rows: PredictorMatrix,
    where isWanted: (Int) -> Bool
  ) -> (DistinctRows, places: [Int?])? {
    var distinct = DistinctRows()
    var places = [Int?](repeating: nil, count: rows.matrix.rowCount)
    for row in places.indices where isWanted(row) {
      places[row] = distinct.place(of: rows.matrix.row(row), offset: rows.offset[row])
      if distinct.rows.count > Self.exactRowLimit { return nil }
    }
    return (distinct, places)
  }

  /// What is known exactly of some effects; empty where nothing is.
  ///
  /// - Parameters:
  ///   - effects: The effects.
  ///   - isReported: Whether they are over the cases fitted, so that a fit may have reported them.
  /// - Returns: What is known of each.
  func exactEffects(_ effects: FittedEffects, isReported: Bool) -> [ExactEffect?] {
    guard let model = exactModel, let compared = try? effects.averages() else { return [] }
    let request = ExactRequest(averages: compared)
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

  /// What is known exactly of the change from one scenario to another.
  struct ExactContrast: Sendable {
    /// The means and the direction.
    let effect: ExactEffect
    /// The probabilities, as `predict` has them.
    let before: ExactQuantity?
    let after: ExactQuantity?
    /// The coefficient that is all of the change on the scale of log-odds, and how often; nil: there is no such one.
    let coefficient: (quantity: ExactQuantity, step: Double)?

    /// A contrast from draws with what was integrated of it.
    func replacing(_ drawn: EffectEstimate, _ interval: CredibleInterval) -> EffectEstimate {
      func whole(_ quantity: ExactQuantity?, _ drawn: QuantityEstimate?) -> QuantityEstimate? {
        quantity.map { QuantityEstimate(exact: $0, interval: interval, beside: drawn) }
      }
      return drawn.replacing(
        effect,
        ends: (whole(before, drawn.before), whole(after, drawn.after)),
        oddsRatio: coefficient.map {
          QuantityEstimate(oddsFactor: $0.quantity, step: $0.step, interval: interval)
        }
      )
    }
  }

  /// What is known exactly of changes from one scenario to another; the two rows of a change follow each other.
  func exactContrasts(_ rows: PredictorMatrix) -> [ExactContrast?] {
    let count = rows.matrix.rowCount / 2
    let none = [ExactContrast?](repeating: nil, count: count)
    guard hasExactProbabilities, count <= Self.exactBatch / 2 else { return none }
    func row(_ index: Int) -> [Double] { rows.matrix.row(index) }
    var compared = ComparedRows()
    let deciding = (0..<count).map { pair in
      DecidingCoefficient(
        from: row(2 * pair),
        to: row(2 * pair + 1),
        offsets: (rows.offset[2 * pair], rows.offset[2 * pair + 1])
      )
    }
    for pair in 0..<count {
      let places = [2 * pair, 2 * pair + 1].map {
        compared.rows.place(of: row($0), offset: rows.offset[$0])
      }
      compared.add(
        AverageChange(
          before: [RowShare(row: places[0], weight: 1)],
          after: [RowShare(row: places[1], weight: 1)]
        ),
        deciding: deciding[pair]
      )
    }
    let request = ExactRequest(
      rows: (0..<(2 * count)).map(row),
      offsets: rows.offset,
      averages: compared
    )
    guard let posterior = exactPosterior(request) else { return none }
    let effects = compared.effects(of: posterior, drawCount: heldAgainst)
    return (0..<count).map { pair in
      effects[pair].map { effect in
        let isLogit = input.model.link == .logit
        let coefficient = deciding[pair].flatMap { deciding in
          posterior.coefficients[deciding.index].better(thanFromDraws: heldAgainst)
            .map { ($0, row(2 * pair + 1)[deciding.index] - row(2 * pair)[deciding.index]) }
        }
        return ExactContrast(
          effect: effect,
          before: posterior.probabilities[2 * pair].better(thanFromDraws: heldAgainst),
          after: posterior.probabilities[2 * pair + 1].better(thanFromDraws: heldAgainst),
          coefficient: isLogit ? coefficient : nil
        )
      }
    }
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
    case .difference: return nil
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

  /// A test from draws with what was integrated where it is about one probability less another: as `contrast` has it.
  ///
  /// - Throws: ``FormulaError`` about a scenario.
  func replacing(_ drawn: HypothesisTest, _ fitted: FittedConditions) throws -> HypothesisTest {
    guard exactModel != nil,
      case .difference(let one, let other)? = ExactHypothesis(drawn.hypothesis, coefficients: []),
      let contrast = try exactContrasts(
        fitted.encode([other, one].map { try fitted.resolve($0) })
      )[0]
    else { return drawn }
    return HypothesisTest(
      drawn.hypothesis,
      difference: contrast.effect.replacing(drawn.difference, \.difference) ?? drawn.difference,
      evidence: contrast.effect.direction.map {
        DirectionEvidence(exact: drawn.hypothesis.comparison == .greater ? $0 : $0.complement)
      } ?? drawn.evidence
    )
  }
}

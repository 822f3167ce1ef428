/// The posterior probability of the outcome at a place of the space of conditions, observed or not.
public struct ScenarioPrediction: Sendable, Equatable {
  /// What kind of place it is.
  public enum Kind: String, Sendable {
    /// One that was asked for by its values.
    case scenario
    /// A configuration of a grid.
    case configuration
    /// A case of another table.
    case newCase = "new case"
  }

  /// What kind of place it is.
  public let kind: Kind
  /// The name of the case, or the values of the conditions in words.
  public let name: String
  /// The values of the conditions.
  public let scenario: ResolvedScenario
  /// The nearest configuration observed.
  public let nearest: ObservedConfigurations.Nearest
  /// The conditions whose numbers lie outside the range observed.
  public let outside: [String]
  /// Successes and trials observed at exactly these values; nil where none were.
  public let observed: Prediction.Observed?
  /// The names of the cases observed there.
  public let cases: [String]
  /// The probability of the outcome in one new case there, on the probability scale.
  public let probability: QuantityEstimate
  /// Which way the data alone push the log-odds.
  public let limit: Separation.Limit
  /// The number of successes in new trials there; nil where none were asked for.
  public let predictive: CountPredictive?
  /// What is to be known of the probability.
  public let caveats: [Caveat]
}

/// A place to predict for: its values, and what to call it.
public struct PredictionPlace: Sendable {
  /// What kind of place it is.
  public let kind: ScenarioPrediction.Kind
  /// What it is called.
  public let name: String
  /// The values of the conditions.
  public let scenario: ResolvedScenario
  /// The number of new trials whose successes are predicted; nil: none.
  public let trials: Int?

  /// Makes a place from its parts.
  public init(
    _ kind: ScenarioPrediction.Kind,
    _ name: String,
    _ scenario: ResolvedScenario,
    trials: Int? = nil
  ) {
    self.trials = trials
    self.kind = kind
    self.name = name
    self.scenario = scenario
  }
}

/// What predictions are made from: a design, its model, and draws of the coefficients.
package struct PredictionBasis {
  /// The design.
  let design: DesignMatrix
  /// The model.
  let model: BinaryRegression
  /// Whether and where the data separate the outcomes.
  let separation: Separation
  /// The conditions of the fit.
  let conditions: FittedConditions
  /// The draws.
  let draws: Draws
  /// What is known exactly of the probability at each place; empty for nothing.
  package var exact: [ExactQuantity?] = []

  /// Keeps what it is given.
  package init(
    design: DesignMatrix,
    model: BinaryRegression,
    separation: Separation,
    conditions: FittedConditions,
    draws: Draws
  ) {
    self.design = design
    self.model = model
    self.separation = separation
    self.conditions = conditions
    self.draws = draws
  }
}

/// Predictions for any places, from the draws of a fit.
public struct ScenarioPredictor: Sendable {
  /// The predictions, in the order of the places.
  public let predictions: [ScenarioPrediction]
  /// The probabilities of every draw, where they were to be kept: a parameter for each
  /// place.
  public let draws: Draws?

  /// Predicts.
  ///
  /// O(places x (draws x columns + configurations x conditions)), and a linear program of the size of
  /// the design for each place where the data separate.
  ///
  /// - Parameters:
  ///   - places: Where.
  ///   - rows: The rows of the design at these places.
  ///   - fit: The design, the model and the draws of the fit.
  ///   - interval: Which interval is reported.
  ///   - keepsDraws: Whether the probabilities of every draw are kept: places x draws numbers.
  /// - Precondition: there is a row for each place.
  package init(
    _ places: [PredictionPlace],
    rows: PredictorMatrix,
    fit: PredictionBasis,
    interval: CredibleInterval,
    keepsDraws: Bool = false
  ) {
    precondition(rows.matrix.rowCount == places.count, "a row for each place")
    let finder = CaveatFinder(fit.design, fit.separation, fit.conditions)
    let patterns = fit.model.design.patterns(equalTo: rows)
    var workspace = VariableDiagnostics.Workspace()
    var predictions: [ScenarioPrediction] = []
    var kept: [[[Double]]] = []
    // A panel of places at a time, for the memory.
    let step = TiledMatrix.tile * 8
    for first in stride(from: 0, to: places.count, by: step) {
      let panel = Array(first..<min(first + step, places.count))
      let all = ProbabilityDraws(
        rows: rows.matrix.selecting(rows: panel),
        offset: panel.map { rows.offset[$0] },
        link: fit.model.link
      ).probabilities(of: fit.draws)
      if keepsDraws { kept += all }
      for (position, index) in panel.enumerated() {
        let place = places[index]
        let pattern = patterns[index]
        let model = fit.model.design
        let row = rows.matrix.row(index)
        let nearest = finder.configurations.nearest(to: place.scenario)
        let drawn = QuantityEstimate(all[position], interval: interval, using: &workspace)
        let exact = fit.exact.isEmpty ? nil : fit.exact[index]
        predictions.append(
          ScenarioPrediction(
            kind: place.kind,
            name: place.name,
            scenario: place.scenario,
            nearest: nearest,
            outside: finder.configurations.outside(of: place.scenario),
            observed: pattern.map {
              .init(successes: model.successes[$0], trials: model.trials[$0])
            },
            cases: pattern.map { model.casesOfPattern[$0].map { fit.design.caseNames[$0] } } ?? [],
            probability: exact.map {
              QuantityEstimate(exact: $0, interval: interval, beside: drawn)
            } ?? drawn,
            limit: fit.separation.limit(ofPredictor: row),
            predictive: place.trials.map {
              CountPredictive(trials: $0, probabilities: all[position], interval: interval)
            },
            caveats: finder.caveats(of: place.scenario, row: row, nearest: nearest)
          )
        )
      }
    }
    self.predictions = predictions
    self.draws = keepsDraws ? Self.sample(places.map(\.name), kept, fit.draws) : nil
  }

  /// The probabilities as a sample whose parameters are the places.
  private static func sample(
    _ names: [String],
    _ values: [[[Double]]],
    _ draws: Draws
  ) -> Draws {
    Draws(
      parameterNames: names,
      chains: draws.chains.enumerated().map { index, chain in
        ChainDraws(
          chain: chain.chain,
          dimension: names.count,
          values: (0..<chain.count).flatMap { draw in values.map { $0[index][draw] } }
        )
      }
    )
  }
}

extension CollapsedDesign {
  /// For each of some rows the pattern of the fit that is equal to it, offset included; nil for none.
  ///
  /// O((rows + patterns) x columns).
  package func patterns(equalTo rows: PredictorMatrix) -> [Int?] {
    var patternOfHash: [UInt64: [Int]] = [:]
    for (pattern, hash) in matrix.rowHashes(seeds: offset).enumerated() {
      patternOfHash[hash, default: []].append(pattern)
    }
    return rows.matrix.rowHashes(seeds: rows.offset).enumerated().map { row, hash in
      patternOfHash[hash]?.first { pattern in
        offset[pattern] == rows.offset[row]
          && (0..<matrix.columnCount).allSatisfy {
            matrix[pattern, $0] == rows.matrix[row, $0]
          }
      }
    }
  }
}

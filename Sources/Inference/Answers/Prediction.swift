/// The posterior probability of the outcome for some values of the predictors.
public struct Prediction: Sendable, Equatable {
  /// What is predicted for.
  public enum Subject: Sendable, Equatable {
    /// All cases with the same values of the predictors.
    case configuration(label: String, cases: [String])
    /// One case of the data.
    case namedCase(String)
    /// A case whose outcome is not known and which was left out of the fit for it.
    case caseWithoutOutcome(String)
  }

  /// What is predicted for.
  public var subject: Subject
  /// Successes observed there, and trials; nil where none could be.
  public var observed: Observed?
  /// The probability of a success: moments, quantiles and their Monte Carlo errors, on the
  /// probability scale.
  public var probability: ParameterSummary
  /// Which way the data alone push the log-odds: only where they bound it do they decide.
  public var limit: Separation.Limit

  /// Successes among trials.
  public struct Observed: Sendable, Equatable {
    /// The number of successes.
    public var successes: Double
    /// The number of trials.
    public var trials: Double
  }
}

/// The posterior probabilities of the configurations seen and of every case.
struct Predictor {
  let model: BinaryRegression
  let draws: Draws
  /// What estimates are made of; nil: of the draws.
  var weighted: WeightedSample?

  /// Among how many threads the work is divided.
  var threads = 1

  /// What is predicted, and where.
  private struct Place {
    let subject: Prediction.Subject
    let name: String
    let row: [Double]
    let offset: Double
    let observed: Prediction.Observed?
  }

  /// The probability of a success, an array for each chain, at a row of predictors.
  private func probabilities(row: [Double], offset: Double) -> [[Double]] {
    draws.chains.map { chain in
      let predictors = (0..<chain.count).map { draw in
        var eta = offset
        let start = draw * chain.dimension
        for column in row.indices { eta += row[column] * chain.values[start + column] }
        return eta
      }
      return model.link.probabilities(predictors)
    }
  }

  private func summary(
    of place: Place,
    using workspace: inout VariableDiagnostics.Workspace
  ) -> ParameterSummary {
    let diagnostics = VariableDiagnostics(
      probabilities(row: place.row, offset: place.offset),
      using: &workspace,
      extent: .summary
    )
    guard let weighted else { return ParameterSummary(name: place.name, diagnostics) }
    let predictors = weighted.linearPredictor(row: place.row, offset: place.offset)
    let values = model.link.probabilities(predictors)
    return ParameterSummary(
      name: place.name,
      diagnostics,
      estimates: WeightedNumbers(values, weights: weighted.weights).estimates
    )
  }

  /// The summary from draws at the row of a configuration or, after those, of a case without an outcome.
  func fromDraws(_ index: Int, name: String, unknown: PredictorMatrix?) -> ParameterSummary {
    let known = model.design.matrix.rowCount
    let (row, offset) =
      if index >= known, let unknown {
        (unknown.matrix.row(index - known), unknown.offset[index - known])
      } else {
        (model.design.matrix.row(index), model.design.offset[index])
      }
    return ParameterSummary(name: name, chains: probabilities(row: row, offset: offset))
  }

  /// From how many probabilities on the work is divided.
  private static let parallelCount = 1 << 17

  private func predictions(
    _ count: Int,
    separation: Separation,
    at place: @Sendable (Int) -> Place
  ) -> [Prediction] {
    let isLarge = count * draws.count >= Self.parallelCount
    let blocks = ConcurrentBlocks.map(count, threads: isLarge ? threads : 1) { block in
      var workspace = VariableDiagnostics.Workspace()
      return block.map { index in
        let wanted = place(index)
        return Prediction(
          subject: wanted.subject,
          observed: wanted.observed,
          probability: summary(of: wanted, using: &workspace),
          limit: separation.limit(ofPredictor: wanted.row)
        )
      }
    }
    return blocks.flatMap { $0 }
  }

  /// One prediction for each distinct row of the design, in order of first appearance.
  func configurations(caseNames: [String], separation: Separation) -> [Prediction] {
    let design = model.design
    return predictions(design.casesOfPattern.count, separation: separation) { pattern in
      let label = design.configurationLabels[pattern]
      return Place(
        subject: .configuration(
          label: label,
          cases: design.casesOfPattern[pattern].map { caseNames[$0] }
        ),
        name: label,
        row: design.matrix.row(pattern),
        offset: design.offset[pattern],
        observed: .init(successes: design.successes[pattern], trials: design.trials[pattern])
      )
    }
  }

  /// One prediction for each case: that of its configuration, under its own name.
  func cases(from configurations: [Prediction], caseNames: [String]) -> [Prediction] {
    caseNames.indices.map { index in
      var prediction = configurations[model.design.patternOfCase[index]]
      prediction.subject = .namedCase(caseNames[index])
      prediction.observed = .init(
        successes: model.successes[index],
        trials: model.trials[index]
      )
      return prediction
    }
  }

  /// One prediction for each case that was left out only because its outcome is not known.
  func casesWithoutOutcome(
    _ predictors: PredictorMatrix,
    separation: Separation
  ) -> [Prediction] {
    predictions(predictors.caseNames.count, separation: separation) { index in
      Place(
        subject: .caseWithoutOutcome(predictors.caseNames[index]),
        name: predictors.caseNames[index],
        row: predictors.matrix.row(index),
        offset: predictors.offset[index],
        observed: nil
      )
    }
  }
}

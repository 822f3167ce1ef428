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

  /// The probability of a success, an array for each chain, at a row of predictors.
  private func probabilities(row: [Double], offset: Double) -> [[Double]] {
    let link = model.link.function
    return draws.chains.map { chain in
      (0..<chain.count).map { draw in
        var eta = offset
        let start = draw * chain.dimension
        for column in row.indices { eta += row[column] * chain.values[start + column] }
        return link.probability(at: eta)
      }
    }
  }

  private func summary(name: String, row: [Double], offset: Double) -> ParameterSummary {
    let diagnostics = VariableDiagnostics(probabilities(row: row, offset: offset))
    guard let weighted else { return ParameterSummary(name: name, diagnostics) }
    let predictors = weighted.linearPredictor(row: row, offset: offset)
    let values = model.link.probabilities(predictors)
    return ParameterSummary(
      name: name,
      WeightedNumbers(values, weights: weighted.weights),
      diagnostics: diagnostics
    )
  }

  private func prediction(
    _ subject: Prediction.Subject,
    name: String,
    row: [Double],
    offset: Double,
    observed: Prediction.Observed?,
    separation: Separation
  ) -> Prediction {
    Prediction(
      subject: subject,
      observed: observed,
      probability: summary(name: name, row: row, offset: offset),
      limit: separation.limit(ofPredictor: row)
    )
  }

  /// One prediction for each distinct row of the design, in order of first appearance.
  func configurations(caseNames: [String], separation: Separation) -> [Prediction] {
    model.design.casesOfPattern.indices.map { pattern in
      let label = model.design.configurationLabels[pattern]
      return prediction(
        .configuration(
          label: label,
          cases: model.design.casesOfPattern[pattern].map { caseNames[$0] }
        ),
        name: label,
        row: model.design.matrix.row(pattern),
        offset: model.design.offset[pattern],
        observed: .init(
          successes: model.design.successes[pattern],
          trials: model.design.trials[pattern]
        ),
        separation: separation
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
    predictors.caseNames.indices.map { index in
      prediction(
        .caseWithoutOutcome(predictors.caseNames[index]),
        name: predictors.caseNames[index],
        row: predictors.matrix.row(index),
        offset: predictors.offset[index],
        observed: nil,
        separation: separation
      )
    }
  }
}

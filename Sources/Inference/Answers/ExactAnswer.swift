/// The exact posterior of an analysis, beside its draws or in place of their estimates.
public struct ExactAnswer: Sendable {
  /// The posterior; nil where it could not be integrated.
  public let posterior: ExactPosterior?
  /// Why there is none, or why it is not exact to tolerance; nil where it is.
  public let reason: String?
  /// Whether it was asked for by name.
  public let isRequested: Bool
  /// What a reader calls each row that it predicts for.
  package let configurations: [String]
  /// How far the estimates of the draws are from it.
  public internal(set) var comparisons: [ExactComparison] = []
  /// Wall time, in seconds.
  public internal(set) var seconds = 0.0

  /// The posterior where it is exact to tolerance.
  public var exact: ExactPosterior? { reason == nil ? posterior : nil }
  /// The posterior that the estimates are taken from: asked for, and exact to tolerance.
  package var source: ExactPosterior? { isRequested ? exact : nil }

  /// The words for one that is not exact to tolerance.
  public var verdict: String {
    reason.map { "not exact to tolerance: " + $0 } ?? "exact (deterministic quadrature)"
  }
}

extension ExactAnswer {
  /// The number of rows up to which probabilities are integrated too.
  static let rowLimit = 64

  /// Integrates the posterior of an input, if it was asked for or costs little.
  ///
  /// Which of the two depends on the model alone, never on a clock. Nil where nothing is to be said.
  package static func make(_ input: AnalysisInput) async -> ExactAnswer? {
    let isRequested = input.options.sampler == .exact
    guard let model = input.posterior.normalized else {
      guard isRequested else { return nil }
      return ExactAnswer(
        posterior: nil,
        reason: input.posterior.whyNotNormalized,
        isRequested: true,
        configurations: []
      )
    }
    var (rows, offsets, names) = predicted(input)
    if !isRequested {
      guard input.options.hasExactBeside, isAffordable(model, rows: 0) else { return nil }
      if !isAffordable(model, rows: rows.count) { (rows, offsets, names) = ([], [], []) }
    }
    var settings = ExactSettings(refines: isRequested)
    (settings.predictorRows, settings.predictorOffsets) = (rows, offsets)
    let clock = ContinuousClock()
    let begin = clock.now
    var answer: ExactAnswer
    do throws(ExactRefusal) {
      let whole =
        input.options.run.threads == 1
        ? try ExactPosterior(model, settings)
        : try await ExactPosterior.concurrently(model, settings)
      let posterior = whole.withoutMoments(of: model)
      answer = ExactAnswer(
        posterior: posterior,
        reason: posterior.isExact
          ? nil : posterior.shortfalls.map(\.phrase).joined(separator: ", "),
        isRequested: isRequested,
        configurations: names
      )
    } catch {
      answer = ExactAnswer(
        posterior: nil,
        reason: error.phrase,
        isRequested: isRequested,
        configurations: []
      )
    }
    answer.seconds = (clock.now - begin).seconds
    return answer
  }

  private static func isAffordable(_ model: BinaryRegression, rows: Int) -> Bool {
    ExactPosterior.estimatedMilliseconds(model, rows: rows).map {
      $0 <= ExactPosterior.limitUnasked
    } ?? false
  }

  /// The rows that probabilities are integrated for: the configurations seen, then the cases without an
  /// outcome; none where there are too many.
  private static func predicted(
    _ input: AnalysisInput
  ) -> (rows: [[Double]], offsets: [Double], names: [String]) {
    let design = input.model.design
    let unknown = input.design.casesWithoutOutcome
    let count = design.matrix.rowCount + (unknown?.caseNames.count ?? 0)
    guard count <= rowLimit else { return ([], [], []) }
    var rows = (0..<design.matrix.rowCount).map { design.matrix.row($0) }
    var offsets = design.offset
    var names = design.casesOfPattern.indices.map { design.configurationLabels[$0] }
    if let unknown {
      rows += unknown.caseNames.indices.map { unknown.matrix.row($0) }
      offsets += unknown.offset
      names += unknown.caseNames
    }
    return (rows, offsets, names)
  }
}

extension ExactPosterior.Shortfall {
  /// The shortfall in words.
  var phrase: String {
    switch self {
    case .logMarginalLikelihood: "the error of the log marginal likelihood"
    case .moments(let name): "the error of the mean or sd of \(name)"
    case .quantiles(let name): "the error of a quantile of \(name)"
    case .pilot: "few pilot points count"
    }
  }
}

// MARK: Estimates

extension ExactAnswer {
  /// Itself with the differences of the draws' estimates.
  func compared(
    with summaries: [ParameterSummary],
    _ predictions: [Prediction]
  ) -> ExactAnswer {
    // One that is not exact to tolerance is no judge: its errors are not known.
    guard let posterior = exact else { return self }
    var result = self
    result.comparisons =
      zip(summaries, posterior.coefficients).map { ExactComparison($0, $1) }
      + zip(predictions, posterior.probabilities).map {
        ExactComparison(
          $0.probability,
          $1,
          subject: "the probability at \($0.probability.name)"
        )
      }
    return result
  }

  /// Summaries with the exact numbers, where those were asked for.
  func replacing(_ summaries: [ParameterSummary]) -> [ParameterSummary] {
    guard let source else { return summaries }
    return zip(summaries, source.coefficients).map { ParameterSummary($0, exact: $1) }
  }

  /// Predictions with the exact probabilities, where those were asked for and integrated, and where their
  /// quantiles are known better than those of the draws.
  func replacing(_ predictions: [Prediction]) -> [Prediction] {
    guard let source, source.probabilities.count == predictions.count else { return predictions }
    return zip(predictions, source.probabilities).map { prediction, exact in
      guard exact.isKnownBetter(than: prediction.probability) else { return prediction }
      var prediction = prediction
      prediction.probability = ParameterSummary(prediction.probability, exact: exact)
      return prediction
    }
  }
}

extension ExactQuantity {
  /// Whether no quantile has an error beyond the largest Monte Carlo error of an estimate.
  fileprivate func isKnownBetter(than summary: ParameterSummary) -> Bool {
    let errors = [0.05, 0.5, 0.95].map { quantile($0).error }
    let monteCarlo = [summary.mcseQ5, summary.mcseMedian, summary.mcseQ95]
    return errors.reduce(0, max) <= monteCarlo.reduce(0, max)
  }
}

extension AnalysisEngine {
  /// Itself, with what became of an exact posterior that was asked for.
  func explained(by answer: ExactAnswer?) -> AnalysisEngine {
    guard let answer, answer.isRequested else { return self }
    var result = self
    let own = reason.map { "; \(sampler.rawValue) because \($0)" } ?? ""
    result.reason =
      answer.exact == nil
      ? answer.verdict + own : "the estimates are exact, the draws are for what needs draws" + own
    return result
  }
}

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
  /// The effects that every fit reports, as far as they were integrated; empty for none.
  let effects: [ExactEffect?]
  /// How far the estimates of the draws are from it.
  public internal(set) var comparisons: [ExactComparison] = []
  /// Wall time, in seconds.
  public internal(set) var seconds = 0.0

  /// The posterior where it is exact to tolerance.
  public var exact: ExactPosterior? { reason == nil ? posterior : nil }
  /// The posterior that the estimates are taken from, asked for or not: one that is exact to tolerance.
  package var source: ExactPosterior? { exact }

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
      return isRequested ? ExactAnswer(input.posterior.whyNotNormalized) : nil
    }
    var (request, names) = predicted(input)
    if !isRequested {
      guard input.options.hasExactBeside, ExactRequest().isAffordable(model) else { return nil }
      if !request.isAffordable(model) { (request, names) = (ExactRequest(), []) }
    }
    let compared = comparedRows(input, model, request)
    request.averages = compared
    let clock = ContinuousClock()
    let begin = clock.now
    var answer: ExactAnswer
    do throws(ExactRefusal) {
      let posterior = try request.posterior(of: model, input.options)
      answer = ExactAnswer(
        posterior: posterior,
        reason: posterior.isExact
          ? nil : posterior.shortfalls.map(\.phrase).joined(separator: ", "),
        isRequested: isRequested,
        configurations: names,
        effects: compared?.effects(of: posterior, drawCount: input.options.run.drawCount) ?? []
      )
    } catch {
      answer = ExactAnswer(error.phrase, isRequested: isRequested)
    }
    answer.seconds = (clock.now - begin).seconds
    return answer
  }

  private init(_ reason: String?, isRequested: Bool = true) {
    self.init(
      posterior: nil,
      reason: reason,
      isRequested: isRequested,
      configurations: [],
      effects: []
    )
  }

  /// The rows of the effects that every fit reports; nil where there are none, or where averages over them would
  /// cost much more than all the rest.
  package static func comparedRows(
    _ input: AnalysisInput,
    _ model: BinaryRegression,
    _ request: ExactRequest
  ) -> ComparedRows? {
    guard let effects = FittedEffects(of: input), let compared = try? effects.averages() else {
      return nil
    }
    var whole = request
    whole.averages = compared
    guard let cost = whole.milliseconds(model), let rest = request.milliseconds(model),
      cost <= max(3 * ExactPosterior.limitUnasked, 2 * rest)
    else { return nil }
    return compared
  }

  /// The rows that probabilities are integrated for: the configurations seen, then the cases without an
  /// outcome; none where there are too many.
  package static func predicted(
    _ input: AnalysisInput
  ) -> (request: ExactRequest, names: [String]) {
    let design = input.model.design
    let unknown = input.design.casesWithoutOutcome
    let count = design.matrix.rowCount + (unknown?.caseNames.count ?? 0)
    guard count <= rowLimit else { return (ExactRequest(), []) }
    var rows = (0..<design.matrix.rowCount).map { design.matrix.row($0) }
    var offsets = design.offset
    var names = design.casesOfPattern.indices.map { design.configurationLabels[$0] }
    if let unknown {
      rows += unknown.caseNames.indices.map { unknown.matrix.row($0) }
      offsets += unknown.offset
      names += unknown.caseNames
    }
    return (ExactRequest(rows: rows, offsets: offsets), names)
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

  /// Summaries with the exact numbers, where it is exact to tolerance.
  func replacing(_ summaries: [ParameterSummary]) -> [ParameterSummary] {
    guard let source else { return summaries }
    return zip(summaries, source.coefficients).map { ParameterSummary($0, exact: $1) }
  }

  /// Predictions with the exact probabilities, where those were integrated and are known better than from so
  /// many independent draws, and with those of the draws elsewhere: as whoever reads the run will have them.
  func replacing(
    _ predictions: [Prediction],
    by count: Int,
    otherwise fromDraws: (_ index: Int, _ name: String) -> ParameterSummary
  ) -> [Prediction] {
    guard let source, source.probabilities.count == predictions.count else { return predictions }
    return predictions.indices.map { index in
      var prediction = predictions[index]
      let exact = source.probabilities[index]
      prediction.probability =
        exact.isKnownBetter(thanFromDraws: count)
        ? ParameterSummary(prediction.probability, exact: exact)
        : fromDraws(index, prediction.probability.name)
      return prediction
    }
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

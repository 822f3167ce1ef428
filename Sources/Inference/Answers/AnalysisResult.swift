/// What an analysis found: the draws and everything computed from them.
public struct AnalysisResult: Sendable {
  /// The model, the data and the options.
  public let input: AnalysisInput
  /// The draws that were made; the chains of a run stopped early are cut to one length.
  public let draws: Draws
  /// Which sampler made the draws, and why.
  public let engine: AnalysisEngine
  /// `lprior` and `log_lik[i]` of the draws.
  public let quantities: GeneratedQuantities
  /// The points that the estimates are made of; nil: they are made of the draws.
  public let weighted: WeightedSample?
  /// The posterior without Monte Carlo error, or why there is none; nil where it was not looked for.
  public let exact: ExactAnswer?
  /// Whether the probabilities are estimated from ``weighted`` too, which costs too much for many rows.
  public let areProbabilitiesWeighted: Bool
  /// One summary for each coefficient.
  public let summaries: [ParameterSummary]
  /// The checks of the draws.
  public let diagnostics: DiagnosticsReport
  /// The probability of the outcome in each configuration seen.
  public let configurations: [Prediction]
  /// The probability of the outcome in each case.
  public let cases: [Prediction]
  /// The average effect of each condition over the cases fitted, with the standard interval and region; empty
  /// where there are no conditions, or so many cases or conditions that it takes long.
  public let effects: [EffectEstimate]
  /// How much each coefficient moves when the prior, or the likelihood, counts for a little more or less.
  public let powerScaling: PowerScaling
  /// What the reader of the answer must know.
  public let warnings: [AnalysisWarning]
  /// What the answer rests on; nil where it was not looked for.
  public package(set) var basis: AnswerBasis?
  /// Whether the run was stopped early.
  public let isPartial: Bool
  /// Wall time of drawing, in seconds.
  public package(set) var samplingSeconds = 0.0
  /// Wall time of everything computed from the draws, in seconds.
  public package(set) var diagnosingSeconds = 0.0

  /// Whether the run is whole, no check of the draws failed and nothing else speaks against them.
  public var isTrustworthy: Bool {
    FitJudgement(report: diagnostics, unsettled: engine.unsettled, isPartial: isPartial)
      .isTrustworthy
  }

  package init(input: AnalysisInput, fit: Fit, exact: ExactAnswer? = nil) {
    engine = fit.engine.explained(by: exact)
    weighted = fit.weighted
    isPartial = fit.isPartial
    draws = fit.draws
    let model = input.model
    let (pointwise, threads) = (input.hasLogLikelihoods, input.options.run.threads)
    func logDensities(under model: some PosteriorModel) -> GeneratedQuantities {
      PosteriorQuantities.logDensities(
        of: fit.draws,
        under: model,
        pointwise: pointwise,
        threads: threads
      )
    }
    quantities =
      switch input.posterior {
      case .independent(let posterior): logDensities(under: posterior)
      case .jeffreys(let posterior): logDensities(under: posterior)
      case .completions(let posterior): logDensities(under: posterior)
      }
    diagnostics = fit.judge().report
    let summaries = fit.weighted.map(diagnostics.summaries) ?? diagnostics.summaries
    let predictor = Predictor(
      model: model,
      draws: input.posterior.coefficients(of: draws),
      weighted: fit.weighted?.forProbabilities(of: input),
      threads: input.options.run.threads
    )
    areProbabilitiesWeighted = predictor.weighted != nil
    let names = input.design.caseNames
    let isReported =
      input.options.isPointwise
      || model.design.matrix.rowCount <= AnalysisOptions.pointwiseLimit
    let configurations =
      isReported
      ? predictor.configurations(caseNames: names, separation: input.separation) : []
    let unknown =
      isReported
      ? input.design.casesWithoutOutcome.map {
        predictor.casesWithoutOutcome($0, separation: input.separation)
      } ?? [] : []
    let answer = exact?.compared(with: summaries, configurations + unknown)
    self.exact = answer
    self.summaries = answer?.replacing(summaries) ?? summaries
    let predictions =
      answer?.replacing(configurations + unknown, by: input.options.run.drawCount) { index, name in
        predictor.fromDraws(index, name: name, unknown: input.design.casesWithoutOutcome)
      } ?? configurations + unknown
    self.configurations = Array(predictions.prefix(configurations.count))
    cases =
      (isReported && input.isPointwise
        ? predictor.cases(from: self.configurations, caseNames: names) : [])
      + predictions.dropFirst(configurations.count)
    effects =
      FittedEffects(of: input)?.reported(
        input,
        exact: answer?.source == nil ? [] : answer?.effects ?? [],
        draws: predictor.draws
      ) ?? []
    self.input = input
    let scaling = PowerScaling(draws, under: model, quantities: quantities)
    powerScaling = scaling
    let found =
      input.warnings + fit.warnings
      + (answer.flatMap(AnalysisWarning.discrepancy).map { [$0] } ?? [])
    warnings =
      found
      + AnalysisWarning.priorWarnings(
        model,
        self.summaries,
        scaling,
        at: input.posterior.layout.range(of: .coefficients)
      )
  }
}

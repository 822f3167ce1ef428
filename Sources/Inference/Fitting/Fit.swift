/// A fit: draws, or weighted points beside them, and what made them.
package struct Fit: Sendable {
  /// The model that was fitted.
  package let model: BinaryRegression
  /// What was asked of the sampler.
  let settings: FitSettings
  /// The draws: all that were made, but that chains of a run stopped early are cut to one length.
  package let draws: Draws
  /// The number of draws that each chain made.
  let drawn: [Int]
  /// Which sampler made the draws, and why.
  package let engine: AnalysisEngine
  /// The points that estimates are made of; nil: they are made of the draws.
  let weighted: WeightedSample?
  /// How long draws were judged before they were accepted, in seconds.
  package let judgingSeconds: Double

  /// Whether the fit was stopped early.
  package var isPartial: Bool { drawn.contains { $0 < settings.run.draws } }

  /// The weighted points, or else the draws with equal weights.
  var points: WeightedSample { weighted ?? WeightedSample(draws) }

  /// What the reader must know of how the draws came about.
  var warnings: [AnalysisWarning] {
    (isPartial ? [.partial(drawn, of: settings.run.draws)] : [])
      + (engine.unsettled.map { [.unsettled($0)] } ?? [])
  }
}

extension Fit {
  /// What chains make a fit; nil where none has a draw.
  init?(_ model: BinaryRegression, _ settings: FitSettings, _ made: DrawnChains) {
    drawn = made.chains.map(\.count)
    guard let longest = drawn.max(), longest > 0 else { return nil }
    self.model = model
    self.settings = settings
    // A chain that had only begun when the run was stopped would cut all others down to its length.
    draws = Draws(
      parameterNames: model.parameterNames,
      chains: made.chains.filter { 2 * $0.count >= longest }
    ).cutToShortestChain()
    engine = made.engine
    weighted = made.weighted
    judgingSeconds = made.judgingSeconds
  }

  /// Judges the draws: the one place that says which checks a sampler's draws are held against.
  ///
  /// A heavy tail of a coefficient whose mean does not exist is a warning: the mean is not reported.
  ///
  /// O(parameters x draws).
  package func judge() -> DiagnosticsReport {
    DiagnosticsReport(
      draws,
      known: engine.sampler.knownStatistics,
      maxTreeDepth: engine.sampler == .nuts ? settings.noUTurn.maximumTreeDepth : nil,
      withoutMean: Set(model.coefficients(withoutMoment: 1).map { model.parameterNames[$0] })
    )
  }

  /// What speaks against numbers that are bounded, such as probabilities, in words; empty where nothing does.
  ///
  /// The k-hat of a marginal judges means and deviations of the coefficient, and is left out.
  func failures(in report: DiagnosticsReport) -> [String] {
    report.failuresBesideTails.map(\.phrase)
      + (engine.unsettled.map { ["not settled: " + $0] } ?? [])
  }
}

extension DiagnosticsReport {
  /// The checks that failed, but for those of the tails of marginals.
  package var failuresBesideTails: [Verdict] {
    verdicts.filter { $0.status == .failed && $0.check != .paretoK }
  }

  /// Whether no check failed, the tails of coefficients without a mean among them: what re-weighted draws
  /// need.
  package var hasLightTails: Bool {
    allPassed && !verdicts.contains { $0.check == .paretoK && $0.status == .warning }
  }
}

extension WeightedSample {
  /// Draws as points of equal weight.
  init(_ draws: Draws) {
    self.init(
      parameterNames: draws.parameterNames,
      points: draws.chains.map(\.values),
      logWeights: [Double](repeating: 0, count: draws.count)
    )
  }
}

extension Verdict {
  /// The check and where it failed, in a few words.
  package var phrase: String {
    let places = offenders.prefix(3).joined(separator: ", ")
    return check.phrase + (places.isEmpty ? "" : " (\(places))")
  }
}

extension Verdict.Check {
  /// The check in a few words.
  fileprivate var phrase: String {
    switch self {
    case .finiteDraws: "draws not finite"
    case .movingChains: "chains standing still"
    case .distinctChains: "draws that occur twice"
    case .rHat: "R-hat"
    case .bulkSampleSize: "bulk ESS"
    case .tailSampleSize: "tail ESS"
    case .paretoK: "Pareto k-hat"
    case .energy: "E-BFMI"
    case .divergences: "divergent transitions"
    case .treeDepth: "largest tree depth"
    }
  }
}

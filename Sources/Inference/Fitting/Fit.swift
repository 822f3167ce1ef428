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

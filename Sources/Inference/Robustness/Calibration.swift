/// Simulation-based calibration: truths from the prior, data from the truths, fits of the data.
///
/// Where the sampler and the code around it are right, the rank of a truth among the draws of its fit is
/// uniform.
///
/// The prior that is fitted may be another than the one that makes the truths. Ranks then tell what
/// believing the wrong prior does; a planted error of this kind shows that the study would notice one.
///
/// Source: S. Talts, M. Betancourt, D. Simpson, A. Vehtari, A. Gelman, "Validating Bayesian inference
/// algorithms with simulation-based calibration", arXiv:1804.06788.
public struct Calibration: Sendable {
  /// Makes draws from the posterior of a model, so many of each chain, under a seed.
  public typealias Fit =
    @Sendable (BinaryRegression, _ seed: UInt64, _ drawsPerChain: Int) async throws -> Draws

  /// The model whose prior makes the truths and whose design the data have.
  public let model: BinaryRegression
  /// The prior that is fitted.
  public let fittedPrior: PriorSet
  /// How large the study is.
  public let settings: CalibrationSettings

  /// Plans a study.
  ///
  /// - Throws: ``PriorError`` where a prior is flat: nothing can be drawn from it, and the posterior of
  ///   separated data would not exist.
  public init(
    of model: BinaryRegression,
    fittedPrior: PriorSet? = nil,
    settings: CalibrationSettings
  ) throws(PriorError) {
    self.model = model
    self.fittedPrior = fittedPrior ?? model.prior
    self.settings = settings
    let columns = 0..<model.dimension
    try model.prior.requireProper(columns, because: .drawsFromPrior)
    try self.fittedPrior.requireProper(columns, because: .drawsFromPrior)
  }

  /// Runs all replications, some at the same time; what comes out does not depend on how many.
  ///
  /// Where fewer draws of a fit are effective than are ranked it is made again with more, up to eight times
  /// as many (Talts and others, algorithm 2). Cancelling the surrounding task ends the study.
  ///
  /// - Parameters:
  ///   - drawsPerChain: How many draws of each chain a fit is asked for at first; over all chains at
  ///     least ``CalibrationSettings/rankedDraws``.
  ///   - progress: Called after each replication with the number of those done.
  ///   - fit: How draws are made.
  /// - Returns: The replications, in order, and the tests of their ranks.
  /// - Throws: What `fit` throws; `CancellationError`.
  public func run(
    drawsPerChain: Int,
    progress: (@Sendable (Int) -> Void)? = nil,
    fit: @escaping Fit
  ) async throws -> CalibrationReport {
    let replications = try await ConcurrentLoop(width: settings.threads).map(
      settings.replications,
      finished: { done in
        progress?(done)
        try Task.checkCancellation()
      }
    ) { place in
      try await replicate(place + 1, drawsPerChain: drawsPerChain, fit: fit)
    }
    return CalibrationReport(
      quantities: model.parameterNames + CalibrationReplication.jointNames,
      replications: replications,
      settings: settings
    )
  }

  private func replicate(
    _ number: Int,
    drawsPerChain: Int,
    fit: Fit
  ) async throws -> CalibrationReplication {
    var random = RandomStream(seed: settings.seed, chain: number, purpose: .priorPredictive)
    let truth = CalibrationReplication.Truth(drawnFrom: model.prior, using: &random)
    let successes = model.simulatedSuccesses(at: truth.coefficients, using: &random)
    let fitted = BinaryRegression(model, successes: successes, prior: fittedPrior)
    let seed = random.next()
    let ties = random
    var drawCount = drawsPerChain
    while true {
      let draws = try await fit(fitted, seed, drawCount)
      try Task.checkCancellation()
      var random = ties
      let replication = CalibrationReplication(
        number: number,
        truth: truth,
        draws: draws,
        model: fitted,
        using: &random
      )
      let wanted = Double(CalibrationSettings.rankedDraws)
      let largest = CalibrationSettings.largestExtension * drawsPerChain
      guard replication.sampleSize < wanted, drawCount < largest else { return replication }
      // As many as would do at this rate, and a fifth more.
      let needed = Double(drawCount) * min(8, 1.2 * wanted / max(1, replication.sampleSize))
      drawCount = min(largest, max(drawCount + 1, Int(needed.rounded(.up))))
    }
  }
}

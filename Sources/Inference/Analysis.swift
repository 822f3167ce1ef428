/// An analysis of coded cases from end to end: options in, results out.
public enum Analysis {
  /// Draws from the posterior of an input and computes what is reported of it.
  ///
  /// Cancelling the surrounding task ends the run early; what was drawn is reported as partial.
  ///
  /// - Parameters:
  ///   - input: The model and how to draw from it.
  ///   - progress: Called now and then by each chain, from its own thread.
  /// - Returns: The draws and everything computed from them.
  /// - Throws: ``InitializationError`` where a chain cannot start, ``AnalysisError/nothingDrawn``
  ///   where the run was stopped before the first draw.
  public static func run(
    _ input: AnalysisInput,
    progress: (@Sendable (ChainProgress) -> Void)? = nil
  ) async throws -> AnalysisResult {
    BLAS.useOneThread()
    let clock = ContinuousClock()
    let begin = clock.now
    let chains = try await draw(from: input, progress: progress)
    let sampled = clock.now
    var result = try AnalysisResult(input: input, chains: chains)
    result.samplingSeconds = (sampled - begin).seconds
    result.diagnosingSeconds = (clock.now - sampled).seconds
    return result
  }

  private static func draw(
    from input: AnalysisInput,
    progress: (@Sendable (ChainProgress) -> Void)?
  ) async throws(InitializationError) -> [ChainDraws] {
    var runner = ChainRunner(settings: input.options.run, progress: progress)
    let model = input.model
    let settings = input.options.noUTurn
    let map = input.reparameterization
    guard input.options.sampler == .nuts else {
      return try await runner.run { RandomWalkKernel(model: model) }
    }
    guard !map.isIdentity else {
      return try await runNoUTurn(runner, model, settings, isDense: input.isMetricDense)
    }
    runner.reparameterization = map
    let target = ReparameterizedTarget(base: model, map: map)
    return try await runNoUTurn(runner, target, settings, isDense: input.isMetricDense)
  }

  private static func runNoUTurn<Target: DifferentiableLogDensity>(
    _ runner: ChainRunner,
    _ target: Target,
    _ settings: NoUTurnSettings,
    isDense: Bool
  ) async throws(InitializationError) -> [ChainDraws] {
    guard isDense else {
      return try await runner.run {
        NoUTurnKernel<Target, DiagonalMetric>(model: target, settings: settings)
      }
    }
    return try await runner.run {
      NoUTurnKernel<Target, DenseMetric>(model: target, settings: settings)
    }
  }
}

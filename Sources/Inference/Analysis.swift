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
    let drawn = try await draw(from: input, progress: progress)
    let sampled = clock.now
    var result = try AnalysisResult(input: input, drawn: drawn)
    result.samplingSeconds = (sampled - begin).seconds
    result.diagnosingSeconds = (clock.now - sampled).seconds
    return result
  }

  private static func draw(
    from input: AnalysisInput,
    progress: (@Sendable (ChainProgress) -> Void)?
  ) async throws(InitializationError) -> DrawnChains {
    var runner = ChainRunner(settings: input.options.run, progress: progress)
    let model = input.model
    switch input.options.sampler {
    case .randomWalk:
      let chains = try await runner.run { RandomWalkKernel(model: model) }
      return DrawnChains(chains: chains, engine: AnalysisEngine(sampler: .randomWalk))
    case .nuts:
      let chains = try await drawByNoUTurn(input, &runner)
      return DrawnChains(chains: chains, engine: AnalysisEngine(sampler: .nuts))
    case .independence:
      let attempt = await drawIndependently(from: input)
      guard attempt.engine.sampler != .independence else { return attempt }
      let chains = try await drawByNoUTurn(input, &runner)
      return DrawnChains(chains: chains, engine: attempt.engine)
    }
  }

  /// Runs the independence sampler; the engine is another where its draws must not be used.
  private static func drawIndependently(from input: AnalysisInput) async -> DrawnChains {
    do throws(ApproximationError) {
      let sampler = try IndependenceSampler(input.model, settings: input.options.run)
      let run = await sampler.run()
      var engine = AnalysisEngine(sampler: .independence, method: run.method)
      // A run that was stopped is reported as it is: partial.
      guard run.chains.allSatisfy({ $0.count == input.options.run.draws }) else {
        return DrawnChains(chains: run.chains, engine: engine)
      }
      let draws = Draws(parameterNames: input.model.parameterNames, chains: run.chains)
      let certificate = IndependenceCertificate(
        logRatios: run.logRatios.flatMap { $0 },
        longestRun: run.longestRun,
        variables: draws.variableDiagnostics()
      )
      engine.certificate = certificate
      if certificate.isAccepted {
        let weighted = WeightedSample(run, certificate, parameterNames: draws.parameterNames)
        return DrawnChains(chains: run.chains, engine: engine, weighted: weighted)
      }
      let failures = certificate.failures.map(\.rawValue).joined(separator: ", ")
      return DrawnChains(
        chains: [],
        engine: AnalysisEngine(
          sampler: .nuts,
          reason: "the certificate of the independence sampler failed: \(failures)",
          certificate: certificate,
          method: run.method
        )
      )
    } catch {
      return DrawnChains(
        chains: [],
        engine: AnalysisEngine(
          sampler: .nuts,
          reason: "no proposal for the independence sampler: \(error)"
        )
      )
    }
  }

  private static func drawByNoUTurn(
    _ input: AnalysisInput,
    _ runner: inout ChainRunner
  ) async throws(InitializationError) -> [ChainDraws] {
    let map = input.reparameterization
    let settings = input.options.noUTurn
    guard !map.isIdentity else {
      return try await runNoUTurn(runner, input.model, settings, isDense: input.isMetricDense)
    }
    runner.reparameterization = map
    let target = ReparameterizedTarget(base: input.model, map: map)
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

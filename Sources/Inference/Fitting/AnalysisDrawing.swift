/// What drawing needs to know of an analysis.
struct DrawingInput: Sendable {
  /// The binomial rows, with the priors as they were stated.
  let model: BinaryRegression
  /// What is drawn from.
  let posterior: Posterior
  /// The columns of its design.
  let columns: [DesignColumn]
  /// The sampler and its settings.
  let options: FitSettings
  /// The posterior integrated; nil where that was not tried.
  var exact: ExactPosterior?

  /// How the parameters that the No-U-Turn sampler moves in become coefficients.
  var reparameterization: Reparameterization {
    Reparameterization(for: model.prior, columns: columns)
  }

  /// Whether the No-U-Turn sampler uses a dense metric.
  ///
  /// A warm start brings one. A full covariance costs nothing for a few coefficients and takes out
  /// their correlations, such as that of the intercept with an uncentred year. Where tails are
  /// stretched the posterior is no ellipsoid and a dense metric misleads.
  func isMetricDense(afterWarmStart isWarm: Bool) -> Bool {
    switch options.metric {
    case .dense: true
    case .diagonal: false
    case .automatic:
      isWarm || model.dimension <= 20 && !reparameterization.stretched.contains(true)
    }
  }
}

/// Makes the draws of an analysis: chooses the sampler, tunes it, and falls back where it must.
struct AnalysisDrawing: Sendable {
  let input: DrawingInput
  let progress: (@Sendable (ChainProgress) -> Void)?

  /// An approximation of the posterior, for proposals and for warm starts.
  struct Approximation {
    let target: PriorSpaceTarget
    let normal: PosteriorApproximation
  }

  /// The efficiency of importance weights from which an approximation is trusted with the metric.
  private static let leastEfficiency = 0.05
  /// The k-hat up to which, and the effective sample size from which, a weighted sample that is not
  /// certified may still judge the chains of another sampler.
  private static let largestParetoK = 0.7
  private static let leastSampleSize = 400.0

  var settings: RunSettings { input.options.run }
  var model: BinaryRegression { input.model }
  var isStretched: Bool { input.reparameterization.stretched.contains(true) }

  /// Draws with the sampler asked for, or the one that stands in for it.
  ///
  /// - Throws: ``InitializationError`` where a chain cannot start.
  func draw() async throws(InitializationError) -> DrawnChains {
    if model.dimension == 0 { return withoutCoefficients }
    switch input.posterior {
    case .independent: return try await drawInPriorSpace()
    case .jeffreys(let model):
      return try await draw(model, because: "the Jeffreys prior has no known constant")
    case .completions(let model):
      return try await draw(model, because: "the likelihood sums over uncertain codes")
    }
  }

  /// Draws from a posterior that has coordinates in which its prior is normal.
  private func drawInPriorSpace() async throws(InitializationError) -> DrawnChains {
    guard model.isLogConcave else { return try await drawFromHumps() }
    switch input.options.sampler {
    case .randomWalk: return try await drawByRandomWalk()
    case .nuts:
      return try await drawByNoUTurn(because: nil, from: nil)
    case .independence, .automatic, .exact:
      let approximation = approximate()
      let attempt = await drawIndependently(approximation)
      guard attempt.engine.sampler != .independence else { return attempt }
      return try await drawByNoUTurn(
        because: attempt.engine.reason,
        from: approximation,
        after: attempt.engine
      )
    }
  }

  /// Draws from a posterior that has no coordinates in which its prior is normal.
  private func draw<Model: PosteriorModel>(
    _ model: Model,
    because reason: String
  ) async throws(InitializationError) -> DrawnChains {
    var runner = ChainRunner(settings: settings, progress: progress)
    if input.options.sampler == .randomWalk {
      let chains = try await runner.run { RandomWalkKernel(model: model) }
      return DrawnChains(chains: chains, engine: AnalysisEngine(sampler: .randomWalk))
    }
    let map = input.reparameterization
    let isDense = input.isMetricDense(afterWarmStart: false)
    var engine = AnalysisEngine(sampler: .nuts, reason: reason)
    (engine.warmup, engine.isMetricDense) = (.windowed(reason: reason), isDense)
    runner.reparameterization = map
    let target = ReparameterizedTarget(base: model, map: map)
    let chains = try await run(runner, target, isDense: isDense)
    return DrawnChains(chains: chains, engine: engine)
  }

  /// The draws of a model without coefficients, all of them empty: its posterior is one point.
  private var withoutCoefficients: DrawnChains {
    var workspace = model.makeWorkspace()
    let position: [Double] = []
    let report = SamplerStatistics(
      logDensity: model.logDensity(at: position.span, using: &workspace),
      acceptanceRate: 1,
      stepSize: 0
    )
    let chains = (1...settings.chains).map { chain in
      ChainDraws(
        chain: chain,
        dimension: 0,
        statistics: [SamplerStatistics](repeating: report, count: settings.draws)
      )
    }
    let engine = AnalysisEngine(sampler: .independence, reason: "there is no coefficient to draw")
    return DrawnChains(chains: chains, engine: engine)
  }

  func drawByRandomWalk(
    from starts: [[Double]] = []
  ) async throws(InitializationError) -> DrawnChains {
    var runner = ChainRunner(settings: settings, progress: progress)
    runner.starts = starts
    let model = model
    let chains = try await runner.run { RandomWalkKernel(model: model) }
    return DrawnChains(chains: chains, engine: AnalysisEngine(sampler: .randomWalk))
  }

  /// Approximates the posterior from the centre of its prior, or on a hump that was found.
  func approximate(
    on hump: ModeSearch.Hump? = nil
  ) -> Result<Approximation, ApproximationError> {
    let target = PriorSpaceTarget(model, isPortable: input.options.isPortable)
    if let hump {
      let normal = PosteriorApproximation(target, on: hump)
      return .success(Approximation(target: target, normal: normal))
    }
    do throws(ApproximationError) {
      return .success(Approximation(target: target, normal: try PosteriorApproximation(target)))
    } catch {
      return .failure(error)
    }
  }

  /// Runs the independence sampler; the engine is another where its draws must not be used.
  func drawIndependently(
    _ approximation: Result<Approximation, ApproximationError>
  ) async -> DrawnChains {
    do throws(ApproximationError) {
      let fit = try approximation.get()
      let sampler = try IndependenceSampler(fit.target, fit.normal, settings: settings)
      return await judged(sampler, arithmetic: fit.target.arithmetic)
    } catch {
      return DrawnChains(
        chains: [],
        engine: AnalysisEngine(
          sampler: .nuts,
          reason: "no proposal for the independence sampler: \(error.phrase)"
        )
      )
    }
  }

  /// Runs an independence sampler and holds it against its certificate; the engine is another where its
  /// draws must not be used, and the weighted points are then only those of a run that may judge others.
  func judged(_ sampler: IndependenceSampler, arithmetic: Arithmetic) async -> DrawnChains {
    let run = await sampler.run(progress: progress)
    let isAutomatic = input.options.sampler != .independence
    var engine = AnalysisEngine(
      sampler: .independence,
      reason: isAutomatic ? "its certificate holds" : nil
    )
    engine.method = run.method
    engine.proposalCount = run.proposalCount
    engine.arithmetic = arithmetic
    // A run that was stopped is reported as it is: partial.
    guard run.chains.allSatisfy({ $0.count == settings.draws }) else {
      engine.reason = nil
      return DrawnChains(chains: run.chains, engine: engine)
    }
    let clock = ContinuousClock()
    let begin = clock.now
    let draws = Draws(parameterNames: model.parameterNames, chains: run.chains)
    let certificate = IndependenceCertificate(
      logRatios: run.logRatios.flatMap { $0 },
      longestRun: run.longestRun,
      variables: draws.variableDiagnostics()
    )
    engine.certificate = certificate
    guard certificate.isAccepted else {
      let failures = certificate.failures.map(\.rawValue).joined(separator: ", ")
      var other = AnalysisEngine(
        sampler: .nuts,
        reason: "the certificate of the independence sampler failed: \(failures)"
      )
      (other.certificate, other.method) = (certificate, run.method)
      other.proposalCount = run.proposalCount
      let isJudge =
        certificate.paretoK < Self.largestParetoK
        && certificate.importanceEfficiency * Double(run.proposalCount) >= Self.leastSampleSize
      return DrawnChains(
        chains: [],
        engine: other,
        weighted: isJudge
          ? WeightedSample(run, certificate, parameterNames: draws.parameterNames) : nil
      )
    }
    return DrawnChains(
      chains: run.chains,
      engine: engine,
      judgingSeconds: (clock.now - begin).seconds,
      weighted: WeightedSample(run, certificate, parameterNames: draws.parameterNames)
    )
  }

  /// Draws by chains of the No-U-Turn sampler.
  ///
  /// - Parameters:
  ///   - reason: Why by this sampler; nil where it was asked for.
  ///   - approximation: Where a warm start comes from; nil: from an approximation made for it.
  ///   - attempt: What an independence sampler left behind that was tried first.
  ///   - starts: Where the first chains start, as coefficients.
  ///   - windowed: Why there must be no warm start; nil where there may be one.
  /// - Returns: The draws, with the engine that made them.
  /// - Throws: ``InitializationError`` where a chain cannot start.
  func drawByNoUTurn(
    because reason: String?,
    from approximation: Result<Approximation, ApproximationError>?,
    after attempt: AnalysisEngine? = nil,
    starts: [[Double]] = [],
    windowed: String? = nil
  ) async throws(InitializationError) -> DrawnChains {
    let map = input.reparameterization
    let cold: (WarmStart?, AnalysisEngine.Warmup)? = windowed.map { (nil, .windowed(reason: $0)) }
    let (start, warmup) = cold ?? warmStart(approximation, in: map)
    let isDense = input.isMetricDense(afterWarmStart: start != nil)
    var runner = ChainRunner(settings: settings, progress: progress)
    runner.warmStart = start
    runner.starts = starts.map { map.position(of: $0) }
    var engine = attempt ?? AnalysisEngine(sampler: .nuts, reason: reason)
    (engine.warmup, engine.isMetricDense) = (warmup, isDense)
    if start != nil {
      engine.arithmetic = Arithmetic(
        columnCount: model.dimension,
        isPortable: input.options.isPortable
      )
    }
    guard !map.isIdentity else {
      let chains = try await run(runner, model, isDense: isDense)
      return DrawnChains(chains: chains, engine: engine)
    }
    runner.reparameterization = map
    let target = ReparameterizedTarget(base: model, map: map)
    let chains = try await run(runner, target, isDense: isDense)
    return DrawnChains(chains: chains, engine: engine)
  }

  /// Where the chains start, if an approximation covers the posterior.
  private func warmStart(
    _ approximation: Result<Approximation, ApproximationError>?,
    in map: Reparameterization
  ) -> (WarmStart?, AnalysisEngine.Warmup) {
    guard input.options.adaptation == .automatic else {
      return (nil, .windowed(reason: "asked for"))
    }
    guard !map.stretched.contains(true) else {
      return (nil, .windowed(reason: "a prior has no variance"))
    }
    switch approximation ?? approximate() {
    case .failure(let error): return (nil, .windowed(reason: error.phrase))
    case .success(let fit):
      let efficiency = fit.normal.importanceEfficiency(for: fit.target, seed: settings.seed)
      guard efficiency >= Self.leastEfficiency, let start = fit.normal.warmStart?.moved(into: map)
      else {
        return (nil, .windowed(reason: "the posterior is far from its normal approximation"))
      }
      return (start, .warmStart(efficiency: efficiency))
    }
  }

  private func run<Target: DifferentiableLogDensity>(
    _ runner: ChainRunner,
    _ target: Target,
    isDense: Bool
  ) async throws(InitializationError) -> [ChainDraws] {
    let settings = input.options.noUTurn
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

extension DrawnChains {
  /// Whether its weighted points are a better judge of chains than those of another run.
  fileprivate func isBetterJudge(than other: DrawnChains) -> Bool {
    guard let own = engine.certificate, let others = other.engine.certificate else { return true }
    return own.isAccepted || own.paretoK < others.paretoK
  }
}

/// Draws under priors that are not log-concave, where a posterior may have several humps.
///
/// Nothing is certified, started from a fit or taken at its word before the humps have been looked for
/// (``ModeSearch``). With up to twelve coefficients a mixture with a component on each hump is fitted
/// (``MixtureFit``); its independence sampler draws where its certificate holds. Else the posterior integrated
/// over lattices, where that costs little, or the weighted points, if they are good enough for that, judge the
/// chains of the No-U-Turn sampler, of which one starts on each hump. What cannot be settled is said, and is a
/// failed check.
extension AnalysisDrawing {
  /// Draws with the sampler asked for, or the one that stands in for it.
  ///
  /// - Throws: ``InitializationError`` where a chain cannot start.
  func drawFromHumps() async throws(InitializationError) -> DrawnChains {
    let target = PriorSpaceTarget(model, isPortable: input.options.isPortable)
    let search = Result { () throws(ApproximationError) in try ModeSearch(target) }
    let humps = (try? search.get())?.humps ?? []
    let hasLight = (try? search.get())?.hasLightHumps ?? false
    let starts = starts(on: humps, besideLight: hasLight)
    let sampler = input.options.sampler
    if sampler == .randomWalk {
      let judge = await drawByMixture(target, search).weighted
      return settled(try await drawByRandomWalk(from: starts), humps: humps.count, by: judge)
    }
    var attempt: AnalysisEngine?
    if sampler != .nuts, humps.count == 1, !isStretched {
      let approximation = approximate(on: hasLight ? humps[0] : nil)
      let drawn = await drawIndependently(approximation)
      guard drawn.engine.sampler != .independence else { return drawn }
      attempt = drawn.engine
    }
    let mixture = await drawByMixture(target, search)
    if sampler != .nuts {
      guard mixture.engine.sampler != .independence else { return mixture }
      attempt = mixture.engine.certificate == nil ? attempt ?? mixture.engine : mixture.engine
    }
    let windowed: String? =
      humps.count > 1
      ? "the posterior has \(humps.count) humps"
      : attempt?.certificate == nil ? nil : "the certificate of the independence sampler failed"
    let chains = try await drawByNoUTurn(
      because: attempt?.reason,
      from: search.flatMap { approximate(on: hasLight ? $0.humps.first : nil) },
      after: attempt,
      starts: starts,
      windowed: windowed
    )
    return settled(chains, humps: humps.count, by: mixture.weighted)
  }

  /// Where chains start: one on each hump; all on the only one that counts where they might end on another.
  private func starts(on humps: [ModeSearch.Hump], besideLight hasLight: Bool) -> [[Double]] {
    let starts = humps.map(\.coefficients)
    guard starts.count == 1 else { return starts }
    return hasLight ? [[Double]](repeating: starts[0], count: settings.chains) : []
  }

  /// The independence sampler with a mixture for its proposal; an engine without draws where there is none.
  private func drawByMixture(
    _ target: PriorSpaceTarget,
    _ search: Result<ModeSearch, ApproximationError>
  ) async -> DrawnChains {
    func refused(_ reason: String) -> DrawnChains {
      DrawnChains(
        chains: [],
        engine: AnalysisEngine(
          sampler: .nuts,
          reason: "no proposal for the independence sampler: \(reason)"
        )
      )
    }
    let limit = IndependenceSampler.pilotLimit
    guard target.dimension <= limit else {
      return refused(
        ApproximationError.curvedPriors(coefficients: target.dimension, limit: limit).phrase
      )
    }
    switch search {
    case .failure(let error): return refused(error.phrase)
    case .success(let search):
      guard let fit = MixtureFit(target, on: search, seed: settings.seed) else {
        return refused("no mixture fits the posterior")
      }
      let first = await judged(
        IndependenceSampler(target, fit, settings: settings),
        arithmetic: target.arithmetic
      )
      guard first.engine.sampler != .independence,
        let finer = MixtureFit(target, on: search, seed: settings.seed, after: fit)
      else { return first }
      let second = await judged(
        IndependenceSampler(target, finer, settings: settings),
        arithmetic: target.arithmetic
      )
      return second.isBetterJudge(than: first) ? second : first
    }
  }

  /// Chains with what speaks against them, if anything does.
  private func settled(
    _ drawn: DrawnChains,
    humps: Int,
    by judge: WeightedSample?
  ) -> DrawnChains {
    guard drawn.chains.allSatisfy({ $0.count == settings.draws }) else { return drawn }
    var result = drawn
    if let exact = affordableExactPosterior {
      result.engine.unsettled = disagreement(of: drawn, with: exact)
    } else if let judge {
      result.engine.unsettled = disagreement(of: drawn, with: judge)
    } else if humps > 1 {
      result.engine.unsettled =
        "the posterior has \(humps) humps, as priors with heavy tails contradict the data, and nothing "
        + "says how much of it lies under each"
    } else if let name = unboundedName {
      result.engine.unsettled =
        "nothing in the data bounds `\(name)`, whose prior has no variance, and there is no "
        + "independent sample to check chains in so heavy a tail"
    }
    return result
  }

  /// The posterior integrated, where that costs little and is exact to tolerance.
  private var affordableExactPosterior: ExactPosterior? {
    if let known = input.exact { return known.isExact ? known : nil }
    guard let cost = ExactPosterior.estimatedMilliseconds(model),
      cost <= ExactPosterior.limitUnasked,
      let posterior = try? ExactPosterior(model)
    else { return nil }
    let existing = posterior.withoutMoments(of: model)
    return existing.isExact ? existing : nil
  }

  /// A coefficient without a bound in the data whose prior has no variance.
  private var unboundedName: String? {
    guard isStretched else { return nil }
    let separation = Separation(of: model)
    let stretched = input.reparameterization.stretched
    return separation.columns.indices
      .first { stretched[$0] && separation.columns[$0].limit != .finite }
      .map { model.parameterNames[$0] }
  }
}

extension ExactPosterior {
  /// Itself without the moments that a prior without them leaves without a value.
  func withoutMoments(of model: BinaryRegression) -> ExactPosterior {
    withoutMoments(
      mean: model.coefficients(withoutMoment: 1),
      deviation: model.coefficients(withoutMoment: 2)
    )
  }
}

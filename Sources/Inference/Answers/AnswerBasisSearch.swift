/// The parts of a fit that are asked what its answer rests on.
struct AnswerBasisSearch {
  /// The change whose average effect is largest.
  let comparison: Comparison
  /// The names of the cases.
  let caseNames: [String]
  /// For each case the first one with the same predictors and outcome.
  let firstAlike: [Int]
  /// The log weights of the fit's points.
  let logWeights: [Double]

  /// The product of cases and points up to which probabilities are averaged: 0.1 seconds.
  private static let averageLimit = 20_000_000
  /// The product of different cases and points up to which weights are smoothed: 0.2 seconds.
  private static let weightLimit = 2_000_000

  private let input: AnalysisInput
  private let fit: Fit
  private let points: WeightedSample
  private let comparer: AverageComparer
  private let relativeEfficiency: Double

  /// Chooses the effect; nil where there is none, no case, or too much to do.
  init?(_ result: AnalysisResult, _ fit: Fit) {
    let input = result.input
    let design = input.design
    let points = fit.points
    guard case .independent = input.posterior, input.problem.hasCases,
      design.caseCount * points.count <= Self.averageLimit,
      Set(input.model.firstCasesAlike).count * points.count <= Self.weightLimit,
      let fitted = FittedEffects(input), fitted.comparisons.count == result.effects.count
    else { return nil }
    func size(_ index: Int) -> Double { abs(result.effects[index].difference.mean) }
    guard
      let largest = fitted.comparisons.indices.filter({ size($0).isFinite })
        .max(by: { size($0) < size($1) })
    else { return nil }
    comparison = fitted.comparisons[largest]
    comparer = fitted.comparer
    caseNames = design.caseNames
    firstAlike = input.model.firstCasesAlike
    logWeights = points.weights.map { Portable.log($0) }
    self.input = input
    self.fit = fit
    self.points = points
    // Proposals are independent of each other; draws of a chain are worth what its worst coefficient is.
    let worst = result.diagnostics.summaries.map(\.essBulk).filter(\.isFinite).min()
    relativeEfficiency =
      fit.weighted == nil ? min(1, (worst ?? 1) / Double(max(points.count, 1))) : 1
  }

  /// The average effect at each point; nil where arithmetic of the formula has no value after the change.
  func averages(of points: WeightedSample) -> EffectAtPoints? {
    guard let averages = try? comparer.averages(of: [comparison], draws: points.draws).first else {
      return nil
    }
    return EffectAtPoints(
      effects: Array(averages.differences.joined()),
      directions: Array(averages.directions.joined())
    )
  }

  // MARK: Cases

  /// The weights of the points once a case has not been seen.
  func smoothedWeights(withoutCase index: Int) -> ParetoSmoothing.SmoothedWeights {
    let model = input.model
    let pattern = model.design.patternOfCase[index]
    let predictors = points.linearPredictor(
      row: model.design.matrix.row(pattern),
      offset: model.design.offset[pattern]
    )
    let likelihoods = model.logLikelihoods(ofCase: index, predictors: predictors)
    return ParetoSmoothing.smooth(
      logRatios: zip(logWeights, likelihoods).map { $0 - $1 },
      relativeEfficiency: relativeEfficiency
    )
  }

  /// Whether weights with such a tail cannot be trusted.
  func isOver(_ tail: WeightTail) -> Bool {
    tail.isOver(ParetoSmoothing.threshold(drawCount: points.count))
  }

  /// Whether the posterior without a case does not exist.
  ///
  /// Weights would not show it: where few points lie far out none of them seems to be missing.
  func isImproper(withoutCase index: Int) -> Bool {
    guard !input.model.prior.isProper else { return false }
    return input.problem.leavingOut(case: index).unboundedCoefficient != nil
  }

  /// Fits without each of some cases: their points, or nil where a refit failed.
  func refits(without cases: [Int]) async -> [WeightedSample?] {
    guard !cases.isEmpty else { return [] }
    let (problem, settings) = (input.problem, input.options.fit)
    return await ConcurrentLoop(width: settings.run.threads).map(cases.count) { place in
      var random = RandomStream(
        seed: settings.run.seed,
        chain: cases[place] + 1,
        purpose: .caseRefit
      )
      let fitter = Fitter(settings.onOneThread(seed: random.next()))
      guard let refit = try? await fitter.fit(problem.leavingOut(case: cases[place])) else {
        return nil
      }
      return Self.points(of: refit)
    }
  }

  /// The points of a fit, unless it was stopped or its draws failed a check; weighted points have their certificate.
  private static func points(of fit: Fit) -> WeightedSample? {
    guard !fit.isPartial, fit.weighted != nil || fit.judge().failures().isEmpty else { return nil }
    return fit.points
  }

  // MARK: Priors

  /// The effect under the built-in sceptical priors; nil where these are the run's, or do not serve.
  func sceptical(_ averages: EffectAtPoints) async -> AnswerBasis.Estimate? {
    let name = AnswerBasis.scepticalSet
    let model = input.model
    guard let prior = try? PriorSet(set: name, statements: [], for: input.design),
      prior.used.map(\.prior) != model.prior.used.map(\.prior)
    else { return nil }
    let ratios = logRatios(of: prior, to: model.prior)
    let smoothed = ParetoSmoothing.smooth(
      logRatios: zip(logWeights, ratios).map { $0 + $1 },
      relativeEfficiency: relativeEfficiency
    )
    guard isOver(smoothed.tail) else {
      return averages.estimate(name, smoothed.logWeights, .reweighted)
    }
    let sceptic = Regression(model.parameterization, model.likelihood, prior)
    let settings = input.options.fit.onOneThread(seed: input.options.run.seed)
    guard
      let refit = try? await Fitter(settings).fit(sceptic, columns: input.design.columns),
      let points = Self.points(of: refit)
    else { return nil }
    return self.averages(of: points)?
      .estimate(name, points.weights.map { Portable.log($0) }, .refit)
  }

  /// The log density of one prior less that of another at each point.
  private func logRatios(of prior: PriorSet, to other: PriorSet) -> [Double] {
    var ratios = [Double](repeating: 0, count: points.count)
    for index in prior.used.indices {
      let (new, old) = (prior.used[index].prior, other.used[index].prior)
      guard new != old else { continue }
      for (point, value) in points.parameter(index).enumerated() {
        // A flat prior has a density of one everywhere, up to what the weights do not see.
        ratios[point] += new.logDensity(at: value).value - old.logDensity(at: value).value
      }
    }
    return ratios
  }
}

extension WeightedSample {
  /// The points as one chain, without their weights.
  var draws: Draws {
    let size = parameterNames.count
    let columns = (0..<size).map(parameter)
    var values = [Double](repeating: 0, count: size * count)
    for (index, column) in columns.enumerated() {
      for (point, value) in column.enumerated() { values[point * size + index] = value }
    }
    return Draws(
      parameterNames: parameterNames,
      chains: [ChainDraws(chain: 1, dimension: size, values: values)]
    )
  }
}

/// The parts of a fit that are asked what its answer rests on.
struct AnswerBasisSearch {
  /// The change whose average effect is largest.
  let comparison: Comparison
  /// The names of the cases.
  let caseNames: [String]
  /// For each case the first one with the same predictors and outcome.
  let firstAlike: [Int]

  private let input: AnalysisInput
  private let draws: Draws
  private let comparer: AverageComparer
  /// The same average with each different row computed once; nil for a slope, which is no difference of averages.
  private let effects: UniverseEffects?
  /// The product of different cases and draws up to which weights are smoothed: 0.2 seconds.
  private static let weightLimit = 2_000_000

  /// Whether there are cases, and few enough of them to be taken out unasked.
  static func serves(_ input: AnalysisInput) -> Bool {
    guard case .independent = input.posterior, input.problem.hasCases else { return false }
    return Set(input.model.firstCasesAlike).count * input.options.run.drawCount <= weightLimit
  }

  /// Refits need their effect to two decimals: half of the draws, or as many as it takes for both that and the
  /// certificate of weights, which fewer fail by chance.
  static func drawCount(_ input: AnalysisInput) -> Int {
    min(1000, max(500, input.options.run.draws / 2))
  }

  /// Chooses the effect; nil where there is none, no case, or too much to do.
  init?(_ result: AnalysisResult) {
    let input = result.input
    guard Self.serves(input),
      let fitted = FittedEffects(of: input), fitted.comparisons.count == result.effects.count
    else { return nil }
    func size(_ index: Int) -> Double { abs(result.effects[index].difference.mean) }
    guard
      let largest = fitted.comparisons.indices.filter({ size($0).isFinite })
        .max(by: { size($0) < size($1) })
    else { return nil }
    comparison = fitted.comparisons[largest]
    comparer = fitted.comparer
    var effects = UniverseEffects(input.design, link: input.model.link)
    let isDifference = comparison.change != .slope && (try? effects.add(comparison)) != nil
    self.effects = isDifference ? effects : nil
    caseNames = input.design.caseNames
    firstAlike = input.model.firstCasesAlike
    self.input = input
    draws = result.draws
  }

  /// The average effect at each draw of the fit; nil where arithmetic of the formula has no value after the
  /// change.
  func averages() -> EffectAtPoints? { averages(draws) }

  private func averages(_ draws: Draws) -> EffectAtPoints? {
    if let differences = effects?.values(of: draws).differences.first {
      return EffectAtPoints(
        effects: Array(differences.values.joined()),
        directions: Array(differences.directions.joined())
      )
    }
    guard let averages = try? comparer.averages(of: [comparison], draws: draws).first else {
      return nil
    }
    return EffectAtPoints(
      effects: Array(averages.differences.joined()),
      directions: Array(averages.directions.joined())
    )
  }

  /// The effect in another fit; nil where that failed.
  func estimate(_ name: String, _ fit: Fit?) -> AnswerBasis.Estimate? {
    // Weighted points have their certificate, and need no checks of draws.
    guard let fit, !fit.isPartial, fit.weighted != nil || fit.judge().failures().isEmpty else {
      return nil
    }
    let points = fit.points
    return averages(points.draws)?.estimate(name, weights: points.weights, .refit)
  }

  // MARK: Cases

  /// The effect without each case that differs from all before it, by smoothed weights, and the cases whose
  /// weights cannot be trusted.
  func reweighted(_ averages: EffectAtPoints) -> (
    estimates: [Int: AnswerBasis.Estimate], over: [Int]
  ) {
    let likelihood = PointwiseLogLikelihood(of: input.model, draws: draws, caseNames: caseNames)
    var estimates: [Int: AnswerBasis.Estimate] = [:]
    let leaveOneOut = try? LeaveOneOut(likelihood) { index, weights in
      var shares = weights.smoothed.logWeights
      var span = shares.mutableSpan
      Portable.exp(inPlace: &span)
      estimates[index] = averages.estimate(caseNames[index], weights: shares, .reweighted)
    }
    return (estimates, leaveOneOut?.casesOverThreshold ?? [])
  }

  /// Whether the posterior without a case does not exist.
  ///
  /// Weights would not show it: where few points lie far out none of them seems to be missing.
  func isImproper(withoutCase index: Int) -> Bool {
    guard !input.model.prior.isProper else { return false }
    return input.problem.leavingOut(case: index).unboundedCoefficient != nil
  }

  /// The effect in fits without each of some cases; nil where a refit failed.
  func refitted(without cases: [Int]) async -> [AnswerBasis.Estimate?] {
    guard !cases.isEmpty else { return [] }
    let refits = CaseRefits(
      input,
      threads: input.options.run.threads,
      draws: Self.drawCount(input)
    )
    return await refits.map(cases) { index, outcome in
      guard case .drawn(let refit) = outcome else { return nil }
      return estimate(caseNames[index], refit.fit)
    }
  }
}

extension AnswerBasis {
  /// A fit under the built-in sceptical priors; nil where these are the run's, do not serve, or nothing is searched.
  package static func scepticalFit(of input: AnalysisInput) async -> Fit? {
    let model = input.model
    guard AnswerBasisSearch.serves(input),
      let prior = try? PriorSet(set: scepticalSet, statements: [], for: input.design),
      prior.used.map(\.prior) != model.prior.used.map(\.prior)
    else { return nil }
    let sceptic = Regression(model.parameterization, model.likelihood, prior)
    let settings = input.options.fit.onOneThread(
      seed: input.options.run.seed,
      draws: AnswerBasisSearch.drawCount(input)
    )
    return (try? await Fitter(settings).fit(sceptic, columns: input.design.columns)) ?? nil
  }
}

/// The average effect of one condition at each of some points.
struct EffectAtPoints {
  let effects: [Double]
  let directions: [Double]

  /// The mean, and the weight of the positive ones; weights add up to 1.
  func estimate(
    _ name: String,
    weights: [Double],
    _ method: AnswerBasis.Method
  ) -> AnswerBasis.Estimate {
    let numbers = WeightedNumbers.mean(of: effects, weights: weights)
    return AnswerBasis.Estimate(
      name: name,
      effect: numbers.value,
      mcse: numbers.error,
      positive: zip(weights, directions).reduce(0) { $1.1 > 0 ? $0 + $1.0 : $0 },
      method: method
    )
  }
}

extension WeightedSample {
  /// The points as one chain, without their weights.
  fileprivate var draws: Draws {
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

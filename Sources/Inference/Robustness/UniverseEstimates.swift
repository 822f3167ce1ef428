/// What draws say of the quantities of a universe.
struct UniverseEstimates {
  private let problem: RegressionProblem
  private let draws: Draws
  private let steps: NumericSteps

  /// - Precondition: the draws have the parameters of the model.
  init(_ problem: RegressionProblem, _ draws: Draws, _ steps: NumericSteps) {
    precondition(draws.parameterNames == problem.model.parameterNames, "draws of the model")
    self.problem = problem
    self.draws = draws
    self.steps = steps
  }

  /// The result of a fit.
  func result(
    _ universe: Universe,
    _ method: UniverseResult.Method,
    _ judgement: FitJudgement
  ) -> UniverseResult {
    var workspace = VariableDiagnostics.Workspace()
    var quantities = averages.map { average in
      UniverseQuantity(
        average,
        VariableDiagnostics(average.draws.values, using: &workspace, extent: .brief)
      )
    }
    quantities += zip(coefficients, judgement.report.parameters).map {
      UniverseQuantity($0, $1.numbers)
    }
    return result(
      universe,
      .estimated(method, checked(quantities)),
      judgement.failures(isExplained: false)
    )
  }

  /// The result of draws of another universe with these weights.
  func result(
    _ universe: Universe,
    _ method: UniverseResult.Method,
    weights logWeights: [Double],
    relativeEfficiency: Double
  ) -> UniverseResult {
    let weights = DrawWeights(log: logWeights, relativeEfficiency: relativeEfficiency)
    let quantities = (averages + coefficients).map { UniverseQuantity($0, weights) }
    return result(universe, .estimated(method, checked(quantities)), [])
  }

  private func result(
    _ universe: Universe,
    _ outcome: UniverseResult.Outcome,
    _ failures: [String]
  ) -> UniverseResult {
    let design = problem.model.design
    return UniverseResult(
      identifier: universe.identifier,
      outcome: outcome,
      caseCount: problem.design.caseCount,
      successes: design.successes.reduce(0, +),
      trials: design.trials.reduce(0, +),
      separation: problem.separation.verdict.rawValue,
      warnings: failures
    )
  }

  /// Moments of coefficients that do not exist are no numbers.
  private func checked(_ quantities: [UniverseQuantity]) -> [UniverseQuantity] {
    let withoutMean = problem.model.coefficients(withoutMoment: 1)
    let withoutDeviation = problem.model.coefficients(withoutMoment: 2)
    guard !withoutMean.isEmpty || !withoutDeviation.isEmpty else { return quantities }
    let names = draws.parameterNames
    let (mean, deviation) = (withoutMean.map { names[$0] }, withoutDeviation.map { names[$0] })
    return quantities.map { quantity in
      guard quantity.kind == .coefficient else { return quantity }
      return quantity.without(
        mean: mean.contains(quantity.name),
        deviation: deviation.contains(quantity.name)
      )
    }
  }

  /// The values of every quantity, at every draw.
  var values: [(name: String, values: [Double])] {
    averages.map { ($0.name, $0.draws.values.flatMap { $0 }) }
      + draws.parameterNames.enumerated().map { index, name in
        ("coefficient \(name)", draws.parameter(index).flatMap { $0 })
      }
  }

  /// The effect of each condition and the mean probability, of every draw: an array for each chain.
  private var averages: [QuantityDraws] {
    let design = problem.design
    let comparisons = steps.comparisons(of: design)
    var effects = UniverseEffects(design, link: problem.model.link)
    // Arithmetic of a formula may have no value after a change, as log(x - 1): that effect does not exist.
    let possible = comparisons.filter { (try? effects.add($0)) != nil }
    let (differences, mean) = effects.values(of: draws)
    return zip(possible, differences).map {
      QuantityDraws(kind: .effect, name: $0.quantityName, draws: $1)
    } + [
      QuantityDraws(
        kind: .meanProbability,
        name: "mean over the cases",
        draws: SignedDraws(mean)
      )
    ]
  }

  /// The coefficients at every draw.
  private var coefficients: [QuantityDraws] {
    draws.parameterNames.enumerated().map { index, name in
      QuantityDraws(kind: .coefficient, name: name, draws: SignedDraws(draws.parameter(index)))
    }
  }
}

extension Comparison {
  /// How a universe calls the effect: a yes/no condition by its name alone.
  var quantityName: String {
    guard case .between(.code(false), .code(true)) = change else { return "\(condition): \(label)" }
    return condition
  }
}

/// Which quantity, and its values at the draws.
private struct QuantityDraws {
  let kind: UniverseQuantity.Kind
  let name: String
  let draws: SignedDraws
}

/// The weights of draws, and what they are worth.
private struct DrawWeights {
  let weights: [Double]
  /// The effective sample size of draws of equal weight over their number.
  let relativeEfficiency: Double
  /// How many independent draws the weighted ones are worth.
  let size: Double

  init(log logWeights: [Double], relativeEfficiency: Double) {
    weights = logWeights.map { Portable.exp($0) }
    size = relativeEfficiency / weights.reduce(0) { $0 + $1 * $1 }
    self.relativeEfficiency = relativeEfficiency
  }
}

extension UniverseQuantity {
  /// The numbers of draws.
  fileprivate init(_ quantity: QuantityDraws, _ numbers: VariableDiagnostics) {
    let positive = quantity.draws.directions.map { $0.map { $0 > 0 ? 1.0 : 0 } }
    let count = Double(positive.reduce(0) { $0 + $1.count })
    let share = positive.reduce(0) { $0 + $1.reduce(0, +) } / count
    let error =
      share > 0 && share < 1
      ? MonteCarloError.mean(positive) : Self.errorOfCertainty(numbers.bulkSampleSize)
    self.init(
      kind: quantity.kind,
      name: quantity.name,
      estimates: numbers.estimates,
      positive: MonteCarloEstimate(value: share, error: error),
      effectiveSize: numbers.bulkSampleSize,
      rHat: numbers.rHat
    )
  }

  /// The numbers of weighted draws, whose errors grow by what the chains' draws depend on each other.
  fileprivate init(_ quantity: QuantityDraws, _ weighted: DrawWeights) {
    let weights = weighted.weights
    var estimates = WeightedNumbers(quantity.draws.values.flatMap { $0 }, weights: weights)
      .estimates
    let factor = 1 / weighted.relativeEfficiency.squareRoot()
    estimates.mcseMean *= factor
    estimates.mcseMedian *= factor
    let positive = quantity.draws.directions.flatMap { $0.map { $0 > 0 ? 1.0 : 0 } }
    self.init(
      kind: quantity.kind,
      name: quantity.name,
      estimates: estimates,
      positive: MonteCarloEstimate(
        value: Self.share(positive, weights),
        // Few draws of little weight on the other side are no better evidence than none.
        error: max(
          WeightedNumbers.errorOfMean(positive, weights: weights) * factor,
          Self.errorOfCertainty(weighted.size)
        )
      ),
      effectiveSize: weighted.size,
      rHat: .nan
    )
  }

  /// The weight of the ones among zeros and ones: 1 exactly where all are, whatever weights sum to.
  private static func share(_ indicators: [Double], _ weights: [Double]) -> Double {
    guard indicators.contains(0) else { return 1 }
    return min(1, zip(indicators, weights).reduce(0) { $0 + $1.0 * $1.1 })
  }

  /// The standard error of a share of which so many draws have seen nothing but 0 or 1: that of the
  /// posterior mean of a probability under a uniform prior.
  private static func errorOfCertainty(_ size: Double) -> Double {
    guard size.isFinite, size > 0 else { return .nan }
    let share = 1 / (size + 2)
    return (share * (1 - share) / size).squareRoot()
  }

  fileprivate func without(mean noMean: Bool, deviation noDeviation: Bool) -> UniverseQuantity {
    var result = self
    if noMean { (result.estimates.mean, result.estimates.mcseMean) = (.nan, .nan) }
    if noDeviation { result.estimates.sd = .nan }
    return result
  }
}

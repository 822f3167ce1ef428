/// What is looked at for the sake of the priors: whether they pull against the data, whether the data say
/// anything at all, whether one value decides their scale.
extension AnalysisWarning {
  /// The warnings about the priors of a fit, whose coefficients are these of its parameters.
  static func priorWarnings(
    _ model: BinaryRegression,
    _ summaries: [ParameterSummary],
    _ scaling: PowerScaling,
    at places: Range<Int>
  ) -> [AnalysisWarning] {
    guard model.design.trials.contains(where: { $0 > 0 }) else { return [] }
    var (same, against): ([String], [PowerScaling.Quantity]) = ([], [])
    for (index, use) in zip(places, model.prior.used) where use.prior.isProper {
      let comparison = PriorComparison(use.prior, summaries[index])
      if comparison.isSame { same.append(use.column) }
      let quantity = scaling.quantities[index]
      if quantity.finding == .conflict, !quantity.isDoubtful,
        abs(comparison.distance) > PriorComparison.conflictDistance
      {
        against.append(quantity)
      }
    }
    return (same.isEmpty ? [] : [posteriorIsPrior(same)])
      + (against.isEmpty ? [] : [priorConflict(against)])
  }

  private static func posteriorIsPrior(_ names: [String]) -> AnalysisWarning {
    AnalysisWarning(
      code: "posterior-is-prior",
      message:
        "the posterior of \(listed(names.map { "`\($0)`" })) is the prior (median, 5 % and 95 % quantile "
        + "agree): the data say nothing of it, or the prior is too narrow for them to; do not report it as a "
        + "finding",
      subjects: names
    )
  }

  private static func priorConflict(_ quantities: [PowerScaling.Quantity]) -> AnalysisWarning {
    let parts = quantities.prefix(20).map {
      "`\(QuotedText($0.name))` (sensitivity \(rounded($0.prior)) to the prior, \(rounded($0.likelihood)) to the "
        + "likelihood, MCSE \(rounded(max($0.errorOfPrior, $0.errorOfLikelihood))))"
    }
    return AnalysisWarning(
      code: "prior-data-conflict",
      message:
        "prior and data pull apart for \(parts.joined(separator: ", ")): power scaling flags both from "
        + "\(PowerScaling.threshold) on, and the posterior lies far from where the prior put it; the answer is "
        + "a compromise that neither supports, so reconsider the prior or the coding",
      subjects: quantities.map(\.name)
    )
  }

  /// Draws whose estimates chance does not take so far from the exact posterior.
  static func discrepancy(_ answer: ExactAnswer) -> AnalysisWarning? {
    let found = answer.comparisons.discrepancies
    guard !found.isEmpty else { return nil }
    let limit = MonteCarloError.limit(comparisons: answer.comparisons.numberCount)
    return .init(
      code: "differs-from-exact",
      message:
        "estimates of the draws are more than \(shortNumber((10 * limit).rounded() / 10)) Monte Carlo "
        + "standard errors from the exact posterior ("
        + listed(found.map { "\($0.number.name) of \($0.subject)" })
        + "): the chains have not explored it, or their errors are underestimated; take the exact "
        + "estimates",
      subjects: found.map(\.subject),
      remedy: .integrate
    )
  }
}

/// A coefficient's posterior beside its prior.
private struct PriorComparison {
  /// How far the posterior median is from the prior's, in standard deviations of a normal prior with the
  /// same 5 % and 95 % quantiles.
  let distance: Double
  /// Whether median and both quantiles are the prior's, as far as the draws tell.
  let isSame: Bool

  /// From how many such standard deviations on the prior is surprised.
  static let conflictDistance = 2.0
  /// The share of the prior's standard deviation that counts as no difference.
  private static let tolerance = 0.05
  /// The largest error, as such a share, with which the two could be told apart.
  private static let errorLimit = 0.06

  init(_ prior: CoefficientPrior, _ summary: ParameterSummary) {
    let (low, middle, high) = (prior.quantile(0.05), prior.quantile(0.5), prior.quantile(0.95))
    // The distance between the quantiles of a normal distribution.
    let spread = (high - low) / (2 * 1.6448536269514722)
    distance = (summary.median - middle) / spread
    let pairs = [
      (summary.q5, low, summary.mcseQ5), (summary.median, middle, summary.mcseMedian),
      (summary.q95, high, summary.mcseQ95),
    ]
    // Few draws could not tell the two apart, whatever the data say.
    isSame = pairs.allSatisfy { estimate, value, error in
      let error = error.isFinite ? error : 0
      return error <= Self.errorLimit * spread
        && abs(estimate - value) <= Self.tolerance * spread + 3 * error
    }
  }
}

extension PowerScaling {
  /// The sensitivities of the coefficients, from the densities that the draws have with them.
  ///
  /// O(draws) for each coefficient and sorting it; draws without log density are evaluated again.
  init(_ draws: Draws, under model: BinaryRegression, quantities: GeneratedQuantities) {
    let step = max(1, quantities.names.count)
    var (prior, likelihood): ([Double], [Double]) = ([], [])
    prior.reserveCapacity(draws.count)
    likelihood.reserveCapacity(draws.count)
    for (index, chain) in draws.chains.enumerated() {
      let values = quantities.chains[index]
      guard chain.statistics.count == chain.count, values.count == step * chain.count else {
        (prior, likelihood) = model.logDensities(of: draws)
        break
      }
      for draw in 0..<chain.count {
        let logPrior = values[draw * step]
        prior.append(logPrior)
        likelihood.append(chain.statistics[draw].logDensity - logPrior)
      }
    }
    self.init(
      derivativesOf: draws.parameterNames.enumerated().map { index, name in
        (name, draws.parameter(index).flatMap { $0 })
      },
      logPrior: prior,
      logLikelihood: likelihood
    )
  }
}

/// What is looked at for the sake of the priors: whether they pull against the data, whether the data say
/// anything at all, whether one value decides their scale.
extension AnalysisWarning {
  /// The warnings about the priors of a fit.
  static func priorWarnings(
    _ model: BinaryRegression,
    _ summaries: [ParameterSummary],
    _ scaling: PowerScaling
  ) -> [AnalysisWarning] {
    guard model.design.trials.contains(where: { $0 > 0 }) else { return [] }
    var (same, against): ([String], [PowerScaling.Quantity]) = ([], [])
    for (index, use) in model.prior.used.enumerated() where use.prior.isProper {
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

  private static func rounded(_ value: Double) -> String {
    guard value.isFinite else { return "unknown" }
    return "\((1000 * value).rounded() / 1000)"
  }

  /// Columns that are nearly combinations of others, so that the data hardly tell their coefficients apart;
  /// nil where there are none.
  static func nearlyAliased(_ design: DesignMatrix) -> AnalysisWarning? {
    let found = VarianceInflation(design).entries.filter {
      $0.factor >= VarianceInflation.threshold
    }
    guard !found.isEmpty else { return nil }
    let parts = found.prefix(20).map { entry in
      "`\(QuotedText(entry.name))` (variance inflation "
        + (entry.factor.isFinite ? shortNumber(entry.factor.rounded()) : "beyond arithmetic")
        + ", correlation \(rounded(entry.correlation)) with `\(QuotedText(entry.closest))`)"
    }
    return AnalysisWarning(
      code: "nearly-aliased",
      message:
        "\(parts.joined(separator: ", ")) \(found.count == 1 ? "is" : "are") nearly made of other columns: the data say "
        + "little of the coefficients one by one, and the prior divides the effect between them",
      subjects: found.map(\.name)
    )
  }

  /// The columns of which one case decides by how much the scale of the prior was divided.
  static func priorLeverage(_ design: DesignMatrix, _ prior: PriorSet) -> [AnalysisWarning] {
    guard design.caseCount > 3 else { return [] }
    return zip(design.columns.indices, prior.used).compactMap { index, use in
      guard let rescaling = use.rescaling, rescaling.rule == .twoStandardDeviations,
        let outlier = design.columns[index].decisiveValue(caseCount: design.caseCount)
      else { return nil }
      let rows = (0..<design.matrix.rowCount).filter { design.matrix[$0, index] == outlier.value }
      guard rows.count == 1, (design.counts?[rows[0]] ?? 1) == 1 else { return nil }
      let name = design.columns[index].name
      let subject = design.hasCases ? design.caseNames[rows[0]] : name
      let factor = outlier.ratio.isFinite ? "\(rounded(outlier.ratio)) times" : "infinitely"
      return AnalysisWarning(
        code: "prior-scale-leverage",
        message:
          "one value of `\(QuotedText(name))` decides the scale of its prior: \(shortNumber(outlier.value))"
          + (design.hasCases ? " (\(QuotedText(subject)))" : "")
          + "; with it the standard deviation that the scale is divided by is \(factor) as large as without. "
          + "Check the value, take its logarithm, or state the prior",
        subjects: [name]
      )
    }
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
  private static let tolerance = 0.03

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
      return error <= 2 * Self.tolerance * spread
        && abs(estimate - value) <= Self.tolerance * spread + 3 * error
    }
  }
}

extension DesignColumn {
  /// The most extreme value, where the standard deviation with it is at least twice that of the other cases,
  /// and the ratio of the two.
  fileprivate func decisiveValue(caseCount: Int) -> (value: Double, ratio: Double)? {
    let count = Double(caseCount)
    let value = maximum - mean >= mean - minimum ? maximum : minimum
    let deviation = value - mean
    let squares = (count - 1) * standardDeviation * standardDeviation
    let rest = (squares - count / (count - 1) * deviation * deviation) / (count - 2)
    let ratio = standardDeviation / max(rest, 0).squareRoot()
    return ratio >= 2 ? (value, ratio) : nil
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

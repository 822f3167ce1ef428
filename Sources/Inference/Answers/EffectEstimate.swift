/// The posterior of an effect: what a change does to the probability of the outcome.
///
/// Estimands, each computed for every draw and then summarised (A. Gelman and I. Pardoe, "Average
/// predictive comparisons for models with nonlinearity, interactions, and variance components",
/// Sociological Methodology 37 (2007); V. Arel-Bundock, N. Greifer and A. Heiss, "How to interpret
/// statistical models using marginaleffects for R and Python", Journal of Statistical Software 111
/// (2024)), p0 and p1 being the probabilities before and after, averaged over a population:
///
/// - the risk difference p1 - p0, in probability; for a slope the average of dp/dx;
/// - the risk ratio p1 / p0, a ratio of averages;
/// - the odds ratio (p1 / (1 - p1)) / (p0 / (1 - p0)) of the averages.
public struct EffectEstimate: Sendable, Equatable {
  /// The condition, or the two scenarios in words.
  public let name: String
  /// What changes: `no -> yes`, `+1`, `slope`.
  public let change: String
  /// The average probability before the change; nil for a slope, and where the difference alone was asked for.
  public let before: QuantityEstimate?
  /// The average probability after the change, likewise.
  public let after: QuantityEstimate?
  /// The risk difference, or the average slope.
  public let difference: QuantityEstimate
  /// The risk ratio, likewise.
  ///
  /// Its mean is that of few huge draws where the probability before the change may be near 0: report
  /// the median.
  public let riskRatio: QuantityEstimate?
  /// The odds ratio of the averages, likewise.
  public let oddsRatio: QuantityEstimate?
  /// How probable it is that the difference is positive.
  ///
  /// Where the difference is too small for a number its sign is that of the change of the predictors.
  public let direction: DirectionEvidence
  /// How probable it is that the difference is too small to matter.
  public let equivalence: PracticalEquivalence
  /// What is to be known of all these numbers.
  public package(set) var caveats: [Caveat] = []

  /// Whether the difference is an average slope.
  public let isSlope: Bool

  /// What of an effect is wanted.
  public enum Extent: Sendable, Equatable {
    /// The difference, its direction and its size: a third of the time.
    case difference
    /// The probabilities before and after and their ratios too.
    case everything
  }

  /// The half width of the region of practical equivalence that is used where none is stated: five
  /// percentage points, a convention to be replaced by what matters in the field.
  public static let standardRegion = 0.05

  /// Summarises a comparison.
  ///
  /// O(draws).
  public init(
    name: String,
    change: String,
    _ averages: ComparedAverages,
    interval: CredibleInterval,
    region: Double,
    extent: Extent = .everything
  ) {
    var workspace = VariableDiagnostics.Workspace()
    func estimate(_ chains: [[Double]]) -> QuantityEstimate {
      QuantityEstimate(chains, interval: interval, using: &workspace)
    }
    self.name = name
    self.change = change
    let differences = averages.differences
    let isWhole = extent == .everything
    isSlope = averages.before == nil
    before = isWhole ? averages.probabilitiesBefore.map(estimate) : nil
    after = isWhole ? averages.probabilitiesAfter.map(estimate) : nil
    difference = estimate(differences)
    riskRatio = isWhole ? averages.riskRatios.map(estimate) : nil
    oddsRatio = isWhole ? averages.oddsRatios.map(estimate) : nil
    direction = DirectionEvidence(averages.directions)
    equivalence = PracticalEquivalence(differences, halfWidth: region)
  }
}

extension EffectEstimate {
  /// Whether its mean was integrated.
  public var hasExactMean: Bool { difference.source != .draws }

  /// The numbers of an effect that have a distribution; nil where there is none of them.
  struct Measures {
    let before: QuantityEstimate?
    let after: QuantityEstimate?
    let difference: QuantityEstimate?
    let riskRatio: QuantityEstimate?
    let oddsRatio: QuantityEstimate?
  }

  /// Puts an effect together; without a difference its numbers are not numbers.
  init(
    name: String,
    change: String,
    measures: Measures,
    direction: DirectionEvidence,
    equivalence: PracticalEquivalence,
    isSlope: Bool
  ) {
    (self.name, self.change, self.isSlope) = (name, change, isSlope)
    (before, after) = (measures.before, measures.after)
    difference = measures.difference ?? QuantityEstimate([], interval: .standard)
    (riskRatio, oddsRatio) = (measures.riskRatio, measures.oddsRatio)
    (self.direction, self.equivalence) = (direction, equivalence)
  }
}

/// Average effects of the conditions of a fit.
public struct AverageEffects: Sendable {
  /// One estimate for each comparison.
  public let effects: [EffectEstimate]
  /// The number of draws that they were computed from.
  public let drawCount: Int

  /// About how many probabilities are computed, in some ten seconds, before draws are left out.
  public static let workLimit = 1e10
  /// The fewest draws that are left.
  public static let leastDraws = 200

  /// Computes the effects.
  ///
  /// O(draws x rows x (columns + comparisons)). Where that would take minutes only every k-th draw of
  /// each chain is used; `drawCount` says how many there were.
  ///
  /// - Throws: a ``FormulaError`` where arithmetic of the formula has no value after a change.
  package init(
    of comparisons: [Comparison],
    by comparer: AverageComparer,
    draws: Draws,
    interval: CredibleInterval,
    region: Double,
    extent: EffectEstimate.Extent = .everything
  ) throws(FormulaError) {
    let columnCount = draws.parameterNames.count
    let perDraw =
      Double(comparer.population.rowCount) * (Double(columnCount) / 8 + Double(comparisons.count))
    let affordable = max(Int(Self.workLimit / max(perDraw, 1)), Self.leastDraws)
    let used = draws.thinned(toAtMost: affordable)
    let averages = try comparer.averages(of: comparisons, draws: used)
    drawCount = used.count
    effects = zip(comparisons, averages).map { comparison, averages in
      EffectEstimate(
        name: comparison.condition,
        change: comparison.label,
        averages,
        interval: interval,
        region: region,
        extent: extent
      )
    }
  }
}

extension Draws {
  /// Every k-th draw of each chain, k being the smallest with which so many are enough.
  func thinned(toAtMost wanted: Int) -> Draws {
    guard count > wanted, wanted > 0 else { return self }
    let step = (count + wanted - 1) / wanted
    return Draws(
      parameterNames: parameterNames,
      chains: chains.map { chain in
        let kept = stride(from: step - 1, to: chain.count, by: step)
        return ChainDraws(
          chain: chain.chain,
          dimension: chain.dimension,
          values: kept.flatMap {
            chain.values[($0 * chain.dimension)..<(($0 + 1) * chain.dimension)]
          }
        )
      }
    )
  }
}

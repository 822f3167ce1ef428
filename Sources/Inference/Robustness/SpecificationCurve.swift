/// One quantity over all universes of a plan, ordered by its median.
///
/// The universes are choices that somebody declared, not a sample: shares of them say how much a
/// conclusion hangs on the choices, and are no probabilities. Coefficients are on the scale of each
/// universe's link, so that their medians do not compare across links; effects do.
///
/// Where the prior alone, before any data, is across a line already, the posterior's being there is no finding:
/// such universes are set apart and are in no share.
///
/// Source: U. Simonsohn, J. P. Simmons, L. D. Nelson, "Specification curve analysis", Nature Human
/// Behaviour 4 (2020).
public struct SpecificationCurve: Sendable, Equatable {
  /// How many universes draw a conclusion.
  public struct Agreement: Sendable, Equatable {
    /// The line that the probability has to cross.
    public let threshold: EvidenceThreshold
    /// The number of universes where it does, without those that are set apart.
    public let count: Int
    /// The number of universes of which these are a part: all but those that are set apart.
    public let universeCount: Int
    /// The number of universes that are set apart: their prior alone crosses the line, or is within two Monte
    /// Carlo standard errors of it.
    public let priorAloneCount: Int
    /// The number of universes, on either side, within two Monte Carlo standard errors of the line; without
    /// those that are set apart.
    public let doubtfulCount: Int
    /// The share of universes where it does; NaN where there are none, or all are set apart.
    public var share: Double { Double(count) / Double(universeCount) }
  }

  /// A set of universes in a few numbers.
  public struct Summary: Sendable, Equatable {
    /// The number of universes that have the quantity.
    public let count: Int
    /// The median of the medians; NaN, as the next two, where there are no universes.
    public let medianOfMedians: Double
    /// The smallest median.
    public let smallestMedian: Double
    /// The largest median.
    public let largestMedian: Double
    /// For each of ``EvidenceThreshold/evidence`` how many draw its conclusion.
    public let agreements: [Agreement]

    /// How many draw the conclusion of a threshold; nil for one that is not among them.
    public func agreement(_ threshold: EvidenceThreshold) -> Agreement? {
      agreements.first { $0.threshold == threshold }
    }
  }

  /// The universes of one prior set, beside what that prior says by itself.
  public struct PriorPart: Sendable, Equatable {
    /// The name of the prior set.
    public let prior: String
    /// The prior's own probability that the quantity is positive: the smallest of its universes, which differ in
    /// cases, formula and link; nil where it is not known of one of them.
    public let smallestOwn: MonteCarloEstimate?
    /// The largest.
    public let largestOwn: MonteCarloEstimate?
    /// The universes.
    public let summary: Summary
  }

  /// What the quantity is.
  public let key: QuantityKey
  /// The universes that have it, by its median, equal ones in the order of the plan.
  public let points: [MultiverseResults.Estimate]
  /// All of them.
  public let all: Summary
  /// Those in which both outcomes occur.
  public let twoClasses: Summary
  /// All of them by prior set, in the order of the plan.
  public let priorParts: [PriorPart]
  /// The number of universes that have the quantity and one class of outcomes only: there the prior
  /// bounds what the data do not.
  public let oneClassCount: Int
  /// The number of universes without it, because their formula or their cases do not have it.
  public let absentCount: Int
  /// The number of universes in which its median or its probability is not known.
  public let undefinedCount: Int
  /// The number of universes that could not be analysed.
  public let failedCount: Int

  /// Orders the universes by a quantity.
  ///
  /// O(universes log universes).
  public init(of key: QuantityKey, in results: MultiverseResults) {
    let estimates = results.estimates(of: key)
    let known = estimates.filter(\.quantity.isDefined)
    let points = known.sorted {
      ($0.quantity.median, $0.place) < ($1.quantity.median, $1.place)
    }
    let twoClasses = points.filter { !results.entries[$0.place].result.isOneClass }
    self.key = key
    self.points = points
    all = Self.summary(points, results)
    self.twoClasses = Self.summary(twoClasses, results)
    priorParts = Self.priorParts(points, results)
    oneClassCount = points.count - twoClasses.count
    failedCount = results.failures.count
    undefinedCount = estimates.count - known.count
    absentCount = results.entries.count - failedCount - estimates.count
  }

  private static func priorParts(
    _ points: [MultiverseResults.Estimate],
    _ results: MultiverseResults
  ) -> [PriorPart] {
    let groups = Dictionary(grouping: points) { results.entries[$0.place].universe.prior }
    var seen: Set<String> = []
    let names = results.entries.map(\.universe.prior).filter { seen.insert($0).inserted }
    return names.compactMap { name in
      guard let points = groups[name] else { return nil }
      let own = points.map(results.priorProbability)
      let known = own.compactMap(\.self)
      let isKnown = known.count == own.count
      return PriorPart(
        prior: name,
        smallestOwn: isKnown ? known.min { $0.value < $1.value } : nil,
        largestOwn: isKnown ? known.max { $0.value < $1.value } : nil,
        summary: summary(points, results)
      )
    }
  }

  /// The summary of quantities in the order of their medians.
  private static func summary(
    _ points: [MultiverseResults.Estimate],
    _ results: MultiverseResults
  ) -> Summary {
    let medians = points.map(\.quantity.median)
    let own = points.map(results.priorProbability)
    return Summary(
      count: points.count,
      medianOfMedians: Quantiles.medianOfSorted(medians),
      smallestMedian: medians.first ?? .nan,
      largestMedian: medians.last ?? .nan,
      agreements: EvidenceThreshold.evidence.map { threshold in
        let found = points.indices.filter { place in
          own[place].map { !threshold.isPassed(byPrior: $0) } ?? true
        }
        return Agreement(
          threshold: threshold,
          count: found.count { threshold.holds(points[$0].quantity.probabilityPositive) },
          universeCount: found.count,
          priorAloneCount: points.count - found.count,
          doubtfulCount: found.count { threshold.isDoubtful(points[$0].quantity) }
        )
      }
    )
  }
}

/// One quantity over all universes of a plan, ordered by its median.
///
/// The universes are choices that somebody declared, not a sample: shares of them say how much a
/// conclusion hangs on the choices, and are no probabilities. Coefficients are on the scale of each
/// universe's link, so that their medians do not compare across links; effects do.
///
/// Source: U. Simonsohn, J. P. Simmons, L. D. Nelson, "Specification curve analysis", Nature Human
/// Behaviour 4 (2020).
public struct SpecificationCurve: Sendable, Equatable {
  /// How many universes draw a conclusion.
  public struct Agreement: Sendable, Equatable {
    /// The line that the probability has to cross.
    public let threshold: EvidenceThreshold
    /// The number of universes where it does.
    public let count: Int
    /// Their share; NaN where there are no universes.
    public let share: Double
    /// The number of universes, on either side, within two Monte Carlo standard errors of the line.
    public let doubtfulCount: Int
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

  /// What the quantity is.
  public let key: QuantityKey
  /// The universes that have it, by its median, equal ones in the order of the plan.
  public let points: [MultiverseResults.Estimate]
  /// All of them.
  public let all: Summary
  /// Those in which both outcomes occur.
  public let twoClasses: Summary
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
    all = Self.summary(points.map(\.quantity))
    self.twoClasses = Self.summary(twoClasses.map(\.quantity))
    oneClassCount = points.count - twoClasses.count
    failedCount = results.failures.count
    undefinedCount = estimates.count - known.count
    absentCount = results.entries.count - failedCount - estimates.count
  }

  /// The summary of quantities in the order of their medians.
  private static func summary(_ quantities: [UniverseQuantity]) -> Summary {
    let medians = quantities.map(\.median)
    return Summary(
      count: quantities.count,
      medianOfMedians: Quantiles.medianOfSorted(medians),
      smallestMedian: medians.first ?? .nan,
      largestMedian: medians.last ?? .nan,
      agreements: EvidenceThreshold.evidence.map { threshold in
        let count = quantities.count { threshold.holds($0.probabilityPositive) }
        return Agreement(
          threshold: threshold,
          count: count,
          share: Double(count) / Double(quantities.count),
          doubtfulCount: quantities.count(where: threshold.isDoubtful)
        )
      }
    )
  }
}

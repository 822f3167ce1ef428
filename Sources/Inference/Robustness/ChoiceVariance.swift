/// Which choices make the medians of a quantity differ between universes.
///
/// For each fork two shares of the variance of the medians over the universes that have the quantity:
///
/// - alone: Var(E[median | choice]) / Var(median), the correlation ratio (eta squared, the first-order
///   Sobol index where the plan is a full crossing): how much of the differences knowing this choice
///   explains, whatever comes along with it;
/// - only: how much less an additive least-squares model of all forks explains when this one is left
///   out: what no other fork can explain in its place.
///
/// Both are valid for plans that are no full crossing. They do not add up to 1: what several forks explain
/// alike is in the first share of each and in the second of none, and what only combinations of choices
/// explain (interactions) is in neither; ``additiveShare`` and ``interactionShare`` say how much that is.
/// Universes count equally, so that the shares depend on what was declared: a fork with one odd choice
/// among many weighs little. Without sampling error in the shares, as the universes are all there are; the
/// Monte Carlo error of the medians is in what is left.
///
/// Source: A. Saltelli et al., "Global Sensitivity Analysis: The Primer" (2008), section 1.2; for the second
/// share A. M. Mood, American Educational Research Journal 8 (1971).
public struct ChoiceVariance: Sendable, Equatable {
  /// One fork.
  public struct Share: Sendable, Equatable {
    /// The name of the fork.
    public let fork: String
    /// The number of its choices among the universes that have the quantity.
    public let choiceCount: Int
    /// What the fork explains alone, from 0 to 1; NaN where all medians are equal.
    public let alone: Double
    /// What only this fork explains, from 0 to 1; NaN where all medians are equal.
    public let only: Double
    /// The choice whose universes have the smallest mean of medians, and that mean.
    public let smallest: ChoiceMean
    /// The choice whose universes have the largest mean of medians, and that mean.
    public let largest: ChoiceMean
  }

  /// One choice of a fork.
  public struct ChoiceMean: Sendable, Equatable {
    /// The choice.
    public let choice: String
    /// The mean of the medians of its universes.
    public let mean: Double
  }

  /// What the quantity is.
  public let key: QuantityKey
  /// The number of universes that have it.
  public let count: Int
  /// How many of those have one class of outcomes only.
  public let oneClassCount: Int
  /// The number of universes that could not be analysed, and are left out.
  public let failedCount: Int
  /// The standard deviation of the medians (over all universes, divided by their number).
  public let standardDeviation: Double
  /// The forks with more than one choice, the one that explains most alone first.
  public let shares: [Share]
  /// What all forks explain together without interactions.
  public let additiveShare: Double

  /// What only combinations of choices explain.
  public var interactionShare: Double { 1 - additiveShare }

  /// Decomposes the variance of the medians of a curve.
  ///
  /// O(universes x forks^2 + forks x choices^3).
  public init(_ curve: SpecificationCurve, in results: MultiverseResults) {
    let points = curve.points.sorted { $0.place < $1.place }
    let medians = points.map(\.quantity.median)
    // The choices of these universes, numbered from 0 without gaps.
    let forks = results.forks.compactMap { fork -> (fork: MultiverseResults.Fork, taken: [Int])? in
      let taken = points.map { fork.taken[$0.place] }
      let present = Set(taken).sorted()
      guard present.count > 1 else { return nil }
      let numbers = Dictionary(uniqueKeysWithValues: zip(present, present.indices))
      let kept = MultiverseResults.Fork(
        name: fork.name,
        choices: present.map { fork.choices[$0] },
        taken: []
      )
      return (kept, taken.compactMap { numbers[$0] })
    }
    let fit = AdditiveFit(medians, factors: forks.map(\.taken))
    let additive = fit.explained()
    key = curve.key
    count = points.count
    oneClassCount = curve.oneClassCount
    failedCount = curve.failedCount
    standardDeviation = (fit.total / Double(points.count)).squareRoot()
    additiveShare = additive
    let shares = forks.enumerated().map { index, item in
      let means = Self.means(medians, by: item.taken, of: item.fork.choices)
      let other = fit.explained(without: index)
      return Share(
        fork: item.fork.name,
        choiceCount: item.fork.choices.count,
        alone: AdditiveFit(medians, factors: [item.taken]).explained(),
        only: additive.isNaN ? .nan : max(0, additive - other),
        smallest: means.min { $0.mean < $1.mean } ?? ChoiceMean(choice: "", mean: .nan),
        largest: means.max { $0.mean < $1.mean } ?? ChoiceMean(choice: "", mean: .nan)
      )
    }
    self.shares = shares.indices.sorted {
      shares[$0].alone > shares[$1].alone || !(shares[$0].alone < shares[$1].alone) && $0 < $1
    }.map { shares[$0] }
  }

  private static func means(
    _ values: [Double],
    by choice: [Int],
    of choices: [String]
  ) -> [ChoiceMean] {
    var sums = choices.map { _ in (sum: 0.0, count: 0.0) }
    for (value, place) in zip(values, choice) {
      sums[place].sum += value
      sums[place].count += 1
    }
    return zip(choices, sums).map { ChoiceMean(choice: $0, mean: $1.sum / $1.count) }
  }
}

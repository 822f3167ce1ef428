/// All numbers about one variable's draws, computed together from one sort.
///
/// Each equals what the definition of the same name gives (``RHat``, ``EffectiveSampleSize``,
/// ``MonteCarloError``, ``ParetoSmoothing``); the ranks, the order statistics and the halves of
/// the chains are shared. Chains longer than the shortest are cut to its length. NaN where a
/// number is not defined; see the definitions.
@dynamicMemberLookup
public struct VariableDiagnostics: Sendable, Equatable {
  /// Where the draws lie, with the Monte Carlo errors of that; standard deviation with the divisor draws
  /// less one.
  public private(set) var estimates = Estimates()
  /// The larger of the two rank-normalised split R-hats.
  public private(set) var rHat = Double.nan
  /// Effective sample size of the bulk.
  public private(set) var bulkSampleSize = Double.nan
  /// Effective sample size of the tails.
  public private(set) var tailSampleSize = Double.nan
  /// The larger Pareto shape of the two tails; NaN too where it does not apply.
  public private(set) var paretoK = Double.nan
  /// Whether the draws have tails that a Pareto shape could describe.
  public private(set) var hasTailShape = true
  /// Whether all draws are finite.
  public private(set) var isFinite = true
  /// Whether all draws are equal.
  public private(set) var isConstant = false
  /// The chains, from 0, that stand still while others move or stand elsewhere.
  ///
  /// A chain in which a rare event never happened does not stand still.
  public private(set) var stuckChains: [Int] = []
  /// Draws that occur twice: chains that are copies, and chains that repeat themselves.
  public private(set) var repeatedDraws: [RepeatedDraws] = []

  /// A number of ``estimates``.
  public subscript(dynamicMember number: KeyPath<Estimates, Double>) -> Double {
    estimates[keyPath: number]
  }

  /// Computes the numbers of one variable.
  ///
  /// O(draws), and O(draws log draws) where more than 100 lags of a chain are correlated.
  ///
  /// - Parameter chains: An array of draws for each chain.
  public init(_ chains: [[Double]]) {
    var workspace = Workspace()
    self.init(chains, using: &workspace)
  }

  /// What variables with the same number of draws share.
  package struct Workspace {
    fileprivate var scores = NormalScores(count: 0)

    /// For draws of any number.
    package init() {}

    fileprivate mutating func scores(for count: Int) -> NormalScores {
      if scores.count != count { scores = NormalScores(count: count) }
      return scores
    }
  }

  /// How much is computed; the rest is NaN.
  package enum Extent {
    /// All.
    case full
    /// What a summary shows: no k-hat, no search for draws that occur twice.
    case summary
    /// Without the errors of the standard deviation and of the outer quantiles and the tail sample size too.
    case brief
  }

  /// Computes the numbers of one variable.
  package init(_ chains: [[Double]], using workspace: inout Workspace, extent: Extent = .full) {
    let pooled = ChainValues(chains)
    guard !pooled.values.isEmpty else { return }
    isFinite = pooled.values.allSatisfy(\.isFinite)
    guard !pooled.values.contains(where: \.isNaN) else { return }
    let order = SortOrder(pooled.values)
    let sorted = order.sorted
    isConstant = pooled.isDegenerate && isFinite
    stuckChains = isConstant ? [] : Self.stuckChains(pooled)
    let moments = SampleMoments(pooled.values)
    estimates.mean = moments.mean
    estimates.sd = moments.standardDeviation
    estimates.median = Quantiles.medianOfSorted(sorted)
    estimates.q5 = Quantiles.ofSorted(sorted, 0.05)
    estimates.q25 = Quantiles.ofSorted(sorted, 0.25)
    estimates.q75 = Quantiles.ofSorted(sorted, 0.75)
    estimates.q95 = Quantiles.ofSorted(sorted, 0.95)
    let folded = FoldedOrder(order, around: estimates.median)
    estimates.mad = 1.4826 * Quantiles.medianOfSorted(folded.sorted)
    guard !isConstant else { return }
    if isFinite, extent == .full { repeatedDraws = RepeatedDraws.all(in: pooled, order) }
    compareChains(pooled, order: order, folded: folded, using: &workspace)
    if isFinite { measureErrors(pooled, sorted: sorted, moments: moments, extent) }
  }

  private static func stuckChains(_ pooled: ChainValues) -> [Int] {
    guard pooled.length > 1 else { return [] }
    return (0..<pooled.chainCount).filter { chain in
      let first = pooled.values[chain * pooled.length]
      return (1..<pooled.length).allSatisfy {
        pooled.values[chain * pooled.length + $0] == first
      } && !isUsual(first, besides: chain, pooled)
    }
  }

  /// Whether the other chains have mostly one value too, and leave it so rarely that a chain of this length
  /// may well never do it: at most seven times each, for exp(-7) is 1 in 1000.
  private static func isUsual(_ value: Double, besides chain: Int, _ pooled: ChainValues) -> Bool {
    var (equal, departures) = (0, 0)
    for other in 0..<pooled.chainCount where other != chain {
      var wasAway = false
      for draw in 0..<pooled.length {
        let isAway = pooled.values[other * pooled.length + draw] != value
        if !isAway { equal += 1 } else if !wasAway { departures += 1 }
        wasAway = isAway
      }
    }
    let others = pooled.chainCount - 1
    return 2 * equal > others * pooled.length && departures <= 7 * others
  }

  /// R-hat and the bulk effective sample size, which look at ranks only.
  private mutating func compareChains(
    _ pooled: ChainValues,
    order: SortOrder,
    folded: FoldedOrder,
    using workspace: inout Workspace
  ) {
    guard pooled.length > 3 else { return }
    var halves = ChainValues(chainCount: 2 * pooled.chainCount, length: pooled.length / 2)
    let scores = workspace.scores(for: halves.values.count)
    let isEven = pooled.length.isMultiple(of: 2)
    let targets = Self.placesInHalves(pooled)

    /// Ranks only the draws that belong to a half.
    func rank(_ sorted: [Double], _ places: [Int]) {
      var (kept, keptPlaces) = (sorted, places.map { targets[$0] })
      if !isEven {
        let inside = sorted.indices.filter { targets[places[$0]] >= 0 }
        kept = inside.map { sorted[$0] }
        keptPlaces = inside.map { targets[places[$0]] }
      }
      scores.assign(sorted: kept, places: keptPlaces, to: &halves.values)
    }
    rank(order.sorted, order.places)
    guard !halves.isDegenerate else { return }
    let moments = Moments(halves)
    let bulk = moments.rHat
    if halves.length >= 3 {
      bulkSampleSize = EffectiveSampleSize.basic(halves, moments: moments)
    }
    guard estimates.median.isFinite else { return }
    rank(folded.sorted, folded.places)
    rHat = RHat.larger(bulk, RHat.basic(halves))
  }

  /// Where each draw goes when the chains are cut in half; -1 for the middle draw.
  private static func placesInHalves(_ pooled: ChainValues) -> [Int] {
    let (length, half) = (pooled.length, pooled.length / 2)
    var result = [Int](repeating: -1, count: pooled.values.count)
    for chain in 0..<pooled.chainCount {
      for draw in 0..<half {
        result[chain * length + draw] = chain * half + draw
        result[chain * length + length - half + draw] = (pooled.chainCount + chain) * half + draw
      }
    }
    return result
  }

  /// The effective sample sizes on the scale of the draws, and the errors that follow.
  private mutating func measureErrors(
    _ pooled: ChainValues,
    sorted: [Double],
    moments: SampleMoments,
    _ extent: Extent
  ) {
    estimates.mcseMean =
      estimates.sd / EffectiveSampleSize.basic(pooled.split).squareRoot()
    func error(_ quantile: Double, _ probability: Double) -> (size: Double, error: Double) {
      let size = EffectiveSampleSize.basic(pooled.indicator(atMost: quantile).split)
      return (
        size, MonteCarloError.quantile(ofSorted: sorted, probability, sampleSize: size)
      )
    }
    estimates.mcseMedian = error(estimates.median, 0.5).error
    guard extent != .brief else { return }
    var squares = pooled
    let mean = estimates.mean
    for index in squares.values.indices {
      squares.values[index] = (pooled.values[index] - mean) * (pooled.values[index] - mean)
    }
    estimates.mcseSd = MonteCarloError.standardDeviation(
      moments,
      sampleSize: EffectiveSampleSize.basic(squares.split)
    )
    let (lower, upper) = (error(estimates.q5, 0.05), error(estimates.q95, 0.95))
    (estimates.mcseQ5, estimates.mcseQ95) = (lower.error, upper.error)
    tailSampleSize = EffectiveSampleSize.smaller(lower.size, upper.size)
    guard extent == .full else { return }
    hasTailShape = ParetoSmoothing.applies(toSorted: sorted)
    if hasTailShape {
      paretoK = ParetoSmoothing.paretoK(ofSorted: sorted, tailSampleSize: tailSampleSize)
    }
  }
}

/// The distances from the median in ascending order, merged from the order of the draws.
///
/// Below the median they grow downwards, above it upwards: two sorted runs, so no second sort.
private struct FoldedOrder {
  private(set) var sorted: [Double] = []
  private(set) var places: [Int] = []

  init(_ order: SortOrder, around median: Double) {
    let count = order.sorted.count
    sorted.reserveCapacity(count)
    places.reserveCapacity(count)
    var above = order.sorted.firstIndex { $0 >= median } ?? count
    var below = above - 1
    while below >= 0 || above < count {
      let down = below >= 0 ? median - order.sorted[below] : .infinity
      let up = above < count ? order.sorted[above] - median : .infinity
      if above >= count || (below >= 0 && down < up) {
        sorted.append(down)
        places.append(order.places[below])
        below -= 1
      } else {
        sorted.append(up)
        places.append(order.places[above])
        above += 1
      }
    }
  }
}

extension Draws {
  /// The numbers of every parameter, in order.
  ///
  /// O(parameters x draws).
  public func variableDiagnostics() -> [VariableDiagnostics] {
    var workspace = VariableDiagnostics.Workspace()
    return parameterNames.indices.map {
      VariableDiagnostics(parameter($0), using: &workspace)
    }
  }

  /// The estimates of every parameter, in order, without what is only checked.
  ///
  /// O(parameters x draws).
  func estimates() -> [Estimates] {
    var workspace = VariableDiagnostics.Workspace()
    return parameterNames.indices.map {
      VariableDiagnostics(parameter($0), using: &workspace, extent: .summary).estimates
    }
  }
}

/// How far the empirical distribution function of uniform numbers strays from the diagonal by chance.
///
/// The numbers are counted at equally spaced points i / K. A count there is binomial; what is asked is
/// that all counts lie within their limits at the same time. The probability of that is computed, not
/// simulated: given their sum the increments of the counts are those of a Poisson process, so that one
/// truncated convolution for each point gives it to rounding.
///
/// Source: T. Sailynoja, P.-C. Buerkner, A. Vehtari, "Graphical test for discrete uniformity and its
/// applications in goodness-of-fit evaluation and multiple sample comparison", Statistics and Computing
/// 32 (2022), section 2; their recursion over binomial increments is replaced by the Poisson one.
public struct UniformityBand: Sendable {
  /// How many numbers are counted.
  public let valueCount: Int
  /// The number of equal intervals, K: there are K - 1 points between them.
  public let intervalCount: Int
  /// The distribution function of the count at each point, from 0 successes on.
  private let cumulative: [[Double]]
  /// The probability of more than each count.
  private let above: [[Double]]
  /// Poisson probabilities of the counts of one interval.
  private let increments: [Double]
  /// The Poisson probability that all intervals together count the values there are.
  private let normalization: Double

  /// The least and the greatest count at a point that are no surprise.
  public struct Limits: Sendable, Equatable {
    /// The least count.
    public var lower: Int
    /// The greatest count.
    public var upper: Int
  }

  /// Prepares the distributions.
  ///
  /// O(values x intervals) in time and memory.
  ///
  /// - Precondition: there are at least one value and two intervals.
  public init(valueCount: Int, intervalCount: Int) {
    precondition(valueCount >= 1 && intervalCount >= 2, "something to count")
    self.valueCount = valueCount
    self.intervalCount = intervalCount
    let tables = (1..<intervalCount).map { point in
      let probabilities = BinomialDistribution(
        trials: Double(valueCount),
        probability: Double(point) / Double(intervalCount)
      ).probabilities
      var lower: [Double] = []
      lower.reserveCapacity(probabilities.count)
      var sum = 0.0
      for probability in probabilities {
        sum += probability
        lower.append(sum)
      }
      var upper = [Double](repeating: 0, count: probabilities.count)
      sum = 0
      for count in probabilities.indices.reversed() {
        upper[count] = sum
        sum += probabilities[count]
      }
      return (lower, upper)
    }
    cumulative = tables.map(\.0)
    above = tables.map(\.1)
    increments = Self.poisson(mean: Double(valueCount) / Double(intervalCount), upTo: valueCount)
    normalization = Self.poisson(mean: Double(valueCount), upTo: valueCount)[valueCount]
  }

  /// The limits within which all counts lie together with a probability: the narrowest of those that cut
  /// the same probability off both tails of every count and reach it.
  ///
  /// O(intervals x width^2) for each of about forty steps.
  public func limits(coverage: Double) -> [Limits] {
    var (low, high) = (Portable.log(1e-12), Portable.log(0.5))
    for _ in 0..<40 {
      let middle = 0.5 * (low + high)
      if self.coverage(of: limits(tail: Portable.exp(middle))) >= coverage {
        low = middle
      } else {
        high = middle
      }
    }
    return limits(tail: Portable.exp(low))
  }

  /// The probability that uniform numbers stray as far as these counts, at the point where they stray
  /// farthest by the probability of their count.
  ///
  /// - Parameter counts: How many numbers lie below each point i / K, i from 1.
  /// - Returns: The probability, exact but for rounding.
  /// - Precondition: there is a count for each point, none above the number of values.
  public func pValue(counts: [Int]) -> Double {
    precondition(counts.count == intervalCount - 1, "a count for each point")
    let smallest = counts.indices.reduce(1.0) { least, point in
      let atLeast = counts[point] > 0 ? above[point][counts[point] - 1] : 1
      return min(least, cumulative[point][counts[point]], atLeast)
    }
    // Tails equal but for rounding are equal.
    return max(0, min(1, 1 - coverage(of: limits(tail: smallest * (1 + 1e-9)))))
  }

  /// How many of some ranks lie below each point; rank r of K - 1 others lies in interval r.
  public func counts(ofRanks ranks: [Int]) -> [Int] {
    var histogram = [Int](repeating: 0, count: intervalCount)
    for rank in ranks { histogram[rank] += 1 }
    var sum = 0
    return histogram.dropLast().map { count in
      sum += count
      return sum
    }
  }

  /// The counts of which neither tail, itself included, has at most this probability.
  private func limits(tail: Double) -> [Limits] {
    (0..<(intervalCount - 1)).map { point in
      let lower = Self.firstIndex(valueCount + 1) { cumulative[point][$0] > tail }
      // The first count whose upper tail is small enough lies one above the last allowed.
      let upper =
        Self.firstIndex(valueCount + 1) { $0 > 0 && above[point][$0 - 1] <= tail } - 1
      return Limits(lower: lower, upper: upper)
    }
  }

  /// The probability that all counts lie within their limits.
  private func coverage(of limits: [Limits]) -> Double {
    guard limits.allSatisfy({ $0.lower <= $0.upper }) else { return 0 }
    var start = 0
    var chances = [1.0]
    for limit in limits {
      var next = [Double](repeating: 0, count: limit.upper - limit.lower + 1)
      for (place, chance) in chances.enumerated() where chance > 0 {
        let count = start + place
        for target in max(count, limit.lower)..<max(count, limit.lower, limit.upper + 1) {
          next[target - limit.lower] += chance * increments[target - count]
        }
      }
      (chances, start) = (next, limit.lower)
    }
    let sum = chances.enumerated().reduce(0) {
      $0 + $1.element * increments[valueCount - start - $1.offset]
    }
    return min(1, sum / normalization)
  }

  /// The first number below a count at which a condition holds that holds from there on; else the count.
  private static func firstIndex(_ count: Int, where holds: (Int) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private static func poisson(mean: Double, upTo count: Int) -> [Double] {
    let logMean = Portable.log(mean)
    return (0...count).map {
      Portable.exp(Double($0) * logMean - mean - Portable.logGamma(Double($0 + 1)))
    }
  }
}

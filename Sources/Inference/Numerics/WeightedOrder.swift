/// Weighted values in ascending order: everything about their distribution from one sort.
///
/// The distribution function climbs by its weight at each value; quantiles are interpolated linearly
/// between the midpoints of these steps and are the outermost values beyond them. With equal weights
/// this is definition 5 of Hyndman and Fan, "Sample quantiles in statistical packages", The American
/// Statistician 50 (1996).
struct WeightedOrder {
  /// The values, ascending.
  let sorted: [Double]
  /// The weight of each of the sorted values.
  let weights: [Double]
  /// The sum of the weights up to each of the sorted values, itself included.
  private let sums: [Double]
  /// The same of the squares of the weights.
  private let squareSums: [Double]

  /// The sum of all weights.
  var total: Double { sums.last ?? 0 }
  /// The sum of the squares of all weights.
  var totalOfSquares: Double { squareSums.last ?? 0 }

  /// Sorts values with their weights.
  ///
  /// O(n), allocates.
  ///
  /// - Precondition: there is a weight for each value, none negative; no value is NaN.
  init(_ values: [Double], weights: [Double]) {
    precondition(values.count == weights.count, "a weight for each value")
    let order = SortOrder(values)
    sorted = order.sorted
    self.weights = order.places.map { weights[$0] }
    var (sum, squareSum) = (0.0, 0.0)
    var (sums, squareSums): ([Double], [Double]) = ([], [])
    sums.reserveCapacity(values.count)
    squareSums.reserveCapacity(values.count)
    for weight in self.weights {
      sum += weight
      squareSum += weight * weight
      sums.append(sum)
      squareSums.append(squareSum)
    }
    self.sums = sums
    self.squareSums = squareSums
  }

  /// The quantile at a probability; NaN where there are no values.
  ///
  /// O(log n).
  func quantile(_ probability: Double) -> Double {
    guard !sorted.isEmpty else { return .nan }
    let level = probability * total
    let above = firstIndex { sums[$0] - 0.5 * weights[$0] >= level }
    guard above > 0 else { return sorted[0] }
    guard above < sorted.count else { return sorted[sorted.count - 1] }
    return Self.interpolated(
      at: level,
      from: (sums[above - 1] - 0.5 * weights[above - 1], sorted[above - 1]),
      to: (sums[above] - 0.5 * weights[above], sorted[above])
    )
  }

  /// The median distance of the values from a center, by the same definition.
  ///
  /// Below the center the distances grow downwards, above it upwards: two sorted runs, merged until
  /// half of the weight is reached. O(n), no allocation.
  func medianDistance(from center: Double) -> Double {
    guard !sorted.isEmpty else { return .nan }
    let level = 0.5 * total
    var above = firstIndex { sorted[$0] >= center }
    var below = above - 1
    var last = (middle: 0.0, value: 0.0)
    var (sum, isFirst) = (0.0, true)
    while below >= 0 || above < sorted.count {
      let down = below >= 0 ? center - sorted[below] : .infinity
      let up = above < sorted.count ? sorted[above] - center : .infinity
      let isBelow = above >= sorted.count || (below >= 0 && down < up)
      let weight = weights[isBelow ? below : above]
      let next = (middle: sum + 0.5 * weight, value: isBelow ? down : up)
      if next.middle >= level {
        return isFirst ? next.value : Self.interpolated(at: level, from: last, to: next)
      }
      sum += weight
      last = next
      isFirst = false
      if isBelow { below -= 1 } else { above += 1 }
    }
    return last.value
  }

  /// The sum of the squared weights of all values up to and including one.
  ///
  /// O(log n).
  func sumOfSquares(atMost value: Double) -> Double {
    let count = firstIndex { sorted[$0] > value }
    return count > 0 ? squareSums[count - 1] : 0
  }

  /// The first place at which a condition holds that holds from there on; the count where none.
  private func firstIndex(where holds: (Int) -> Bool) -> Int {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// Tied and infinite values are returned as they are, the nearer one, never interpolated.
  private static func interpolated(
    at level: Double,
    from low: (middle: Double, value: Double),
    to high: (middle: Double, value: Double)
  ) -> Double {
    guard low.value != high.value, high.middle > low.middle else { return high.value }
    let share = (level - low.middle) / (high.middle - low.middle)
    guard low.value.isFinite, high.value.isFinite else {
      return share < 0.5 ? low.value : high.value
    }
    return low.value + share * (high.value - low.value)
  }
}

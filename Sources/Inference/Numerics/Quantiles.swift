/// Sample quantiles by linear interpolation of the order statistics.
///
/// Definition 7 of Hyndman and Fan, "Sample quantiles in statistical packages", The American
/// Statistician 50 (1996): the default of R, NumPy and Julia. Tied and infinite order statistics
/// are returned as they are, never interpolated.
public enum Quantiles {
  /// The quantile of values in ascending order.
  ///
  /// O(1). NaN for an empty sample or a probability outside [0, 1].
  public static func ofSorted(_ sorted: [Double], _ probability: Double) -> Double {
    guard !sorted.isEmpty, probability >= 0, probability <= 1 else { return .nan }
    let position = Double(sorted.count - 1) * probability
    // An index that misses a whole number by rounding alone counts as that number, as in R.
    let slack = 4 * Double.ulpOfOne
    let lower = (position + slack).rounded(.down)
    let fraction = position - lower
    let below = sorted[Int(lower)]
    guard fraction > slack, Int(lower) + 1 < sorted.count else { return below }
    let above = sorted[Int(lower) + 1]
    return below == above ? below : (1 - fraction) * below + fraction * above
  }

  /// The median of values in ascending order; NaN for an empty sample.
  public static func medianOfSorted(_ sorted: [Double]) -> Double { ofSorted(sorted, 0.5) }

  /// Several quantiles of values in any order.
  ///
  /// NaN throughout where a value is NaN. O(n), allocates.
  public static func of(_ values: [Double], _ probabilities: [Double]) -> [Double] {
    guard !values.contains(where: \.isNaN) else { return probabilities.map { _ in .nan } }
    let sorted = SortOrder(values).sorted
    return probabilities.map { ofSorted(sorted, $0) }
  }
}

/// Isotonic regression: the values that never decrease and are closest to those given, in weighted squares.
///
/// Source: M. Ayer, H. D. Brunk, G. M. Ewing, W. T. Reid, E. Silverman, "An empirical distribution function
/// for sampling with incomplete information", Annals of Mathematical Statistics 26 (1955): pool adjacent
/// violators.
enum IsotonicRegression {
  /// Fits values in their order.
  ///
  /// O(count), allocates. NaN where a value or a weight is.
  ///
  /// - Precondition: there is a positive weight for each value.
  static func fitted(_ values: [Double], weights: [Double]) -> [Double] {
    precondition(values.count == weights.count, "a weight for each value")
    var blocks: [(sum: Double, weight: Double, count: Int)] = []
    blocks.reserveCapacity(values.count)
    for (value, weight) in zip(values, weights) {
      var block = (sum: value * weight, weight: weight, count: 1)
      while let last = blocks.last, last.sum * block.weight >= block.sum * last.weight {
        block = (last.sum + block.sum, last.weight + block.weight, last.count + block.count)
        blocks.removeLast()
      }
      blocks.append(block)
    }
    var result: [Double] = []
    result.reserveCapacity(values.count)
    for block in blocks {
      result += [Double](repeating: block.sum / block.weight, count: block.count)
    }
    return result
  }
}

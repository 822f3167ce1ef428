/// Pareto smoothing of importance weights, and the Pareto shape of the tails of draws.
///
/// Source: A. Vehtari, D. Simpson, A. Gelman, Y. Yao, J. Gabry, "Pareto smoothed importance
/// sampling", JMLR 25 (2024).
public enum ParetoSmoothing {
  /// Importance weights whose largest were replaced by quantiles of a fitted Pareto tail.
  public struct SmoothedWeights: Sendable, Equatable {
    /// Logarithms of the weights, which add up to 1.
    public var logWeights: [Double]
    /// The estimated shape; infinite where the tail could not be fitted.
    public var paretoK: Double
    /// How many of the weights make up the tail.
    public var tailCount: Int
    /// Whether all weights are equal.
    public var areEqual = false

    /// What the tail says of estimates made of the weights.
    public var tail: WeightTail { WeightTail(paretoK: paretoK, isLevel: areEqual) }
  }

  /// The k-hat from which on an estimate is unreliable with so many draws: at most 0.7.
  public static func threshold(drawCount: Int) -> Double {
    min(1 - 1 / Portable.log10(Double(drawCount)), 0.7)
  }

  /// Smooths importance ratios given by their logarithms, up to a constant.
  ///
  /// - Parameters:
  ///   - logRatios: The logarithms; minus infinity is a weight of zero. A NaN or plus infinity
  ///     leaves the ratios unsmoothed, with k-hat infinite.
  ///   - relativeEfficiency: The effective sample size over the number of draws.
  /// - Returns: Normalised weights and their k-hat, by the rules of the R package loo.
  ///   O(S log S), allocates.
  public static func smooth(
    logRatios: [Double],
    relativeEfficiency: Double = 1
  ) -> SmoothedWeights {
    let count = logRatios.count
    let tailCount = Int(
      min(0.2 * Double(count), 3 * (Double(count) / relativeEfficiency).squareRoot()).rounded(.up)
    )
    let largest = logRatios.reduce(-Double.infinity) { $1 > $0 || $1.isNaN ? $1 : $0 }
    guard largest.isFinite else {
      return SmoothedWeights(logWeights: logRatios, paretoK: .infinity, tailCount: tailCount)
    }
    var shifted = logRatios.map { $0 - largest }
    var paretoK = Double.infinity
    if tailCount >= 5, tailCount < count {
      let order = SortOrder(shifted)
      let tail = Array(order.sorted.suffix(tailCount))
      if tail[tailCount - 1] - tail[0] >= Double.ulpOfOne / 100 {
        let cutoff = Portable.exp(order.sorted[count - tailCount - 1])
        let fit = GeneralizedPareto.fitted(toSorted: tail.map { Portable.exp($0) - cutoff })
        paretoK = fit.shape
        if paretoK.isFinite {
          for (rank, place) in order.places.suffix(tailCount).enumerated() {
            let probability = (Double(rank) + 0.5) / Double(tailCount)
            // The largest raw weight bounds the smoothed ones.
            shifted[place] = min(0, Portable.log(fit.quantile(probability) + cutoff))
          }
        }
      }
    }
    let total = Portable.log(shifted.reduce(0) { $0 + Portable.exp($1) })
    return SmoothedWeights(
      logWeights: shifted.map { $0 - total },
      paretoK: paretoK,
      tailCount: tailCount,
      areEqual: logRatios.allSatisfy { $0 == largest }
    )
  }

  /// The larger Pareto shape of the two tails of a variable's draws: below 1 the mean exists.
  ///
  /// By the rules of the R package posterior. NaN where a draw is not finite, both tails are
  /// constant, or the tail effective sample size is not defined. O(draws).
  public static func paretoK(_ chains: [[Double]]) -> Double {
    let pooled = ChainValues(chains)
    guard !pooled.isDegenerate else { return .nan }
    return paretoK(
      ofSorted: SortOrder(pooled.values).sorted,
      tailSampleSize: EffectiveSampleSize.tail(chains)
    )
  }

  /// Whether the draws of a variable have tails that a Pareto distribution could describe.
  ///
  /// Not those of whole numbers (counts, yes and no), of a variable that is nearly constant (half of its
  /// draws are equal, or all are but for rounding), or of one with few values: at most fifty different
  /// ones, each ten times on average. O(draws).
  static func applies(toSorted sorted: [Double]) -> Bool {
    guard let first = sorted.first, let last = sorted.last, first < last else { return false }
    // Whole numbers are rare among draws: the first that is none settles it.
    if sorted.allSatisfy({ $0 == $0.rounded() }) { return false }
    if last - first <= 1e-12 * max(abs(first), abs(last)) { return false }
    let count = sorted.count
    // More than half of the values are one: it stands in the middle, and as far apart as half of them.
    let half = count / 2
    for start in 0..<(count - half) where sorted[start] == sorted[start + half] { return false }
    guard count >= 20 else { return true }
    var different = 1
    for index in 1..<count where sorted[index] != sorted[index - 1] {
      different += 1
      if different > 50 { return true }
    }
    return count < 10 * different
  }

  static func paretoK(ofSorted sorted: [Double], tailSampleSize: Double) -> Double {
    let count = sorted.count
    guard tailSampleSize > 0, count > 10 else { return .nan }
    let rule =
      tailSampleSize > 225
      ? 3 * Double(count) / tailSampleSize.squareRoot() : Double(count) / 5
    let tailCount = min(max(Int(rule), 5), count / 2)
    let left = shape(ofTail: sorted.prefix(tailCount + 1).reversed().map { -$0 })
    let right = shape(ofTail: Array(sorted.suffix(tailCount + 1)))
    return left.isNaN ? right : right.isNaN ? left : max(left, right)
  }

  /// The shape of a tail in ascending order, whose first value is the cutoff below it.
  private static func shape(ofTail tail: [Double]) -> Double {
    let values = tail.dropFirst()
    guard var cutoff = tail.first, let first = values.first, let last = values.last,
      last - first >= Double.ulpOfOne
    else { return .nan }
    if cutoff == first { cutoff -= Double.ulpOfOne }
    return GeneralizedPareto.fitted(toSorted: values.map { $0 - cutoff }).shape
  }
}

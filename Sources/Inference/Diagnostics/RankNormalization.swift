/// Draws replaced by the normal scores of their ranks.
///
/// Source: A. Vehtari, A. Gelman, D. Simpson, B. Carpenter, P.-C. Buerkner, "Rank-normalization,
/// folding, and localization: an improved R-hat", Bayesian Analysis 16 (2021), equation 14.
public enum RankNormalization {
  /// The normal quantiles of (rank - 3/8) / (S + 1/4), ranks taken over all chains together.
  ///
  /// Tied draws share their average rank. NaN throughout where a draw is NaN; infinite draws have
  /// the first or last rank. O(S).
  public static func scores(_ chains: [[Double]]) -> [[Double]] {
    let pooled = chains.flatMap { $0 }
    guard !pooled.contains(where: \.isNaN) else {
      return chains.map { $0.map { _ in .nan } }
    }
    let order = SortOrder(pooled)
    let scores = NormalScores(count: pooled.count)
    var result = [Double](repeating: 0, count: pooled.count)
    scores.assign(sorted: order.sorted, places: order.places, to: &result)
    var start = 0
    return chains.map { chain in
      defer { start += chain.count }
      return Array(result[start..<(start + chain.count)])
    }
  }

  /// The distances of the draws from the median of all chains together.
  public static func folded(_ chains: [[Double]]) -> [[Double]] {
    let median = Quantiles.of(chains.flatMap { $0 }, [0.5])[0]
    return chains.map { $0.map { abs($0 - median) } }
  }
}

/// The normal scores of a sample size, computed once and used for every variable.
struct NormalScores {
  /// The number of draws that are ranked.
  let count: Int
  /// The scores of the ranks 1 up to the middle; the others mirror them.
  private let lowerHalf: [Double]

  init(count: Int) {
    self.count = count
    lowerHalf = (0..<((count + 1) / 2)).map { Self.score(Double($0 + 1), of: count) }
  }

  private static func score(_ rank: Double, of count: Int) -> Double {
    StandardNormal.quantile((rank - 0.375) / (Double(count) + 0.25))
  }

  /// Writes the score of each sorted value to its place.
  ///
  /// O(count).
  func assign(sorted: [Double], places: [Int], to result: inout [Double]) {
    var first = 0
    while first < count {
      var end = first + 1
      while end < count, sorted[end] == sorted[first] { end += 1 }
      if end == first + 1 {
        result[places[first]] =
          first < lowerHalf.count ? lowerHalf[first] : -lowerHalf[count - 1 - first]
      } else {
        let shared = Self.score(Double(first + 1 + end) / 2, of: count)
        for index in first..<end { result[places[index]] = shared }
      }
      first = end
    }
  }
}

/// Monte Carlo standard errors: how far an estimate is off because the draws are finite in number.
///
/// In the units of the draws. NaN where the effective sample size is.
///
/// Source: the definitions of the R package posterior. Standard deviation: J. F. Kenney and
/// E. S. Keeping, Mathematics of Statistics II (1951), section 7.8. Quantiles: Vehtari, Gelman,
/// Simpson, Carpenter and Buerkner (2021), section 4.4.
public enum MonteCarloError {
  /// Of the mean.
  public static func mean(_ chains: [[Double]]) -> Double {
    let pooled = ChainValues(chains)
    let deviation = SampleMoments(pooled.values).standardDeviation
    return deviation / EffectiveSampleSize.mean(chains).squareRoot()
  }

  /// Of the standard deviation.
  public static func standardDeviation(_ chains: [[Double]]) -> Double {
    let moments = SampleMoments(ChainValues(chains).values)
    let squares = chains.map { $0.map { ($0 - moments.mean) * ($0 - moments.mean) } }
    return standardDeviation(moments, sampleSize: EffectiveSampleSize.mean(squares))
  }

  /// Of a quantile.
  public static func quantile(_ chains: [[Double]], _ probability: Double) -> Double {
    let sampleSize = EffectiveSampleSize.quantile(chains, probability)
    guard !sampleSize.isNaN else { return .nan }
    let sorted = SortOrder(ChainValues(chains).values).sorted
    return quantile(ofSorted: sorted, probability, sampleSize: sampleSize)
  }

  /// Of the median.
  public static func median(_ chains: [[Double]]) -> Double { quantile(chains, 0.5) }

  static func standardDeviation(_ moments: SampleMoments, sampleSize: Double) -> Double {
    let variance = moments.second
    let varianceOfVariance = (moments.fourth - variance * variance) / sampleSize
    return (varianceOfVariance / variance / 4).squareRoot()
  }

  /// Half the distance between the order statistics one standard error of probability away.
  static func quantile(
    ofSorted sorted: [Double],
    _ probability: Double,
    sampleSize: Double
  ) -> Double {
    guard sampleSize.isFinite else { return .nan }
    let bounds = quantileBounds(probability, sampleSize: sampleSize)
    let count = Double(sorted.count)
    let lower = max(1, (bounds.lower * count).rounded(.down))
    let upper = min(count, (bounds.upper * count).rounded(.up))
    return (sorted[Int(upper) - 1] - sorted[Int(lower) - 1]) / 2
  }

  /// The probabilities one standard error below and above that of a quantile.
  static func quantileBounds(
    _ probability: Double,
    sampleSize: Double
  ) -> (lower: Double, upper: Double) {
    let position = BetaDistribution(
      alpha: sampleSize * probability + 1,
      beta: sampleSize * (1 - probability) + 1
    )
    return (position.quantile(0.1586553), position.quantile(0.8413447))
  }
}

/// Mean and central moments of draws.
struct SampleMoments {
  let mean: Double
  /// The second central moment, divided by the number of draws.
  let second: Double
  /// The fourth central moment, divided by the number of draws.
  let fourth: Double
  /// The standard deviation, divided by the number of draws less one.
  let standardDeviation: Double

  init(_ values: [Double]) {
    let count = Double(values.count)
    // A second pass takes out the rounding of the first sum, which large offsets make large.
    let first = values.reduce(0, +) / count
    let mean = first + values.reduce(0) { $0 + ($1 - first) } / count
    var (second, fourth) = (0.0, 0.0)
    for value in values {
      let square = (value - mean) * (value - mean)
      second += square
      fourth += square * square
    }
    self.mean = mean
    self.second = second / count
    self.fourth = fourth / count
    standardDeviation = (second / (count - 1)).squareRoot()
  }
}

extension MonteCarloError {
  /// The limit for a number of comparisons: 4 standard errors, or more where that many would reach 4 by
  /// chance in more than one run of a thousand.
  public static func limit(comparisons: Int) -> Double {
    guard comparisons > 0 else { return 4 }
    return max(4, -StandardNormal.quantile(0.0005 / Double(comparisons)))
  }
}

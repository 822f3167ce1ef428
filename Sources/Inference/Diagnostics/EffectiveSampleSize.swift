/// The number of independent draws that would estimate as precisely as the chains do.
///
/// In draws, over all chains together. NaN where a draw used is not finite, where what is averaged
/// is constant, and where a half chain has fewer than three draws. At most S log10(S) for S draws
/// (chains with negative autocorrelation exceed S).
///
/// Source: Vehtari, Gelman, Simpson, Carpenter and Buerkner (2021), with the definitions of the
/// R package posterior; the sequences are those of C. J. Geyer, "Practical Markov chain Monte
/// Carlo", Statistical Science 7 (1992).
public enum EffectiveSampleSize {
  /// For the bulk of the distribution: of the rank-normalised draws.
  public static func bulk(_ chains: [[Double]]) -> Double {
    basic(RankNormalization.scores(SplitChains.split(chains)))
  }

  /// For the tails: the smaller of those of the 5 % and the 95 % quantile.
  public static func tail(_ chains: [[Double]]) -> Double {
    smaller(quantile(chains, 0.05), quantile(chains, 0.95))
  }

  /// For the mean.
  public static func mean(_ chains: [[Double]]) -> Double {
    basic(SplitChains.split(chains))
  }

  /// For the standard deviation: of the distances from the mean.
  public static func standardDeviation(_ chains: [[Double]]) -> Double {
    let mean = ChainValues(chains).mean
    return basic(SplitChains.split(chains.map { $0.map { abs($0 - mean) } }))
  }

  /// For the median.
  public static func median(_ chains: [[Double]]) -> Double { quantile(chains, 0.5) }

  /// For a quantile: of the indicator of draws at or below it.
  public static func quantile(_ chains: [[Double]], _ probability: Double) -> Double {
    let pooled = ChainValues(chains)
    guard !pooled.isDegenerate else { return .nan }
    let threshold = Quantiles.of(pooled.values, [probability])[0]
    return basic(pooled.indicator(atMost: threshold).split)
  }

  /// Of the chains as they are, neither split nor rank-normalised.
  ///
  /// O(draws) for each pair of lags used; past lag 100 O(draws log draws) in all.
  public static func basic(_ chains: [[Double]]) -> Double {
    basic(ChainValues(chains))
  }

  static func smaller(_ first: Double, _ second: Double) -> Double {
    first.isNaN || second.isNaN ? .nan : min(first, second)
  }

  static func basic(_ chains: ChainValues) -> Double {
    guard chains.length >= 3, !chains.isDegenerate else { return .nan }
    return basic(chains, moments: Moments(chains))
  }

  /// The same for chains known to be finite and not constant.
  static func basic(_ chains: ChainValues, moments: Moments) -> Double {
    let total = Double(chains.chainCount) * Double(chains.length)
    let time = integratedTime(chains, moments: moments)
    return total / max(time, 1 / Portable.log10(total))
  }

  /// The integrated autocorrelation time, by Geyer's initial positive and monotone sequences.
  private static func integratedTime(_ chains: ChainValues, moments: Moments) -> Double {
    let length = Double(chains.length)
    var covariance = Autocovariance(chains, moments: moments)
    let within = covariance.variance * length / (length - 1)
    let pooled = covariance.variance + (chains.chainCount > 1 ? moments.varianceOfMeans : 0)

    func correlations(at lag: Int) -> (even: Double, odd: Double) {
      let pair = covariance.pair(at: lag)
      return (1 - (within - pair.first) / pooled, 1 - (within - pair.second) / pooled)
    }
    var (even, odd) = (1.0, correlations(at: 0).odd)
    // Sums of neighbouring pairs: as long as they are positive, and made never to increase.
    var (sum, lag) = (0.0, 0)
    var smallest = Double.infinity
    while lag < chains.length - 5, even + odd > 0 {
      smallest = min(smallest, even + odd)
      sum += smallest
      lag += 2
      (even, odd) = correlations(at: lag)
    }
    // Without a complete pair (half chains of up to five draws, or draws that alternate strictly)
    // posterior takes the time as 2.
    if lag == 0 { return 2 }
    return -1 + 2 * sum + (even > 0 || even + odd >= 0 ? even : 0)
  }
}

extension ChainValues {
  /// The mean of all values.
  var mean: Double { values.reduce(0, +) / Double(values.count) }

  /// 1 for each value at or below a threshold, 0 for the others.
  func indicator(atMost threshold: Double) -> ChainValues {
    var result = self
    for index in values.indices { result.values[index] = values[index] <= threshold ? 1 : 0 }
    return result
  }
}

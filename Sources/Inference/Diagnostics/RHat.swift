/// The potential scale reduction factor: how much wider all chains together are than each of them.
///
/// 1 at convergence. Not rounded and not bounded below by 1. NaN where a draw is NaN, where all
/// draws are equal and where a (half) chain has fewer than two draws; infinite where the chains
/// stand still at different values. A single chain is compared with itself in halves.
///
/// Source: Vehtari, Gelman, Simpson, Carpenter and Buerkner (2021), with the definitions of the
/// R package posterior.
public enum RHat {
  /// The larger of the bulk and the folded R-hat: the one to report.
  ///
  /// Where folding leaves a constant (a two-valued variable with its median between the values)
  /// there is nothing to compare in the tails and the bulk R-hat stands alone.
  public static func rankNormalized(_ chains: [[Double]]) -> Double {
    larger(bulk(chains), folded(chains))
  }

  /// R-hat of the rank-normalised split chains: differences of location.
  public static func bulk(_ chains: [[Double]]) -> Double {
    basic(RankNormalization.scores(SplitChains.split(chains)))
  }

  /// R-hat of the rank-normalised split distances from the median: differences of scale.
  public static func folded(_ chains: [[Double]]) -> Double {
    basic(RankNormalization.scores(SplitChains.split(RankNormalization.folded(chains))))
  }

  /// R-hat of the split chains, on the scale of the draws.
  public static func split(_ chains: [[Double]]) -> Double {
    basic(SplitChains.split(chains))
  }

  /// R-hat of the chains as they are.
  ///
  /// O(draws).
  public static func basic(_ chains: [[Double]]) -> Double {
    basic(ChainValues(chains))
  }

  static func larger(_ bulk: Double, _ folded: Double) -> Double {
    folded.isNaN ? bulk : max(bulk, folded)
  }

  static func basic(_ chains: ChainValues) -> Double {
    guard chains.length > 1, chains.chainCount > 1, !chains.isDegenerate else { return .nan }
    return Moments(chains).rHat
  }
}

/// Means and variances of chains, and what R-hat makes of them.
struct Moments {
  /// The mean of each chain.
  private(set) var means: [Double] = []
  /// The unbiased variance of each chain; exactly 0 for a chain that stands still.
  private(set) var variances: [Double] = []
  /// The number of draws of each chain.
  let length: Int

  init(_ chains: ChainValues) {
    length = chains.length
    let count = Double(length)
    for chain in 0..<chains.chainCount {
      let range = (chain * length)..<((chain + 1) * length)
      var (sum, varies) = (0.0, false)
      let first = chains.values[range.lowerBound]
      for index in range {
        sum += chains.values[index]
        if chains.values[index] != first { varies = true }
      }
      let mean = varies ? sum / count : first
      var squares = 0.0
      for index in range {
        let deviation = chains.values[index] - mean
        squares += deviation * deviation
      }
      means.append(mean)
      variances.append(squares / (count - 1))
    }
  }

  /// The unbiased variance of the means of the chains.
  var varianceOfMeans: Double {
    let center = means.reduce(0, +) / Double(means.count)
    return means.reduce(0) { $0 + ($1 - center) * ($1 - center) } / Double(means.count - 1)
  }

  var rHat: Double {
    let between = Double(length) * varianceOfMeans
    let within = variances.reduce(0, +) / Double(variances.count)
    return ((between / within + Double(length) - 1) / Double(length)).squareRoot()
  }
}

/// Chains cut in half, so that a trend within a chain shows as a difference between chains.
public enum SplitChains {
  /// The halves of every chain; the middle draw of an odd length is dropped.
  ///
  /// Chains longer than the shortest are cut to its length first. A chain of one draw stays whole.
  public static func split(_ chains: [[Double]]) -> [[Double]] {
    let length = chains.map(\.count).min() ?? 0
    guard length > 1 else { return chains.map { Array($0.prefix(length)) } }
    return chains.map { Array($0[0..<(length / 2)]) }
      + chains.map { Array($0[(length - length / 2)..<length]) }
  }
}

/// Chains of one length, one after another in memory.
struct ChainValues {
  /// The values, chain after chain.
  var values: [Double]
  /// The number of chains.
  let chainCount: Int
  /// The number of values of each chain.
  let length: Int

  /// Room for chains, filled with zeros.
  init(chainCount: Int, length: Int) {
    self.chainCount = chainCount
    self.length = length
    values = [Double](repeating: 0, count: chainCount * length)
  }

  /// The chains, cut to the length of the shortest.
  init(_ chains: [[Double]]) {
    chainCount = chains.count
    length = chains.map(\.count).min() ?? 0
    values = []
    values.reserveCapacity(chainCount * length)
    for chain in chains { values.append(contentsOf: chain.prefix(length)) }
  }

  /// The halves of all chains, as in ``SplitChains/split(_:)``.
  var split: ChainValues {
    guard length > 1 else { return self }
    let half = length / 2
    var result = ChainValues(chainCount: 2 * chainCount, length: half)
    for chain in 0..<chainCount {
      for draw in 0..<half {
        result.values[chain * half + draw] = values[chain * length + draw]
        result.values[(chainCount + chain) * half + draw] =
          values[chain * length + length - half + draw]
      }
    }
    return result
  }

  /// Whether no convergence diagnostic is defined: a value is not finite, or all are equal.
  ///
  /// Equal means equal: the R package posterior allows 2.2e-16, which would take chains that disagree
  /// on a tiny scale for constants.
  var isDegenerate: Bool {
    guard var (smallest, largest) = values.first.map({ ($0, $0) }) else { return true }
    for value in values {
      guard value.isFinite else { return true }
      if value < smallest { smallest = value }
      if value > largest { largest = value }
    }
    return largest == smallest
  }
}

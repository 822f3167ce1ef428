/// The probability of the outcome at some rows of a design, for every draw.
///
/// Estimand of a row: p, whose link is offset + x'beta, the expected outcome of one trial there,
/// as brms' `posterior_epred` and marginaleffects' `predictions` have it. For a yes/no outcome the mean
/// of p is also the predictive probability that one new case has it.
struct ProbabilityDraws {
  let rows: TiledMatrix
  let offset: [Double]
  /// How linear predictors become probabilities.
  let link: Link

  /// How many numbers are in memory at a time.
  private static let blockSize = 1 << 16

  /// Linear predictors of all rows, a block of draws after another: `body` gets the chain, the draws,
  /// and the predictors, all rows of a draw after another.
  ///
  /// The same bits on every CPU. O(draws x rows x columns).
  func forEachBlock(
    of draws: Draws,
    _ body: (_ chain: Int, _ drawn: Range<Int>, _ etas: inout [Double]) -> Void
  ) {
    let none = [Double](repeating: 0, count: rows.rowCount)
    let design = PanelDesign(tiles: rows, successes: none, trials: none, offset: offset)
    let batch = max(1, Self.blockSize / max(rows.rowCount, 1))
    for (index, chain) in draws.chains.enumerated() {
      for first in stride(from: 0, to: chain.count, by: batch) {
        let drawn = first..<min(first + batch, chain.count)
        var etas = [Double](repeating: 0, count: rows.rowCount * drawn.count)
        let betas = chain.values.span.extracting(
          (drawn.lowerBound * chain.dimension)..<(drawn.upperBound * chain.dimension)
        )
        var target = etas.mutableSpan
        design.linearPredictors(at: betas, into: &target)
        body(index, drawn, &etas)
      }
    }
  }

  /// The linear predictor of each row: an array for each row, of one for each chain.
  ///
  /// O(draws x rows x columns); holds draws x rows numbers.
  func predictors(of draws: Draws) -> [[[Double]]] {
    var result = [[[Double]]](
      repeating: draws.chains.map { [Double](repeating: 0, count: $0.count) },
      count: rows.rowCount
    )
    forEachBlock(of: draws) { chain, drawn, etas in
      for row in 0..<rows.rowCount {
        for (place, draw) in drawn.enumerated() {
          result[row][chain][draw] = etas[place * rows.rowCount + row]
        }
      }
    }
    return result
  }

  /// The probability of each row: an array for each row, of one for each chain.
  ///
  /// O(draws x rows x columns); holds draws x rows numbers.
  func probabilities(of draws: Draws) -> [[[Double]]] {
    predictors(of: draws).map { $0.map(link.probabilities) }
  }
}

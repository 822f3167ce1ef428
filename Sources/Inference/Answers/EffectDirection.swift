/// The sign of a difference of average probabilities that is lost to rounding: where probabilities are so
/// near 0 or 1, or averages so much larger than what changes, that the difference is 0 or noise.
///
/// A link is monotone: a change that moves the predictors of all rows the same way moves the average that
/// way, however little. Effects of conditions without interactions are then positive in the same draws as
/// their coefficients.
enum EffectDirection {
  /// The size up to which a difference of averages is looked at again.
  static let doubtful = 1e-12

  /// Whether the sign of a difference has to be found from the predictors.
  static func isDoubtful(_ difference: Double) -> Bool { abs(difference) <= doubtful }

  /// The sign of the change of the average probability: 1, -1, or 0 where no predictor moves.
  ///
  /// Where some rows go up and others down, their own differences are added, each with full relative
  /// accuracy; where even these vanish, the row nearest to a probability of one half decides. O(rows).
  ///
  /// - Parameters:
  ///   - before: The predictor of each row before the change.
  ///   - after: The predictor of each row after it.
  ///   - weights: The weight of each row.
  ///   - link: How predictors become probabilities.
  /// - Returns: 1, -1, or 0 where no predictor moves.
  static func sign(
    before: [Double],
    after: [Double],
    weights: [Double],
    link: Link
  ) -> Double {
    let isUp = zip(before, after).contains { $0 < $1 }
    let isDown = zip(before, after).contains { $0 > $1 }
    guard isUp, isDown else { return isUp ? 1 : isDown ? -1 : 0 }
    let (p0, p1) = (link.probabilities(before), link.probabilities(after))
    let (q0, q1) = (link.complements(before), link.complements(after))
    var sum = 0.0
    for row in before.indices {
      let change = p0[row] + p1[row] <= 1 ? p1[row] - p0[row] : q0[row] - q1[row]
      sum += weights[row] * change
    }
    if sum != 0 { return sum > 0 ? 1 : -1 }
    let moving = before.indices.filter { before[$0] != after[$0] && weights[$0] > 0 }
    let nearest = moving.min {
      min(abs(before[$0]), abs(after[$0])) < min(abs(before[$1]), abs(after[$1]))
    }
    return nearest.map { after[$0] > before[$0] ? 1 : -1 } ?? 0
  }

  /// The sign of an average slope that is lost to rounding: that of the rows' changes of the predictor
  /// where all agree, else that of the sum itself.
  static func sign(ofSlopes slopes: [Double], average: Double) -> Double {
    let isUp = slopes.contains { $0 > 0 }
    let isDown = slopes.contains { $0 < 0 }
    guard isUp, isDown else { return isUp ? 1 : isDown ? -1 : 0 }
    return average > 0 ? 1 : average < 0 ? -1 : 0
  }
}

/// Values of draws whose signs are known better than they are.
package struct SignedDraws {
  /// The values: an array for each chain.
  package let values: [[Double]]
  /// The same with 1, -1 or 0 in place of those whose sign was found otherwise.
  package private(set) var directions: [[Double]]

  package init(_ values: [[Double]]) {
    self.values = values
    directions = values
  }

  /// The draws whose sign has to be found: chain and place in it.
  var doubtful: [(chain: Int, draw: Int)] {
    values.indices.flatMap { chain in
      values[chain].indices.filter { EffectDirection.isDoubtful(values[chain][$0]) }
        .map { (chain: chain, draw: $0) }
    }
  }

  /// States the sign of a draw.
  mutating func set(_ sign: Double, chain: Int, draw: Int) { directions[chain][draw] = sign }
}

extension AverageComparer {
  /// The differences of a comparison with the signs of those that rounding has taken.
  ///
  /// O(doubtful draws x rows x columns).
  ///
  /// - Throws: a ``FormulaError`` where arithmetic of the formula has no value after a change.
  func signed(
    _ averages: ComparedAverages,
    of comparison: Comparison,
    draws: Draws
  ) throws(FormulaError) -> SignedDraws {
    var signed = SignedDraws(averages.differences)
    let doubtful = signed.doubtful
    guard !doubtful.isEmpty else { return signed }
    let rows = 0..<population.rowCount
    let (before, after) = try shifts(comparison, rows, population.matrix.panel(rows))
    guard !before.isNone || !after.isNone else { return signed }
    let isSlope = comparison.change == .slope
    for (chain, draw) in doubtful {
      let drawn = draw..<(draw + 1)
      let change = after.changes(of: rows, draws.chains[chain], drawn)
      guard !isSlope else {
        let average = signed.values[chain][draw]
        signed.set(
          EffectDirection.sign(ofSlopes: change, average: average),
          chain: chain,
          draw: draw
        )
        continue
      }
      let base = predictors(draws.chains[chain], draw)
      let start = before.changes(of: rows, draws.chains[chain], drawn)
      // Changes first: what both have in common must not round a small change away.
      let moves = zip(change, start).map { $0 - $1 }
      let sign =
        moves.allSatisfy { $0 >= 0 } || moves.allSatisfy { $0 <= 0 }
        ? EffectDirection.sign(ofSlopes: moves, average: 0)
        : EffectDirection.sign(
          before: zip(base, start).map { $0 + $1 },
          after: zip(base, change).map { $0 + $1 },
          weights: population.weights,
          link: link
        )
      signed.set(sign, chain: chain, draw: draw)
    }
    return signed
  }

  /// The predictor of every row in one draw.
  private func predictors(_ chain: ChainDraws, _ draw: Int) -> [Double] {
    (0..<population.rowCount).map { row in
      var eta = population.offset[row]
      for column in 0..<population.matrix.columnCount {
        eta += population.matrix[row, column] * chain.values[draw * chain.dimension + column]
      }
      return eta
    }
  }
}

/// Average differences of probabilities over a few cases, for thousands of small fits.
///
/// The same estimand as ``ComparedAverages``. Cases before and after their changes share most of their rows:
/// each different row is evaluated once for each draw.
package struct UniverseEffects {
  /// How many probabilities are in memory at a time.
  private static let blockSize = 2048

  /// A weighted average over rows.
  private typealias Average = [RowShare]

  /// A comparison: its averages, and the rows of every case before and after.
  private struct Pair {
    let before: Average
    let after: Average
    let rowsBefore: [Int]
    let rowsAfter: [Int]
  }

  /// The sign of a difference that rounding has taken.
  private struct FoundSign {
    let comparison: Int
    let chain: Int
    let draw: Int
    let sign: Double
  }

  private let population: CasePopulation
  private let comparer: AverageComparer
  private let link: Link
  private let base: [Double]
  private var rows = DistinctRows()
  private var mean: Average = []
  private var comparisons: [Pair] = []

  /// Takes the cases of a design, each with its trials.
  package init(_ design: DesignMatrix, link: Link) {
    population = CasePopulation(observed: design)
    comparer = AverageComparer(encoder: design.encoder, population: population, link: link)
    self.link = link
    base = population.matrix.panel(0..<population.rowCount)
    let unchanged = places(after: PredictorShift())
    mean = average(unchanged)
  }

  /// Adds a comparison.
  ///
  /// - Throws: a ``FormulaError`` where arithmetic of the formula has no value after a change.
  package mutating func add(_ comparison: Comparison) throws(FormulaError) {
    let shifts = try comparer.shifts(comparison, 0..<population.rowCount, base)
    let (before, after) = (places(after: shifts.before), places(after: shifts.after))
    comparisons.append(
      Pair(
        before: average(before),
        after: average(after),
        rowsBefore: before,
        rowsAfter: after
      )
    )
  }

  /// The row of each case after a change.
  private mutating func places(after shift: PredictorShift) -> [Int] {
    (0..<population.rowCount).map { index in
      let moved = shift.moved(population.matrix.row(index), population.offset[index], index)
      return rows.place(of: moved.row, offset: moved.offset)
    }
  }

  /// The average over cases with these rows.
  private func average(_ places: [Int]) -> Average {
    DistinctRows.average(over: places, weights: population.weights)
  }

  private static func sum(_ average: Average, _ values: [Double], _ start: Int) -> Double {
    var sum = 0.0
    for share in average { sum += share.weight * values[start + share.row] }
    return sum
  }

  /// The differences of each comparison, with the signs of those that rounding has taken, and the mean
  /// probability: an array for each chain.
  ///
  /// O(draws x different rows x columns). Taken from the complements where both probabilities are near 1.
  package func values(of draws: Draws) -> (differences: [SignedDraws], mean: [[Double]]) {
    let design = PanelDesign(
      matrix: Matrix(rows: rows.rows),
      offset: rows.offsets
    )
    let rowCount = rows.rows.count
    var differences = [[[Double]]](
      repeating: draws.chains.map { [Double](repeating: 0, count: $0.count) },
      count: comparisons.count
    )
    var signs: [FoundSign] = []
    var means = draws.chains.map { [Double](repeating: 0, count: $0.count) }
    // Few draws at a time, so that their probabilities stay in the nearest cache.
    let step = max(1, Self.blockSize / max(rowCount, 1))
    for (place, chain) in draws.chains.enumerated() {
      for first in stride(from: 0, to: chain.count, by: step) {
        let drawn = first..<min(first + step, chain.count)
        var etas = [Double](repeating: 0, count: rowCount * drawn.count)
        var span = etas.mutableSpan
        let betas = chain.values.span.extracting(
          (drawn.lowerBound * chain.dimension)..<(drawn.upperBound * chain.dimension)
        )
        design.linearPredictors(at: betas, into: &span)
        let (p, q) = (link.probabilities(etas), link.complements(etas))
        for (number, draw) in drawn.enumerated() {
          let start = number * rowCount
          means[place][draw] = Self.sum(mean, p, start)
          for (index, comparison) in comparisons.enumerated() {
            let (before, after) = (comparison.before, comparison.after)
            let (p0, p1) = (Self.sum(before, p, start), Self.sum(after, p, start))
            let difference =
              p0 + p1 <= 1
              ? p1 - p0 : Self.sum(before, q, start) - Self.sum(after, q, start)
            differences[index][place][draw] = difference
            if EffectDirection.isDoubtful(difference) {
              signs.append(
                FoundSign(
                  comparison: index,
                  chain: place,
                  draw: draw,
                  sign: sign(of: comparison, etas, start)
                )
              )
            }
          }
        }
      }
    }
    var signed = differences.map(SignedDraws.init)
    for item in signs { signed[item.comparison].set(item.sign, chain: item.chain, draw: item.draw) }
    return (signed, means)
  }

  /// The sign of a difference, by the predictors of one draw.
  private func sign(of pair: Pair, _ etas: [Double], _ start: Int) -> Double {
    EffectDirection.sign(
      before: pair.rowsBefore.map { etas[start + $0] },
      after: pair.rowsAfter.map { etas[start + $0] },
      weights: population.weights,
      link: link
    )
  }
}

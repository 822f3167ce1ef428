/// The sensitivity of a quantity to the power of a density, in closed form, with its Monte Carlo error.
///
/// Estimand: that of ``PowerScaling``, the derivative itself instead of differences at powers near 1. With
/// P(x) the distribution function of the quantity and D(x) = E[1(q <= x) (l - E l)] its derivative by the
/// power, l the log density that is raised, the squared cumulative Jensen-Shannon distance is to second order
/// in the power
///
///     (integral of D^2 / P) / (8 log(2) integral of P)
///
/// so that the sensitivity is the square root of log(2) / 8 times the ratio of the two integrals; the larger
/// of those for the quantity and for its negative. No draw is reweighted and nothing is smoothed.
///
/// Source of the expansion: Taylor's, of the distance of H.-V. Nguyen and J. Vreeken (see
/// ``CumulativeDistance``). The Monte Carlo error is that of the influence function of the ratio, over
/// batches of draws, which holds for chains too; and, since the integral of P reaches to the largest draw, that
/// of a maximum with an exponential tail. Where the two are correlated it is up to half too large.
struct SensitivityDerivative {
  /// Nil where a value is NaN.
  private let order: SortOrder?
  private let widths: [Double]

  /// How many draws in a row make up a batch: longer than they remember each other.
  private static let batchSize = 32

  /// Sorts the values of the draws, chain after chain, once for any number of densities.
  ///
  /// O(S log S).
  init(_ values: [Double]) {
    guard !values.contains(where: \.isNaN) else {
      (order, widths) = (nil, [])
      return
    }
    let ascending = SortOrder(values)
    order = ascending
    widths = zip(ascending.sorted.dropFirst(), ascending.sorted).map { $0 - $1 }
  }

  /// The sensitivity to a log density, given at each draw.
  ///
  /// 0 where the values or the densities are all equal; NaN in, NaN out. O(S).
  ///
  /// - Precondition: there is a density for each value.
  func estimate(_ logDensity: [Double]) -> MonteCarloEstimate {
    guard let order else { return MonteCarloEstimate(value: .nan, error: .nan) }
    precondition(logDensity.count == order.sorted.count, "a density for each draw")
    let count = Double(logDensity.count)
    let mean = logDensity.reduce(0, +) / count
    guard mean.isFinite, (widths.reduce(0, +)).isFinite else {
      return MonteCarloEstimate(value: .nan, error: .nan)
    }
    let centred = order.places.map { logDensity[$0] - mean }
    let up = Self.integrals(widths, centred)
    let down = Self.integrals(widths.reversed(), centred.reversed())
    let isUp = up.ratio >= down.ratio
    let best = isUp ? up : down
    guard best.ratio > 0 else { return MonteCarloEstimate(value: 0, error: 0) }
    let places = isUp ? order.places : order.places.reversed()
    let (steps, densities) =
      isUp ? (widths, centred) : (Array(widths.reversed()), Array(centred.reversed()))
    return MonteCarloEstimate(
      value: (Portable.log(2) / 8 * best.ratio).squareRoot(),
      error: Self.error(best, steps, densities, places)
    )
  }

  /// The two integrals, of one direction of the axis.
  private struct Integrals {
    /// That of D^2 / P.
    var square = 0.0
    /// That of P.
    var area = 0.0
    /// That of D.
    var shift = 0.0

    var ratio: Double { area > 0 ? square / area : 0 }
  }

  private static func integrals(
    _ widths: some Sequence<Double>,
    _ centred: some Sequence<Double>
  ) -> Integrals {
    let step = 1 / Double(max(1, centred.underestimatedCount))
    var result = Integrals()
    var (share, moved) = (0.0, 0.0)
    for (width, value) in zip(widths, centred) {
      share += step
      moved += step * value
      let part = width * moved
      result.square += part * moved / share
      result.area += width * share
      result.shift += part
    }
    return result
  }

  /// The Monte Carlo standard error of the sensitivity, by the influence of each draw on the integrals.
  private static func error(
    _ integrals: Integrals,
    _ widths: [Double],
    _ centred: [Double],
    _ places: [Int]
  ) -> Double {
    let count = centred.count
    let step = 1 / Double(count)
    // What lies above each draw of the integrals of 2 D / P, of D^2 / P^2 and of 1.
    var influence = [Double](repeating: 0, count: count)
    var (share, moved) = (1.0 - step, -step * (centred.last ?? 0))
    var (slope, square, length) = (0.0, 0.0, 0.0)
    for index in stride(from: count - 1, through: 0, by: -1) {
      if index < widths.count, share > 0 {
        let ratio = moved / share
        let part = widths[index] * ratio
        slope += 2 * part
        square += part * ratio
        length += widths[index]
      }
      let onSquare =
        centred[index] * (slope - 2 * integrals.shift) - square - integrals.square
      let onArea = length - integrals.area
      influence[places[index]] = onSquare / integrals.square - onArea / integrals.area
      if index < widths.count {
        share -= step
        moved -= step * centred[index]
      }
    }
    let value = (Portable.log(2) / 8 * integrals.ratio).squareRoot()
    var (batches, squares) = (0.0, 0.0)
    for start in stride(from: 0, through: count - batchSize, by: batchSize) {
      let mean = influence[start..<(start + batchSize)].reduce(0, +) / Double(batchSize)
      batches += 1
      squares += mean * mean
    }
    guard batches > 1 else { return .nan }
    let sampling = squares / (batches * (batches - 1))
    let end = errorOfMaximum(widths) / integrals.area
    return 0.5 * value * (sampling + end * end).squareRoot()
  }

  /// The standard deviation of the largest value, by the mean excess of the largest few: pi / sqrt(6) times the
  /// scale of their exponential tail.
  private static func errorOfMaximum(_ widths: [Double]) -> Double {
    let top = widths.suffix(20)
    // The i-th width from the end lies below i of the largest values.
    let excess = top.reversed().enumerated().reduce(0.0) { $0 + Double($1.offset + 1) * $1.element }
    return 1.2825498301618641 * excess / Double(max(1, top.count))
  }
}

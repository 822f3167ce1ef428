/// How far a reweighted sample is from the sample: the cumulative Jensen-Shannon distance.
///
/// Between 0 and 1; computed from distribution functions, so that no density has to be estimated. The
/// larger of the distances for the values and for their negatives, because the measure is not symmetric
/// in the direction of the axis.
///
/// Source: H.-V. Nguyen, J. Vreeken, "Non-parametric Jensen-Shannon divergence", ECML PKDD 2015, section 3;
/// as used by N. Kallioinen, T. Paananen, P.-C. Buerkner, A. Vehtari, "Detecting and diagnosing prior and
/// likelihood sensitivity with power-scaling", Statistics and Computing 34 (2024), appendix A.
struct CumulativeDistance {
  /// Nil where a value is NaN.
  private let order: SortOrder?

  /// Sorts the values once for any number of weights.
  ///
  /// O(S log S).
  init(_ values: [Double]) {
    order = values.contains(where: \.isNaN) ? nil : SortOrder(values)
  }

  /// The distance of the sample with these weights from the sample with equal weights.
  ///
  /// 0 where all values are equal; NaN in, NaN out. O(S).
  ///
  /// - Precondition: there is a weight for each value, and they add up to 1.
  func distance(weights: [Double]) -> Double {
    guard let order else { return .nan }
    precondition(weights.count == order.sorted.count, "a weight for each value")
    let values = order.sorted
    guard let first = values.first, let last = values.last, first < last else { return 0 }
    let sorted = order.places.map { weights[$0] }
    let widths = zip(values.dropFirst(), values).map { $0 - $1 }
    return max(
      Self.distance(widths, sorted),
      Self.distance(widths.reversed(), sorted.reversed())
    )
  }

  /// The distance between the step functions that rise by the weights, and by equal ones, before each
  /// width.
  private static func distance(_ widths: [Double], _ weights: [Double]) -> Double {
    let step = 1 / Double(weights.count)
    var (p, q) = (0.0, 0.0)
    var (areaP, areaQ, divergenceP, divergenceQ) = (0.0, 0.0, 0.0, 0.0)
    for (index, width) in widths.enumerated() {
      p += step
      q += weights[index]
      areaP += p * width
      areaQ += q * width
      let logMiddle = Portable.log(0.5 * (p + q))
      divergenceP += width * p * (Portable.log(p) - logMiddle)
      if q > 0 { divergenceQ += width * q * (Portable.log(q) - logMiddle) }
    }
    // The terms in the areas cancel in the sum of both directions.
    let divergence = max(0, (divergenceP + divergenceQ) / Portable.log(2))
    return (divergence / (areaP + areaQ)).squareRoot()
  }
}

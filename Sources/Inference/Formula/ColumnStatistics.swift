/// The range, mean and standard deviation of some finite values, safe against overflow.
struct ColumnStatistics {
  let minimum: Double
  let maximum: Double
  let mean: Double
  /// With the divisor n - 1; 0 for a single value and, exactly, for equal values.
  let standardDeviation: Double

  /// Two passes over values scaled by a power of two.
  ///
  /// `counts` says how often each value counts; nil: once.
  ///
  /// - Precondition: there is at least one value, and a count of at least 1 for each.
  init(_ values: some Collection<Double>, counts: [Double]? = nil) {
    precondition(counts.map { $0.count == values.count } ?? true, "every value needs its count")
    var low = Double.infinity
    var high = -Double.infinity
    for value in values {
      low = min(low, value)
      high = max(high, value)
    }
    precondition(low <= high, "statistics need at least one finite value")
    minimum = low
    maximum = high
    guard low < high else {
      mean = low
      standardDeviation = 0
      return
    }
    let scale = Double(
      sign: .plus,
      exponent: max(low.magnitude, high.magnitude).exponent,
      significand: 1
    )
    let counts = counts ?? [Double](repeating: 1, count: values.count)
    let count = counts.reduce(0, +)
    let rough = zip(values, counts).reduce(0) { $0 + $1.1 * ($1.0 / scale) } / count
    var correction = 0.0
    var squares = 0.0
    for (value, weight) in zip(values, counts) {
      let deviation = value / scale - rough
      correction += weight * deviation
      squares += weight * (deviation * deviation)
    }
    let variance = max(squares - correction * correction / count, 0) / (count - 1)
    mean = (rough + correction / count) * scale
    standardDeviation = min(variance.squareRoot() * scale, .greatestFiniteMagnitude)
  }
}

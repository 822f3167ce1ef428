/// The range, mean and standard deviation of some finite values, safe against overflow.
struct ColumnStatistics {
  let minimum: Double
  let maximum: Double
  let mean: Double
  /// With the divisor n - 1; 0 for a single value and, exactly, for equal values.
  let standardDeviation: Double

  /// Two passes over values scaled by a power of two.
  ///
  /// - Precondition: there is at least one value.
  init(_ values: some Collection<Double>) {
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
    let count = Double(values.count)
    let rough = values.reduce(0) { $0 + $1 / scale } / count
    var correction = 0.0
    var squares = 0.0
    for value in values {
      let deviation = value / scale - rough
      correction += deviation
      squares += deviation * deviation
    }
    let variance = max(squares - correction * correction / count, 0) / (count - 1)
    mean = (rough + correction / count) * scale
    standardDeviation = min(variance.squareRoot() * scale, .greatestFiniteMagnitude)
  }
}

/// A running estimate of mean and covariance, one draw at a time.
///
/// Keeps the whole covariance only where asked to; memory d or d^2, one update O(d) or O(d^2), no
/// allocation. Source: B. P. Welford, Technometrics 4 (1962) 419-420.
struct CovarianceEstimate: Sendable {
  private(set) var count = 0
  private let isDense: Bool
  private var mean: [Double]
  private var deviation: [Double]
  private var sums: [Double]

  init(dimension: Int, isDense: Bool) {
    self.isDense = isDense
    mean = [Double](repeating: 0, count: dimension)
    deviation = mean
    sums = [Double](repeating: 0, count: isDense ? dimension * dimension : dimension)
  }

  /// Takes in one draw.
  mutating func add(_ draw: Span<Double>) {
    count += 1
    let dimension = mean.count
    for index in 0..<dimension {
      deviation[index] = draw[index] - mean[index]
      mean[index] += deviation[index] / Double(count)
    }
    if isDense {
      for column in 0..<dimension {
        let after = draw[column] - mean[column]
        for row in 0..<dimension { sums[column * dimension + row] += deviation[row] * after }
      }
    } else {
      for index in 0..<dimension { sums[index] += deviation[index] * (draw[index] - mean[index]) }
    }
  }

  /// Forgets everything; keeps the memory.
  mutating func reset() {
    count = 0
    for index in mean.indices { mean[index] = 0 }
    for index in sums.indices { sums[index] = 0 }
  }

  /// Sample variances, shrunk towards 1/1000 as if by five more draws.
  ///
  /// Source: Stan Development Team, Stan reference manual, Euclidean metric adaptation.
  var regularizedVariances: [Double] {
    let dimension = mean.count
    let stride = isDense ? dimension + 1 : 1
    return (0..<dimension).map { shrink(sums[$0 * stride]) + Self.floor(count) }
  }

  /// The sample covariance, shrunk towards the identity over 1000 as if by five more draws.
  var regularizedCovariance: Matrix {
    precondition(isDense, "only a dense estimate has a covariance")
    let dimension = mean.count
    var result = Matrix(rowCount: dimension, columnCount: dimension)
    for column in 0..<dimension {
      for row in 0..<dimension {
        // The two triangles differ by rounding; their mean is symmetric to the last bit.
        let sum = 0.5 * (sums[column * dimension + row] + sums[row * dimension + column])
        result[row, column] = shrink(sum) + (row == column ? Self.floor(count) : 0)
      }
    }
    return result
  }

  private func shrink(_ sum: Double) -> Double {
    guard count > 1 else { return 0 }
    let n = Double(count)
    return n / (n + 5) * (sum / (n - 1))
  }

  private static func floor(_ count: Int) -> Double {
    1e-3 * 5 / (Double(count) + 5)
  }
}

/// Least squares of a number on a sum of one term for each choice of each fork.
struct AdditiveFit {
  /// The sums of products of the intercept, the choices but the first of each fork, and the centred
  /// numbers, which come last.
  private let products: [[Double]]
  /// For each fork the columns of its choices.
  private let columns: [Range<Int>]
  /// The sum of the squared deviations of the numbers from their mean.
  let total: Double

  /// Gathers the sums.
  ///
  /// O(numbers x forks^2 + choices^2).
  ///
  /// - Parameters:
  ///   - values: Finite numbers.
  ///   - factors: For each fork the choice of each number, from 0.
  init(_ values: [Double], factors: [[Int]]) {
    var columns: [Range<Int>] = []
    var end = 1
    for factor in factors {
      let count = max(0, factor.max() ?? 0)
      columns.append(end..<end + count)
      end += count
    }
    let mean = values.reduce(0, +) / Double(values.count)
    var products = [[Double]](repeating: [Double](repeating: 0, count: end + 1), count: end + 1)
    for (row, value) in values.enumerated() {
      // Everything that is not zero in this row: ones, and the number.
      var ones = [0]
      for (fork, factor) in factors.enumerated() where factor[row] > 0 {
        ones.append(columns[fork].lowerBound + factor[row] - 1)
      }
      let centred = value - mean
      for first in ones {
        for second in ones { products[first][second] += 1 }
        products[first][end] += centred
        products[end][first] += centred
      }
      products[end][end] += centred * centred
    }
    self.columns = columns
    self.products = products
    total = products[end][end]
  }

  /// The share of the sum of squares that is explained; NaN where there is nothing to explain.
  ///
  /// One fork may be left out. Columns that earlier ones determine are passed over. O(choices^3).
  func explained(without left: Int? = nil) -> Double {
    let omitted = left.map { columns[$0] } ?? 0..<0
    let kept = products.indices.filter { !omitted.contains($0) }
    var matrix = kept.map { row in kept.map { products[row][$0] } }
    let last = matrix.count - 1
    for pivot in 0..<last {
      // The diagonal of 0/1 columns counts choices; what is left of it shrinks to rounding error.
      guard matrix[pivot][pivot] > 1e-9 * products[kept[pivot]][kept[pivot]] else { continue }
      for row in pivot + 1...last where matrix[row][pivot] != 0 {
        let factor = matrix[row][pivot] / matrix[pivot][pivot]
        for column in pivot...last { matrix[row][column] -= factor * matrix[pivot][column] }
      }
    }
    return total > 0 ? min(1, max(0, 1 - matrix[last][last] / total)) : .nan
  }
}

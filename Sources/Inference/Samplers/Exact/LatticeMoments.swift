/// Means, standard deviations and covariances from the sums of two shifts of a lattice.
///
/// An error is half the difference of the shifts, a little more to be cautious.
struct LatticeMoments {
  /// The sums of each shift, one of each hump.
  private let shifts: [[LatticeSums]]
  private let pivots: [Double]
  private let size: Int

  private let caution: ExactQuantity.Caution
  private let depths: [Double]
  private let wild: Set<Int>
  private var worst = 0.0

  /// Takes the sums of each shift, one of each hump.
  ///
  /// - Parameters:
  ///   - shifts: The sums.
  ///   - pivots: Where the moments of the coefficients were taken.
  ///   - caution: How errors follow from differences.
  ///   - depths: How far below the reference of the log weights the floods of each hump have seen everything.
  ///   - wild: The coefficients that may have no variance, whose errors say nothing of others.
  init(
    _ shifts: [[LatticeSums]],
    pivots: [Double],
    _ caution: ExactQuantity.Caution,
    depths: [Double],
    wild: [Int]
  ) {
    self.wild = Set(wild)
    self.caution = caution
    self.depths = depths
    self.shifts = shifts
    self.pivots = pivots
    size = pivots.count
    worst = (0..<size).reduce(0) { self.wild.contains($1) ? $0 : max($0, ownError($1)) }
  }

  /// What is averaged: a sum of a shift.
  private typealias Sum = (LatticeSums) -> Double

  /// The averages over one shift, or over both.
  private struct Average {
    let shifts: [LatticeSums]

    func callAsFunction(_ sum: Sum) -> Double {
      shifts.reduce(0) { $0 + sum($1) } / shifts.reduce(0) { $0 + $1.total }
    }

    func covariance(_ row: Int, _ column: Int) -> Double {
      let entry = row * (row + 1) / 2 + column
      return self { $0.second[entry] } - self { $0.first[row] } * self { $0.first[column] }
    }

    func probabilityDeviation(_ row: Int) -> Double {
      let mean = self { $0.probability[row] }
      return max(self { $0.probabilitySquare[row] } - mean * mean, 0).squareRoot()
    }

    func deviation(_ index: Int) -> Double { covariance(index, index).squareRoot() }
  }

  private var both: Average { Average(shifts: shifts.flatMap { $0 }) }
  private var each: [Average] { shifts.map { Average(shifts: $0) } }

  /// Half the difference between the shifts.
  private func difference(_ number: (Average) -> Double) -> Double {
    0.5 * abs(number(each[0]) - number(each[1]))
  }

  /// The covariance of both shifts together.
  var covariance: Matrix {
    var result = Matrix(rowCount: size, columnCount: size)
    for row in 0..<size {
      for column in 0...row {
        let value = both.covariance(row, column)
        result[row, column] = value
        result[column, row] = value
      }
    }
    return result
  }

  /// The error of the mean or standard deviation of a coefficient, in standard deviations.
  private func ownError(_ index: Int) -> Double {
    let mean = difference { average in average { $0.first[index] } }
    let deviation = difference { $0.deviation(index) }
    return caution.error(max(mean, deviation) / both.deviation(index), deviation: 1)
  }

  /// The same of the worst coefficient: two shifts may agree by chance in one number, not in all of them.
  private func error(_ index: Int) -> Double { wild.contains(index) ? ownError(index) : worst }

  /// The mean of a coefficient, with an error in standard deviations and what lies beyond the lattice.
  func mean(_ index: Int) -> ExactEstimate {
    ExactEstimate(
      pivots[index] + both { $0.first[index] },
      error: error(index) * both.deviation(index) + beyond(index, \.firstBands)
    )
  }

  /// The standard deviation of a coefficient, likewise.
  func deviation(_ index: Int) -> ExactEstimate {
    let value = both.deviation(index)
    return ExactEstimate(
      value,
      error: error(index) * value + beyond(index, \.secondBands) / value
    )
  }

  /// What lies beyond the lattice of a moment of a coefficient whose prior has a polynomial tail.
  ///
  /// Where the prior is standard normal and has nu degrees of freedom, a coefficient grows like
  /// exp(z^2 / (2 nu)), so what a band of log weights between d and d + 1 adds to its k-th moment falls like
  /// exp(-(1 - k / nu) d) times a power of d: nearly a geometric series, whose ratio is read off the last
  /// bands that the flood has seen whole. Its sum beyond them is no less than what is missing, as bands beyond
  /// are there in part. Half as much again for the power; without bound where the ratio is not below 1.
  private func beyond(_ index: Int, _ bands: KeyPath<LatticeSums, [Double]>) -> Double {
    guard let place = shifts[0][0].heavy.firstIndex(of: index) else { return 0 }
    let total = shifts.reduce(0) { $0 + $1.reduce(0) { $0 + $1.total } }
    return depths.indices.reduce(0) { sum, hump in
      let last = min(Int(depths[hump]) - 2, LatticeSums.bandCount - 1)
      let span = 4
      func band(_ number: Int) -> Double {
        shifts.reduce(0) {
          $0 + $1[hump][keyPath: bands][place * LatticeSums.bandCount + number]
        }
      }
      let (early, late) = (band(last - span), band(last))
      guard early > 0, late > 0 else { return sum }
      let ratio = Portable.pow(late / early, 1 / Double(span))
      guard ratio < 0.995 else { return .infinity }
      return sum + 1.5 * late * ratio / (1 - ratio) / total
    }
  }

  /// The mean of a probability.
  func probability(_ row: Int) -> ExactEstimate {
    estimate(row) { average in average { $0.probability[row] } }
  }

  /// The standard deviation of a probability.
  func probabilityDeviation(_ row: Int) -> ExactEstimate {
    estimate(row) { $0.probabilityDeviation(row) }
  }

  private func estimate(_ row: Int, _ number: (Average) -> Double) -> ExactEstimate {
    estimate(deviation: both.probabilityDeviation(row), number)
  }

  /// The mean of an average of probabilities.
  func average(_ shares: [RowShare]) -> ExactEstimate {
    estimate(deviation: Self.largestDeviation) { average in
      average { $0.averages?.sum(over: shares) ?? .nan }
    }
  }

  /// The mean of the difference of two averages of probabilities.
  func difference(_ change: AverageChange) -> ExactEstimate {
    estimate(deviation: 2 * Self.largestDeviation) { average in
      average { $0.averages?.sum(over: change.after) ?? .nan }
        - average { $0.averages?.sum(over: change.before) ?? .nan }
    }
  }

  /// No probability has a larger standard deviation.
  private static let largestDeviation = 0.5

  private func estimate(deviation: Double, _ number: (Average) -> Double) -> ExactEstimate {
    ExactEstimate(
      number(both),
      error: caution.error(difference(number), deviation: deviation)
    )
  }
}

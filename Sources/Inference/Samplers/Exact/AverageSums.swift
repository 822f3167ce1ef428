/// What is summed over the points of a lattice of averages of probabilities that are compared.
struct AverageSums: Sendable {
  private var averages: LatticeAverages

  /// The sums of weight times each number of each change, and times its square.
  private(set) var first: [Double]
  private(set) var second: [Double]

  private var weights = [Double](repeating: 0, count: LatticeTarget.batch)

  /// Makes sums of nothing.
  init(_ averages: LatticeAverages) {
    self.averages = averages
    first = [Double](repeating: 0, count: averages.count * LatticeAverages.measureCount)
    second = first
  }

  /// Adds a batch whose weights stand in the place of its log densities.
  mutating func add(_ batch: LatticeTarget.Batch) {
    let count = batch.count
    guard count > 0 else { return }
    let size = batch.coefficients.count / LatticeTarget.batch
    averages.evaluate(batch.coefficients.span.extracting(first: count * size), count: count)
    for draw in weights.indices { weights[draw] = draw < count ? batch.logDensities[draw] : 0 }
    for index in first.indices {
      let sums = Self.sums(weights, averages.numbers, from: index * LatticeTarget.batch)
      first[index] += sums.first
      second[index] += sums.second
    }
  }

  /// The sums of weight times value and times its square in eight lanes, added as one fixed tree.
  private static func sums(
    _ weights: [Double],
    _ values: [Double],
    from start: Int
  ) -> (first: Double, second: Double) {
    let length = LatticeTarget.batch
    precondition(weights.count >= length && values.count >= start + length, "room for a batch")
    var (first, second) = (SIMD8<Double>.zero, SIMD8<Double>.zero)
    unsafe weights.withUnsafeBytes { a in
      unsafe values.withUnsafeBytes { b in
        for place in stride(from: 0, to: length, by: 8) {
          let w = unsafe a.loadUnaligned(fromByteOffset: 8 * place, as: SIMD8<Double>.self)
          let x = unsafe b.loadUnaligned(
            fromByteOffset: 8 * (start + place),
            as: SIMD8<Double>.self
          )
          let share = w * x
          first += share
          second += share * x
        }
      }
    }
    func sum(_ lanes: SIMD8<Double>) -> Double {
      let pairs = lanes.lowHalf + lanes.highHalf
      return (pairs[0] + pairs[2]) + (pairs[1] + pairs[3])
    }
    return (sum(first), sum(second))
  }
}

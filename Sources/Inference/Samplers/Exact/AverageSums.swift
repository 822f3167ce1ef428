/// What is summed over the points of a lattice of averages of probabilities that are compared.
struct AverageSums: Sendable {
  /// The shape of the variables: how each is compressed, and the scale of its histogram.
  struct Shape: Sendable {
    var compressions: [LatticeAverages.Compression?]
    var scales: [MarginalHistograms.Scale]
  }

  private var averages: LatticeAverages
  private let compressions: [LatticeAverages.Compression?]

  /// The sums of weight times each number of each change, and times its square.
  private(set) var first: [Double]
  private(set) var second: [Double]
  /// The histogram of each measure of each change; none where only moments are asked for.
  private(set) var histograms: MarginalHistograms

  private var weights = [Double](repeating: 0, count: LatticeTarget.batch)
  private var grown = [Double](repeating: 0, count: LatticeTarget.batch)

  /// Makes sums of nothing.
  init(_ averages: LatticeAverages, _ shape: Shape) {
    self.averages = averages
    compressions = shape.compressions
    histograms = MarginalHistograms(shape.scales)
    first = [Double](repeating: 0, count: averages.count * averages.momentCount)
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
      let sums = Self.sums(weights, averages.moments, from: index * LatticeTarget.batch)
      first[index] += sums.first
      second[index] += sums.second
    }
    guard !histograms.isEmpty else { return }
    for (index, compression) in compressions.enumerated() where histograms.hasWidth(index) {
      let start = index * LatticeTarget.batch
      if let compression {
        Self.compress(averages.variables, from: start, compression, into: &grown)
        histograms.fill(index, grown, at: (0, 1), weights, count)
      } else {
        histograms.fill(index, averages.variables, at: (start, 1), weights, count)
      }
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

  /// asinh of values, a whole batch: |x| + sqrt(1 + x^2) loses nothing that a grid could show.
  private static func compress(
    _ values: [Double],
    from start: Int,
    _ compression: LatticeAverages.Compression,
    into target: inout [Double]
  ) {
    let (center, factor) = (compression.center, 1 / compression.unit)
    for draw in 0..<LatticeTarget.batch {
      let x = (values[start + draw] - center) * factor
      target[draw] = abs(x) + (1 + x * x).squareRoot()
    }
    var span = target.mutableSpan
    Portable.log(inPlace: &span)
    for draw in 0..<LatticeTarget.batch where values[start + draw] < center {
      target[draw] = -target[draw]
    }
  }
}

extension LatticePilot {
  /// The variables of the changes at the points of the last round, one array for each.
  func variables(of averages: LatticeAverages, dimension: Int) -> [[Double]] {
    var averages = averages
    let count = averages.count * averages.measures.count
    var result = [[Double]](repeating: [], count: count)
    let length = LatticeTarget.batch
    for first in stride(from: 0, to: weights.count, by: length) {
      let points = min(length, weights.count - first)
      let range = (first * dimension)..<((first + points) * dimension)
      averages.evaluate(coefficients.span.extracting(range), count: points)
      for index in 0..<count {
        result[index] += averages.variables[(index * length)..<(index * length + points)]
      }
    }
    return result
  }

  /// How the variables of changes are compressed.
  ///
  /// A difference of probabilities that may be small together has a sharp peak at 0. On a scale of one standard
  /// deviation it is no longer sharp, and nothing else has become so: of 10, 1, 0.3, 0.1 and less the best in
  /// most of thirteen posteriors.
  ///
  /// - Parameters:
  ///   - variables: The variables at the points.
  ///   - measures: What of each change they are of.
  ///   - isCompressed: Whether predictors may have heavy tails.
  /// - Returns: One for each variable; nil where it stays as it is.
  func compressions(
    of variables: [[Double]],
    _ measures: [LatticeAverages.Measure],
    isCompressed: Bool
  ) -> [LatticeAverages.Compression?] {
    variables.enumerated().map { index, values in
      if measures[index % measures.count] == .difference {
        let deviation = moments(values).deviation
        return LatticeAverages.Compression(center: 0, unit: deviation > 0 ? deviation : 1)
      }
      guard isCompressed else { return nil }
      let order = WeightedOrder(values, weights: weights)
      let deviation = (order.quantile(0.75) - order.quantile(0.25)) / 1.349
      return LatticeAverages.Compression(
        center: order.quantile(0.5),
        unit: deviation > 0 ? deviation : 1
      )
    }
  }

  /// The scale of the histogram of each variable; one without a deviation is of a constant.
  func scales(
    of variables: [[Double]],
    _ compressions: [LatticeAverages.Compression?]
  ) -> [MarginalHistograms.Scale] {
    zip(variables, compressions).map { values, compression in
      moments(compression.map { values.map($0.variable) } ?? values)
    }
  }
}

/// What is summed over the points of a lattice.
///
/// Weights are relative to a fixed reference, moments are about fixed centres; a batch is summed in the
/// order of its points and added to what there is, so that rounding errors stay those of a few hundred
/// additions. Same bits on every CPU.
struct LatticeSums: Sendable {
  /// The rows that are predicted for, and how their predictors are kept.
  struct Predictors: Sendable {
    /// The rows with their offsets.
    let rows: PanelDesign
    /// The middle of each predictor, and its spread, in a first look.
    let center: [Double]
    let spread: [Double]
    /// How predictors become probabilities.
    let link: Link
    /// Whether histograms are of asinh((eta - center) / spread), for heavy tails.
    let isCompressed: Bool
    var count: Int { rows.rowCount }
  }

  /// What a histogram's variable is centred at and divided by.
  typealias Scale = MarginalHistograms.Scale

  private let predictors: Predictors
  private let reference: Double
  private let pivots: [Double]
  private let size: Int

  /// The sum of the weights.
  private(set) var total = 0.0
  /// The sums of weight times coefficient less pivot.
  private(set) var first: [Double]
  /// The sums of weight times products of those, the lower triangle row after row.
  private(set) var second: [Double]
  /// The sums of weight times probability, and times its square.
  private(set) var probability: [Double]
  private(set) var probabilitySquare: [Double]
  /// The histogram of each coordinate and of each predictor, one after another.
  private(set) var histograms: MarginalHistograms
  /// The sums of averages that are compared; nil where there are none.
  private(set) var averages: AverageSums?

  /// The columns whose priors have polynomial tails, and for each the sums of weight times distance from the
  /// pivot, and times its square, by how far below the reference a log weight is: a band for each whole
  /// number, for what must lie beyond the last.
  let heavy: [Int]
  private(set) var firstBands: [Double] = []
  private(set) var secondBands: [Double] = []
  /// The number of bands.
  static let bandCount = 64

  private var centered: [Double]
  private var weighted: [Double]
  private var etas: [Double]
  private var values: [Double]

  /// Makes sums of nothing.
  ///
  /// - Parameters:
  ///   - predictors: What is predicted for.
  ///   - reference: The log weight that counts as 1.
  ///   - pivots: Where the moments of the coefficients are taken.
  ///   - scales: The scale of each histogram, of coordinates and then of predictors; empty for none.
  ///   - heavy: The columns whose priors have polynomial tails.
  ///   - averages: Sums of nothing of averages that are compared; nil where there are none.
  init(
    _ predictors: Predictors,
    reference: Double,
    pivots: [Double],
    scales: [Scale],
    heavy: [Int] = [],
    averages: AverageSums? = nil
  ) {
    self.averages = averages
    self.heavy = heavy
    firstBands = [Double](repeating: 0, count: heavy.count * Self.bandCount)
    secondBands = firstBands
    self.predictors = predictors
    self.reference = reference
    self.pivots = pivots
    size = pivots.count
    first = [Double](repeating: 0, count: size)
    second = [Double](repeating: 0, count: size * (size + 1) / 2)
    probability = [Double](repeating: 0, count: predictors.count)
    probabilitySquare = probability
    histograms = MarginalHistograms(scales)
    centered = [Double](repeating: 0, count: size * LatticeTarget.batch)
    weighted = centered
    etas = [Double](repeating: 0, count: predictors.count * LatticeTarget.batch)
    values = etas
  }

  /// Adds a batch whose log weights stand in the place of its log densities.
  ///
  /// O(batch x (dimension^2 + predicted rows)).
  mutating func add(_ batch: inout LatticeTarget.Batch) {
    for draw in 0..<batch.count { batch.logDensities[draw] -= reference }
    if !heavy.isEmpty { addBands(batch) }
    Self.exponentiate(&batch.logDensities, batch.count)
    addMoments(batch)
    if !histograms.isEmpty {
      for index in 0..<size {
        histograms.fill(index, batch.positions, at: (index, size), batch.logDensities, batch.count)
      }
    }
    if predictors.count > 0 { addPredictions(batch) }
    averages?.add(batch)
  }

  private mutating func addBands(_ batch: LatticeTarget.Batch) {
    for draw in 0..<batch.count {
      let depth = -batch.logDensities[draw]
      guard depth < Double(Self.bandCount) else { continue }
      let band = max(0, Int(depth))
      let weight = Portable.exp(-depth)
      for (place, column) in heavy.enumerated() {
        let distance = abs(batch.coefficients[draw * size + column] - pivots[column])
        firstBands[place * Self.bandCount + band] += weight * distance
        secondBands[place * Self.bandCount + band] += weight * distance * distance
      }
    }
  }

  private static func exponentiate(_ values: inout [Double], _ count: Int) {
    var span = values.mutableSpan
    Portable.exp(inPlace: &span, count: count)
  }

  private mutating func addMoments(_ batch: LatticeTarget.Batch) {
    let length = LatticeTarget.batch
    for row in 0..<size {
      let pivot = pivots[row]
      for draw in 0..<batch.count {
        let distance = batch.coefficients[draw * size + row] - pivot
        centered[row * length + draw] = distance
        weighted[row * length + draw] = distance * batch.logDensities[draw]
      }
      // A block of eight that is not full ends with nothing.
      for draw in batch.count..<min((batch.count + 7) & ~7, length) {
        weighted[row * length + draw] = 0
      }
    }
    var sum = 0.0
    for draw in 0..<batch.count { sum += batch.logDensities[draw] }
    total += sum
    var entry = 0
    for row in 0..<size {
      var mean = 0.0
      for draw in 0..<batch.count { mean += weighted[row * length + draw] }
      first[row] += mean
      for column in 0...row {
        let product = Self.product(weighted, row * length, centered, column * length, batch.count)
        second[entry] += product
        entry += 1
      }
    }
  }

  /// The sum of products in eight lanes, added as one fixed tree.
  private static func product(
    _ left: [Double],
    _ leftStart: Int,
    _ right: [Double],
    _ rightStart: Int,
    _ count: Int
  ) -> Double {
    precondition(
      max(leftStart, rightStart) + LatticeTarget.batch <= min(left.count, right.count),
      "room for a batch"
    )
    var lanes = SIMD8<Double>.zero
    unsafe left.withUnsafeBytes { a in
      unsafe right.withUnsafeBytes { b in
        for start in stride(from: 0, to: count, by: 8) {
          let x = unsafe a.loadUnaligned(
            fromByteOffset: 8 * (leftStart + start),
            as: SIMD8<Double>.self
          )
          let y = unsafe b.loadUnaligned(
            fromByteOffset: 8 * (rightStart + start),
            as: SIMD8<Double>.self
          )
          lanes += x * y
        }
      }
    }
    let pairs = lanes.lowHalf + lanes.highHalf
    return (pairs[0] + pairs[2]) + (pairs[1] + pairs[3])
  }

  private mutating func addPredictions(_ batch: LatticeTarget.Batch) {
    let count = predictors.count
    let used = batch.count * count
    let (rows, length) = (predictors.rows, batch.count * size)
    var span = etas.mutableSpan
    rows.linearPredictors(
      at: batch.coefficients.span.extracting(first: length),
      into: &span,
      count: batch.count
    )
    Self.probabilities(etas, into: &values, used, predictors.link)
    for row in 0..<count {
      let (mean, square) = Self.averages(
        of: values,
        from: row,
        by: count,
        batch.logDensities,
        batch.count
      )
      probability[row] += mean
      probabilitySquare[row] += square
    }
    guard !histograms.isEmpty else { return }
    if predictors.isCompressed { compress(used) }
    for row in 0..<count {
      histograms.fill(size + row, etas, at: (row, count), batch.logDensities, batch.count)
    }
  }

  private static func probabilities(
    _ predictors: [Double],
    into values: inout [Double],
    _ count: Int,
    _ link: Link
  ) {
    guard link != .logit else { return logistic(predictors, into: &values, count) }
    var target = values.mutableSpan
    link.function.probabilities(at: predictors.span, into: &target)
  }

  /// 1 / (1 + exp(-eta)), where the relative accuracy of what is nearly 0 or 1 does not matter.
  private static func logistic(_ source: [Double], into target: inout [Double], _ count: Int) {
    let from = source.span
    var to = target.mutableSpan
    for index in 0..<count { to[index] = -from[index] }
    exponentiate(&target, count)
    var probabilities = target.mutableSpan
    for index in 0..<count { probabilities[index] = 1 / (1 + probabilities[index]) }
  }

  /// The sums of weight times probability, and times its square.
  private static func averages(
    of probabilities: [Double],
    from start: Int,
    by stride: Int,
    _ weights: [Double],
    _ count: Int
  ) -> (mean: Double, square: Double) {
    let (probabilities, weights) = (probabilities.span, weights.span)
    var (mean, square) = (0.0, 0.0)
    var index = start
    for draw in 0..<count {
      let p = probabilities[index]
      let share = weights[draw] * p
      mean += share
      square += share * p
      index += stride
    }
    return (mean, square)
  }

  /// Replaces predictors by the inverse hyperbolic sines of their standardised values.
  private mutating func compress(_ used: Int) {
    let count = predictors.count
    for index in 0..<used {
      let row = index % count
      let x = (etas[index] - predictors.center[row]) / predictors.spread[row]
      etas[index] = x
      values[index] = abs(x) + (1 + x * x).squareRoot()
    }
    var span = values.mutableSpan
    Portable.log(inPlace: &span, count: used)
    for index in 0..<used {
      etas[index] = Double(signOf: etas[index], magnitudeOf: values[index])
    }
  }
}

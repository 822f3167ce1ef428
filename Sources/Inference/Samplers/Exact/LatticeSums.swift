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
    /// Whether histograms are of asinh((eta - center) / spread), for heavy tails.
    let isCompressed: Bool
    var count: Int { rows.rowCount }
  }

  /// What a histogram's variable is centred at and divided by.
  struct Scale: Sendable {
    var center: Double
    var deviation: Double
  }

  private let predictors: Predictors
  private let reference: Double
  private let pivots: [Double]
  private let scales: [Scale]
  private let hasHistograms: Bool
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
  private(set) var histograms: [Double]

  private var etas: [Double]
  private var values: [Double]

  /// Makes sums of nothing.
  ///
  /// - Parameters:
  ///   - predictors: What is predicted for.
  ///   - reference: The log weight that counts as 1.
  ///   - pivots: Where the moments of the coefficients are taken.
  ///   - scales: The scale of each histogram, of coordinates and then of predictors; empty for none.
  init(_ predictors: Predictors, reference: Double, pivots: [Double], scales: [Scale]) {
    self.predictors = predictors
    self.reference = reference
    self.pivots = pivots
    self.scales = scales
    hasHistograms = !scales.isEmpty
    size = pivots.count
    first = [Double](repeating: 0, count: size)
    second = [Double](repeating: 0, count: size * (size + 1) / 2)
    probability = [Double](repeating: 0, count: predictors.count)
    probabilitySquare = probability
    histograms = [Double](repeating: 0, count: scales.count * MarginalGrid.count)
    etas = [Double](repeating: 0, count: predictors.count * LatticeTarget.batch)
    values = etas
  }

  /// Adds a batch whose log weights stand in the place of its log densities.
  ///
  /// O(batch x (dimension^2 + predicted rows)).
  mutating func add(_ batch: inout LatticeTarget.Batch) {
    for draw in 0..<batch.count { batch.logDensities[draw] -= reference }
    Self.exponentiate(&batch.logDensities, batch.count)
    addMoments(batch)
    if hasHistograms {
      for index in 0..<size {
        fill(index, batch.positions, from: index, by: size, batch)
      }
    }
    if predictors.count > 0 { addPredictions(batch) }
  }

  private static func exponentiate(_ values: inout [Double], _ count: Int) {
    var span = values.mutableSpan
    Portable.exp(inPlace: &span, count: count)
  }

  private mutating func addMoments(_ batch: LatticeTarget.Batch) {
    var sum = 0.0
    for draw in 0..<batch.count { sum += batch.logDensities[draw] }
    total += sum
    var entry = 0
    for row in 0..<size {
      let (pivot, own) = (pivots[row], row)
      var mean = 0.0
      for draw in 0..<batch.count {
        mean += batch.logDensities[draw] * (batch.coefficients[draw * size + own] - pivot)
      }
      first[row] += mean
      for column in 0...row {
        let other = pivots[column]
        var product = 0.0
        for draw in 0..<batch.count {
          let start = draw * size
          product +=
            batch.logDensities[draw] * (batch.coefficients[start + row] - pivot)
            * (batch.coefficients[start + column] - other)
        }
        second[entry] += product
        entry += 1
      }
    }
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
    for index in 0..<used { values[index] = -etas[index] }
    Self.exponentiate(&values, used)
    for row in 0..<count {
      var (mean, square) = (0.0, 0.0)
      for draw in 0..<batch.count {
        let p = 1 / (1 + values[draw * count + row])
        let weighted = batch.logDensities[draw] * p
        mean += weighted
        square += weighted * p
      }
      probability[row] += mean
      probabilitySquare[row] += square
    }
    guard hasHistograms else { return }
    if predictors.isCompressed { compress(used) }
    for row in 0..<count {
      fill(size + row, etas, from: row, by: count, batch)
    }
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

  /// Shares each weight between the two nodes next to a value.
  private mutating func fill(
    _ histogram: Int,
    _ numbers: [Double],
    from start: Int,
    by stride: Int,
    _ batch: LatticeTarget.Batch
  ) {
    let scale = scales[histogram]
    let factor = 1 / (scale.deviation * MarginalGrid.step)
    let origin = MarginalGrid.extent / MarginalGrid.step - scale.center * factor
    let base = histogram * MarginalGrid.count
    let last = Double(MarginalGrid.count - 2)
    for draw in 0..<batch.count {
      let weight = batch.logDensities[draw]
      let place = min(max(numbers[start + draw * stride] * factor + origin, 0), last)
      let node = Int(place)
      let high = weight * (place - Double(node))
      histograms[base + node] += weight - high
      histograms[base + node + 1] += high
    }
  }
}

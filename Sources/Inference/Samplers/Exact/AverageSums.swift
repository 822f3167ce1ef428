/// What is summed over the points of a lattice of the rows of averages of probabilities: the weighted probability at
/// each row.
///
/// The mean of an average, and of a difference of two, is a sum of those. Same bits on every CPU.
struct AverageSums: Sendable {
  private let design: PanelDesign
  private let link: Link
  private let rowCount: Int

  /// The sum of weight times probability at each row, then zeros up to a whole number of lanes.
  private(set) var sums: [Double]

  private var etas: [Double]
  private static let lanes = 8

  /// Makes sums of nothing.
  init(_ rows: DistinctRows, link: Link) {
    // Under the logit link what is wanted is exp(-predictor).
    let sign = link == .logit ? -1.0 : 1
    design = PanelDesign(
      matrix: Matrix(rows: rows.rows.map { $0.map { sign * $0 } }),
      offset: rows.offsets.map { sign * $0 }
    )
    self.link = link
    rowCount = rows.rows.count
    sums = [Double](
      repeating: 0,
      count: (rowCount + Self.lanes - 1) / Self.lanes * Self.lanes
    )
    // What the last lanes of the last point read beyond it counts for nothing.
    etas = [Double](repeating: 0, count: rowCount * LatticeTarget.batch + Self.lanes)
  }

  /// Adds a batch whose weights stand in the place of its log densities.
  ///
  /// O(points x rows x columns), no allocation.
  mutating func add(_ batch: LatticeTarget.Batch) {
    let count = batch.count
    guard count > 0 else { return }
    let size = batch.coefficients.count / LatticeTarget.batch
    let (design, rows) = (design, rowCount)
    Self.evaluate(design, batch.coefficients.span.extracting(first: count * size), count, &etas)
    if link == .logit {
      Self.exponentiate(&etas, count * rows)
      addLogistic(batch.logDensities, count)
    } else {
      for draw in 0..<count {
        for row in 0..<rows {
          sums[row] +=
            batch.logDensities[draw] * link.function.probability(at: etas[draw * rows + row])
        }
      }
    }
  }

  private static func evaluate(
    _ design: PanelDesign,
    _ coefficients: Span<Double>,
    _ count: Int,
    _ etas: inout [Double]
  ) {
    var target = etas.mutableSpan
    design.linearPredictors(at: coefficients, into: &target, count: count)
  }

  /// The exponential of what there is, in its place.
  private static func exponentiate(_ etas: inout [Double], _ count: Int) {
    var span = etas.mutableSpan
    Portable.exp(inPlace: &span, count: count)
  }

  /// Adds weight / (1 + exp(-predictor)), eight rows at a time.
  private mutating func addLogistic(_ weights: [Double], _ count: Int) {
    let (rows, lanes) = (rowCount, Self.lanes)
    precondition(
      weights.count >= count && etas.count >= count * rows + lanes && sums.count >= rows,
      "room for a batch"
    )
    unsafe etas.withUnsafeBytes { etas in
      unsafe sums.withUnsafeMutableBytes { sums in
        for start in stride(from: 0, to: rows, by: lanes) {
          var sum = unsafe sums.loadUnaligned(fromByteOffset: 8 * start, as: SIMD8<Double>.self)
          for draw in 0..<count {
            let odds = unsafe etas.loadUnaligned(
              fromByteOffset: 8 * (draw * rows + start),
              as: SIMD8<Double>.self
            )
            sum += weights[draw] / (1 + odds)
          }
          unsafe sums.storeBytes(of: sum, toByteOffset: 8 * start, as: SIMD8<Double>.self)
        }
      }
    }
  }

  /// The sum of weight times an average over some of the rows.
  func sum(over shares: [RowShare]) -> Double {
    shares.reduce(0) { $0 + $1.weight * sums[$1.row] }
  }
}

/// A proof that no predictor separates the outcomes, for designs too large for the simplex method.
///
/// By Stiemke's theorem the outcomes overlap in every case exactly where some positive weights of the
/// cases make the signed rows of the design vanish. At coefficients beta the residuals |y - p| are
/// positive weights, and one Newton step d changes each to first order so that the sum vanishes:
/// |y - p| becomes |y - p| (1 - p x'd) for a success and |y - p| (1 + (1 - p) x'd) for a failure. Once a
/// step is so short that all of them stay positive, the proof is there; near the maximum of the
/// likelihood, where there is one, that is so.
///
/// O(m p^2) a step, and few steps; memory for some vectors of m numbers and matrices of p^2.
struct OverlapProof: Sendable {
  /// Directions that no row sees: one for each column that is a combination of earlier ones.
  let unseen: [[Double]]

  private static let stepLimit = 20
  /// How much of each weight has to be left.
  private static let margin = 0.01

  /// Looks for a proof; nil where there is none, or it would take many steps.
  ///
  /// - Precondition: every row has trials, and there is a row.
  init?(design: TiledMatrix, successes: [Double], trials: [Double]) {
    let scales = design.columnScales()
    let panels = PanelDesign(tiles: design, successes: successes, trials: trials)
    var product = design.crossProduct(weights: trials.map { $0 / 4 }, divisors: scales)
    let dependencies =
      PivotedQR.isClearlyIndependent(product) ? [] : PivotedQR.dependencies(in: design)
    unseen = dependencies.map { dependency in
      var direction = [Double](repeating: 0, count: design.columnCount)
      direction[dependency.column] = 1
      for part in dependency.parts { direction[part.column] = -part.coefficient }
      return direction
    }
    let dependent = Set(dependencies.map(\.column))
    let kept = (0..<design.columnCount).filter { !dependent.contains($0) }
    var beta = [Double](repeating: 0, count: design.columnCount)
    var eta = [Double](repeating: 0, count: design.rowCount)
    for step in 0..<Self.stepLimit {
      if step > 0 {
        let weights = eta.indices.map {
          LogitLink.binomial(successes: successes[$0], trials: trials[$0], at: eta[$0]).information
        }
        product = design.crossProduct(weights: weights, divisors: scales)
      }
      guard
        let direction = Self.newtonStep(panels, at: beta, product, kept: kept, scales: scales)
      else { return nil }
      var change = [Double](repeating: 0, count: design.rowCount)
      var changeSpan = change.mutableSpan
      panels.linearPredictor(at: direction.span, into: &changeSpan)
      let largest = change.reduce(0) { max($0, $1.magnitude) }
      guard largest.isFinite else { return nil }
      let isProved = change.indices.allSatisfy { row in
        let p = LogitLink.probability(at: eta[row])
        return (successes[row] == 0 || p * change[row] < 1 - Self.margin)
          && (successes[row] == trials[row] || (p - 1) * change[row] < 1 - Self.margin)
      }
      if isProved { return }
      let fraction = min(1, 4 / largest)
      for column in kept { beta[column] += fraction * direction[column] }
      var etaSpan = eta.mutableSpan
      panels.linearPredictor(at: beta.span, into: &etaSpan)
      // Weights below this are rounding beside the others.
      if eta.contains(where: { !($0.magnitude < 30) }) { return nil }
    }
    return nil
  }

  /// The Newton step in the columns kept; nil where it cannot be had with some digits.
  private static func newtonStep(
    _ panels: PanelDesign,
    at beta: [Double],
    _ product: Matrix,
    kept: [Int],
    scales: [Double]
  ) -> [Double]? {
    var score = [Double](repeating: 0, count: beta.count)
    var scoreSpan = score.mutableSpan
    _ = panels.logLikelihood(at: beta.span, addingScoreTo: &scoreSpan)
    let right = kept.map { score[$0] / scales[$0] }
    var matrix = Matrix(rowCount: kept.count, columnCount: kept.count)
    for (column, from) in kept.enumerated() {
      for (row, index) in kept.enumerated() { matrix[row, column] = product[index, from] }
    }
    guard let factor = BLAS.choleskyFactor(matrix) else { return nil }
    var step = right
    var span = step.mutableSpan
    BLAS.solveTriangular(factor, transposed: false, inPlace: &span)
    BLAS.solveTriangular(factor, transposed: true, inPlace: &span)
    var residual = right
    BLAS.multiply(matrix, step, into: &residual)
    let size = right.reduce(0) { max($0, $1.magnitude) }
    guard zip(residual, right).allSatisfy({ abs($0 - $1) <= 1e-9 * size }) else { return nil }
    var result = [Double](repeating: 0, count: beta.count)
    for (position, column) in kept.enumerated() { result[column] = step[position] / scales[column] }
    return result
  }

  /// Whether the rows determine a linear predictor.
  func determines(_ row: [Double]) -> Bool {
    unseen.allSatisfy { direction in
      var sum = 0.0
      var size = 0.0
      for (value, weight) in zip(row, direction) {
        sum += value * weight
        size += abs(value * weight)
      }
      return abs(sum) <= 1e-7 * size
    }
  }
}

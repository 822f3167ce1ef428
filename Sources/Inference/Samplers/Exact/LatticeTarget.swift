/// A posterior in the coordinates of its prior, for batches of points of a lattice.
struct LatticeTarget: Sendable {
  /// The number of points of a whole batch.
  static let batch = 256

  /// The log likelihood.
  let target: PriorSpaceTarget
  /// How coordinates become coefficients.
  let tables: CoordinateTables
  /// The number of coefficients.
  var dimension: Int { target.dimension }

  init(_ target: PriorSpaceTarget) {
    self.target = target
    tables = CoordinateTables(target.coordinates, for: target.prior)
  }

  /// The memory of one batch.
  struct Batch {
    /// How many points there are.
    var count = 0
    /// The positions, one after another.
    var positions: [Double]
    /// The coefficients there.
    var coefficients: [Double]
    /// The log density of the coordinates; minus infinity where it is not a number.
    var logDensities: [Double]
    fileprivate var logPriors: [Double]

    init(dimension: Int) {
      positions = [Double](repeating: 0, count: LatticeTarget.batch * dimension)
      coefficients = positions
      logDensities = [Double](repeating: 0, count: LatticeTarget.batch)
      logPriors = logDensities
    }
  }

  /// Evaluates a batch.
  ///
  /// O(rows x columns x batch), no allocation.
  func evaluate(_ batch: inout Batch) {
    tables.apply(
      to: batch.positions,
      count: batch.count,
      coefficients: &batch.coefficients,
      logDensities: &batch.logPriors
    )
    target.logLikelihoods(
      of: batch.coefficients,
      count: batch.count,
      into: &batch.logDensities
    )
    for draw in 0..<batch.count {
      let sum = batch.logDensities[draw] + batch.logPriors[draw]
      batch.logDensities[draw] = sum.isNaN ? -.infinity : sum
    }
  }
}

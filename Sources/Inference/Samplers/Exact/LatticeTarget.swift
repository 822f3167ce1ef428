/// A posterior in the coordinates of its prior, for batches of points of a lattice.
struct LatticeTarget: Sendable {
  /// The number of points of a whole batch.
  static let batch = 256

  /// The log likelihood.
  let target: PriorSpaceTarget
  /// How coordinates become coefficients.
  let tables: CoordinateTables
  /// The hump that alone counts, with its share of the posterior everywhere; nil where there is one hump.
  private let hump: (index: Int, partition: HumpPartition)?
  /// The number of coefficients.
  var dimension: Int { target.dimension }

  init(_ target: PriorSpaceTarget) {
    self.target = target
    tables = CoordinateTables(target.coordinates, for: target.prior)
    hump = nil
  }

  /// The share of one hump of a posterior.
  init(_ whole: LatticeTarget, hump: Int, of partition: HumpPartition) {
    target = whole.target
    tables = whole.tables
    self.hump = (hump, partition)
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
    private let dimension: Int

    init(dimension: Int) {
      precondition(dimension <= 8, "a position is one vector")
      self.dimension = dimension
      // A position is stored as eight numbers, of which the next one overwrites what is too many.
      positions = [Double](repeating: 0, count: LatticeTarget.batch * dimension + 8)
      coefficients = [Double](repeating: 0, count: LatticeTarget.batch * dimension)
      logDensities = [Double](repeating: 0, count: LatticeTarget.batch)
      logPriors = logDensities
    }

    /// Sets a position; those before it must have been set already.
    @inline(__always)
    mutating func set(_ position: SIMD8<Double>, at draw: Int) {
      precondition(draw < LatticeTarget.batch, "room for a position")
      unsafe positions.withUnsafeMutableBytes {
        unsafe $0.storeBytes(
          of: position,
          toByteOffset: 8 * draw * dimension,
          as: SIMD8<Double>.self
        )
      }
    }
  }

  /// Evaluates a batch.
  ///
  /// O(rows x columns x batch), no allocation where there is one hump.
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
    guard let hump else { return }
    hump.partition.add(shareOf: hump.index, to: &batch)
  }
}

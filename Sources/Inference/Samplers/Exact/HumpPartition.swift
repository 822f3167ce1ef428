/// A posterior divided between its humps: shares that add up to 1 everywhere, each near 1 on its own hump.
///
/// The share of a hump is that of a density around it in the mixture of all. The posterior times a share is
/// smooth and has one hump, so that a lattice laid along that hump alone sums it; the sums of all lattices add
/// up to the posterior, every point counted once, whatever the densities are. They are bent as the axes of a
/// hump are, and of a t distribution, so that a skewed tail goes with its own hump.
struct HumpPartition: Sendable {
  /// The density of one hump.
  struct Part: Sendable {
    /// Where it is close to a standard one.
    let frame: LatticeFrame
    /// The logarithm of its mass.
    let logMass: Double

    fileprivate func logDensity(at position: ArraySlice<Double>) -> Double {
      let y = frame.bent(position)
      let squares = y.reduce(0) { $0 + $1 * $1 }
      let exponent = 0.5 * (HumpPartition.degreesOfFreedom + Double(y.count))
      return logMass - frame.logSlope(at: y)
        - exponent * Portable.log(onePlus: squares / HumpPartition.degreesOfFreedom)
    }
  }

  /// Fewer leave more of a narrow hump to the lattices of wide ones, more leave them more of its tails.
  private static let degreesOfFreedom = 20.0

  private let parts: [Part]

  /// Divides a posterior.
  init(_ parts: [Part]) { self.parts = parts }

  /// Adds the logarithm of the share of a part to the log densities of a batch.
  ///
  /// O(batch x parts x dimension^2).
  func add(shareOf own: Int, to batch: inout LatticeTarget.Batch) {
    let size = parts[own].frame.dimension
    var logs = [Double](repeating: 0, count: parts.count)
    for draw in 0..<batch.count {
      var peak = -Double.infinity
      for (index, part) in parts.enumerated() {
        logs[index] = part.logDensity(at: batch.positions[(draw * size)..<((draw + 1) * size)])
        peak = max(peak, logs[index])
      }
      var sum = 0.0
      for log in logs { sum += Portable.exp(log - peak) }
      batch.logDensities[draw] += logs[own] - peak - Portable.log(sum)
    }
  }
}

/// The nodes on which marginal distributions are kept: 1024 over 18 standard deviations.
enum MarginalGrid {
  static let count = 1024
  static let extent = 9.0
  static let step = 2 * extent / Double(count)
  static let transform = FourierTransform(count: count)
}

/// A marginal distribution from the weights of a lattice, without the lattice's own graininess.
///
/// The weights of a lattice are right for smooth functions only; the steps of a distribution function are
/// not smooth. So the characteristic function is cut off, by a cosine taper, before the lattice's dual
/// vectors repeat it: below that frequency it is exponentially exact, and a smooth density has nothing
/// above. From two shifts of the lattice come two answers, and from a lower cut-off a third: their
/// differences are the error.
struct SmoothedMarginal: Sendable {
  /// Where 0 of the grid is, in the variable's units, and its unit.
  let scale: LatticeSums.Scale
  /// The density at the nodes, in units of the grid.
  let density: [Double]
  /// The distribution function at the nodes, of both shifts together.
  private let pooled: [Double]
  private let parts: [[Double]]
  private let smoother: [Double]
  /// The largest difference between the answers at the usual levels, in the variable's units.
  private var worst = 0.0

  private static let usualLevels = [0.05, 0.25, 0.5, 0.75, 0.95]
  /// How much of the largest difference is taken for granted at every level: two answers cross.
  private let share: Double

  /// Smooths the histograms of two shifts.
  ///
  /// Four Fourier transforms of 1024 numbers.
  ///
  /// - Parameters:
  ///   - shifts: The weights at the nodes, an array for each of two shifts.
  ///   - cutoff: The middle of the taper, in radians a standard deviation.
  ///   - lowerCutoff: The same for the comparison.
  ///   - scale: What the nodes mean.
  ///   - share: How much of the largest difference at the usual levels is one at every level.
  init(
    _ shifts: (ArraySlice<Double>, ArraySlice<Double>),
    cutoff: Double,
    lowerCutoff: Double,
    scale: LatticeSums.Scale,
    share: Double = 0.5
  ) {
    (self.scale, self.share) = (scale, share)
    let unit = (
      shifts.0.reduce(0, +) * MarginalGrid.step, shifts.1.reduce(0, +) * MarginalGrid.step
    )
    var real = shifts.0.map { $0 / unit.0 }
    var imaginary = shifts.1.map { $0 / unit.1 }
    MarginalGrid.transform.transform(real: &real, imaginary: &imaginary)
    let (first, second) = Self.filtered(real, imaginary, cutoff: cutoff)
    let (firstSmoother, secondSmoother) = Self.filtered(real, imaginary, cutoff: lowerCutoff)
    density = zip(first, second).map { 0.5 * ($0 + $1) }
    pooled = Self.cumulated(density)
    parts = [Self.cumulated(first), Self.cumulated(second)]
    smoother = Self.cumulated(zip(firstSmoother, secondSmoother).map { 0.5 * ($0 + $1) })
    worst = Self.usualLevels.reduce(0) { max($0, difference($1)) }
  }

  /// Two densities, kept as the parts of one complex sequence, below a frequency.
  private static func filtered(
    _ real: [Double],
    _ imaginary: [Double],
    cutoff: Double
  ) -> ([Double], [Double]) {
    let count = MarginalGrid.count
    var (re, im) = (real, imaginary)
    let (from, to) = (0.75 * cutoff, 1.25 * cutoff)
    for index in 0..<count {
      let frequency = Double(min(index, count - index)) * .pi / MarginalGrid.extent
      var factor = 0.0
      if frequency < to {
        // The share of a weight between three nodes is a convolution with a quadratic spline.
        let turns = 0.5 * frequency * MarginalGrid.step / .pi
        let sinc = turns == 0 ? 1 : Portable.sin(piTimes: turns) / (turns * .pi)
        factor = 1 / (sinc * sinc * sinc * Double(count))
        if frequency > from {
          let cosine = Portable.cos(piTimes: 0.5 * (frequency - from) / (to - from))
          factor *= cosine * cosine
        }
      }
      re[index] *= factor
      // Conjugated here and below, the forward transform is the inverse one.
      im[index] *= -factor
    }
    MarginalGrid.transform.transform(real: &re, imaginary: &im)
    return (re, im.map { -$0 })
  }

  /// The distribution function at the nodes: integrals of cubics, made to rise from 0 to 1.
  private static func cumulated(_ density: [Double]) -> [Double] {
    let last = density.count - 1
    var result = [0.0]
    result.reserveCapacity(density.count)
    var (sum, highest) = (0.0, 0.0)
    for node in 0..<last {
      let (left, right) = (density[node], density[node + 1])
      let bend = density[min(node + 2, last)] - right - left + density[max(node - 1, 0)]
      sum += MarginalGrid.step * (0.5 * (left + right) - bend / 24)
      highest = max(highest, sum)
      result.append(highest)
    }
    return result.map { $0 / highest }
  }

  /// A quantile, in the variable's units, and how far the answers are from each other.
  func quantile(_ level: Double) -> (value: Double, difference: Double) {
    (quantile(pooled, level), max(difference(level), share * worst))
  }

  /// The probability up to a value, and how far the answers are from each other.
  func probability(upTo value: Double) -> (value: Double, difference: Double) {
    let center = probability(pooled, value)
    let ends = parts.map { probability($0, value) }
    let difference = max(
      0.5 * abs(ends[0] - ends[1]),
      abs(center - probability(smoother, value))
    )
    return (center, max(difference, share * worst * density(at: value)))
  }

  /// The larger of half the difference of the shifts and that to the smoother answer.
  private func difference(_ level: Double) -> Double {
    let ends = parts.map { quantile($0, level) }
    return max(
      0.5 * abs(ends[0] - ends[1]),
      abs(quantile(pooled, level) - quantile(smoother, level))
    )
  }

  /// The density at a value, in the variable's units.
  func density(at value: Double) -> Double {
    let place = (value - node(0)) / (scale.deviation * MarginalGrid.step)
    guard place > 0, place < Double(density.count - 1) else { return 0 }
    return max(density[Int(place)], 0) / scale.deviation
  }

  /// The same in straight lines between the nodes.
  func interpolatedDensity(at value: Double) -> Double {
    let place = (value - node(0)) / (scale.deviation * MarginalGrid.step)
    guard place > 0, place < Double(density.count - 1) else { return 0 }
    let (node, share) = (Int(place), place - place.rounded(.down))
    return max((1 - share) * density[node] + share * density[node + 1], 0) / scale.deviation
  }

  /// The value at a node, in the variable's units.
  func node(_ index: Int) -> Double {
    scale.center + scale.deviation * (Double(index) * MarginalGrid.step - MarginalGrid.extent)
  }

  private func quantile(_ distribution: [Double], _ level: Double) -> Double {
    // The first node whose probability is not below the level.
    var (low, high) = (0, distribution.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if distribution[middle] < level { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return node(0) }
    let (below, above) = (distribution[low - 1], distribution[low])
    guard above > below else { return node(low) }
    let share = (level - below) / (above - below)
    return node(low - 1) + scale.deviation * MarginalGrid.step
      * Self.place(
        ofShare: share,
        from: density[low - 1],
        to: density[low]
      )
  }

  private func probability(_ distribution: [Double], _ value: Double) -> Double {
    let place = (value - node(0)) / (scale.deviation * MarginalGrid.step)
    guard place > 0 else { return 0 }
    guard place < Double(distribution.count - 1) else { return 1 }
    let index = Int(place)
    let t = place - Double(index)
    let (from, to) = (max(density[index], 0), max(density[index + 1], 0))
    let share = from + to > 0 ? (2 * from * t + (to - from) * t * t) / (from + to) : t
    return distribution[index] + share * (distribution[index + 1] - distribution[index])
  }

  /// Where in a step a share of its probability is reached, the density there being a straight line.
  private static func place(ofShare share: Double, from: Double, to: Double) -> Double {
    let (left, right) = (max(from, 0), max(to, 0))
    guard left + right > 0 else { return share }
    let target = share * (left + right)
    let root = (left * left + (right - left) * target).squareRoot()
    return left + root > 0 ? target / (left + root) : share
  }
}

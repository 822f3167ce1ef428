/// A first look at a posterior: a frame for the lattice, and where the floods start.
///
/// Three rounds of Halton points under a product of logistic distributions along the axes found so far;
/// each round's importance weights give the mean and the covariance of the next. The last one bends the
/// axes, by least squares between the weighted quantiles along each and those of a normal distribution.
///
/// Source of the points: J. H. Halton, Numerische Mathematik 2 (1960) 84-90.
struct LatticePilot: Sendable {
  /// The frame.
  let frame: LatticeFrame
  /// The effective sample size of the last round.
  let sampleSize: Double
  /// Bent coordinates of the heaviest points.
  let seeds: [[Double]]
  /// The greatest log weight seen, in the measure of the frame.
  private(set) var peak: Double
  /// The logarithm of the integral of the density.
  let logMass: Double
  /// Bent coordinates of points near other humps that count here.
  private(set) var foreignSeeds: [[Double]] = []
  /// The positions of the heaviest points, one after another.
  private let heaviest: [Double]

  /// The coefficients of the last round's points, one after another, and their weights.
  let coefficients: [Double]
  let weights: [Double]

  private static let rounds = [1024, 2048, 4096]
  private static let seedCount = 400
  private static let primes = [2, 3, 5, 7, 11, 13]
  /// How much wider than an approximation the first round is.
  private static let inflation = 1.21
  private static let largestTurn = 0.8
  /// Levels of quantiles, with those of the standard normal distribution.
  private static let levels: [(Double, Double)] = [
    (0.005, -2.575829303548901), (0.02, -2.053748910631823), (0.1, -1.281551565544600),
    (0.25, -0.674489750196082), (0.5, 0), (0.75, 0.674489750196082), (0.9, 1.281551565544600),
    (0.98, 2.053748910631823), (0.995, 2.575829303548901),
  ]

  /// Looks at a posterior around a first guess of its mean and covariance; nil where its covariance cannot be
  /// made out.
  ///
  /// - Parameters:
  ///   - target: The posterior.
  ///   - center: The guess of the mean.
  ///   - covariance: The guess of the covariance.
  ///   - growth: How fast steps grow outwards.
  init?(
    _ target: LatticeTarget,
    around center: [Double],
    covariance: Matrix,
    growth: Double = 0
  ) {
    var covariance = covariance
    for index in covariance.elements.indices { covariance.elements[index] *= Self.inflation }
    guard var frame = LatticeFrame(center: center, covariance: covariance) else { return nil }
    var points: WeightedPoints?
    for count in Self.rounds {
      let round = WeightedPoints(target, frame, count: count)
      guard round.total > 0, let next = round.frame() else { return nil }
      points = round
      frame = next
    }
    guard let points else { return nil }
    sampleSize = points.sampleSize
    logMass = points.logMass
    for axis in frame.axes.indices {
      let order = WeightedOrder(
        frame.straight(points.positions, axis: axis),
        weights: points.weights
      )
      frame.axes[axis] = Self.bend(
        Self.levels.map { (LatticeFrame.Axis.grown($0.1, growth), order.quantile($0.0)) }
      )
      frame.axes[axis].growth = growth
    }
    self.frame = frame
    let order = points.weights.indices.sorted {
      (points.weights[$0], $1) > (points.weights[$1], $0)
    }.prefix(Self.seedCount)
    // The heaviest are not the densest: the proposal was denser there too.
    let densest = points.logDensities.indices.max {
      points.logDensities[$0] < points.logDensities[$1]
    }
    var peak = -Double.infinity
    var chosen: [Double] = []
    seeds = ((densest.map { [$0] } ?? []) + order).map { index in
      let y = frame.bent(points.position(index))
      peak = max(peak, points.logDensities[index] + frame.logSlope(at: y))
      chosen += points.position(index)
      return y
    }
    heaviest = chosen
    self.peak = peak
    coefficients = points.coefficients
    weights = points.weights
  }

  /// Itself with the heaviest points of the looks at other humps, where they count here: a flood from its own
  /// points alone might not come by what a share leaves to this hump near another.
  ///
  /// - Parameters:
  ///   - others: The other looks.
  ///   - target: What this one looked at.
  ///   - least: The log weight from which a point counts.
  /// - Returns: The look with those points.
  func extended(
    by others: [LatticePilot],
    _ target: LatticeTarget,
    least: Double
  ) -> LatticePilot {
    var result = self
    let size = target.dimension
    var batch = LatticeTarget.Batch(dimension: size)
    for other in others {
      for first in stride(from: 0, to: other.heaviest.count / size, by: LatticeTarget.batch) {
        batch.count = min(LatticeTarget.batch, other.heaviest.count / size - first)
        for place in 0..<(batch.count * size) {
          batch.positions[place] = other.heaviest[first * size + place]
        }
        target.evaluate(&batch)
        for draw in 0..<batch.count {
          let y = frame.bent(batch.positions[(draw * size)..<((draw + 1) * size)])
          let logWeight = batch.logDensities[draw] + frame.logSlope(at: y)
          guard logWeight > least else { continue }
          result.foreignSeeds.append(y)
          result.peak = max(result.peak, logWeight)
        }
      }
    }
    return result
  }

  /// The map that takes normal quantiles to those found, by least squares.
  private static func bend(_ pairs: [(normal: Double, found: Double)]) -> LatticeFrame.Axis {
    var gram = Matrix(rowCount: 3, columnCount: 3)
    var right = [0.0, 0.0, 0.0]
    for (normal, found) in pairs {
      let basis = [1, normal, (1 + normal * normal).squareRoot() - 1]
      for row in 0..<3 {
        right[row] += basis[row] * found
        for column in 0..<3 { gram[row, column] += basis[row] * basis[column] }
      }
    }
    Cholesky(gram)?.solve(inPlace: &right)
    guard right[1] > 0.1, right.allSatisfy(\.isFinite) else { return LatticeFrame.Axis() }
    let largest = largestTurn * right[1]
    return LatticeFrame.Axis(
      shift: right[0],
      slope: right[1],
      turn: min(max(right[2], -largest), largest)
    )
  }

  /// The points of one round with their importance weights.
  private struct WeightedPoints {
    let dimension: Int
    var positions: [Double] = []
    var coefficients: [Double] = []
    var logDensities: [Double] = []
    var weights: [Double] = []

    /// The logarithm of the integral of the density.
    private(set) var logMass = -Double.infinity

    var total: Double { weights.reduce(0, +) }
    var sampleSize: Double { total * total / weights.reduce(0) { $0 + $1 * $1 } }

    func position(_ index: Int) -> ArraySlice<Double> {
      positions[(index * dimension)..<((index + 1) * dimension)]
    }

    init(_ target: LatticeTarget, _ frame: LatticeFrame, count: Int) {
      dimension = frame.dimension
      let scale = 3.0.squareRoot() / .pi
      var batch = LatticeTarget.Batch(dimension: dimension)
      var y = [Double](repeating: 0, count: dimension)
      var logProposals: [Double] = []
      for first in stride(from: 0, to: count, by: LatticeTarget.batch) {
        batch.count = min(LatticeTarget.batch, count - first)
        for draw in 0..<batch.count {
          var logProposal = 0.0
          for axis in 0..<dimension {
            let u = LatticePilot.radicalInverse(first + draw + 1, base: LatticePilot.primes[axis])
            y[axis] = scale * Portable.log(u / (1 - u))
            logProposal += Portable.log(u * (1 - u))
          }
          logProposals.append(logProposal)
          for row in 0..<dimension {
            var z = frame.center[row]
            for axis in 0..<dimension { z += frame.root[row, axis] * y[axis] }
            batch.positions[draw * dimension + row] = z
          }
        }
        target.evaluate(&batch)
        coefficients += batch.coefficients[..<(batch.count * dimension)]
        positions += batch.positions[..<(batch.count * dimension)]
        logDensities += batch.logDensities[..<batch.count]
      }
      let logRatios = zip(logDensities, logProposals).map { $0 - $1 }
      let peak = logRatios.reduce(-Double.infinity, max)
      weights = peak.isFinite ? logRatios.map { Portable.exp($0 - peak) } : []
      // The proposal's density in y is the product of u (1 - u) / scale.
      logMass =
        peak + Portable.log(total / Double(count)) + frame.logDeterminant
        + Double(dimension) * Portable.log(scale)
    }

    /// Straight axes by the weighted moments.
    func frame() -> LatticeFrame? {
      let total = total
      var mean = [Double](repeating: 0, count: dimension)
      for (point, weight) in weights.enumerated() {
        for axis in 0..<dimension {
          mean[axis] += weight / total * positions[point * dimension + axis]
        }
      }
      var covariance = Matrix(rowCount: dimension, columnCount: dimension)
      for (point, weight) in weights.enumerated() {
        let base = point * dimension
        for column in 0..<dimension {
          let distance = weight / total * (positions[base + column] - mean[column])
          for row in 0..<dimension {
            covariance[row, column] += distance * (positions[base + row] - mean[row])
          }
        }
      }
      return LatticeFrame(center: mean, covariance: covariance)
    }
  }

  /// The digits of a number in some base, mirrored at the point.
  private static func radicalInverse(_ number: Int, base: Int) -> Double {
    var (rest, result, place) = (number, 0.0, 1.0)
    while rest > 0 {
      place /= Double(base)
      result += place * Double(rest % base)
      rest /= base
    }
    return result
  }
}

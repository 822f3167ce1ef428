/// A proposal fitted to the weighted points of two pilot rounds, for up to twelve coefficients.
///
/// Round one draws from a t with 8 degrees of freedom around an approximation, round two from one
/// matched to the weighted moments of round one. All points, weighted against the mixture of both,
/// give the mean, the covariance and the skewness along the principal axes of the correlation matrix.
/// Moments are pulled towards the approximation by as much as the weights are uneven, and the largest
/// weights are cut.
///
/// Source: J.-M. Cornuet, J.-M. Marin, A. Mira, C. P. Robert, Adaptive multiple importance sampling,
/// Scandinavian Journal of Statistics 39 (2012) 798-812; the cut: E. L. Ionides, Truncated importance
/// sampling, Journal of Computational and Graphical Statistics 17 (2008) 295-311.
struct PilotFit: Sendable {
  /// The proposal.
  let proposal: IndependenceProposal
  /// The effective sample size of the weights of both rounds.
  let sampleSize: Double

  /// The number of points of each round.
  static let roundCount = 500
  private static let pilotDegreesOfFreedom = 8
  private static let degreesOfFreedom = 10
  private static let skewShare = 0.30
  private static let largestTurn = 0.45

  /// Fits a proposal; nil where a covariance on the way is not positive definite.
  init?(_ target: PriorSpaceTarget, around start: PosteriorApproximation, seed: UInt64) {
    var random = RandomStream(seed: seed, purpose: .pilot)
    guard
      let first = Self.pilot(start.center, start.covariance),
      let one = Points(target, first, using: &random),
      let moments = one.moments(weights: one.weights(against: [first]), towards: start),
      let second = Self.pilot(moments.mean, moments.covariance),
      let two = Points(target, second, using: &random)
    else { return nil }
    let all = one + two
    let weights = all.weights(against: [first, second])
    guard let final = all.moments(weights: weights, towards: start) else { return nil }
    sampleSize = final.sampleSize
    let size = target.dimension
    guard sampleSize >= 20 * Double(size), let axes = Axes(final.covariance) else {
      let straight = IndependenceProposal(
        center: final.mean,
        covariance: final.covariance,
        degreesOfFreedom: Self.degreesOfFreedom
      )
      guard let straight else { return nil }
      proposal = straight
      return
    }
    let turns = all.skewness(along: axes, from: final.mean, weights: weights).map {
      min(max(Self.skewShare * final.share * $0, -Self.largestTurn), Self.largestTurn)
    }
    proposal = IndependenceProposal(
      center: final.mean,
      root: axes.root,
      logDeterminant: axes.logDeterminant,
      turns: turns,
      degreesOfFreedom: Self.degreesOfFreedom
    )
  }

  /// The t distribution of a pilot round.
  private static func pilot(_ center: [Double], _ covariance: Matrix) -> IndependenceProposal? {
    IndependenceProposal(
      center: center,
      covariance: covariance,
      degreesOfFreedom: pilotDegreesOfFreedom
    )
  }

  /// Weighted moments, pulled towards an approximation.
  private struct Moments {
    let mean: [Double]
    let covariance: Matrix
    let sampleSize: Double
    /// How much of the points' own moments is in them.
    let share: Double
  }

  /// The principal axes of a correlation matrix, scaled back to the variables.
  private struct Axes {
    let root: Matrix
    let inverse: Matrix
    let logDeterminant: Double

    init?(_ covariance: Matrix) {
      let size = covariance.rowCount
      let deviations = (0..<size).map { covariance[$0, $0].squareRoot() }
      var correlation = covariance
      for column in 0..<size {
        for row in 0..<size { correlation[row, column] /= deviations[row] * deviations[column] }
      }
      guard let axes = SymmetricEigenvectors(correlation),
        axes.values.allSatisfy({ $0 > 1e-12 })
      else { return nil }
      let (values, vectors) = (axes.values, axes.vectors)
      var root = vectors
      var inverse = vectors
      for axis in 0..<size {
        let length = values[axis].squareRoot()
        for row in 0..<size {
          root[row, axis] = deviations[row] * vectors[row, axis] * length
          inverse[axis, row] = vectors[row, axis] / length / deviations[row]
        }
      }
      (self.root, self.inverse) = (root, inverse)
      logDeterminant =
        deviations.reduce(0) { $0 + Portable.log($1) } + 0.5
        * values.reduce(0) { $0 + Portable.log($1) }
    }
  }

  /// Points with their log densities under the target.
  private struct Points {
    private let dimension: Int
    private var positions: [Double]
    private var logDensities: [Double]

    init?(
      _ target: PriorSpaceTarget,
      _ pilot: IndependenceProposal,
      using random: inout RandomStream
    ) {
      var batch = ProposalBatch(count: PilotFit.roundCount, dimension: target.dimension)
      pilot.draw(into: &batch, using: &random)
      var evaluator = BatchEvaluator(target)
      evaluator.evaluate(batch)
      dimension = target.dimension
      positions = batch.positions
      logDensities = evaluator.logDensities
      guard logDensities.contains(where: \.isFinite) else { return nil }
    }

    static func + (left: Points, right: Points) -> Points {
      var result = left
      result.positions += right.positions
      result.logDensities += right.logDensities
      return result
    }

    private func range(_ point: Int) -> Range<Int> {
      (point * dimension)..<((point + 1) * dimension)
    }

    /// Weights against an even mixture, the largest cut at the mean times the root of the count.
    func weights(against pilots: [IndependenceProposal]) -> [Double] {
      let span = positions.span
      let logRatios = logDensities.indices.map { point in
        let position = span.extracting(range(point))
        let mixture = pilots.reduce(-Double.infinity) {
          logAddExp($0, $1.logDensity(at: position))
        }
        return logDensities[point] - mixture
      }
      let peak = logRatios.reduce(-Double.infinity, max)
      let raw = logRatios.map { Portable.exp($0 - peak) }
      let count = Double(raw.count)
      let cut = raw.reduce(0, +) / count * count.squareRoot()
      let weights = raw.map { min($0, cut) }
      let total = weights.reduce(0, +)
      return weights.map { $0 / total }
    }

    /// Mean and covariance, pulled towards an approximation by 2p of the effective draws.
    func moments(weights: [Double], towards start: PosteriorApproximation) -> Moments? {
      let sampleSize = 1 / weights.reduce(0) { $0 + $1 * $1 }
      let share = sampleSize / (sampleSize + 2 * Double(dimension))
      var mean = [Double](repeating: 0, count: dimension)
      for (point, weight) in weights.enumerated() {
        for axis in 0..<dimension { mean[axis] += weight * positions[point * dimension + axis] }
      }
      var covariance = Matrix(rowCount: dimension, columnCount: dimension)
      for (point, weight) in weights.enumerated() {
        let base = point * dimension
        for column in 0..<dimension {
          let distance = weight * (positions[base + column] - mean[column])
          for row in column..<dimension {
            covariance[row, column] += distance * (positions[base + row] - mean[row])
          }
        }
      }
      for column in 0..<dimension {
        for row in column..<dimension {
          let value = share * covariance[row, column] + (1 - share) * start.covariance[row, column]
          covariance[row, column] = value
          covariance[column, row] = value
        }
        mean[column] = share * mean[column] + (1 - share) * start.center[column]
      }
      guard mean.allSatisfy(\.isFinite), covariance.elements.allSatisfy(\.isFinite)
      else { return nil }
      return Moments(mean: mean, covariance: covariance, sampleSize: sampleSize, share: share)
    }

    /// The skewness of the weighted points along each axis.
    func skewness(along axes: Axes, from center: [Double], weights: [Double]) -> [Double] {
      var powers = [[Double]](repeating: [0, 0, 0], count: dimension)
      var projected = center
      for (point, weight) in weights.enumerated() {
        let base = point * dimension
        let distances = center.indices.map { positions[base + $0] - center[$0] }
        axes.inverse.multiply(distances, into: &projected)
        for axis in 0..<dimension {
          let x = projected[axis]
          powers[axis][0] += weight * x
          powers[axis][1] += weight * x * x
          powers[axis][2] += weight * x * x * x
        }
      }
      return powers.map { power in
        let mean = power[0]
        let variance = power[1] - mean * mean
        let third = power[2] - 3 * mean * power[1] + 2 * mean * mean * mean
        return third / (variance * variance.squareRoot())
      }
    }
  }
}

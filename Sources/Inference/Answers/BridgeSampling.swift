/// The marginal likelihood of a model, log of the integral of likelihood times normalised prior, in nats,
/// by bridge sampling from draws of its posterior.
///
/// The bridge leads to a t distribution with the mean and the covariance of half of the draws, in the
/// coordinates of the prior: there the density of a draw is at most normal in its tails whatever the prior.
/// Each half of the chains is bridged to the distribution fitted to the other half, and the two answers,
/// which share no draw of the posterior, are averaged. Binomial coefficients are part of the likelihood.
///
/// Source: X.-L. Meng, W. H. Wong, "Simulating ratios of normalizing constants via a simple identity",
/// Statistica Sinica 6 (1996), equation 4.1 and section 4; the error: S. Fruehwirth-Schnatter,
/// "Estimating marginal likelihoods for mixture and Markov switching models using bridge sampling
/// techniques", Econometrics Journal 7 (2004), section 3.3.
public struct BridgeSampling: Sendable, Equatable {
  /// Why there is no estimate.
  public enum Failure: Error, Sendable, Equatable {
    /// These coefficients have flat priors: their densities have no scale, and so has the integral.
    case improperPrior(coefficients: [String])
    /// There are too few draws to fit a distribution to half of them.
    case tooFewDraws
    /// The draws do not vary in every direction, or are not finite.
    case degenerateDraws
    /// The iteration did not settle.
    case notConverged
  }

  /// The estimate: of the logarithm, in nats.
  public let logMarginalLikelihood: Double
  /// Its Monte Carlo standard error, which is the relative one of the marginal likelihood.
  public let mcse: Double
  /// The estimates of the two halves, in nats.
  public let halves: [Double]
  /// The number of points drawn from the two fitted distributions.
  public let proposalCount: Int

  /// The largest number of iterations, and the relative change that ends them.
  private static let limit = 1000
  private static let tolerance = 1e-10
  /// How many evaluations of a row of the design a half may cost beyond one point a draw.
  private static let rowLimit = 20_000_000
  private static let enoughPoints = 20_000

  /// Estimates the marginal likelihood.
  ///
  /// O((draws + points) x rows x columns), with 20,000 points a half unless the design has more than
  /// 1,000 distinct rows.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - draws: Draws of its posterior.
  ///   - seed: The seed of the points.
  /// - Throws: ``Failure`` where there is no marginal likelihood or no estimate.
  public init(
    of model: BinaryRegression,
    draws: Draws,
    seed: UInt64
  ) throws(Failure) {
    let flat = model.prior.used.filter { !$0.prior.isProper }.map(\.column)
    guard flat.isEmpty else { throw .improperPrior(coefficients: flat) }
    let target = PriorSpaceTarget(model)
    guard model.dimension > 0 else {
      // Nothing to integrate over.
      let value = Self.evaluate(target, [], count: 1)[0]
      (logMarginalLikelihood, mcse, halves, proposalCount) = (value, 0, [value, value], 0)
      return
    }
    let chains = draws.chains.map { Self.coordinates(of: $0, target) }
    let parts = [0, 1].map { half in chains.map { $0.half(half) } }
    var (values, errors, count) = ([Double](), [Double](), 0)
    for half in [0, 1] {
      var random = RandomStream(seed: seed, chain: half + 1, purpose: .bridge)
      let bridge = try Bridge(target, fitting: parts[1 - half], to: parts[half], using: &random)
      values.append(bridge.logRatio)
      errors.append(bridge.relativeVariance)
      count += bridge.pointCount
    }
    logMarginalLikelihood = 0.5 * (values[0] + values[1])
    mcse = 0.5 * (errors[0] + errors[1]).squareRoot()
    halves = values
    proposalCount = count
  }

  init(logMarginalLikelihood: Double, mcse: Double, halves: [Double], proposalCount: Int) {
    self.logMarginalLikelihood = logMarginalLikelihood
    self.mcse = mcse
    self.halves = halves
    self.proposalCount = proposalCount
  }

  /// Draws of one chain in the coordinates of the prior.
  private struct ChainCoordinates {
    let dimension: Int
    let values: [Double]

    var count: Int { values.count / dimension }

    /// The first or the second half.
    func half(_ half: Int) -> ChainCoordinates {
      let middle = count / 2 * dimension
      let part = half == 0 ? values[..<middle] : values[middle..<(2 * middle)]
      return ChainCoordinates(dimension: dimension, values: Array(part))
    }
  }

  private static func coordinates(
    of chain: ChainDraws,
    _ target: PriorSpaceTarget
  ) -> ChainCoordinates {
    let size = target.dimension
    return ChainCoordinates(
      dimension: size,
      values: chain.values.indices.map {
        target.coordinates.coordinate($0 % size, of: chain.values[$0])
      }
    )
  }

  /// Log likelihood plus log prior density at positions.
  private static func evaluate(
    _ target: PriorSpaceTarget,
    _ positions: [Double],
    count: Int
  ) -> [Double] {
    let size = target.dimension
    var evaluator = BatchEvaluator(target)
    var values: [Double] = []
    values.reserveCapacity(count)
    for start in stride(from: 0, to: count, by: 256) {
      let end = min(start + 256, count)
      evaluator.evaluate(
        ProposalBatch(
          positions: Array(positions[(start * size)..<(end * size)]),
          count: end - start,
          dimension: size
        )
      )
      values += evaluator.logDensities
    }
    return values
  }

  /// A bridge from draws to points of a fitted distribution.
  private struct Bridge {
    /// The logarithm of the ratio of the two normalising constants: the marginal likelihood.
    private(set) var logRatio = 0.0
    /// The variance of the estimate over its square.
    private(set) var relativeVariance = 0.0
    let pointCount: Int

    private static let degreesOfFreedom = 30

    init(
      _ target: PriorSpaceTarget,
      fitting fitted: [ChainCoordinates],
      to chains: [ChainCoordinates],
      using random: inout RandomStream
    ) throws(Failure) {
      let size = target.dimension
      let drawCount = chains.reduce(0) { $0 + $1.count }
      guard drawCount > 2 * size + 2, chains.allSatisfy({ $0.count >= 8 }) else {
        throw .tooFewDraws
      }
      guard let proposal = Self.proposal(fitting: fitted, dimension: size) else {
        throw .degenerateDraws
      }
      let affordable = BridgeSampling.rowLimit / max(1, target.design.rowCount)
      pointCount = max(drawCount, min(BridgeSampling.enoughPoints, affordable))
      let positions = Array(chains.map(\.values).joined())
      let span = positions.span
      let targetAtDraws = BridgeSampling.evaluate(target, positions, count: drawCount)
      let logRatiosOfDraws = (0..<drawCount).map { draw in
        targetAtDraws[draw]
          - proposal.logDensity(at: span.extracting((draw * size)..<((draw + 1) * size)))
      }
      var logRatiosOfPoints: [Double] = []
      logRatiosOfPoints.reserveCapacity(pointCount)
      var evaluator = BatchEvaluator(target)
      while logRatiosOfPoints.count < pointCount {
        var batch = ProposalBatch(
          count: min(256, pointCount - logRatiosOfPoints.count),
          dimension: size
        )
        proposal.draw(into: &batch, using: &random)
        evaluator.evaluate(batch)
        for index in 0..<batch.count {
          logRatiosOfPoints.append(evaluator.logDensities[index] - batch.logDensities[index])
        }
      }
      guard logRatiosOfDraws.allSatisfy(\.isFinite) else { throw .degenerateDraws }
      let sampleSizes = (0..<size).map { axis in
        EffectiveSampleSize.mean(
          chains.map { chain in
            stride(from: axis, to: chain.values.count, by: size).map { chain.values[$0] }
          }
        )
      }
      let median = Quantiles.of(sampleSizes, [0.5])[0]
      let effective = median.isFinite ? min(median, Double(drawCount)) : Double(drawCount)
      try iterate(
        logRatiosOfDraws,
        logRatiosOfPoints,
        effectiveDrawCount: effective,
        chainLength: chains[0].count
      )
    }

    /// The t distribution with the moments of draws.
    private static func proposal(
      fitting chains: [ChainCoordinates],
      dimension size: Int
    ) -> IndependenceProposal? {
      let positions = Array(chains.map(\.values).joined())
      let count = positions.count / size
      let isMoving = (0..<size).allSatisfy { axis in
        stride(from: axis, to: positions.count, by: size).contains {
          positions[$0] != positions[axis]
        }
      }
      guard isMoving else { return nil }
      var mean = [Double](repeating: 0, count: size)
      for index in positions.indices { mean[index % size] += positions[index] / Double(count) }
      var covariance = Matrix(rowCount: size, columnCount: size)
      for start in stride(from: 0, to: positions.count, by: size) {
        for column in 0..<size {
          let distance = (positions[start + column] - mean[column]) / Double(count - 1)
          for row in column..<size {
            covariance[row, column] += distance * (positions[start + row] - mean[row])
          }
        }
      }
      // The covariance that the factor stands for is that of the normal distribution near by.
      return IndependenceProposal(
        center: mean,
        covariance: covariance,
        degreesOfFreedom: degreesOfFreedom
      )
    }

    /// Meng and Wong's iteration, and the variance of where it ends.
    private mutating func iterate(
      _ draws: [Double],
      _ points: [Double],
      effectiveDrawCount: Double,
      chainLength: Int
    ) throws(Failure) {
      let (drawCount, pointCount) = (Double(draws.count), Double(points.count))
      let shareOfDraws = effectiveDrawCount / (effectiveDrawCount + pointCount)
      let shareOfPoints = 1 - shareOfDraws
      let shift = Quantiles.of(draws, [0.5])[0]
      let drawRatios = draws.map { Portable.exp($0 - shift) }
      let pointRatios = points.map { Portable.exp($0 - shift) }
      var ratio = 1.0
      var change = Double.infinity
      for _ in 0..<BridgeSampling.limit where change > BridgeSampling.tolerance {
        let above = pointRatios.reduce(0) {
          $0 + ($1.isFinite ? $1 / (shareOfDraws * $1 + shareOfPoints * ratio) : 1 / shareOfDraws)
        }
        let below = drawRatios.reduce(0) { $0 + 1 / (shareOfDraws * $1 + shareOfPoints * ratio) }
        let next = (above / pointCount) / (below / drawCount)
        change = abs(next - ratio) / next
        ratio = next
      }
      guard change <= BridgeSampling.tolerance, ratio > 0, ratio.isFinite else {
        throw .notConverged
      }
      logRatio = Portable.log(ratio) + shift
      let atPoints = pointRatios.map {
        $0.isFinite ? $0 / (shareOfDraws * $0 + shareOfPoints * ratio) : 1 / shareOfDraws
      }
      let atDraws = drawRatios.map { 1 / (shareOfDraws * $0 + shareOfPoints * ratio) }
      let chains = stride(from: 0, to: atDraws.count, by: chainLength).map {
        Array(atDraws[$0..<min($0 + chainLength, atDraws.count)])
      }
      let sampleSize = EffectiveSampleSize.mean(chains)
      relativeVariance =
        Self.relativeVariance(atPoints) / pointCount
        + Self.relativeVariance(atDraws) / (sampleSize.isFinite ? sampleSize : drawCount)
    }

    /// The variance of values over the square of their mean.
    private static func relativeVariance(_ values: [Double]) -> Double {
      let count = Double(values.count)
      let mean = values.reduce(0, +) / count
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return squares / (count - 1) / (mean * mean)
    }
  }
}

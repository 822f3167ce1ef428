/// A multivariate t distribution, its axes bent where the target is skewed.
///
/// A draw is z = center + A x(y) with y from a multivariate t and, for each axis,
///
///     x(y) = m + k1 y + k2 (sqrt(1 + y^2) - 1)
///
/// with m and k1 such that x has mean 0 and variance 1 where y is standard normal. Strictly increasing
/// for |k2| < k1, so that the density follows from that of y.
struct IndependenceProposal: Sendable {
  /// The degrees of freedom, an even number.
  let degreesOfFreedom: Int
  private let center: [Double]
  private let root: Matrix
  /// The root and the centre, laid out for whole batches.
  private let map: PanelDesign
  private let bends: [Bend]
  private let logNormalization: Double

  /// Whether an axis is bent.
  var isSkewed: Bool { bends.contains { $0.turn != 0 } }
  /// The dimension.
  var dimension: Int { center.count }

  /// The map of one axis.
  private struct Bend: Sendable {
    /// The mean of sqrt(1 + y^2) for a standard normal y.
    private static let meanRoot = 1.354_530_806_481_32

    let shift: Double
    let slope: Double
    let turn: Double

    init(turn: Double) {
      self.turn = turn
      slope = (1 - turn * turn * (2 - Self.meanRoot * Self.meanRoot)).squareRoot()
      shift = turn * (1 - Self.meanRoot)
    }
  }

  /// Makes a proposal.
  ///
  /// - Parameters:
  ///   - center: Its centre.
  ///   - root: A with A A' the covariance to be matched.
  ///   - logDeterminant: log |det A|.
  ///   - turns: k2 of each axis, at most 0.45 in size; empty for straight axes.
  ///   - degreesOfFreedom: Even and positive.
  init(
    center: [Double],
    root: Matrix,
    logDeterminant: Double,
    turns: [Double] = [],
    degreesOfFreedom: Int
  ) {
    precondition(degreesOfFreedom > 0 && degreesOfFreedom.isMultiple(of: 2), "even and positive")
    self.center = center
    self.root = root
    map = PanelDesign(matrix: root, offset: center)
    self.degreesOfFreedom = degreesOfFreedom
    bends = turns.map(Bend.init)
    let (df, size) = (Double(degreesOfFreedom), Double(center.count))
    logNormalization =
      Portable.logGamma(0.5 * (df + size)) - Portable.logGamma(0.5 * df)
      - 0.5 * size * Portable.log(df * .pi) - logDeterminant
  }

  /// A proposal with straight axes; nil where the covariance is not positive definite.
  init?(
    center: [Double],
    covariance: Matrix,
    degreesOfFreedom: Int,
    using arithmetic: Arithmetic = .portable
  ) {
    guard let factor = Cholesky(covariance, using: arithmetic) else { return nil }
    self.init(
      center: center,
      root: factor.factor,
      logDeterminant: factor.logDeterminant,
      degreesOfFreedom: degreesOfFreedom
    )
  }

  /// Draws a batch.
  ///
  /// Each draw uses `dimension` normals and half as many uniforms as there are degrees of freedom, and
  /// after them one uniform for whoever decides about the draw, so that draw i is a function of the
  /// stream and i alone.
  ///
  /// - Parameters:
  ///   - batch: Where it is written.
  ///   - random: The stream.
  func draw(into batch: inout ProposalBatch, using random: inout RandomStream) {
    let size = dimension
    let halfExponent = -0.5 * Double(degreesOfFreedom + size)
    for draw in 0..<batch.count {
      for axis in 0..<size { batch.standard[draw * size + axis] = random.nextNormal() }
      let stretch = (Double(degreesOfFreedom) / chiSquare(using: &random)).squareRoot()
      batch.uniforms[draw] = random.nextUniform()
      var squares = 0.0
      var logSlopes = 0.0
      for axis in 0..<size {
        let y = stretch * batch.standard[draw * size + axis]
        squares += y * y
        guard !bends.isEmpty else {
          batch.standard[draw * size + axis] = y
          continue
        }
        let bend = bends[axis]
        let hypotenuse = (1 + y * y).squareRoot()
        batch.standard[draw * size + axis] =
          bend.shift + bend.slope * y + bend.turn * (hypotenuse - 1)
        logSlopes += Portable.log(bend.slope + bend.turn * y / hypotenuse)
      }
      batch.logDensities[draw] =
        logNormalization + halfExponent * Portable.log(onePlus: squares / Double(degreesOfFreedom))
        - logSlopes
    }
    batch.transform(by: map)
  }

  /// The log density at a position.
  ///
  /// - Precondition: the axes are straight and the root is a Cholesky factor.
  func logDensity(at position: Span<Double>) -> Double {
    precondition(bends.isEmpty, "a bent proposal is evaluated where it is drawn")
    var y = position.indices.map { position[$0] - center[$0] }
    root.solveLower(inPlace: &y)
    let squares = y.reduce(0) { $0 + $1 * $1 }
    return logNormalization
      - 0.5 * Double(degreesOfFreedom + dimension)
      * Portable.log(onePlus: squares / Double(degreesOfFreedom))
  }

  /// The effective sample size of the importance weights of a few draws, over their number.
  ///
  /// 0 where no draw has a finite density. O(rows x columns) a draw.
  func importanceEfficiency(for target: PriorSpaceTarget, seed: UInt64, count: Int = 256) -> Double
  {
    var random = RandomStream(seed: seed, purpose: .judgement)
    var batch = ProposalBatch(count: count, dimension: dimension)
    draw(into: &batch, using: &random)
    var evaluator = BatchEvaluator(target)
    evaluator.evaluate(batch)
    let logRatios = batch.logDensities.indices.map {
      evaluator.logDensities[$0] - batch.logDensities[$0]
    }
    let peak = logRatios.reduce(-Double.infinity, max)
    guard peak.isFinite else { return 0 }
    var (sum, squares) = (0.0, 0.0)
    for ratio in logRatios {
      let weight = Portable.exp(ratio - peak)
      sum += weight
      squares += weight * weight
    }
    return sum * sum / squares / Double(count)
  }

  /// Minus twice the logarithm of a product of uniforms, taken in groups that cannot underflow.
  private func chiSquare(using random: inout RandomStream) -> Double {
    var sum = 0.0
    var product = 1.0
    for index in 1...(degreesOfFreedom / 2) {
      product *= random.nextUniform()
      guard index.isMultiple(of: 16) else { continue }
      sum -= 2 * Portable.log(product)
      product = 1
    }
    return sum - 2 * Portable.log(product)
  }
}

/// A batch of proposals: positions in prior coordinates with the log densities they were drawn at.
struct ProposalBatch: Sendable {
  /// The number of draws.
  let count: Int
  fileprivate(set) var standard: [Double]
  /// The positions, one after another.
  private(set) var positions: [Double]
  /// The log density of the proposal at each.
  fileprivate(set) var logDensities: [Double]
  /// A uniform number that belongs to each.
  fileprivate(set) var uniforms: [Double]

  init(count: Int, dimension: Int) {
    self.count = count
    standard = [Double](repeating: 0, count: count * dimension)
    positions = standard
    logDensities = [Double](repeating: 0, count: count)
    uniforms = logDensities
  }

  /// Positions that come from elsewhere; the density of the proposal at them is not known.
  init(positions: [Double], count: Int, dimension: Int) {
    precondition(positions.count == count * dimension, "whole positions")
    self.init(count: count, dimension: dimension)
    self.positions = positions
    for index in logDensities.indices { logDensities[index] = .nan }
  }

  /// Sets one draw of a proposal that makes its positions itself.
  mutating func set(_ draw: Int, position: [Double], logDensity: Double, uniform: Double) {
    let start = draw * position.count
    for axis in position.indices { positions[start + axis] = position[axis] }
    (logDensities[draw], uniforms[draw]) = (logDensity, uniform)
  }

  fileprivate mutating func transform(by map: PanelDesign) {
    map.linearPredictors(at: standard, into: &positions)
  }
}

/// The log densities of batches of positions, and their coefficients.
struct BatchEvaluator: Sendable {
  private let target: PriorSpaceTarget
  /// The coefficients of the batch evaluated last.
  private(set) var coefficients: [Double] = []
  /// Their log likelihoods.
  private(set) var logLikelihoods: [Double] = []
  /// The log densities of their coordinates; minus infinity where not a number.
  private(set) var logDensities: [Double] = []

  init(_ target: PriorSpaceTarget) { self.target = target }

  /// Evaluates the positions of a batch.
  mutating func evaluate(_ batch: ProposalBatch) {
    let size = target.dimension
    if logDensities.count != batch.count {
      coefficients = [Double](repeating: 0, count: batch.count * size)
      logDensities = [Double](repeating: 0, count: batch.count)
      logLikelihoods = logDensities
    }
    target.coordinates.apply(
      to: batch.positions,
      coefficients: &coefficients,
      logDensities: &logDensities
    )
    target.logLikelihoods(of: coefficients, into: &logLikelihoods)
    for draw in 0..<batch.count {
      let sum = logDensities[draw] + logLikelihoods[draw]
      logDensities[draw] = sum.isNaN ? -.infinity : sum
    }
  }
}

/// The humps of a posterior, in the coordinates of its prior.
///
/// A prior with polynomial tails that the data contradict may be followed at the price of a poor fit, or
/// given up at a bounded price; with k such priors there may be 2^k humps, far apart. Every one is uphill
/// of the answer to a question with a single answer: the mode where the priors that are followed are normal
/// ones of their scale, and those that are left are so wide that the likelihood decides. That posterior is
/// log-concave, so Newton's method finds its mode from anywhere, on a separating direction too, where the
/// width of the prior bounds it. From there short steps climb the posterior itself.
///
/// Up to six priors that are not log-concave every subset of them is left in turn; beyond, none, each one,
/// and all. Under a link whose likelihood is not log-concave a row of the design may be given up as well: the
/// starts are those under the logit link, with all rows and without each one. A posterior under a log-concave link
/// and log-concave priors has one hump, and is not searched.
///
/// Source of the many bases: A. O'Hagan, On outlier rejection phenomena in Bayes inference, Journal of the
/// Royal Statistical Society B 41 (1979) 358-367.
struct ModeSearch: Sendable {
  /// One hump: a mode and the normal distribution of its curvature.
  struct Hump: Sendable {
    /// The mode.
    let center: [Double]
    /// The coefficients there.
    let coefficients: [Double]
    /// The standard deviations of the coefficients, to first order.
    let deviations: [Double]
    /// The inverse of the precision.
    let covariance: Matrix
    /// Minus the second derivative of the log density, positive definite.
    let precision: Matrix
    /// The logarithm of its mass, by Laplace's approximation.
    let logMass: Double

    /// The squared distance of a position in standard deviations.
    func squaredDistance(of position: [Double]) -> Double {
      var sum = 0.0
      for column in position.indices {
        let step = position[column] - center[column]
        for row in position.indices {
          sum += step * precision[row, column] * (position[row] - center[row])
        }
      }
      return sum
    }
  }

  /// The humps that count, from the heaviest.
  let humps: [Hump]
  /// Whether there are humps that do not count: one may be where a search from the prior's centre ends.
  let hasLightHumps: Bool

  /// Up to how many priors every subset is left in turn.
  private static let subsetLimit = 6
  /// The work, in multiplications of the design, beyond which priors are not left one by one.
  private static let workLimit = 1e8
  /// How far a coefficient whose prior is left may move a predictor over the spread of its column.
  private static let reach = 100.0
  /// Humps closer than this, in squared standard deviations, are one.
  private static let separation = 0.5
  /// The least share of the posterior, or of the second moment of a coefficient, that counts.
  private static let leastShare = 1e-6
  /// Beyond this the coordinates of a Student t prior are a continuation of their table.
  static let coordinateLimit = 11.5

  /// Looks for the humps of a posterior.
  ///
  /// O(subsets x steps x rows x columns^2).
  ///
  /// - Throws: ``ApproximationError`` where the posterior has no mode near its prior's centre, or one so far
  ///   out that coordinates are not known there.
  init(_ target: PriorSpaceTarget) throws(ApproximationError) {
    var found = [try Hump(PosteriorMode(of: target), in: target.coordinates)]
    let heavy = target.prior.columnsNotLogConcave
    let changes =
      Self.subsets(of: heavy, in: target).map { ($0, nil) }
      + Self.rowsToLeave(in: target).map { ([], $0) }
    for (left, row) in changes {
      guard !Task.isCancelled else { throw .cancelled }
      guard let start = Self.start(leaving: left, of: heavy, row: row, in: target),
        let mode = try? PosteriorMode(near: start, of: target),
        let hump = try? Hump(mode, in: target.coordinates)
      else { continue }
      let isKnown = found.contains {
        min($0.squaredDistance(of: hump.center), hump.squaredDistance(of: $0.center))
          < Self.separation
      }
      if !isKnown { found.append(hump) }
    }
    humps = Self.counting(found.sorted { $0.logMass > $1.logMass })
    hasLightHumps = humps.count < found.count
    for hump in humps {
      for index in heavy where abs(hump.center[index]) > Self.coordinateLimit {
        if target.prior.used[index].prior.isTabulated { throw .beyondCoordinates }
      }
    }
  }

  /// The subsets of the priors to leave, from none to all.
  private static func subsets(of heavy: [Int], in target: PriorSpaceTarget) -> [[Int]] {
    guard heavy.count > subsetLimit else {
      return (0..<(1 << heavy.count)).map { pattern in
        heavy.indices.filter { pattern >> $0 & 1 == 1 }.map { heavy[$0] }
      }
    }
    let size = Double(target.dimension)
    let work = Double(target.design.rowCount) * size * size * Double(heavy.count)
    return [[]] + (work < workLimit ? heavy.map { [$0] } : []) + [heavy]
  }

  /// The rows that may be given up one by one; none where the likelihood is log-concave, or the work too much.
  private static func rowsToLeave(in target: PriorSpaceTarget) -> [Int?] {
    let (rows, size) = (Double(target.design.rowCount), Double(target.dimension))
    guard !target.design.link.function.isLogConcave, rows * rows * size * size < workLimit else {
      return []
    }
    return (0..<target.design.rowCount).map { $0 }
  }

  /// Where the posterior would have its mode with some priors left and the other heavy ones followed, or
  /// without the outcomes of one row.
  private static func start(
    leaving left: [Int],
    of heavy: [Int],
    row: Int?,
    in target: PriorSpaceTarget
  ) -> [Double]? {
    let used = target.prior.used.enumerated().map { index, use in
      guard heavy.contains(index) else { return use }
      let normal =
        left.contains(index)
        ? NormalDistribution(
          mean: 0,
          standardDeviation: reach / spread(target.design.tiles.column(index))
        )
        : NormalDistribution(mean: use.prior.location, standardDeviation: use.prior.scale)
      return PriorUse(
        column: use.column,
        prior: .normal(normal),
        rescaling: nil,
        origin: use.origin
      )
    }
    let surrogate = PriorSpaceTarget(
      surrogateOf: target,
      prior: PriorSet(name: target.prior.name, used: used),
      leavingOut: row
    )
    guard let mode = try? PosteriorMode(of: surrogate) else { return nil }
    let coordinates = target.coordinates
    return mode.coefficients.enumerated().map { index, coefficient in
      let z = coordinates.coordinate(index, of: coefficient)
      return heavy.contains(index) ? min(max(z, -12), 12) : z
    }
  }

  /// The range of a column, or the size of a constant one.
  private static func spread(_ column: [Double]) -> Double {
    var (low, high) = (Double.infinity, -Double.infinity)
    for value in column { (low, high) = (min(low, value), max(high, value)) }
    let spread = high > low ? high - low : abs(high)
    return min(max(spread.isFinite ? spread : 1, 1e-100), 1e100)
  }

  /// Those whose mass matters for a probability, or for the variance of a coefficient: a hump with a
  /// millionth of the mass a thousand standard deviations away does.
  private static func counting(_ humps: [Hump]) -> [Hump] {
    guard let first = humps.first else { return [] }
    return humps.filter { hump in
      let share = Portable.exp(hump.logMass - first.logMass)
      let squares = hump.coefficients.indices.map { index in
        let distance =
          (hump.coefficients[index] - first.coefficients[index]) / first.deviations[index]
        return distance * distance
      }
      return share * (1 + (squares.max() ?? 0)) > leastShare
    }
  }
}

extension ModeSearch.Hump {
  fileprivate init(
    _ mode: PosteriorMode,
    in coordinates: PriorCoordinates
  ) throws(ApproximationError) {
    guard let covariance = mode.factor.inverse else {
      throw .notPositiveDefinite(iteration: mode.iterations)
    }
    center = mode.position
    coefficients = mode.coefficients
    deviations = mode.position.indices.map { index in
      coordinates.value(index, at: mode.position[index]).derivative
        * covariance[index, index].squareRoot()
    }
    self.covariance = covariance
    precision = mode.precision
    logMass =
      mode.logDensity - mode.factor.logDeterminant
      + Double(mode.position.count) * StandardNormal.logNormalization
  }
}

/// The mode of a posterior in prior coordinates, and the curvature there.
///
/// Damped Newton steps on the exact Hessian where that is positive definite, else on its Gauss-Newton
/// part, which leaves out the curvature of the maps.
struct PosteriorMode: Sendable {
  /// Where the density of the coordinates is greatest.
  let position: [Double]
  /// The coefficients there.
  ///
  /// Not the mode of their own density where a map is curved.
  let coefficients: [Double]
  /// Minus the second derivative of the log density, positive definite.
  let precision: Matrix
  /// The Cholesky factor of the precision.
  let factor: Cholesky
  /// Whether the precision is the exact Hessian, not its Gauss-Newton part.
  let isExact: Bool
  /// The log density of the coordinates: log likelihood plus log of the normal prior.
  let logDensity: Double
  /// The number of Newton steps.
  let iterations: Int

  private static let limit = 100
  /// The same for short steps.
  private static let limitNear = 400
  /// The length of a short step in standard deviations of the curvature at hand: too short to leap over
  /// the valley between two humps.
  private static let shortStep = 0.5
  /// Half of this is what a Newton step would still gain; the step is taken, and is the last.
  private static let tolerance = 1e-12

  /// Climbs to the mode from the centre of the prior.
  ///
  /// O(steps x rows x columns^2).
  ///
  /// - Throws: ``ApproximationError`` where there is no mode to be found.
  init(of target: PriorSpaceTarget) throws(ApproximationError) {
    let center = [Double](repeating: 0, count: target.dimension)
    try self.init(of: target, from: center, longestStep: .infinity, limit: Self.limit)
  }

  /// Climbs by short steps to the mode uphill of a position.
  ///
  /// O(steps x rows x columns^2).
  ///
  /// - Throws: ``ApproximationError`` where there is no mode to be found.
  init(near position: [Double], of target: PriorSpaceTarget) throws(ApproximationError) {
    try self.init(
      of: target,
      from: position,
      longestStep: Self.shortStep,
      limit: Self.limitNear
    )
  }

  private init(
    of target: PriorSpaceTarget,
    from start: [Double],
    longestStep: Double,
    limit: Int
  ) throws(ApproximationError) {
    guard target.dimension > 0 else { throw .noCoefficients }
    var point = Point(target, at: start)
    var iteration = 0
    while true {
      guard !Task.isCancelled else { throw .cancelled }
      guard point.isFinite else { throw .notFinite(iteration: iteration) }
      let curvature = try Curvature(target, at: point, iteration: iteration)
      var direction = point.gradient
      curvature.factor.solve(inPlace: &direction)
      let gain = zip(direction, point.gradient).reduce(0) { $0 + $1.0 * $1.1 }
      let length = max(gain, 0).squareRoot()
      if length > longestStep {
        for index in direction.indices { direction[index] *= longestStep / length }
      }
      iteration += 1
      let next = Self.advance(from: point, along: direction, of: target)
      let isClose =
        gain < Self.tolerance && point.largestStep(along: direction, of: target) < 1e-3
      if isClose || iteration == limit {
        guard isClose else { throw .notConverged(iterations: iteration) }
        let last = next ?? point
        let curvature = try Curvature(target, at: last, iteration: iteration)
        position = last.position
        coefficients = last.coefficients
        precision = curvature.precision
        factor = curvature.factor
        isExact = curvature.isExact
        logDensity = last.logDensity
        iterations = iteration
        return
      }
      guard let next else { throw .notConverged(iterations: iteration) }
      point = next
    }
  }

  /// The first of a step and its halves, quarters and so on that does not lower the log density.
  private static func advance(
    from point: Point,
    along direction: [Double],
    of target: PriorSpaceTarget
  ) -> Point? {
    let slack = 4 * Double.ulpOfOne * abs(point.logDensity)
    var fraction = 1.0
    for _ in 0..<50 {
      let next = Point(target, at: zip(point.position, direction).map { $0 + fraction * $1 })
      if next.isFinite, next.logDensity >= point.logDensity - slack { return next }
      fraction *= 0.5
    }
    return nil
  }

  /// The log density and its gradient at a position, with what the curvature needs.
  private struct Point {
    let position: [Double]
    let coefficients: [Double]
    let maps: [PriorCoordinates.Value]
    let likelihoodScore: [Double]
    let information: Matrix
    private(set) var gradient: [Double] = []
    private(set) var logDensity: Double

    var isFinite: Bool { logDensity.isFinite && gradient.allSatisfy(\.isFinite) }

    /// How far a step moves a linear predictor, to first order.
    ///
    /// Where the likelihood rises without end the gain of a step vanishes, but not the step: the
    /// predictors go on by about one each time.
    func largestStep(along direction: [Double], of target: PriorSpaceTarget) -> Double {
      target.largestChange(along: direction.indices.map { direction[$0] * maps[$0].derivative })
    }

    init(_ target: PriorSpaceTarget, at position: [Double]) {
      self.position = position
      let coordinates = target.coordinates
      maps = position.indices.map { coordinates.value($0, at: position[$0]) }
      coefficients = maps.map(\.coefficient)
      (logDensity, likelihoodScore, information) = target.moments(at: coefficients)
      for index in position.indices {
        var slope = likelihoodScore[index] * maps[index].derivative
        if coordinates.isProper[index] {
          logDensity -= 0.5 * position[index] * position[index]
          slope -= position[index]
        }
        gradient.append(slope)
      }
    }
  }

  /// A positive definite matrix to climb by.
  private struct Curvature {
    let precision: Matrix
    let factor: Cholesky
    let isExact: Bool

    init(
      _ target: PriorSpaceTarget,
      at point: Point,
      iteration: Int
    ) throws(ApproximationError) {
      let coordinates = target.coordinates
      var base = point.information
      let slopes = point.maps.map(\.derivative)
      for column in slopes.indices {
        for row in slopes.indices { base[row, column] *= slopes[row] * slopes[column] }
        if coordinates.isProper[column] { base[column, column] += 1 }
      }
      var exact = base
      for index in slopes.indices {
        let bend = coordinates.logDerivativeScore(
          index,
          at: point.position[index],
          point.maps[index]
        )
        exact[index, index] -= point.likelihoodScore[index] * slopes[index] * bend
      }
      if let factor = Cholesky(exact, using: target.arithmetic) {
        (precision, self.factor, isExact) = (exact, factor, true)
      } else if let factor = Cholesky(base, using: target.arithmetic) {
        (precision, self.factor, isExact) = (base, factor, false)
      } else {
        throw .notPositiveDefinite(iteration: iteration)
      }
    }
  }
}

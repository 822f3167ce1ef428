import Testing

@testable import InferenceCore

@Suite struct MetricTests {
  /// An estimate whose regularised covariance is close to a known matrix: many alternating draws.
  private static func estimate(isDense: Bool) -> CovarianceEstimate {
    var estimate = CovarianceEstimate(dimension: 2, isDense: isDense)
    // Corners (1, 1), (-1, -1), (1, 0), (-1, 0): variances 1 and 1/2, covariance 1/2.
    for _ in 0..<5000 {
      for draw in [[1.0, 1], [-1, -1], [1, 0], [-1, 0]] { estimate.add(draw.span) }
    }
    return estimate
  }

  /// The velocity is the inverse metric times the momentum; momenta have the metric as covariance.
  ///
  /// For C = [[1, 1/2], [1/2, 1/2]] the inverse is [[2, -2], [-2, 4]]. Within five standard errors.
  private static func check<Geometry: Metric>(
    _ type: Geometry.Type,
    covariance: [[Double]],
    inverse: [[Double]]
  ) throws {
    let metric = try #require(Geometry(estimate: estimate(isDense: Geometry.isDense)))
    var velocity = [0.0, 0]
    metric.velocity(of: [1, -3], into: &velocity)
    for row in 0..<2 {
      #expect(abs(velocity[row] - (covariance[row][0] - 3 * covariance[row][1])) < 1e-3)
    }
    var random = RandomStream(seed: 8, purpose: .simulation)
    var momentum = [0.0, 0]
    let count = 200_000
    var sums = [[0.0, 0], [0, 0]]
    for _ in 0..<count {
      metric.drawMomentum(into: &momentum, using: &random)
      for row in 0..<2 {
        for column in 0..<2 { sums[row][column] += momentum[row] * momentum[column] }
      }
    }
    for row in 0..<2 {
      for column in 0..<2 {
        let spread =
          (inverse[row][row] * inverse[column][column] + inverse[row][column]
            * inverse[row][column]) / Double(count)
        let got = sums[row][column] / Double(count)
        #expect(abs(got - inverse[row][column]) < 5 * spread.squareRoot() + 2e-3)
      }
    }
  }

  @Test func diagonal() throws {
    try Self.check(
      DiagonalMetric.self,
      covariance: [[1, 0], [0, 0.5]],
      inverse: [[1, 0], [0, 2]]
    )
  }

  @Test func dense() throws {
    try Self.check(
      DenseMetric.self,
      covariance: [[1, 0.5], [0.5, 0.5]],
      inverse: [[2, -2], [-2, 4]]
    )
  }

  @Test func covariancesAreTakenAsTheyAre() throws {
    let covariance = Matrix(rows: [[1, 0.5], [0.5, 0.5]])
    let dense = try #require(DenseMetric(covariance: covariance))
    let diagonal = try #require(DiagonalMetric(covariance: covariance))
    #expect(dense.inverseElements == covariance.elements)
    #expect(diagonal.inverseElements == [1, 0.5])
    #expect(DenseMetric(covariance: Matrix(rows: [[1, 2], [2, 1]])) == nil)
    #expect(DiagonalMetric(covariance: Matrix(rows: [[-1]])) == nil)
  }

  @Test func anEstimateThatIsNotFiniteIsRefused() {
    var estimate = CovarianceEstimate(dimension: 1, isDense: true)
    for value in [1.0, .infinity, 2] { estimate.add([value].span) }
    #expect(DenseMetric(estimate: estimate) == nil)
    #expect(DiagonalMetric(estimate: estimate) == nil)
  }
}

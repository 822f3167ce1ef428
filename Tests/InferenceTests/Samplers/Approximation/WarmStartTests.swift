import Testing

@testable import InferenceCore

@Suite struct WarmStartTests {
  /// Twice as wide as the covariance.
  @Test func startsAreScattered() throws {
    let covariance = Matrix(rows: [[4, -2], [-2, 1.25]])
    let start = try #require(WarmStart(center: [1, -3], covariance: covariance))
    #expect(start.variances == [4, 1.25])
    var random = RandomStream(seed: 1, purpose: .simulation)
    var (first, second, cross) = (0.0, 0.0, 0.0)
    let count = 40_000
    for _ in 0..<count {
      let position = start.position(using: &random)
      first += position[0] - 1
      second += (position[1] + 3) * (position[1] + 3)
      cross += (position[0] - 1) * (position[1] + 3)
    }
    #expect(abs(first / Double(count)) < 4.5 * 4 / 200)
    #expect(abs(second / Double(count) - 5) < 4.5 * 5 * 1.5 / 200)
    #expect(abs(cross / Double(count) + 8) < 4.5 * 12 / 200)
    #expect(WarmStart(center: [0], covariance: Matrix(rows: [[-1]])) == nil)
    #expect(WarmStart(center: [.nan], covariance: .identity(1)) == nil)
  }

  /// The start of the built-in study lies at the exact posterior: mean and sd of the reference.
  @Test func approximationsGiveAStart() throws {
    let target = PriorSpaceTarget(try ApproximationCases.builtIn())
    let approximation = try PosteriorApproximation(target)
    guard case .gaussianVariational(let steps) = approximation.method else {
      Issue.record("not variational")
      return
    }
    #expect((5...30).contains(steps))
    let start = try #require(approximation.warmStart)
    #expect(abs(start.center[0] + 4.1282) < 0.1)
    #expect(abs(start.covariance[0, 0].squareRoot() - 2.4154) < 0.25)
    let curved = PriorSpaceTarget(try ApproximationCases.builtIn("gelman2008"))
    let laplace = try PosteriorApproximation(curved)
    #expect(laplace.method == .laplace)
    #expect(laplace.warmStart != nil)
  }

  /// In the sampler's coordinates mean and covariance are those of the coefficients, shifted and
  /// scaled by each map; none where a map is stretched.
  @Test func startsMoveIntoOtherCoordinates() throws {
    let covariance = Matrix(rows: [[4, -2], [-2, 1.25]])
    let start = try #require(WarmStart(center: [1, -3], covariance: covariance))
    let straight = Reparameterization([
      CoordinateMap(location: 3, scale: 4, isStretched: false),
      CoordinateMap(location: 0, scale: 0.5, isStretched: false),
    ])
    let moved = try #require(start.moved(into: straight))
    #expect(moved.center == [-0.5, -6])
    #expect(moved.covariance == Matrix(rows: [[0.25, -1], [-1, 5]]))
    let stretched = Reparameterization([
      CoordinateMap(location: 3, scale: 4, isStretched: false),
      CoordinateMap(location: 0, scale: 0.5, isStretched: true),
    ])
    #expect(start.moved(into: stretched) == nil)
  }
}

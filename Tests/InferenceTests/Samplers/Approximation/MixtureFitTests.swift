import InferenceTestSupport
import RealModule
import Testing

@testable import InferenceCore

/// Mixtures fitted to posteriors that are far from one normal distribution.
@Suite struct MixtureFitTests {
  /// The density is the one that draws come from: the mean of a known function over it, both ways.
  @Test func theDensityIsThatOfTheDraws() throws {
    let mixture = try #require(
      MixtureProposal(
        [
          .init(weight: 2, center: [1, -1], covariance: Matrix(rows: [[1, 0.5], [0.5, 2]])),
          .init(weight: 1, center: [-2, 0], covariance: Matrix(rows: [[0.2, 0], [0, 0.1]])),
        ],
        priorShare: 0.25
      )
    )
    var batch = ProposalBatch(count: 40_000, dimension: 2)
    var random = RandomStream(seed: 3, purpose: .simulation)
    mixture.draw(into: &batch, using: &random)
    // Weighted to a standard normal: total 1, means 0, squares 1.
    let weights = (0..<batch.count).map { draw in
      let (x, y) = (batch.positions[2 * draw], batch.positions[2 * draw + 1])
      return Double.exp(-0.5 * (x * x + y * y) - batch.logDensities[draw]) / (2 * .pi)
    }
    let count = Double(batch.count)
    func check(_ values: [Double], _ truth: Double) {
      let mean = values.reduce(0, +) / count
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
      #expect(abs(mean - truth) < 4.5 * (variance / count).squareRoot())
    }
    check(weights, 1)
    check(weights.indices.map { weights[$0] * batch.positions[2 * $0] }, 0)
    check(weights.indices.map { weights[$0] * batch.positions[2 * $0 + 1] }, 0)
    check(
      weights.indices.map { weights[$0] * batch.positions[2 * $0] * batch.positions[2 * $0 + 1] },
      0
    )
    check(
      weights.indices.map { weights[$0] * batch.positions[2 * $0] * batch.positions[2 * $0] },
      1
    )
  }

  /// The built-in study under five Cauchy priors, where a single t distribution has an efficiency of 0.03 to
  /// 0.4; and two equal columns, whose ridge narrows twentyfold.
  @Test func cauchyPriors() throws {
    let models = [
      try ApproximationCases.builtIn("gelman2008"),
      try ExactCases.model(
        rows: [[1]],
        successes: [10],
        trials: [20],
        priors: ["cauchy(0, 2.5)", "cauchy(0, 2.5)"]
      ),
    ]
    for model in models {
      let target = PriorSpaceTarget(model)
      let search = try ModeSearch(target)
      let fit = try #require(MixtureFit(target, on: search, seed: 1))
      #expect(fit.efficiency > 0.6)
    }
  }
}

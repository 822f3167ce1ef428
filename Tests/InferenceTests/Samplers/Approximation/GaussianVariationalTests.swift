import RealModule
import Testing

@testable import InferenceCore

@Suite struct GaussianVariationalTests {
  /// From References/approximations.py: a general optimiser of the same bound.
  @Test func matchesAGeneralOptimiser() throws {
    let cases: [(BinaryRegression, [Double], [Double], Double)] = [
      (
        try ApproximationCases.builtIn(),
        [-4.10984, 1.086775, -0.918537, -0.710566, 3.075328],
        [2.244818, 2.077649, 2.140415, 2.186683, 1.967218], -1.001_588_2
      ),
      (
        try ApproximationCases.sex2(ApproximationCases.sex2Normal),
        [0.170682, -1.119695, -0.108223, 2.320047, -2.174444, -0.810569, 3.387878],
        [0.482606, 0.420249, 0.441545, 0.532615, 0.530277, 0.416634, 1.348632], -149.829_791_6
      ),
    ]
    for (model, mean, deviations, bound) in cases {
      let target = PriorSpaceTarget(model)
      let fit = try #require(GaussianVariational(target, from: PosteriorMode(of: target)))
      #expect(fit.isConverged)
      #expect(abs((fit.bounds.last ?? .nan) - bound) < 2e-7)
      for index in mean.indices {
        #expect(abs(fit.mean[index] - mean[index]) < 1e-3 * deviations[index])
        let deviation = fit.covariance[index, index].squareRoot()
        #expect(abs(deviation - deviations[index]) < 1e-3 * deviations[index])
      }
    }
  }

  /// Small and separated data, on which the undamped iteration diverges: the bound never falls, and
  /// stays below the evidence, of which it is a bound.
  @Test func theBoundNeverFalls() throws {
    for seed in 1...100 as ClosedRange<UInt64> {
      let model = try ApproximationCases.simulated(
        coefficients: 5,
        cases: 12,
        deviation: 3,
        seed: seed
      )
      let target = PriorSpaceTarget(model)
      let fit = try #require(GaussianVariational(target, from: PosteriorMode(of: target)))
      #expect(fit.isConverged && fit.iterations < 100)
      #expect(zip(fit.bounds, fit.bounds.dropFirst()).allSatisfy { $0 <= $1 })
    }
  }
}

import RealModule
import Testing

@testable import InferenceCore

@Suite struct PriorSpaceTargetTests {
  /// The batched density, its Jacobian taken out, is that of the model.
  @Test func batchesMatchTheModel() throws {
    let models = [
      try ApproximationCases.builtIn(), try ApproximationCases.builtIn("gelman2008"),
      try ApproximationCases.sex2(ApproximationCases.sex2Laplace),
      try ApproximationCases.simulated(coefficients: 4, cases: 1500, deviation: 1, seed: 3),
    ]
    for model in models {
      let target = PriorSpaceTarget(model)
      var random = RandomStream(seed: 7, purpose: .simulation)
      let count = 37
      let positions = (0..<(count * model.dimension)).map { _ in 2 * random.nextNormal() }
      var coefficients = positions
      var priors = [Double](repeating: 0, count: count)
      var likelihoods = priors
      target.coordinates.apply(
        to: positions,
        coefficients: &coefficients,
        logDensities: &priors
      )
      target.logLikelihoods(of: coefficients, into: &likelihoods)
      var modelWorkspace = model.makeWorkspace()
      for draw in 0..<count {
        let range = (draw * model.dimension)..<((draw + 1) * model.dimension)
        let beta = Array(coefficients[range])
        let expected = model.evaluate(at: beta, using: &modelWorkspace)
        let likelihood = expected - model.prior.logDensity(at: beta.span)
        #expect(abs(likelihoods[draw] - likelihood) <= 1e-12 * max(1, abs(likelihood)))
        let logJacobian = range.reduce(0) { sum, place in
          let index = place - range.lowerBound
          return sum + .log(target.coordinates.value(index, at: positions[place]).derivative)
        }
        let value = priors[draw] + likelihoods[draw]
        #expect(abs(value - expected - logJacobian) <= 1e-9 * max(1, abs(expected)))
      }
    }
  }

  /// A step of the coefficients moves the predictors by X times the step.
  @Test func largestChangeIsThatOfTheRows() throws {
    let model = try ApproximationCases.simulated(
      coefficients: 3,
      cases: 1500,
      deviation: 1,
      seed: 3
    )
    let step = [0.5, -2, 1]
    let x = model.design.matrix
    let expected = (0..<x.rowCount).map { row in
      abs((0..<3).reduce(0) { $0 + x[row, $1] * step[$1] })
    }.max()
    let found = PriorSpaceTarget(model).largestChange(along: step)
    #expect(abs(found - (expected ?? .nan)) < 1e-14 * found)
  }
}

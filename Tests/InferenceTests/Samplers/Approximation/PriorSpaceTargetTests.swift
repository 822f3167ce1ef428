import RealModule
import Testing

@testable import Inference

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
      var workspace = PriorSpaceTarget.Workspace()
      target.coordinates.apply(
        to: positions,
        coefficients: &coefficients,
        logDensities: &priors
      )
      target.logLikelihoods(of: coefficients, into: &likelihoods, using: &workspace)
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

  /// Panels of rows change nothing: 1500 rows are three panels.
  @Test func panelsAddUp() throws {
    let model = try ApproximationCases.simulated(
      coefficients: 3,
      cases: 1500,
      deviation: 1,
      seed: 3
    )
    let target = PriorSpaceTarget(model)
    let weights = (0..<target.rowCount).map { Double($0 % 7) }
    let information = target.information(weights)
    let forms = target.quadraticForms(information)
    let x = model.design.matrix
    for a in 0..<3 {
      for b in 0..<3 {
        let sum = weights.indices.reduce(0) { $0 + weights[$1] * x[$1, a] * x[$1, b] }
        #expect(abs(information[a, b] - sum) <= 1e-10 * information[a, a])
      }
    }
    for row in [0, 511, 512, 1499] {
      var sum = 0.0
      for a in 0..<3 { for b in 0..<3 { sum += x[row, a] * information[a, b] * x[row, b] } }
      #expect(abs(forms[row] - sum) <= 1e-12 * sum)
    }
  }
}

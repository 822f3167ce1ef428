import Testing

@testable import InferenceCore

@Suite struct SimulatedOutcomesTests {
  /// With the outcomes that a model has, the model made of its distinct rows has the same density.
  @Test func distinctRowsKeepTheDensity() throws {
    for model in [
      try BinaryRegressionTests.csto(),
      try BinaryRegressionTests.model(
        BinaryRegressionTests.bioassay,
        "deaths | trials(animals) ~ dose + offset(shift)"
      ),
    ] {
      let same = BinaryRegression(model, successes: model.design.successes, prior: model.prior)
      let position = (0..<model.dimension).map { 0.3 - 0.4 * Double($0) }
      var (first, second) = (model.makeWorkspace(), same.makeWorkspace())
      let difference =
        model.evaluate(at: position, using: &first) - same.evaluate(at: position, using: &second)
      // Merged cases have binomial coefficients that single ones have not: a constant.
      let other = position.map { $0 + 1 }
      let constant =
        model.evaluate(at: other, using: &first) - same.evaluate(at: other, using: &second)
      #expect(abs(difference - constant) < 1e-12)
      #expect(same.caseCount == model.design.matrix.rowCount)
      // The rows' log likelihoods add up to the joint one.
      var values = [Double](repeating: 0, count: same.caseCount)
      var span = values.mutableSpan
      same.pointwiseLogLikelihood(at: position.span, into: &span, using: &second)
      let joint =
        same.evaluate(at: position, using: &second)
        - same.logPrior(at: position.span, using: &second)
      #expect(abs(values.reduce(0, +) - joint) < 1e-12)
    }
  }

  /// Means and variances of the successes are binomial, within four standard errors.
  @Test func outcomesAreBinomial() throws {
    let model = try BinaryRegressionTests.model(
      BinaryRegressionTests.bioassay,
      "deaths | trials(animals) ~ dose + offset(shift)"
    )
    let position = [0.5, 2.0]
    let probabilities = model.probabilities(at: position)
    // 1 / (1 + exp(-(0.5 - 2 * 0.86 + 0.1))), by hand.
    #expect(abs(probabilities[0] - 0.24601128355105193) < 1e-12)
    var random = RandomStream(seed: 5, purpose: .simulation)
    let count = 20_000.0
    var (sums, squares) = ([0.0, 0, 0, 0], [0.0, 0, 0, 0])
    for _ in 0..<Int(count) {
      for (row, value) in model.simulatedSuccesses(at: position, using: &random).enumerated() {
        sums[row] += value
        squares[row] += value * value
      }
    }
    for (row, p) in probabilities.enumerated() {
      let (mean, variance) = (5 * p, 5 * p * (1 - p))
      #expect(abs(sums[row] / count - mean) < 4 * (variance / count).squareRoot())
      let found = squares[row] / count - (sums[row] / count) * (sums[row] / count)
      #expect(abs(found / variance - 1) < 4 * (2.5 / count).squareRoot())
    }
  }
}

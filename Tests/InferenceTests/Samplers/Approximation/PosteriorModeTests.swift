import Testing

@testable import InferenceCore

@Suite struct PosteriorModeTests {
  /// From References/approximations.py, which uses scipy.optimize alone.
  @Test func modesMatchSciPy() throws {
    let cases = [
      (
        try ApproximationCases.builtIn(),
        [-0.2804686, 0.2525749, -0.2242025, -0.1556862, 1.0189145], -1.605_722_82
      ),
      (
        try ApproximationCases.builtIn("gelman2008"),
        [-0.3036496, 0.0950866, -0.1177846, -0.080069, 1.1242892], -0.936_627_878
      ),
      (
        try ApproximationCases.sex2(ApproximationCases.sex2Normal),
        [0.0159125, -0.4312605, -0.0396356, 0.8847457, -0.8269413, -0.3140221, 1.1674567],
        -140.118_671_678
      ),
      (
        try ApproximationCases.sex2([
          "Intercept ~ student_t(4, 0, 5)", "coefficients ~ student_t(4, 0, 2.5)",
        ]),
        [0.0278859, -0.4073068, -0.034092, 0.8105025, -0.7610682, -0.2958952, 1.1400265],
        -139.766_704_349
      ),
    ]
    for (model, position, logDensity) in cases {
      let mode = try PosteriorMode(of: PriorSpaceTarget(model))
      #expect(abs(mode.logDensity - logDensity) < 1e-8)
      for (value, expected) in zip(mode.position, position) {
        #expect(abs(value - expected) < 2e-6)
      }
      #expect(mode.isExact)
      #expect(mode.iterations < 20)
    }
  }

  /// The precision is minus the second derivative, by differences of the batched log density, which
  /// shares no code with the mode's.
  @Test(arguments: ["weakly-informative", "gelman2008"])
  func precisionIsTheCurvature(set: String) throws {
    let target = PriorSpaceTarget(try ApproximationCases.builtIn(set))
    let mode = try PosteriorMode(of: target)
    func value(_ moves: [(Int, Double)]) -> Double {
      var position = mode.position
      for (index, move) in moves { position[index] += move }
      var coefficients = position
      var prior = [0.0]
      var likelihood = [0.0]
      target.coordinates.apply(to: position, coefficients: &coefficients, logDensities: &prior)
      target.logLikelihoods(of: coefficients, into: &likelihood)
      return prior[0] + likelihood[0]
    }
    func difference(_ row: Int, _ column: Int, _ h: Double) -> Double {
      (value([(row, h), (column, h)]) - value([(row, h), (column, -h)])
        - value([(row, -h), (column, h)]) + value([(row, -h), (column, -h)])) / (4 * h * h)
    }
    for row in 0..<5 {
      for column in 0..<5 {
        let second = (4 * difference(row, column, 5e-4) - difference(row, column, 1e-3)) / 3
        #expect(abs(mode.precision[row, column] + second) < 1e-6 * mode.precision[row, row])
      }
    }
  }

  /// Three successes and no failure under a flat prior: the likelihood rises without end.
  @Test func whatHasNoModeIsRefused() throws {
    let design = try DesignMatrix(
      formula: Formula("y ~ 1"),
      table: Table(
        source: "test",
        columns: [Column(name: "y", values: .numeric([1, 1, 1]))],
        caseNames: ["a", "b", "c"]
      ),
      references: [:],
      missing: .refuse
    )
    let prior = PriorSet(
      name: "flat",
      used: [
        PriorUse(
          column: "Intercept",
          prior: .flat(FlatPrior()),
          rescaling: nil,
          origin: .set(name: "flat")
        )
      ]
    )
    let target = PriorSpaceTarget(BinaryRegression(design: design, prior: prior))
    #expect(throws: ApproximationError.self) { try PosteriorApproximation(target) }
  }
}

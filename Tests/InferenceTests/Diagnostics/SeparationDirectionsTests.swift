import Testing

@testable import Inference

@Suite struct SeparationDirectionsTests {
  /// The built-in study: the exact reference gives no mean for these three under Cauchy priors
  /// (csto_main_cauchy_exact), and a mean for protest.
  @Test func builtInStudy() throws {
    let model = try BinaryRegressionTests.csto()
    let columns = Separation.columnsUnboundedAlone(
      design: model.design.matrix,
      successes: model.design.successes,
      trials: model.design.trials
    )
    #expect(
      columns.map { model.parameterNames[$0] } == [
        "ethnic_clashes", "foreign_intrusion", "security_uncertainty",
      ]
    )
  }

  @Test func overlapBoundsEveryColumn() {
    let design = TiledMatrix(Matrix(rows: [[1, 0], [1, 1]]))
    #expect(
      Separation.columnsUnboundedAlone(design: design, successes: [1, 1], trials: [2, 2]).isEmpty
    )
  }

  @Test func oneClassLeavesTheInterceptAlone() {
    let design = TiledMatrix(Matrix(rows: [[1, -1], [1, 1]]))
    #expect(
      Separation.columnsUnboundedAlone(design: design, successes: [2, 3], trials: [2, 3]) == [0]
    )
  }
}

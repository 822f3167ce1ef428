import Testing

@testable import Inference

/// OpenBLAS against the kernels, which other tests hold against sums row by row.
@Suite struct PanelProductsTests {
  static func problem(rows: Int, columns: Int) -> KernelProblem {
    KernelProblem(rows: rows, columns: columns, scale: 0.2, seed: UInt64(rows + columns))
  }

  private static func logLikelihoods(
    _ problem: KernelProblem,
    at betas: [Double],
    using arithmetic: Arithmetic
  ) -> [Double] {
    var values = [Double](repeating: .nan, count: betas.count / problem.beta.count)
    var span = values.mutableSpan
    problem.design.logLikelihoods(at: betas.span, into: &span, using: arithmetic)
    return values
  }

  /// Less than a panel, a whole one, three of which the last has one row; with offsets and without.
  @Test(arguments: [1, 8, 100, 256, 513, 700], [1, 61, 150])
  func batchesAgree(rows: Int, columns: Int) {
    let problem = Self.problem(rows: rows, columns: columns)
    for count in [1, 9, 256] {
      let betas = (0..<count).flatMap { vector in
        problem.beta.map { $0 * (1 - Double(vector) / Double(count)) }
      }
      let ours = Self.logLikelihoods(problem, at: betas, using: .portable)
      let theirs = Self.logLikelihoods(problem, at: betas, using: .blas)
      for (value, expected) in zip(theirs, ours) {
        #expect(abs(value - expected) <= 1e-12 * max(1, abs(expected)))
      }
    }
  }

  /// At a point, and as expectations under a normal distribution.
  @Test(arguments: [1, 8, 100, 256, 513, 700], [1, 61, 150])
  func momentsAgree(rows: Int, columns: Int) {
    let problem = Self.problem(rows: rows, columns: columns)
    let sizes = problem.rowWise.sizes
    var random = KernelNumbers(state: 5)
    var factor = Matrix(rowCount: columns, columnCount: columns)
    for column in 0..<columns {
      for row in column..<columns {
        factor[row, column] = random.numbers(1, in: -0.1...0.1)[0]
      }
    }
    for factor in [nil, factor] {
      let ours = DesignMoments(of: problem.design, at: problem.beta, covarianceFactor: factor)
      let theirs = DesignMoments(
        of: problem.design,
        at: problem.beta,
        covarianceFactor: factor,
        using: .blas
      )
      #expect(
        abs(theirs.logLikelihood - ours.logLikelihood)
          <= 1e-12 * max(1, abs(ours.logLikelihood))
      )
      for column in 0..<columns {
        let limit = 1e-12 * (1 + sizes[column])
        #expect(abs(theirs.gradient[column] - ours.gradient[column]) <= limit)
        // One expectation a column: there are half a million elements.
        let wrong = (0..<columns).filter { row in
          // The lengths of both columns: what the errors of a product of two are proportional to.
          let lengths = ours.information[column, column] * ours.information[row, row]
          let error = theirs.information[row, column] - ours.information[row, column]
          return !(abs(error) <= 1e-12 * lengths.squareRoot())
            || theirs.information[row, column] != theirs.information[column, row]
        }
        #expect(wrong.isEmpty, "rows \(wrong) of column \(column)")
      }
    }
  }

  /// The rules of the kernels for what is not finite.
  @Test func notANumberInAndOut() {
    let problem = Self.problem(rows: 300, columns: 3)
    let values = Self.logLikelihoods(problem, at: problem.beta + [.nan, 0, 0], using: .blas)
    #expect(values[0].isFinite && values[1].isNaN)
    let design = PanelDesign(
      matrix: Matrix(rows: [[1, 2], [.infinity, .nan]]),
      successes: [1, 0],
      trials: [2, 0]
    )
    #expect(DesignMoments(of: design, at: [0.1, 0.2], using: .blas).logLikelihood.isFinite)
    let none = PanelDesign(
      matrix: Matrix(rowCount: 1, columnCount: 0),
      successes: [1],
      trials: [1]
    )
    // log(1/2).
    let found = DesignMoments(of: none, at: [], using: .blas)
    #expect(abs(found.logLikelihood + 0.693_147_180_559_945_3) < 1e-15)
    let noRows = PanelDesign(
      matrix: Matrix(rowCount: 0, columnCount: 2),
      successes: [],
      trials: []
    )
    #expect(DesignMoments(of: noRows, at: [1, 2], using: .blas).gradient == [0, 0])
  }
}

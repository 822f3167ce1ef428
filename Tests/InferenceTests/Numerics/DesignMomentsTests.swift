import RealModule
import Testing

@testable import Inference

@Suite struct DesignMomentsTests {
  /// Row by row with the functions of the system's library.
  ///
  /// Sizes are the sums of magnitudes that rounding errors are proportional to. 700 rows are three
  /// panels, 61 columns no whole blocks.
  @Test(arguments: [1, 7, 8, 31, 33, 100, 256, 257, 700])
  func atAPointAgreesWithTheRowWiseSums(rows: Int) {
    for columns in [1, 2, 3, 5, 11, 61] {
      let problem = KernelProblem(
        rows: rows,
        columns: columns,
        scale: 0.5,
        seed: UInt64(rows * 100 + columns)
      )
      let expected = problem.rowWise
      let found = DesignMoments(of: problem.design, at: problem.beta)
      #expect(abs(found.logLikelihood - expected.value) <= 1e-12 * expected.size)
      for (column, value) in found.gradient.enumerated() {
        #expect(abs(value - expected.gradient[column]) <= 1e-12 * (1 + expected.sizes[column]))
      }
      let weights = expected.eta.indices.map { row in
        let p = 1 / (1 + Double.exp(-expected.eta[row]))
        return problem.trials[row] * p * (1 - p)
      }
      for a in 0..<columns {
        for b in 0...a {
          var (sum, size) = (0.0, 0.0)
          for row in 0..<rows {
            let term = weights[row] * problem.matrix[row, a] * problem.matrix[row, b]
            sum += term
            size += abs(term)
          }
          #expect(abs(found.information[a, b] - sum) <= 1e-12 * (1 + size))
          #expect(found.information[a, b] == found.information[b, a])
        }
      }
    }
  }

  /// Simpson's rule with 4000 steps is another way to the expectations over one row's predictor.
  @Test func expectationsMatchAnotherQuadrature() {
    for (mean, variance) in [(0.0, 0.25), (-3, 4), (2, 1), (7, 9)] {
      let design = PanelDesign(matrix: Matrix(rows: [[1]]), successes: [2], trials: [3])
      let expected = DesignMoments(
        of: design,
        at: [mean],
        covarianceFactor: Matrix(rows: [[variance.squareRoot()]])
      )
      var sums = [0.0, 0, 0]
      let (count, width) = (4000, 18.0 / 4000)
      for index in 0...count {
        let e = -9 + width * Double(index)
        let weight =
          width / 3 * (index == 0 || index == count ? 1 : index.isMultiple(of: 2) ? 2 : 4)
          * .exp(StandardNormal.logDensity(e))
        let eta = mean + variance.squareRoot() * e
        let p = 1 / (1 + Double.exp(-eta))
        sums[0] += weight * (2 * eta - 3 * .log(1 + .exp(eta)))
        sums[1] += weight * (2 - 3 * p)
        sums[2] += weight * 3 * p * (1 - p)
      }
      #expect(abs(expected.logLikelihood - sums[0]) < 3e-4)
      #expect(abs(expected.gradient[0] - sums[1]) < 3e-4)
      #expect(abs(expected.information[0, 0] - sums[2]) < 3e-4)
    }
  }

  /// The variance of a predictor is x' L L' x: the expectation over several coefficients is that of one
  /// predictor with this variance, row by row.
  @Test(arguments: [1, 4, 6, 61])
  func variancesAreQuadraticForms(columns: Int) {
    let problem = KernelProblem(rows: 300, columns: columns, scale: 0.3, seed: 11)
    var random = KernelNumbers(state: 12)
    var factor = Matrix(rowCount: columns, columnCount: columns)
    for column in 0..<columns {
      for row in column..<columns {
        factor[row, column] = random.numbers(1, in: -0.2...0.2)[0]
      }
    }
    let found = DesignMoments(of: problem.design, at: problem.beta, covarianceFactor: factor)
    var value = 0.0
    for (row, eta) in problem.rowWise.eta.enumerated() {
      let variance = (0..<columns).reduce(0.0) { sum, column in
        let y = (0..<columns).reduce(0) { $0 + problem.matrix[row, $1] * factor[$1, column] }
        return sum + y * y
      }
      let single = PanelDesign(
        matrix: Matrix(rows: [[1]]),
        successes: [problem.successes[row]],
        trials: [problem.trials[row]]
      )
      value +=
        DesignMoments(
          of: single,
          at: [eta],
          covarianceFactor: Matrix(rows: [[variance.squareRoot()]])
        ).logLikelihood
    }
    #expect(abs(found.logLikelihood - value) <= 1e-11 * problem.rowWise.size)
  }

  @Test func rowsWithoutCasesAndDesignsWithoutColumns() {
    let design = PanelDesign(
      matrix: Matrix(rows: [[1, 2], [.infinity, .nan]]),
      successes: [1, 0],
      trials: [2, 0]
    )
    let found = DesignMoments(of: design, at: [0.1, 0.2])
    #expect(found.logLikelihood.isFinite)
    let none = DesignMoments(
      of: PanelDesign(
        matrix: Matrix(rowCount: 1, columnCount: 0),
        successes: [1],
        trials: [1]
      ),
      at: []
    )
    // log(1/2).
    #expect(abs(none.logLikelihood + 0.693_147_180_559_945_3) < 1e-15)
    #expect(none.gradient.isEmpty && none.information.elements.isEmpty)
  }
}

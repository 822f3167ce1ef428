import Testing

@testable import InferenceCore

/// Numbers that depend on a seed only (SplitMix64).
struct KernelNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  mutating func numbers(_ count: Int, in range: ClosedRange<Double>) -> [Double] {
    (0..<count).map { _ in Double.random(in: range, using: &self) }
  }
}

/// A random binomial design and a place to evaluate it.
struct KernelProblem {
  let matrix: Matrix
  let successes: [Double]
  let trials: [Double]
  let offset: [Double]
  let beta: [Double]

  init(rows: Int, columns: Int, scale: Double, seed: UInt64) {
    var random = KernelNumbers(state: seed)
    matrix = Matrix(
      rowCount: rows,
      columnCount: columns,
      columnMajor: random.numbers(rows * columns, in: -2...2)
    )
    trials = (0..<rows).map { _ in Double(Int.random(in: 0...5, using: &random)) }
    successes = trials.map { Double(Int.random(in: 0...Int($0), using: &random)) }
    offset = seed % 2 == 0 ? [] : random.numbers(rows, in: -1...1)
    beta = random.numbers(columns, in: -1...1).map { $0 * scale }
  }

  var design: PanelDesign {
    PanelDesign(matrix: matrix, successes: successes, trials: trials, offset: offset)
  }

  var score: (value: Double, gradient: [Double]) {
    var gradient = [Double](repeating: 0, count: beta.count)
    var span = gradient.mutableSpan
    let value = design.logLikelihood(at: beta.span, addingScoreTo: &span)
    return (value, gradient)
  }

  var predictor: [Double] {
    var eta = [Double](repeating: 0, count: matrix.rowCount)
    var span = eta.mutableSpan
    design.linearPredictor(at: beta.span, into: &span)
    return eta
  }

  /// Row by row with the functions of the system's library; sizes are the sums of magnitudes that
  /// rounding errors are proportional to.
  var rowWise: (value: Double, size: Double, gradient: [Double], sizes: [Double], eta: [Double]) {
    var value = 0.0
    var size = 0.0
    var gradient = [Double](repeating: 0, count: beta.count)
    var sizes = gradient
    var predictor: [Double] = []
    for row in 0..<matrix.rowCount {
      var eta = offset.isEmpty ? 0 : offset[row]
      for column in beta.indices { eta += matrix[row, column] * beta[column] }
      predictor.append(eta)
      let term = LogitLink.binomial(successes: successes[row], trials: trials[row], at: eta)
      value += term.logLikelihood
      size += abs(term.logLikelihood)
      for column in beta.indices {
        gradient[column] += matrix[row, column] * term.score
        sizes[column] += abs(matrix[row, column] * term.score)
      }
    }
    return (value, size, gradient, sizes, predictor)
  }
}

@Suite struct PanelDesignTests {
  @Test(arguments: [1, 7, 8, 9, 31, 32, 33, 40, 63, 100, 257, 700])
  func agreesWithTheRowWiseSum(rows: Int) {
    for columns in [1, 2, 5, 11, 23, 60] {
      for scale in [0.3, 5, 1e3] {
        let problem = KernelProblem(
          rows: rows,
          columns: columns,
          scale: scale,
          seed: UInt64(rows * 100 + columns)
        )
        let expected = problem.rowWise
        let found = problem.score
        #expect(abs(found.value - expected.value) <= 1e-12 * expected.size)
        for (column, value) in found.gradient.enumerated() {
          #expect(abs(value - expected.gradient[column]) <= 1e-12 * (1 + expected.sizes[column]))
        }
        #expect(problem.design.logLikelihood(at: problem.beta.span) == found.value)
        for (row, eta) in problem.predictor.enumerated() { #expect(eta == expected.eta[row]) }
        expectTheSameBitsInABatch(problem)
      }
    }
  }

  /// Nine vectors at a time, two whole groups and one more: as one at a time.
  private func expectTheSameBitsInABatch(_ problem: KernelProblem) {
    let (rows, columns) = (problem.matrix.rowCount, problem.beta.count)
    let betas = (0..<9).flatMap { vector in problem.beta.map { $0 * (1 - 0.25 * Double(vector)) } }
    var values = [Double](repeating: 0, count: 9)
    var etas = [Double](repeating: 0, count: 9 * rows)
    var valueSpan = values.mutableSpan
    problem.design.logLikelihoods(at: betas.span, into: &valueSpan)
    problem.design.linearPredictors(at: betas, into: &etas)
    for vector in 0..<9 {
      let beta = Array(betas[(vector * columns)..<((vector + 1) * columns)])
      #expect(problem.design.logLikelihood(at: beta.span) == values[vector])
      var eta = [Double](repeating: 0, count: rows)
      var span = eta.mutableSpan
      problem.design.linearPredictor(at: beta.span, into: &span)
      #expect(Array(etas[(vector * rows)..<((vector + 1) * rows)]) == eta)
      var product = eta
      var productSpan = product.mutableSpan
      problem.design.product(with: beta.span, into: &productSpan)
      for row in 0..<rows {
        let sum = product[row] + (problem.offset.isEmpty ? 0 : problem.offset[row])
        #expect(abs(sum - eta[row]) <= 1e-12 * (1 + abs(eta[row])))
      }
    }
  }

  /// One row, one column: k eta - n log(1 + exp(eta)) and k - n p.
  ///
  ///     mp.dps = 40; for e in ['0.75', '-2.5', '40', '-700']: e = mpf(e)
  ///     print(nstr(3*e - 5*log1p(exp(e)), 20), nstr(3 - 5/(1 + exp(-e)), 20))
  @Test(arguments: [
    (0.75, -3.434_355_030_574_499_7, -0.395_893_495_876_964_87),
    (-2.5, -7.894_448_671_462_748_1, 2.620_709_099_893_782_2),
    (40, -80.0, -2.0),
    (-700, -2100.0, 3.0),
  ])
  func oneRowByHand(eta: Double, value: Double, score: Double) {
    let design = PanelDesign(
      matrix: Matrix(rows: [[1]]),
      successes: [3],
      trials: [5],
      offset: [0.25]
    )
    var gradient = [100.0]
    var span = gradient.mutableSpan
    let found = design.logLikelihood(at: [eta - 0.25].span, addingScoreTo: &span)
    #expect(abs(found - value) <= 1e-15 * abs(value))
    #expect(abs(gradient[0] - (100 + score)) <= 2e-14)
  }

  /// exp(-600) is what is left of log(1 + exp(-600)): no difference of large terms is.
  @Test func certainOutcomesKeepTheirRelativeAccuracy() {
    let rare = 2.650_396_553_004_310_8e-261  // mpmath.exp(-600)
    let sure = PanelDesign(matrix: Matrix(rows: [[1]]), successes: [1], trials: [1])
    #expect(abs(sure.logLikelihood(at: [600.0].span) + rare) <= 1e-15 * rare)
    let never = PanelDesign(matrix: Matrix(rows: [[1]]), successes: [0], trials: [1])
    #expect(abs(never.logLikelihood(at: [-600.0].span) + rare) <= 1e-15 * rare)
  }

  @Test func extremePredictors() {
    let matrix = Matrix(rows: [[1], [-1], [0.5]])
    let sure = PanelDesign(matrix: matrix, successes: [2, 0, 1], trials: [2, 3, 1])
    for beta in [1e4, 1e308, Double.infinity] {
      var gradient = [0.0]
      var span = gradient.mutableSpan
      #expect(sure.logLikelihood(at: [beta].span, addingScoreTo: &span) == 0)
      #expect(gradient == [0])
    }
    #expect(sure.logLikelihood(at: [-1e308].span) == -.infinity)
    #expect(sure.logLikelihood(at: [-1e3].span) == -5500)
    #expect(sure.logLikelihood(at: [-.infinity].span) == -.infinity)
    var gradient = [0.0]
    var span = gradient.mutableSpan
    #expect(sure.logLikelihood(at: [.nan].span, addingScoreTo: &span).isNaN)
    #expect(gradient[0].isNaN)
  }

  @Test func emptyDesigns() {
    let noRows = PanelDesign(
      matrix: Matrix(rowCount: 0, columnCount: 2),
      successes: [],
      trials: []
    )
    var gradient = [1.0, 2]
    var span = gradient.mutableSpan
    #expect(noRows.logLikelihood(at: [3.0, 4].span, addingScoreTo: &span) == 0)
    #expect(gradient == [1, 2])
    // Two successes of three at even odds: 3 log(1/2).
    let noColumns = PanelDesign(
      matrix: Matrix(rowCount: 1, columnCount: 0),
      successes: [2],
      trials: [3]
    )
    let nothing: [Double] = []
    #expect(abs(noColumns.logLikelihood(at: nothing.span) + 2.079_441_541_679_835_9) <= 1e-15)
  }
}

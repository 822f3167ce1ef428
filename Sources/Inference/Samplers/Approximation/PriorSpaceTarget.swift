/// The posterior of a logit regression in the coordinates of its prior, for whole batches of positions.
///
/// A batch of linear predictors is a product of matrices, done in panels of rows that stay in the
/// cache; the design itself is shared with the model, never copied.
struct PriorSpaceTarget: Sendable {
  /// The distinct rows, m x p.
  let design: Matrix
  let successes: [Double]
  let trials: [Double]
  let offset: [Double]
  /// The prior, in coefficients.
  let prior: PriorSet
  /// How coordinates become coefficients.
  let coordinates: PriorCoordinates
  private let logCoefficientSum: Double
  private let isBernoulli: Bool

  /// The number of coefficients.
  var dimension: Int { design.columnCount }
  /// The number of distinct rows.
  var rowCount: Int { design.rowCount }

  /// The rows of a panel: the predictors of 256 positions take one megabyte.
  static let panelRows = 512

  /// The buffers of an evaluation.
  struct Workspace {
    fileprivate var predictors: [Double] = []
  }

  init(_ model: BinaryRegression<LogitLink>) {
    design = Matrix(model.design.matrix)
    successes = model.design.successes
    trials = model.design.trials
    offset = model.design.offset
    prior = model.prior
    coordinates = PriorCoordinates(for: model.prior)
    logCoefficientSum = model.logCoefficientSum
    isBernoulli = model.design.trials.allSatisfy { $0 == 1 }
  }

  /// The linear predictor of each distinct row.
  ///
  /// O(rows x columns), allocates the result.
  func predictor(at coefficients: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: rowCount)
    BLAS.multiply(design, coefficients, into: &result)
    for row in result.indices { result[row] += offset[row] }
    return result
  }

  /// The gradient X' r in the coefficients of row-wise derivatives r.
  func transposedProduct(_ rowScores: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: dimension)
    var span = result.mutableSpan
    BLAS.addTransposed(design, rowScores.span, to: &span)
    return result
  }

  /// The information X' W X of row-wise weights, symmetric to the last bit.
  ///
  /// O(rows x columns^2); the memory of one panel.
  ///
  /// - Precondition: no weight is negative.
  func information(_ weights: [Double]) -> Matrix {
    var result = Matrix(rowCount: dimension, columnCount: dimension)
    var panel: [Double] = []
    for first in stride(from: 0, to: rowCount, by: Self.panelRows) {
      let rows = first..<min(first + Self.panelRows, rowCount)
      panel.removeAll(keepingCapacity: true)
      let roots = rows.map { weights[$0].squareRoot() }
      for column in 0..<dimension {
        for row in rows { panel.append(roots[row - first] * design[row, column]) }
      }
      BLAS.addCrossProduct(of: panel.span, rowCount: rows.count, toLower: &result)
    }
    for column in 0..<dimension {
      for row in 0..<column { result[row, column] = result[column, row] }
    }
    return result
  }

  /// The quadratic form x' C x of each row x of the design.
  ///
  /// O(rows x columns^2); the memory of one panel.
  func quadraticForms(_ covariance: Matrix) -> [Double] {
    var result = [Double](repeating: 0, count: rowCount)
    var panel = [Double](repeating: 0, count: Self.panelRows * dimension)
    for first in stride(from: 0, to: rowCount, by: Self.panelRows) {
      let rows = first..<min(first + Self.panelRows, rowCount)
      if panel.count != rows.count * dimension {
        panel.removeLast(panel.count - rows.count * dimension)
      }
      var span = panel.mutableSpan
      BLAS.multiply(
        design,
        rows: rows,
        covariance.elements.span,
        columnCount: dimension,
        into: &span
      )
      for column in 0..<dimension {
        let base = column * rows.count - first
        for row in rows { result[row] += panel[base + row] * design[row, column] }
      }
    }
    return result
  }

  /// The log likelihoods, with all binomial coefficients, of a batch of coefficient vectors.
  ///
  /// Where every row is a single case the logarithms of a panel are taken together: the factors
  /// 1 + exp(-|eta|) lie between 1 and 2, so that 512 of them cannot overflow. NaN where a predictor
  /// is. O(rows x columns x batch).
  ///
  /// - Parameters:
  ///   - coefficients: One vector after another.
  ///   - values: Where the results are written, one for each vector.
  ///   - workspace: The buffers.
  func logLikelihoods(
    of coefficients: [Double],
    into values: inout [Double],
    using workspace: inout Workspace
  ) {
    let batch = values.count
    precondition(coefficients.count == batch * dimension, "a vector for each result")
    for index in values.indices { values[index] = logCoefficientSum }
    for first in stride(from: 0, to: rowCount, by: Self.panelRows) {
      let rows = first..<min(first + Self.panelRows, rowCount)
      let count = rows.count * batch
      if workspace.predictors.count != count {
        workspace.predictors = [Double](repeating: 0, count: count)
      }
      var predictors = workspace.predictors.mutableSpan
      BLAS.multiply(design, rows: rows, coefficients.span, columnCount: batch, into: &predictors)
      for column in 0..<batch {
        let base = column * rows.count
        values[column] +=
          isBernoulli
          ? bernoulli(workspace.predictors.span, base, rows)
          : binomial(workspace.predictors.span, base, rows)
      }
    }
  }

  private func bernoulli(_ predictors: Span<Double>, _ base: Int, _ rows: Range<Int>) -> Double {
    var sum = 0.0
    var product = 1.0
    let (successes, offset) = (successes.span, offset.span)
    for row in rows {
      let eta = predictors[base + row - rows.lowerBound] + offset[row]
      // The larger side of the outcome costs nothing, the other |eta|.
      sum += (successes[row] - (eta < 0 ? 0 : 1)) * eta
      product *= 1 + Portable.exp(-abs(eta))
    }
    return sum - Portable.log(product)
  }

  private func binomial(_ predictors: Span<Double>, _ base: Int, _ rows: Range<Int>) -> Double {
    var sum = 0.0
    let (successes, trials, offset) = (successes.span, trials.span, offset.span)
    for row in rows {
      let eta = predictors[base + row - rows.lowerBound] + offset[row]
      let free = eta < 0 ? 0 : trials[row]
      sum +=
        (successes[row] - free) * eta - trials[row] * Portable.log(onePlus: Portable.exp(-abs(eta)))
    }
    return sum
  }
}

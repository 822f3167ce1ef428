/// The Jeffreys prior of a logistic regression: the square root of the determinant of its information.
///
///     log p(beta) = 1/2 log det X' W X,   w[i] = trials[i] p[i] (1 - p[i])
///
/// It owns the design that it was made of: leaving out a case later does not change it. Proper for columns that do not
/// depend on each other, but its constant is not known. The mode of the posterior is Firth's estimate.
///
/// The determinant and the leverages come from a QR decomposition of the rows times the roots of their weights,
/// which bears weights of very different sizes; the information itself would lose them.
///
/// Source: H. Jeffreys, An invariant form for the prior probability in estimation problems, Proceedings of the
/// Royal Society A 186 (1946) 453-461; D. Firth, Bias reduction of maximum likelihood estimates, Biometrika 80
/// (1993) 27-38.
public struct JeffreysPrior: JointPrior {
  /// The buffers of an evaluation.
  public struct Workspace {
    var predictor: [Double]
    /// The weighted rows, column after column; then an orthonormal basis of its columns.
    var basis: [Double]
  }

  /// The rows with trials, for their predictors.
  private let panels: PanelDesign
  /// The rows, column after column.
  private let columns: [Double]
  /// The roots of the rows' trials.
  private let roots: [Double]

  private var columnCount: Int { panels.columnCount }
  private var rowCount: Int { panels.rowCount }

  /// Never: the constant is not known.
  public var isNormalized: Bool { false }

  /// Takes the rows of a likelihood.
  ///
  /// - Precondition: the link is logit.
  public init(of rows: BinomialLikelihood) {
    precondition(rows.link == .logit, "the information of another link is another one")
    let matrix = rows.design.matrix
    panels = rows.panels
    columns = (0..<matrix.columnCount).flatMap { matrix.column($0) }
    roots = rows.design.trials.map { $0.squareRoot() }
  }

  /// Makes the buffers of one chain.
  public func makeWorkspace() -> Workspace {
    Workspace(
      predictor: [Double](repeating: 0, count: rowCount),
      basis: [Double](repeating: 0, count: columns.count)
    )
  }

  /// Half the log determinant of the information; minus infinity where that is 0 to rounding.
  ///
  /// O(rows x columns^2), no allocation.
  public func logDensity(at position: Span<Double>, using workspace: inout Workspace) -> Double {
    predict(position, into: &workspace.predictor)
    weigh(by: workspace.predictor, into: &workspace.basis)
    return orthonormalize(&workspace.basis)
  }

  /// The same with its derivatives, half the trace of the inverse information times those of the information:
  /// the sum over rows of leverage times (1/2 - p) times the row.
  ///
  /// O(rows x columns^2), no allocation.
  public func logDensity(
    at position: Span<Double>,
    addingScoreTo gradient: inout MutableSpan<Double>,
    using workspace: inout Workspace
  ) -> Double {
    let value = logDensity(at: position, using: &workspace)
    guard value > -.infinity else { return value }
    let predictor = workspace.predictor.span
    let basis = workspace.basis.span
    let columns = columns.span
    for row in 0..<rowCount {
      var leverage = 0.0
      for column in 0..<columnCount {
        let element = basis[column * rowCount + row]
        leverage += element * element
      }
      let decay = Portable.exp(-abs(predictor[row]))
      let half = 0.5 * (1 - decay) / (1 + decay)
      let pull = leverage * (predictor[row] < 0 ? half : -half)
      for column in 0..<columnCount { gradient[column] += pull * columns[column * rowCount + row] }
    }
    return value
  }

  private func predict(_ position: Span<Double>, into predictor: inout [Double]) {
    var target = predictor.mutableSpan
    panels.linearPredictor(at: position, into: &target)
  }

  /// The rows times the roots of their weights: with t = exp(-|eta| / 2) that of p (1 - p) is t / (1 + t^2).
  private func weigh(by predictor: borrowing [Double], into basis: inout [Double]) {
    var target = basis.mutableSpan
    let columns = columns.span
    let roots = roots.span
    for row in 0..<rowCount {
      let t = Portable.exp(-0.5 * abs(predictor[row]))
      let weight = roots[row] * (t / (1 + t * t))
      for column in 0..<columnCount {
        target[column * rowCount + row] = weight * columns[column * rowCount + row]
      }
    }
  }

  /// Makes the columns orthonormal, each rid of those before it; gives the sum of the logarithms of their lengths.
  private func orthonormalize(_ basis: inout [Double]) -> Double {
    var target = basis.mutableSpan
    var sum = 0.0
    for column in 0..<columnCount {
      let start = column * rowCount
      var square = 0.0
      for row in 0..<rowCount { square += target[start + row] * target[start + row] }
      guard square > 0, square < .infinity else { return -.infinity }
      sum += 0.5 * Portable.log(square)
      let length = square.squareRoot()
      for row in 0..<rowCount { target[start + row] /= length }
      for other in (column + 1)..<columnCount {
        let place = other * rowCount
        var product = 0.0
        for row in 0..<rowCount { product += target[start + row] * target[place + row] }
        for row in 0..<rowCount { target[place + row] -= product * target[start + row] }
      }
    }
    return sum
  }
}

/// Binomial rows under the Jeffreys prior.
public typealias JeffreysRegression =
  Regression<DirectCoefficients, BinomialLikelihood, JeffreysPrior>

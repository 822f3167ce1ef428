/// The Jeffreys prior of a logistic regression: the square root of the determinant of its information.
///
///     log p(beta) = 1/2 log det X' W X,   w[i] = trials[i] p[i] (1 - p[i])
///
/// It owns the design that it was made of: leaving out a case later does not change it. Proper for columns that do not
/// depend on each other, but its constant is not known. The mode of the posterior is Firth's estimate.
///
/// Weights may differ by any factor, which the information itself would lose. So the rows are first expressed in a basis
/// of those with the greatest weights; a row then has only parts of basis rows that weigh no less, and what is
/// left to decompose is well conditioned.
///
/// Source: H. Jeffreys, An invariant form for the prior probability in estimation problems, Proceedings of the
/// Royal Society A 186 (1946) 453-461; D. Firth, Bias reduction of maximum likelihood estimates, Biometrika 80
/// (1993) 27-38.
public struct JeffreysPrior: JointPrior {
  /// The buffers of an evaluation.
  public struct Workspace {
    var predictor: [Double]
    /// The roots of the rows' weights.
    var roots: [Double]
    /// Of the basis row that each column stands for; 0 while there is none.
    var pivots: [Double]
    /// The rows, column after column; then an orthonormal basis of the weighted columns.
    var basis: [Double]
  }

  /// The rows with trials, for their predictors.
  private let panels: PanelDesign
  /// The rows, column after column.
  private let columns: [Double]
  /// The same with columns whose largest number is 1.
  private let scaled: [Double]
  /// The sum of the logarithms of the largest numbers.
  private let logScale: Double
  /// The roots of the rows' trials.
  private let trialRoots: [Double]

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
    let all = (0..<matrix.columnCount).map { matrix.column($0) }
    let sizes = all.map { column in
      let size = column.reduce(0) { max($0, abs($1)) }
      return size > 0 ? size : 1
    }
    columns = all.flatMap { $0 }
    scaled = zip(all, sizes).flatMap { column, size in column.map { $0 / size } }
    logScale = sizes.reduce(0) { $0 + Portable.log($1) }
    trialRoots = rows.design.trials.map { $0.squareRoot() }
  }

  /// Makes the buffers of one chain.
  public func makeWorkspace() -> Workspace {
    Workspace(
      predictor: [Double](repeating: 0, count: rowCount),
      roots: [Double](repeating: 0, count: rowCount),
      pivots: [Double](repeating: 0, count: columnCount),
      basis: [Double](repeating: 0, count: columns.count)
    )
  }

  /// Half the log determinant of the information; minus infinity where that is 0 to rounding.
  ///
  /// O(rows x columns^2), no allocation.
  public func logDensity(at position: Span<Double>, using workspace: inout Workspace) -> Double {
    predict(position, into: &workspace.predictor)
    weigh(by: workspace.predictor, into: &workspace.roots)
    let change = express(
      byHeaviestOf: workspace.roots,
      in: &workspace.basis,
      pivots: &workspace.pivots
    )
    return logScale + change + orthonormalize(&workspace.basis)
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

  /// The roots of the rows' weights: with t = exp(-|eta| / 2) that of p (1 - p) is t / (1 + t^2).
  private func weigh(by predictor: borrowing [Double], into roots: inout [Double]) {
    var target = roots.mutableSpan
    for row in 0..<rowCount {
      let t = Portable.exp(-0.5 * abs(predictor[row]))
      target[row] = trialRoots[row] * (t / (1 + t * t))
    }
  }

  /// What of a row counts as nothing, columns having a largest number of 1.
  private static let nothing = 1e-10

  /// Expresses the rows by a basis, chosen from the greatest weight downwards, and weighs them: each part times the
  /// root of the row's weight over that of the basis row.
  ///
  /// - Returns: The logarithm of the determinant of the basis times the roots of its weights; minus infinity where
  ///   no rows of any weight are a basis.
  private func express(
    byHeaviestOf roots: borrowing [Double],
    in basis: inout [Double],
    pivots: inout [Double]
  ) -> Double {
    var target = basis.mutableSpan
    var heads = pivots.mutableSpan
    for index in target.indices { target[index] = scaled[index] }
    for column in heads.indices { heads[column] = 0 }
    var sum = 0.0
    for _ in 0..<columnCount {
      var (row, column, heaviest) = (-1, -1, 0.0)
      for candidate in 0..<rowCount where roots[candidate] > heaviest {
        var (place, size) = (-1, Self.nothing)
        for other in 0..<columnCount where heads[other] == 0 {
          let part = abs(target[other * rowCount + candidate])
          if part > size { (place, size) = (other, part) }
        }
        if place >= 0 { (row, column, heaviest) = (candidate, place, roots[candidate]) }
      }
      guard row >= 0 else { return -.infinity }
      let start = column * rowCount
      let pivot = target[start + row]
      sum += Portable.log(abs(pivot)) + Portable.log(heaviest)
      heads[column] = heaviest
      for other in 0..<rowCount { target[start + other] /= pivot }
      for other in 0..<columnCount where other != column {
        let part = target[other * rowCount + row]
        guard part != 0 else { continue }
        for place in 0..<rowCount {
          target[other * rowCount + place] -= part * target[start + place]
        }
      }
    }
    for column in 0..<columnCount {
      for row in 0..<rowCount { target[column * rowCount + row] *= roots[row] / heads[column] }
    }
    return sum
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

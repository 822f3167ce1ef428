import CKernels

/// A binomial likelihood on a dense design, laid out for one fused pass.
///
///     log likelihood = sum of successes[i] log p[i] + (trials[i] - successes[i]) log(1 - p[i]),
///     link(p[i]) = eta[i] = offset[i] + X[i] beta
///
/// The rows are stored in tiles of 32, and the last ones in tiles of 8 padded with rows without
/// trials; a tile, column after column, stays in the cache between the predictor and the transposed
/// product. Value and score have the same bits on every CPU: eight lanes, each summed in the order of
/// the rows, added as one fixed tree. Rows without trials contribute nothing; a certain outcome (no
/// successes, or no failures) costs nothing of `eta` itself, infinite or not. NaN in, NaN out. No
/// call allocates.
public struct PanelDesign: Sendable {
  /// The number of rows, m.
  public let rowCount: Int
  /// The number of columns, p.
  public let columnCount: Int
  /// How linear predictors become probabilities.
  let link: Link
  /// The design, shared with whoever else has it.
  let tiles: TiledMatrix
  /// Successes, trials and offset, padded, one after the other.
  private let outcomes: AlignedStorage

  /// Lays out an m x p design.
  ///
  /// O(m p) in time and memory: a copy of the design.
  ///
  /// - Parameters:
  ///   - matrix: The design, m x p.
  ///   - successes: Successes of each row, any number in [0, trials].
  ///   - trials: Trials of each row.
  ///   - offset: What is added to the predictor of each row; empty for nothing.
  ///   - link: How predictors become probabilities.
  /// - Precondition: the arrays have m elements.
  public init(
    matrix: Matrix,
    successes: [Double],
    trials: [Double],
    offset: [Double] = [],
    link: Link = .logit
  ) {
    self.init(
      tiles: TiledMatrix(matrix),
      successes: successes,
      trials: trials,
      offset: offset,
      link: link
    )
  }

  /// Puts outcomes to an m x p design, which is shared, not copied.
  ///
  /// O(m).
  ///
  /// - Precondition: the arrays have m elements.
  public init(
    tiles: TiledMatrix,
    successes: [Double],
    trials: [Double],
    offset: [Double] = [],
    link: Link = .logit
  ) {
    self.link = link
    rowCount = tiles.rowCount
    columnCount = tiles.columnCount
    precondition(successes.count == rowCount && trials.count == rowCount, "one for each row")
    precondition(offset.isEmpty || offset.count == rowCount, "one offset for each row")
    hasOffset = offset.contains { $0 != 0 }
    paddedCount = tiles.paddedCount
    self.tiles = tiles
    outcomes = AlignedStorage(count: 3 * paddedCount)
    unsafe outcomes.values.initialize(repeating: 0)
    for row in 0..<rowCount {
      unsafe outcomes.values[row] = successes[row]
      unsafe outcomes.values[paddedCount + row] = trials[row]
      if hasOffset { unsafe outcomes.values[2 * paddedCount + row] = offset[row] }
    }
  }

  /// Lays out an m x p matrix for its products with vectors: a design without cases.
  ///
  /// O(m p) in time and memory.
  ///
  /// - Parameters:
  ///   - matrix: The matrix, m x p.
  ///   - offset: What is added to each product; empty for nothing.
  public init(matrix: Matrix, offset: [Double] = []) {
    let none = [Double](repeating: 0, count: matrix.rowCount)
    self.init(matrix: matrix, successes: none, trials: none, offset: offset)
  }

  /// The same rows and outcomes under another link, without the outcomes of one row.
  ///
  /// O(m); the design is shared, not copied.
  func under(_ link: Link, leavingOut row: Int? = nil) -> PanelDesign {
    func values(from start: Int) -> [Double] {
      (0..<rowCount).map { unsafe outcomes.values[start + $0] }
    }
    var (successes, trials) = (values(from: 0), values(from: paddedCount))
    if let row { (successes[row], trials[row]) = (0, 0) }
    return PanelDesign(
      tiles: tiles,
      successes: successes,
      trials: trials,
      offset: hasOffset ? values(from: 2 * paddedCount) : [],
      link: link
    )
  }

  private static var block: Int { Int(ck_block) }
  private let hasOffset: Bool
  /// The number of rows with the padding.
  let paddedCount: Int

  /// The log likelihood, without binomial coefficients; adds its derivatives to `gradient`.
  ///
  /// O(m p).
  ///
  /// - Precondition: `beta` and `gradient` have p elements.
  public func logLikelihood(
    at beta: Span<Double>,
    addingScoreTo gradient: inout MutableSpan<Double>
  ) -> Double {
    precondition(beta.count == columnCount && gradient.count == columnCount, "sizes")
    return unsafe beta.withUnsafeBufferPointer { input in
      unsafe gradient.withUnsafeMutableBufferPointer { output in
        unsafe withDesign { unsafe ck_likelihood($0, input.baseAddress, output.baseAddress) }
      }
    }
  }

  /// The log likelihood, without binomial coefficients: the bits of the one with a score.
  ///
  /// O(m p).
  ///
  /// - Precondition: `beta` has p elements.
  public func logLikelihood(at beta: Span<Double>) -> Double {
    precondition(beta.count == columnCount, "sizes")
    return unsafe beta.withUnsafeBufferPointer { input in
      unsafe withDesign { unsafe ck_likelihood($0, input.baseAddress, nil) }
    }
  }

  /// The linear predictor of each row.
  ///
  /// O(m p).
  ///
  /// - Precondition: `beta` has p and `eta` m elements.
  public func linearPredictor(at beta: Span<Double>, into eta: inout MutableSpan<Double>) {
    precondition(beta.count == columnCount && eta.count == rowCount, "sizes")
    unsafe beta.withUnsafeBufferPointer { input in
      unsafe eta.withUnsafeMutableBufferPointer { output in
        unsafe withDesign {
          unsafe ck_linear_predictor($0, input.baseAddress, output.baseAddress, output.count)
        }
      }
    }
  }

  /// The product of each row with a vector: the linear predictor without the offset.
  ///
  /// O(m p).
  ///
  /// - Precondition: `x` has p and `y` m elements.
  public func product(with x: Span<Double>, into y: inout MutableSpan<Double>) {
    precondition(x.count == columnCount && y.count == rowCount, "sizes")
    unsafe x.withUnsafeBufferPointer { input in
      unsafe y.withUnsafeMutableBufferPointer { output in
        unsafe withDesign {
          var design = unsafe $0.pointee
          unsafe design.offset = nil
          unsafe ck_linear_predictor(&design, input.baseAddress, output.baseAddress, output.count)
        }
      }
    }
  }

  /// The log likelihoods under several coefficient vectors: the bits of each alone.
  ///
  /// Faster than one at a time: rows in registers are shared by the vectors. O(m p k).
  ///
  /// - Parameters:
  ///   - betas: One vector after another.
  ///   - values: Where the results are written.
  ///   - count: k, if there is room for more than that; otherwise the number of `values`.
  /// - Precondition: `betas` has p k elements, and `values` at least k.
  public func logLikelihoods(
    at betas: Span<Double>,
    into values: inout MutableSpan<Double>,
    count: Int? = nil
  ) {
    let batch = count ?? values.count
    precondition(betas.count == columnCount * batch, "a vector for each value")
    precondition(values.count >= batch, "room for each value")
    unsafe betas.withUnsafeBufferPointer { input in
      unsafe values.withUnsafeMutableBufferPointer { output in
        guard let first = output.baseAddress else { return }
        unsafe withDesign { unsafe ck_likelihood_batch($0, input.baseAddress, batch, first) }
      }
    }
  }

  /// The linear predictors of all rows under several coefficient vectors: the bits of each alone.
  ///
  /// O(m p k).
  ///
  /// - Parameters:
  ///   - betas: One vector after another.
  ///   - etas: Where the results are written, those of one vector after another.
  ///   - count: k, if there is room for more than that.
  /// - Precondition: `betas` has p k elements, and `etas` m k, or more where k is given.
  public func linearPredictors(
    at betas: Span<Double>,
    into etas: inout MutableSpan<Double>,
    count: Int? = nil
  ) {
    let batch = count ?? (rowCount == 0 ? 0 : etas.count / rowCount)
    precondition(
      count == nil ? etas.count == rowCount * batch : etas.count >= rowCount * batch,
      "room for each predictor"
    )
    precondition(betas.count == columnCount * batch, "sizes")
    unsafe betas.withUnsafeBufferPointer { input in
      unsafe etas.withUnsafeMutableBufferPointer { output in
        unsafe withDesign {
          unsafe ck_linear_predictors(
            $0,
            input.baseAddress,
            batch,
            output.baseAddress,
            rowCount
          )
        }
      }
    }
  }

  /// The linear predictors between two arrays, which may be properties of one structure.
  ///
  /// O(m p k).
  func linearPredictors(at betas: borrowing [Double], into etas: inout [Double]) {
    var output = etas.mutableSpan
    linearPredictors(at: betas.span, into: &output)
  }

  @inline(__always)
  func withDesign<Result>(_ body: (UnsafePointer<ck_design>) -> Result) -> Result {
    guard let base = unsafe outcomes.values.baseAddress, paddedCount > 0 else {
      var empty = unsafe ck_design()
      unsafe empty.column_count = columnCount
      return unsafe body(&empty)
    }
    return unsafe tiles.withTiles { tiles in
      var design = unsafe ck_design(
        tiles: tiles,
        successes: base,
        trials: base + paddedCount,
        offset: hasOffset ? UnsafePointer(base + 2 * paddedCount) : nil,
        block_count: paddedCount / Self.block,
        column_count: columnCount,
        link: link.kernelNumber
      )
      return withExtendedLifetime(outcomes) { unsafe body(&design) }
    }
  }
}

import CKernels

/// A design for OpenBLAS: a few rows at a time, column after column.
extension PanelDesign {
  /// Rows, the padding included, that are copied at a time.
  var panels: [Range<Int>] {
    stride(from: 0, to: paddedCount, by: Int(ck_panel)).map {
      $0..<min($0 + Int(ck_panel), paddedCount)
    }
  }

  /// The log likelihoods under several coefficient vectors, by the arithmetic asked for.
  ///
  /// With OpenBLAS they agree to rounding errors with those of each vector alone. NaN in, NaN out.
  /// O(m p k); with OpenBLAS the memory of 256 rows and of their k products.
  ///
  /// - Precondition: `betas` has p k elements, one vector after another, and `values` k.
  public func logLikelihoods(
    at betas: Span<Double>,
    into values: inout MutableSpan<Double>,
    using arithmetic: Arithmetic
  ) {
    guard arithmetic == .blas, columnCount > 0 else {
      return logLikelihoods(at: betas, into: &values)
    }
    let batch = values.count
    precondition(betas.count == columnCount * batch, "a vector for each value")
    for index in values.indices { values[index] = 0 }
    var panel: [Double] = []
    var products: [Double] = []
    for rows in panels {
      Self.resize(&panel, to: rows.count * columnCount)
      Self.resize(&products, to: rows.count * batch)
      var elements = panel.mutableSpan
      tiles.copy(rows, into: &elements)
      var output = products.mutableSpan
      BLAS.multiply(
        panel.span,
        rowCount: rows.count,
        betas,
        columnCount: batch,
        into: &output
      )
      unsafe products.withUnsafeBufferPointer { input in
        unsafe values.withUnsafeMutableBufferPointer { sums in
          unsafe withRows(rows) {
            unsafe ck_likelihood_terms($0, input.baseAddress, batch, sums.baseAddress)
          }
        }
      }
    }
  }

  /// Log likelihood, gradient and information at a point, or their expectations where the coefficients
  /// are normal with the covariance L L', the products of matrices by OpenBLAS.
  ///
  /// O(m p^2), the memory of a panel beyond the results.
  func momentsByPanels(
    at beta: [Double],
    covarianceFactor: Matrix?
  ) -> (logLikelihood: Double, gradient: [Double], information: Matrix) {
    var logLikelihood = 0.0
    var gradient = [Double](repeating: 0, count: columnCount)
    var information = Matrix(rowCount: columnCount, columnCount: columnCount)
    var panel: [Double] = []
    for rows in panels {
      Self.resize(&panel, to: rows.count * columnCount)
      if let covarianceFactor {
        var elements = panel.mutableSpan
        tiles.copy(rows, into: &elements)
        BLAS.multiply(&elements, rowCount: rows.count, byLower: covarianceFactor)
      }
      logLikelihood += unsafe beta.withUnsafeBufferPointer { input in
        unsafe gradient.withUnsafeMutableBufferPointer { score in
          unsafe panel.withUnsafeMutableBufferPointer { scaled in
            unsafe withRows(rows) {
              unsafe ck_panel_moments(
                $0,
                input.baseAddress,
                covarianceFactor == nil ? nil : scaled.baseAddress,
                score.baseAddress,
                scaled.baseAddress
              )
            }
          }
        }
      }
      BLAS.addCrossProduct(of: panel.span, rowCount: rows.count, toLower: &information)
    }
    information.mirrorLower()
    return (logLikelihood, gradient, information)
  }

  /// Only the last panel has another size.
  private static func resize(_ array: inout [Double], to count: Int) {
    if array.count != count { array = [Double](repeating: 0, count: count) }
  }

  /// Lends some rows as a design of their own.
  ///
  /// - Precondition: the rows are one of the panels.
  private func withRows<Result>(
    _ rows: Range<Int>,
    _ body: (UnsafePointer<ck_design>) -> Result
  ) -> Result {
    precondition(rows.lowerBound % TiledMatrix.tile == 0 && rows.upperBound <= paddedCount, "rows")
    let first = rows.lowerBound
    return unsafe withDesign {
      let whole = unsafe $0.pointee
      var part = unsafe ck_design(
        tiles: whole.tiles + first * columnCount,
        successes: whole.successes + first,
        trials: whole.trials + first,
        offset: whole.offset.map { unsafe $0 + first },
        block_count: rows.count / TiledMatrix.block,
        column_count: columnCount,
        link: link.kernelNumber
      )
      return unsafe body(&part)
    }
  }
}

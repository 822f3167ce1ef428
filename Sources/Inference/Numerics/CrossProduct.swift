extension TiledMatrix {
  /// The weighted cross product X' W X, symmetric to the last bit, by OpenBLAS.
  ///
  /// Each column is divided by its divisor first, so that squares neither overflow nor vanish.
  /// O(m p^2); the memory of one panel beyond the result.
  ///
  /// - Parameters:
  ///   - weights: The weight of each row; nil: 1.
  ///   - divisors: A divisor for each column.
  /// - Returns: A p x p matrix.
  /// - Precondition: no weight is negative.
  func crossProduct(weights: [Double]? = nil, divisors: [Double]) -> Matrix {
    precondition(divisors.count == columnCount, "a divisor for each column")
    var result = Matrix(rowCount: columnCount, columnCount: columnCount)
    let panelRows = Self.panelRows(columnCount: columnCount)
    for first in stride(from: 0, to: rowCount, by: panelRows) {
      let rows = first..<min(first + panelRows, rowCount)
      var elements = panel(rows)
      let roots = weights.map { weights in rows.map { weights[$0].squareRoot() } }
      for column in 0..<columnCount {
        let base = column * rows.count
        let factor = 1 / divisors[column]
        if let roots {
          for row in roots.indices { elements[base + row] *= roots[row] * factor }
        } else {
          for row in rows.indices { elements[base + row - first] *= factor }
        }
      }
      BLAS.addCrossProduct(of: elements.span, rowCount: rows.count, toLower: &result)
    }
    result.mirrorLower()
    return result
  }

  /// For each column the power of two that brings its largest element between 1 and 2; 1 for a column
  /// of zeros.
  ///
  /// O(m p).
  func columnScales() -> [Double] {
    largestMagnitudes().map { largest in
      guard largest > 0 else { return 1 }
      return Double(sign: .plus, exponent: largest.exponent, significand: 1)
    }
  }

  /// A p x p matrix (fewer rows where there are fewer) whose columns have the lengths and angles of
  /// those of this one, each first divided by its divisor: the triangle of a QR decomposition.
  ///
  /// By Householder reflections of panels stacked under the triangle so far, which is as stable as
  /// that of the whole. O(m p^2); the memory of one panel. Source: J. Demmel et al., SIAM J. Sci.
  /// Comput. 34 (2012) A206-A239.
  func triangle(divisors: [Double]) -> Matrix {
    precondition(divisors.count == columnCount, "a divisor for each column")
    var triangle = Matrix(rowCount: 0, columnCount: columnCount)
    let panelRows = max(
      Self.panelRows(columnCount: columnCount),
      (2 * columnCount + Self.tile) / Self.tile * Self.tile
    )
    for first in stride(from: 0, to: rowCount, by: panelRows) {
      let rows = first..<min(first + panelRows, rowCount)
      let elements = panel(rows)
      var stacked: [Double] = []
      stacked.reserveCapacity((triangle.rowCount + rows.count) * columnCount)
      for column in 0..<columnCount {
        stacked += triangle.column(column)
        let factor = 1 / divisors[column]
        for row in 0..<rows.count { stacked.append(elements[column * rows.count + row] * factor) }
      }
      triangle = BLAS.triangle(
        of: Matrix(
          rowCount: triangle.rowCount + rows.count,
          columnCount: columnCount,
          columnMajor: stacked
        )
      )
    }
    return triangle
  }
}

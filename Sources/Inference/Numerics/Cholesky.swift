/// The lower triangular L of a symmetric positive definite matrix A = L L'.
///
/// Plain loops in one fixed order, so the bits are the same on every CPU; for the few coefficients of
/// a model they are as fast as a call to LAPACK. Memory n^2.
public struct Cholesky: Sendable, Equatable {
  /// L; the upper triangle is zero.
  public let factor: Matrix

  /// Factors a matrix, of which the lower triangle is read.
  ///
  /// Nil where the matrix is not positive definite or not finite. O(n^3), allocates the factor.
  ///
  /// - Precondition: the matrix is square.
  public init?(_ matrix: Matrix) {
    precondition(matrix.rowCount == matrix.columnCount, "a Cholesky factor needs a square matrix")
    let size = matrix.rowCount
    var factor = Matrix(rowCount: size, columnCount: size)
    for column in 0..<size {
      for row in column..<size { factor[row, column] = matrix[row, column] }
      for earlier in 0..<column {
        let multiple = factor[column, earlier]
        for row in column..<size { factor[row, column] -= multiple * factor[row, earlier] }
      }
      let pivot = factor[column, column]
      guard pivot > 0, pivot.isFinite else { return nil }
      let root = pivot.squareRoot()
      for row in column..<size { factor[row, column] /= root }
    }
    guard factor.elements.allSatisfy(\.isFinite) else { return nil }
    self.factor = factor
  }
}

extension Matrix {
  /// x := L'^-1 x for this lower triangular L, by columns from the last.
  ///
  /// O(n^2), no allocation.
  ///
  /// - Precondition: the matrix is square and `x` has n elements.
  public func solveLowerTransposed(inPlace x: inout [Double]) {
    precondition(rowCount == columnCount && x.count == rowCount, "sizes do not match")
    for row in x.indices.reversed() {
      var sum = x[row]
      var below = row + 1
      while below < rowCount {
        sum -= self[below, row] * x[below]
        below += 1
      }
      x[row] = sum / self[row, row]
    }
  }

  /// y := A x, the columns added one after another: the same bits on every CPU.
  ///
  /// O(rows x columns), no allocation.
  ///
  /// - Precondition: `x` has an element for each column, `y` one for each row.
  public func multiply(_ x: borrowing [Double], into y: inout [Double]) {
    precondition(x.count == columnCount && y.count == rowCount, "sizes do not match")
    for row in y.indices { y[row] = 0 }
    for column in 0..<columnCount {
      let multiple = x[column]
      let start = column * rowCount
      for row in y.indices { y[row] += multiple * elements[start + row] }
    }
  }
}

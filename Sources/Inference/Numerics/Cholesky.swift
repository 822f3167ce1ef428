/// The lower triangular L of a symmetric positive definite matrix A = L L'.
///
/// In portable arithmetic plain loops in one fixed order, so the bits are the same on every CPU; for
/// the few coefficients of a model they are as fast as a call to LAPACK. Memory n^2.
public struct Cholesky: Sendable, Equatable {
  /// L; the upper triangle is zero.
  public let factor: Matrix
  /// Who factored it, and solves with it.
  public let arithmetic: Arithmetic

  /// Factors a matrix, of which the lower triangle is read.
  ///
  /// Nil where the matrix is not positive definite or not finite. O(n^3), allocates the factor.
  ///
  /// - Precondition: the matrix is square.
  public init?(_ matrix: Matrix, using arithmetic: Arithmetic = .portable) {
    precondition(matrix.rowCount == matrix.columnCount, "a Cholesky factor needs a square matrix")
    let factor =
      arithmetic == .blas ? BLAS.choleskyFactor(matrix) : Self.portableFactor(of: matrix)
    guard let factor, factor.elements.allSatisfy(\.isFinite) else { return nil }
    self.factor = factor
    self.arithmetic = arithmetic
  }

  private static func portableFactor(of matrix: Matrix) -> Matrix? {
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
    return factor
  }

  /// The logarithm of the determinant of L, half that of A.
  ///
  /// O(n).
  public var logDeterminant: Double {
    (0..<factor.rowCount).reduce(0) { $0 + Portable.log(factor[$1, $1]) }
  }

  /// x := A^-1 x.
  ///
  /// O(n^2), no allocation.
  ///
  /// - Precondition: `x` has n elements.
  public func solve(inPlace x: inout [Double]) {
    solveLower(inPlace: &x)
    solveLowerTransposed(inPlace: &x)
  }

  /// x := L^-1 x.
  ///
  /// O(n^2), no allocation.
  ///
  /// - Precondition: `x` has n elements.
  public func solveLower(inPlace x: inout [Double]) {
    guard arithmetic == .blas else { return factor.solveLower(inPlace: &x) }
    var span = x.mutableSpan
    BLAS.solveTriangular(factor, transposed: false, inPlace: &span)
  }

  /// x := L'^-1 x.
  ///
  /// O(n^2), no allocation.
  ///
  /// - Precondition: `x` has n elements.
  public func solveLowerTransposed(inPlace x: inout [Double]) {
    guard arithmetic == .blas else { return factor.solveLowerTransposed(inPlace: &x) }
    var span = x.mutableSpan
    BLAS.solveTriangular(factor, transposed: true, inPlace: &span)
  }

  /// A^-1, symmetric to the last bit; nil where it is not finite.
  ///
  /// O(n^3), allocates the result.
  public var inverse: Matrix? {
    let result =
      arithmetic == .blas ? BLAS.inverse(ofCholeskyFactor: factor) : factor.crossInverseOfLower
    guard let result, result.elements.allSatisfy(\.isFinite) else { return nil }
    return result
  }
}

extension Matrix {
  /// x := L^-1 x for this lower triangular L, by columns from the first.
  ///
  /// O(n^2), no allocation.
  ///
  /// - Precondition: the matrix is square and `x` has n elements.
  public func solveLower(inPlace x: inout [Double]) {
    precondition(rowCount == columnCount && x.count == rowCount, "sizes do not match")
    for column in x.indices {
      let value = x[column] / self[column, column]
      x[column] = value
      var below = column + 1
      while below < rowCount {
        x[below] -= self[below, column] * value
        below += 1
      }
    }
  }

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

  /// L'^-1 L^-1 for this lower triangular L, symmetric to the last bit.
  ///
  /// The columns of L^-1 first, each a forward substitution below its diagonal; then their products.
  fileprivate var crossInverseOfLower: Matrix {
    var inverse = Matrix(rowCount: rowCount, columnCount: rowCount)
    for column in 0..<rowCount {
      inverse[column, column] = 1
      for pivot in column..<rowCount {
        let value = inverse[pivot, column] / self[pivot, pivot]
        inverse[pivot, column] = value
        for row in (pivot + 1)..<max(rowCount, pivot + 1) {
          inverse[row, column] -= self[row, pivot] * value
        }
      }
    }
    var result = Matrix(rowCount: rowCount, columnCount: rowCount)
    for column in 0..<rowCount {
      for row in column..<rowCount {
        var sum = 0.0
        for inner in row..<rowCount { sum += inverse[inner, row] * inverse[inner, column] }
        result[row, column] = sum
        result[column, row] = sum
      }
    }
    return result
  }
}

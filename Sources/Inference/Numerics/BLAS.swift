import CBLAS

/// The linear algebra that OpenBLAS and LAPACKE do for the package, with checked sizes.
///
/// This is the only file that imports them. All routines are double precision and column-major.
/// Non-finite elements follow IEEE arithmetic. No routine allocates on the Swift side.
public enum BLAS {
  /// The name of the kernel set that OpenBLAS chose for this CPU, such as `SkylakeX`.
  public static var coreName: String {
    guard let name = unsafe openblas_get_corename() else { return "unknown" }
    return unsafe String(cString: name)
  }

  /// Makes every later call run on the calling thread alone: chains are the parallelism.
  ///
  /// Process-wide; calling it again is harmless.
  public static func useOneThread() { openblas_set_num_threads(1) }

  /// y := A x, for an m x n matrix.
  ///
  /// O(m n).
  ///
  /// - Precondition: `x` has n and `y` m elements.
  public static func multiply(
    _ a: Matrix,
    _ x: Span<Double>,
    into y: inout MutableSpan<Double>
  ) {
    precondition(x.count == a.columnCount && y.count == a.rowCount, "sizes do not match")
    guard a.rowCount > 0, a.columnCount > 0 else {
      for index in y.indices { y[index] = 0 }
      return
    }
    unsafe a.elements.withUnsafeBufferPointer { elements in
      unsafe x.withUnsafeBufferPointer { input in
        unsafe y.withUnsafeMutableBufferPointer { output in
          unsafe cblas_dgemv(
            CblasColMajor,
            CblasNoTrans,
            blasint(a.rowCount),
            blasint(a.columnCount),
            1,
            elements.baseAddress,
            blasint(a.rowCount),
            input.baseAddress,
            1,
            0,
            output.baseAddress,
            1
          )
        }
      }
    }
  }

  /// y := A x between two arrays, which may be properties of one structure.
  ///
  /// O(m n).
  public static func multiply(_ a: Matrix, _ x: borrowing [Double], into y: inout [Double]) {
    var output = y.mutableSpan
    multiply(a, x.span, into: &output)
  }

  /// The lower Cholesky factor of a symmetric matrix, of which the lower triangle is read (dpotrf).
  ///
  /// Returns nil where the matrix is not positive definite or not finite. O(n^3), allocates the
  /// result; its upper triangle is zero.
  public static func choleskyFactor(_ a: Matrix) -> Matrix? {
    precondition(a.rowCount == a.columnCount, "a Cholesky factor needs a square matrix")
    let size = a.rowCount
    guard size > 0 else { return a }
    guard a.elements.allSatisfy(\.isFinite) else { return nil }
    var factor = a
    let status = unsafe factor.elements.withUnsafeMutableBufferPointer { elements in
      unsafe LAPACKE_dpotrf(
        LAPACK_COL_MAJOR,
        CChar(bitPattern: UInt8(ascii: "L")),
        Int32(size),
        elements.baseAddress,
        Int32(size)
      )
    }
    guard status == 0 else { return nil }
    for column in 1..<max(size, 1) {
      for row in 0..<column { factor[row, column] = 0 }
    }
    return factor
  }

  /// x := L^-1 x, or L^-T x where `transposed`, for a lower triangular L (dtrsv).
  ///
  /// O(n^2).
  public static func solveTriangular(
    _ lower: Matrix,
    transposed: Bool,
    inPlace x: inout MutableSpan<Double>
  ) {
    precondition(lower.rowCount == lower.columnCount && x.count == lower.rowCount, "sizes")
    guard lower.rowCount > 0 else { return }
    unsafe lower.elements.withUnsafeBufferPointer { elements in
      unsafe x.withUnsafeMutableBufferPointer { output in
        unsafe cblas_dtrsv(
          CblasColMajor,
          CblasLower,
          transposed ? CblasTrans : CblasNoTrans,
          CblasNonUnit,
          blasint(lower.rowCount),
          elements.baseAddress,
          blasint(lower.rowCount),
          output.baseAddress,
          1
        )
      }
    }
  }
}

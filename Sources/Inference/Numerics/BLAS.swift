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

  /// The name and the version of the library, such as `OpenBLAS 0.3.21`.
  public static var libraryVersion: String {
    guard let text = unsafe openblas_get_config() else { return "OpenBLAS" }
    return unsafe String(cString: text).split(separator: " ").prefix(2).joined(separator: " ")
  }

  /// Makes every later call run on the calling thread alone: chains are the parallelism.
  ///
  /// Process-wide; calling it again is harmless. OpenBLAS' own threads, which wait by spinning, are ended.
  public static func useOneThread() {
    openblas_set_num_threads(1)
    cblas_end_idle_threads()
  }

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
    gemv(CblasNoTrans, a, x, scale: 0, into: &y)
  }

  /// y := A x between two arrays, which may be properties of one structure.
  ///
  /// O(m n).
  public static func multiply(_ a: Matrix, _ x: borrowing [Double], into y: inout [Double]) {
    var output = y.mutableSpan
    multiply(a, x.span, into: &output)
  }

  /// C := A B, for an m x n and an n x k matrix (dgemm).
  ///
  /// O(m n k).
  ///
  /// - Parameters:
  ///   - a: A, column after column.
  ///   - rowCount: m.
  ///   - b: B, column after column.
  ///   - columnCount: k.
  ///   - c: Where the m x k product is written, column after column.
  public static func multiply(
    _ a: Span<Double>,
    rowCount: Int,
    _ b: Span<Double>,
    columnCount: Int,
    into c: inout MutableSpan<Double>
  ) {
    precondition(c.count == rowCount * columnCount, "sizes do not match")
    guard rowCount > 0, columnCount > 0, !a.isEmpty else {
      for index in c.indices { c[index] = 0 }
      return
    }
    let inner = a.count / rowCount
    precondition(
      a.count == rowCount * inner && b.count == inner * columnCount,
      "sizes do not match"
    )
    unsafe a.withUnsafeBufferPointer { left in
      unsafe b.withUnsafeBufferPointer { right in
        unsafe c.withUnsafeMutableBufferPointer { output in
          unsafe cblas_dgemm(
            CblasColMajor,
            CblasNoTrans,
            CblasNoTrans,
            blasint(rowCount),
            blasint(columnCount),
            blasint(inner),
            1,
            left.baseAddress,
            blasint(rowCount),
            right.baseAddress,
            blasint(inner),
            0,
            output.baseAddress,
            blasint(rowCount)
          )
        }
      }
    }
  }

  /// A := A L, for an m x n matrix and a lower triangular n x n one (dtrmm).
  ///
  /// O(m n^2). The upper triangle of `lower` is not read.
  ///
  /// - Parameters:
  ///   - a: A, column after column.
  ///   - rowCount: m.
  ///   - lower: L.
  public static func multiply(
    _ a: inout MutableSpan<Double>,
    rowCount: Int,
    byLower lower: Matrix
  ) {
    precondition(lower.rowCount == lower.columnCount, "a triangular matrix is square")
    precondition(a.count == rowCount * lower.rowCount, "sizes do not match")
    guard rowCount > 0, lower.rowCount > 0 else { return }
    unsafe lower.elements.withUnsafeBufferPointer { triangle in
      unsafe a.withUnsafeMutableBufferPointer { output in
        unsafe cblas_dtrmm(
          CblasColMajor,
          CblasRight,
          CblasLower,
          CblasNoTrans,
          CblasNonUnit,
          blasint(rowCount),
          blasint(lower.rowCount),
          1,
          triangle.baseAddress,
          blasint(lower.rowCount),
          output.baseAddress,
          blasint(rowCount)
        )
      }
    }
  }

  /// The lower triangle of C := C + A' A, for an m x n matrix and an n x n one (dsyrk).
  ///
  /// O(m n^2). The upper triangle of `c` is left alone.
  ///
  /// - Parameters:
  ///   - elements: The m x n matrix A, column after column.
  ///   - rowCount: m.
  ///   - c: The n x n matrix C.
  public static func addCrossProduct(
    of elements: Span<Double>,
    rowCount: Int,
    toLower c: inout Matrix
  ) {
    precondition(c.rowCount == c.columnCount, "a cross product is square")
    precondition(elements.count == rowCount * c.columnCount, "sizes do not match")
    guard rowCount > 0, c.columnCount > 0 else { return }
    let size = blasint(c.columnCount)
    unsafe elements.withUnsafeBufferPointer { input in
      unsafe c.elements.withUnsafeMutableBufferPointer { output in
        unsafe cblas_dsyrk(
          CblasColMajor,
          CblasLower,
          CblasTrans,
          size,
          blasint(rowCount),
          1,
          input.baseAddress,
          blasint(rowCount),
          1,
          output.baseAddress,
          size
        )
      }
    }
  }

  /// The inverse of L L', symmetric to the last bit, for a lower Cholesky factor L (dpotri).
  ///
  /// Returns nil where L is singular. O(n^3), allocates the result.
  public static func inverse(ofCholeskyFactor lower: Matrix) -> Matrix? {
    precondition(lower.rowCount == lower.columnCount, "a Cholesky factor is square")
    let size = lower.rowCount
    guard size > 0 else { return lower }
    var inverse = lower
    // The call is written out, as each other one is: a shared body would take the unsafe pointers around.
    let status = unsafe inverse.elements.withUnsafeMutableBufferPointer { elements in
      unsafe LAPACKE_dpotri(
        LAPACK_COL_MAJOR,
        CChar(bitPattern: UInt8(ascii: "L")),
        Int32(size),
        elements.baseAddress,
        Int32(size)
      )
    }
    guard status == 0 else { return nil }
    inverse.mirrorLower()
    return inverse
  }

  /// The upper triangle R of a QR decomposition, with min(m, n) rows (dgeqrf).
  ///
  /// O(m n min(m, n)), allocates.
  public static func triangle(of a: Matrix) -> Matrix {
    let size = min(a.rowCount, a.columnCount)
    guard size > 0 else { return Matrix(rowCount: 0, columnCount: a.columnCount) }
    var factors = a
    var scales = [Double](repeating: 0, count: size)
    let status = unsafe factors.elements.withUnsafeMutableBufferPointer { elements in
      unsafe scales.withUnsafeMutableBufferPointer { output in
        unsafe LAPACKE_dgeqrf(
          LAPACK_COL_MAJOR,
          Int32(a.rowCount),
          Int32(a.columnCount),
          elements.baseAddress,
          Int32(a.rowCount),
          output.baseAddress
        )
      }
    }
    precondition(status == 0, "dgeqrf refuses its arguments")
    var result = Matrix(rowCount: size, columnCount: a.columnCount)
    for column in 0..<a.columnCount {
      for row in 0...min(column, size - 1) { result[row, column] = factors[row, column] }
    }
    return result
  }

  /// The eigenvalues of a symmetric matrix, ascending, and its eigenvectors, one in each column
  /// (dsyev).
  ///
  /// The lower triangle is read. Returns nil where an element is not finite or the iteration fails.
  /// O(n^3), allocates the results.
  public static func symmetricEigenvectors(
    of a: Matrix
  ) -> (values: [Double], vectors: Matrix)? {
    precondition(a.rowCount == a.columnCount, "only a square matrix is symmetric")
    guard a.rowCount > 0 else { return ([], a) }
    guard a.elements.allSatisfy(\.isFinite) else { return nil }
    var vectors = a
    var values = [Double](repeating: 0, count: a.rowCount)
    let status = unsafe vectors.elements.withUnsafeMutableBufferPointer { elements in
      unsafe values.withUnsafeMutableBufferPointer { output in
        unsafe LAPACKE_dsyev(
          LAPACK_COL_MAJOR,
          CChar(bitPattern: UInt8(ascii: "V")),
          CChar(bitPattern: UInt8(ascii: "L")),
          Int32(a.rowCount),
          elements.baseAddress,
          Int32(a.rowCount),
          output.baseAddress
        )
      }
    }
    return status == 0 ? (values, vectors) : nil
  }

  /// y := y + A' x, for an m x n matrix.
  ///
  /// O(m n).
  ///
  /// - Precondition: `x` has m and `y` n elements.
  public static func addTransposed(
    _ a: Matrix,
    _ x: Span<Double>,
    to y: inout MutableSpan<Double>
  ) {
    precondition(x.count == a.rowCount && y.count == a.columnCount, "sizes do not match")
    guard a.rowCount > 0, a.columnCount > 0 else { return }
    gemv(CblasTrans, a, x, scale: 1, into: &y)
  }

  /// y := op(A) x + scale y, for a matrix that is not empty.
  private static func gemv(
    _ transpose: CBLAS_TRANSPOSE,
    _ a: Matrix,
    _ x: Span<Double>,
    scale: Double,
    into y: inout MutableSpan<Double>
  ) {
    unsafe a.elements.withUnsafeBufferPointer { elements in
      unsafe x.withUnsafeBufferPointer { input in
        unsafe y.withUnsafeMutableBufferPointer { output in
          unsafe cblas_dgemv(
            CblasColMajor,
            transpose,
            blasint(a.rowCount),
            blasint(a.columnCount),
            1,
            elements.baseAddress,
            blasint(a.rowCount),
            input.baseAddress,
            1,
            scale,
            output.baseAddress,
            1
          )
        }
      }
    }
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
    // The call is written out, as each other one is: a shared body would take the unsafe pointers around.
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

/// The eigenvalues and eigenvectors of a symmetric matrix, by cyclic Jacobi rotations.
///
/// For the small matrices of a model's coefficients: plain loops in one fixed order, so the bits are
/// the same on every CPU.
///
/// Source: G. H. Golub, C. F. Van Loan, Matrix Computations, fourth edition (2013), section 8.5.
struct SymmetricEigenvectors: Sendable {
  /// The eigenvalues, ascending.
  let values: [Double]
  /// The eigenvectors, of length one, in the order of the values, one in each column.
  let vectors: Matrix

  private static let sweepLimit = 60

  /// Decomposes a matrix, of which the lower triangle is read.
  ///
  /// Nil where an element is not finite, or where the rotations do not settle. O(n^3) a sweep, of
  /// which there are about ten; allocates two matrices.
  ///
  /// - Precondition: the matrix is square.
  init?(_ matrix: Matrix) {
    precondition(matrix.rowCount == matrix.columnCount, "only a square matrix is symmetric")
    let size = matrix.rowCount
    var a = matrix
    for column in 0..<size { for row in 0..<column { a[row, column] = a[column, row] } }
    guard a.elements.allSatisfy(\.isFinite) else { return nil }
    var vectors = Matrix.identity(size)
    var sweep = 0
    while Self.isUnsettled(a) {
      guard sweep < Self.sweepLimit else { return nil }
      sweep += 1
      for column in 0..<size {
        for row in (column + 1)..<max(size, column + 1) {
          Self.rotate(&a, &vectors, row, column)
        }
      }
    }
    let order = (0..<size).sorted { (a[$0, $0], $0) < (a[$1, $1], $1) }
    var sorted = vectors
    for (place, column) in order.enumerated() {
      for row in 0..<size { sorted[row, place] = vectors[row, column] }
    }
    values = order.map { a[$0, $0] }
    self.vectors = sorted
  }

  /// Whether an element beside the diagonal is more than rounding error.
  private static func isUnsettled(_ a: Matrix) -> Bool {
    let scale = a.elements.reduce(0) { max($0, abs($1)) }
    for column in 0..<a.columnCount {
      for row in (column + 1)..<max(a.rowCount, column + 1) {
        if abs(a[row, column]) > 0x1p-56 * scale { return true }
      }
    }
    return false
  }

  /// Turns two axes so that the element between them vanishes.
  private static func rotate(_ a: inout Matrix, _ vectors: inout Matrix, _ p: Int, _ q: Int) {
    guard a[p, q] != 0 else { return }
    let ratio = (a[q, q] - a[p, p]) / (2 * a[p, q])
    // The smaller of the two angles; the square of a huge ratio may overflow, which gives 0.
    let tangent = (ratio < 0 ? -1 : 1) / (abs(ratio) + (1 + ratio * ratio).squareRoot())
    let cosine = 1 / (1 + tangent * tangent).squareRoot()
    let sine = tangent * cosine
    for index in 0..<a.rowCount {
      let (left, right) = (a[index, p], a[index, q])
      a[index, p] = cosine * left - sine * right
      a[index, q] = sine * left + cosine * right
    }
    for index in 0..<a.rowCount {
      let (left, right) = (a[p, index], a[q, index])
      a[p, index] = cosine * left - sine * right
      a[q, index] = sine * left + cosine * right
    }
    a[p, q] = 0
    a[q, p] = 0
    for index in 0..<a.rowCount {
      let (left, right) = (vectors[index, p], vectors[index, q])
      vectors[index, p] = cosine * left - sine * right
      vectors[index, q] = sine * left + cosine * right
    }
  }
}

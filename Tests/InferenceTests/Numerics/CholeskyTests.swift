import Testing

@testable import Inference

@Suite struct CholeskyTests {
  /// [[4, 2], [2, 5]] = L L' with L = [[2, 0], [1, 2]]; the solutions are worked by hand.
  @Test func byHand() throws {
    let cholesky = try #require(Cholesky(Matrix(rows: [[4, 2], [2, 5]])))
    #expect(cholesky.factor == Matrix(rows: [[2, 0], [1, 2]]))
    var x = [4.0, 2]
    cholesky.factor.solveLowerTransposed(inPlace: &x)
    #expect(x == [1.5, 1])
    var z = [4.0, 6]
    cholesky.solveLower(inPlace: &z)
    #expect(z == [2, 2])
    var solved = [8.0, 12]
    cholesky.solve(inPlace: &solved)
    #expect(solved == [1, 2])
    // A^-1 = [[5, -2], [-2, 4]] / 16, det A = 16.
    #expect(cholesky.inverse == Matrix(rows: [[0.3125, -0.125], [-0.125, 0.25]]))
    #expect(abs(cholesky.logDeterminant - 1.386_294_361_119_890_6) < 1e-15)
    var y = [9.0, 9, 9]
    Matrix(rows: [[1, 2], [-3, 4], [0.5, -1]]).multiply([2, -1], into: &y)
    #expect(y == [0, -10, 2])
  }

  /// LAPACK is the independent answer on a random positive definite matrix.
  @Test(arguments: [1, 2, 7, 40])
  func agreesWithLAPACK(size: Int) throws {
    var random = RandomStream(seed: 4, purpose: .simulation)
    let root = Matrix(
      rowCount: size,
      columnCount: size,
      columnMajor: (0..<size * size).map { _ in random.nextNormal() }
    )
    var matrix = Matrix.identity(size)
    for row in 0..<size {
      for column in 0..<size {
        for inner in 0..<size { matrix[row, column] += root[row, inner] * root[column, inner] }
      }
    }
    let ours = try #require(Cholesky(matrix)?.factor)
    let theirs = try #require(BLAS.choleskyFactor(matrix))
    let scale = theirs.elements.reduce(0) { max($0, abs($1)) }
    for (a, b) in zip(ours.elements, theirs.elements) { #expect(abs(a - b) < 1e-12 * scale) }
    var x = (0..<size).map { _ in random.nextNormal() }
    var z = x
    ours.solveLowerTransposed(inPlace: &x)
    var span = z.mutableSpan
    BLAS.solveTriangular(theirs, transposed: true, inPlace: &span)
    for (a, b) in zip(x, z) { #expect(abs(a - b) < 1e-10 * max(1, abs(b))) }
    let inverse = try #require(Cholesky(matrix)?.inverse)
    let other = try #require(Cholesky(matrix, using: .blas)?.inverse)
    let largest = other.elements.reduce(0) { max($0, abs($1)) }
    for (a, b) in zip(inverse.elements, other.elements) { #expect(abs(a - b) < 1e-9 * largest) }
    #expect(inverse == inverse.transposed)
    var forward = x
    var again = x
    Cholesky(matrix)?.solve(inPlace: &forward)
    Cholesky(matrix, using: .blas)?.solve(inPlace: &again)
    for (a, b) in zip(forward, again) { #expect(abs(a - b) < 1e-9 * max(1, abs(b))) }
  }

  @Test func whatHasNoFactorIsRefused() {
    #expect(Cholesky(Matrix(rows: [[1, 2], [2, 1]])) == nil)
    #expect(Cholesky(Matrix(rows: [[.nan, 0], [0, 1]])) == nil)
    #expect(Cholesky(Matrix(rows: [[0]])) == nil)
    #expect(Cholesky(Matrix(rowCount: 0, columnCount: 0))?.factor.rowCount == 0)
  }
}

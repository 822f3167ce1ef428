import Testing

@testable import Inference

@Suite struct BLASTests {
  /// A 3 x 2 matrix; the products are worked by hand.
  static let matrix = Matrix(rows: [[1, 2], [-3, 4], [0.5, -1]])

  @Test func productsByHand() {
    var y = [9.0, 9, 9]
    BLAS.multiply(Self.matrix, [2, -1], into: &y)
    #expect(y == [0, -10, 2])
    var x = [100.0, 200]
    var span = x.mutableSpan
    BLAS.addTransposed(Self.matrix, [1.0, 1, 2].span, to: &span)
    #expect(x == [99, 204])
  }

  @Test func emptyMatrices() {
    var y = [1.0, 2]
    BLAS.multiply(Matrix(rowCount: 2, columnCount: 0), [], into: &y)
    #expect(y == [0, 0])
    #expect(BLAS.choleskyFactor(Matrix(rowCount: 0, columnCount: 0))?.rowCount == 0)
  }

  /// [[4, 2], [2, 5]] = L L' with L = [[2, 0], [1, 2]].
  @Test func choleskyByHand() throws {
    let factor = try #require(BLAS.choleskyFactor(Matrix(rows: [[4, 2], [2, 5]])))
    #expect(factor == Matrix(rows: [[2, 0], [1, 2]]))
    var x = [2.0, 5]
    var span = x.mutableSpan
    BLAS.solveTriangular(factor, transposed: false, inPlace: &span)
    #expect(x == [1, 2])
    var z = [4.0, 2]
    var other = z.mutableSpan
    BLAS.solveTriangular(factor, transposed: true, inPlace: &other)
    #expect(z == [1.5, 1])
  }

  @Test func whatHasNoFactorIsRefused() {
    #expect(BLAS.choleskyFactor(Matrix(rows: [[1, 2], [2, 1]])) == nil)
    #expect(BLAS.choleskyFactor(Matrix(rows: [[.nan, 0], [0, 1]])) == nil)
    #expect(BLAS.choleskyFactor(Matrix(rows: [[0]])) == nil)
  }

  /// Products of matrices, and a cross product added to what is there, worked by hand.
  @Test func matrixProductsByHand() {
    var product = [Double](repeating: .nan, count: 6)
    var span = product.mutableSpan
    let elements = Self.matrix.elements
    let right = [2.0, -1, 1, 1]
    BLAS.multiply(elements.span, rowCount: 3, right.span, columnCount: 2, into: &span)
    #expect(product == [0, -10, 2, 3, 1, -0.5])
    let none: [Double] = []
    var empty = product.mutableSpan
    BLAS.multiply(none.span, rowCount: 3, none.span, columnCount: 2, into: &empty)
    #expect(product == [0, 0, 0, 0, 0, 0])
    var triangle = elements
    var projected = triangle.mutableSpan
    BLAS.multiply(&projected, rowCount: 3, byLower: Matrix(rows: [[2, .nan], [-1, 3]]))
    #expect(triangle == [0, -10, 2, 6, 12, -3])
    var sum = Matrix(rows: [[1, 77], [0, 2]])
    BLAS.addCrossProduct(of: elements.span, rowCount: 3, toLower: &sum)
    #expect(sum == Matrix(rows: [[11.25, 77], [-10.5, 23]]))
  }

  /// [[4, 2], [2, 5]] has determinant 16.
  @Test func inverseByHand() throws {
    let factor = try #require(BLAS.choleskyFactor(Matrix(rows: [[4, 2], [2, 5]])))
    let inverse = try #require(BLAS.inverse(ofCholeskyFactor: factor))
    for (value, expected) in zip(inverse.elements, [5.0 / 16, -2.0 / 16, -2.0 / 16, 4.0 / 16]) {
      #expect(abs(value - expected) < 1e-16)
    }
    #expect(inverse[0, 1] == inverse[1, 0])
    #expect(BLAS.inverse(ofCholeskyFactor: Matrix(rows: [[1, 0], [3, 0]])) == nil)
    #expect(BLAS.inverse(ofCholeskyFactor: Matrix(rowCount: 0, columnCount: 0))?.rowCount == 0)
  }

  /// [[2, 1], [1, 2]] has the eigenvalues 1 and 3 along the diagonals of the plane.
  @Test func eigenvectorsByHand() throws {
    let (values, vectors) = try #require(
      BLAS.symmetricEigenvectors(of: Matrix(rows: [[2, 1], [1, 2]]))
    )
    #expect(abs(values[0] - 1) < 1e-15 && abs(values[1] - 3) < 1e-15)
    #expect(abs(abs(vectors[0, 1]) - 0.5.squareRoot()) < 1e-15)
    #expect(abs(vectors[0, 1] - vectors[1, 1]) < 1e-15)
    #expect(abs(vectors[0, 0] + vectors[1, 0]) < 1e-15)
    #expect(BLAS.symmetricEigenvectors(of: Matrix(rows: [[.nan]])) == nil)
  }

  @Test func theCoreHasAName() { #expect(!BLAS.coreName.isEmpty) }
}

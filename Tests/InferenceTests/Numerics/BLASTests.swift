import Testing

@testable import Inference

@Suite struct BLASTests {
  /// A 3 x 2 matrix; the products are worked by hand.
  static let matrix = Matrix(rows: [[1, 2], [-3, 4], [0.5, -1]])

  @Test func productsByHand() {
    var y = [9.0, 9, 9]
    BLAS.multiply(Self.matrix, [2, -1], into: &y)
    #expect(y == [0, -10, 2])
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

  @Test func theCoreHasAName() { #expect(!BLAS.coreName.isEmpty) }
}

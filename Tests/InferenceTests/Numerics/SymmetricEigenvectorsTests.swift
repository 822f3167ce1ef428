import Testing

@testable import InferenceCore

@Suite struct SymmetricEigenvectorsTests {
  /// [[2, 1], [1, 2]] has eigenvalues 1 and 3 with eigenvectors along the diagonals.
  @Test func byHand() throws {
    let found = try #require(SymmetricEigenvectors(Matrix(rows: [[2, 1], [1, 2]])))
    #expect(abs(found.values[0] - 1) < 1e-15 && abs(found.values[1] - 3) < 1e-15)
    #expect(abs(found.vectors[0, 0] + found.vectors[1, 0]) < 1e-15)
    #expect(abs(found.vectors[0, 1] - found.vectors[1, 1]) < 1e-15)
  }

  /// LAPACK's values are the independent answer; the vectors must rebuild the matrix.
  @Test(arguments: [1, 2, 3, 7, 12])
  func agreesWithLAPACK(size: Int) throws {
    var random = RandomStream(seed: 9, purpose: .simulation)
    var matrix = Matrix(rowCount: size, columnCount: size)
    for column in 0..<size {
      for row in column..<size {
        matrix[row, column] = random.nextNormal()
        matrix[column, row] = matrix[row, column]
      }
    }
    let ours = try #require(SymmetricEigenvectors(matrix))
    let theirs = try #require(BLAS.symmetricEigenvectors(of: matrix))
    for (a, b) in zip(ours.values, theirs.values) { #expect(abs(a - b) < 1e-13 * Double(size)) }
    for row in 0..<size {
      for column in 0..<size {
        let rebuilt = (0..<size).reduce(0.0) {
          $0 + ours.vectors[row, $1] * ours.values[$1] * ours.vectors[column, $1]
        }
        let product = (0..<size).reduce(0.0) {
          $0 + ours.vectors[$1, row] * ours.vectors[$1, column]
        }
        #expect(abs(rebuilt - matrix[row, column]) < 1e-13 * Double(size))
        #expect(abs(product - (row == column ? 1 : 0)) < 1e-14 * Double(size))
      }
    }
  }

  /// Scales that differ by 10^200, equal values, a zero matrix and what has no eigenvalues.
  @Test func extremes() throws {
    let scaled = try #require(SymmetricEigenvectors(Matrix(rows: [[1e200, 1], [1, 1e-200]])))
    #expect(scaled.values[1] == 1e200)
    let zero = try #require(SymmetricEigenvectors(Matrix(rowCount: 3, columnCount: 3)))
    #expect(zero.values == [0, 0, 0] && zero.vectors == .identity(3))
    #expect(try #require(SymmetricEigenvectors(.identity(2))).values == [1, 1])
    #expect(SymmetricEigenvectors(Matrix(rows: [[.nan]])) == nil)
  }
}

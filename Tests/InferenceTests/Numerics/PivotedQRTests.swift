import Testing

@testable import InferenceCore

struct PivotedQRTests {
  private static let gdp = [1.5, 2, 4, 0.5, 3, 8]

  private func parts(_ dependency: PivotedQR.Dependency?) -> [Int: Double]? {
    dependency.map {
      Dictionary(uniqueKeysWithValues: $0.parts.map { ($0.column, $0.coefficient) })
    }
  }

  @Test func keepsTheEarlierOfTwoEqualColumns() {
    let qr = PivotedQR(Matrix(rows: [[1, 3, 3], [1, 5, 5], [1, 4, 4]]))
    #expect(qr.independentColumns == [0, 1])
    #expect(qr.dependencies.map(\.column) == [2])
    #expect(parts(qr.dependencies.first) == [1: 1])
  }

  @Test func findsTheComplement() {
    let qr = PivotedQR(Matrix(rows: [[1, 0, 1], [1, 1, 0], [1, 1, 0], [1, 0, 1]]))
    #expect(parts(qr.dependencies.first) == [0: 1, 1: -1])
  }

  @Test func findsCoefficientsOfACombination() throws {
    // By construction: 2 - 3 x + 0.25 x^2, and numpy.linalg.lstsq gives [2, -3, 0.25] back.
    let rows = Self.gdp.map { x in [1, x, x * x, 2 - 3 * x + 0.25 * x * x] }
    let qr = PivotedQR(Matrix(rows: rows))
    let found = try #require(parts(qr.dependencies.first))
    #expect(qr.rank == 3)
    for (column, expected) in [2, -3, 0.25].enumerated() {
      #expect(abs((found[column] ?? .nan) - expected) < 1e-12)
    }
  }

  @Test func keepsColumnsBehindADependentOne() {
    let qr = PivotedQR(Matrix(rows: [[1, 2, 0], [1, 2, 1], [1, 2, 0]]))
    #expect(qr.independentColumns == [0, 2])
    #expect(parts(qr.dependencies.first) == [0: 2])
  }

  @Test func hasAtMostAsManyColumnsAsRows() {
    let qr = PivotedQR(Matrix(rows: [[1, 0, 1, 2], [1, 1, 3, -1]]))
    #expect(qr.independentColumns == [0, 1])
    // (1, 3) = 1 + 2 (0, 1) and (2, -1) = 2 - 3 (0, 1).
    #expect(parts(qr.dependencies.first) == [0: 1, 1: 2])
    #expect(parts(qr.dependencies.last) == [0: 2, 1: -3])
  }

  @Test(arguments: [(1e-5, true), (1e-6, true), (1e-9, false)])
  func toleranceIsThatOfR(perturbation: Double, isIndependent: Bool) {
    // The second column is the first plus an orthogonal one of the same length times perturbation.
    let rows = [[1, 1 + perturbation], [1, 1 - perturbation]]
    #expect((PivotedQR(Matrix(rows: rows)).rank == 2) == isIndependent)
  }

  @Test func namesAColumnOfZerosAsTheEmptySum() {
    let qr = PivotedQR(Matrix(rows: [[0, 1], [0, 2]]))
    #expect(qr.independentColumns == [1])
    #expect(parts(qr.dependencies.first) == [:])
  }

  @Test(arguments: [1e300, 1.5e308, 1e-300, Double.leastNonzeroMagnitude])
  func survivesExtremeScales(scale: Double) {
    let rows = [[1, 1, 1], [1, -1, -1], [0, 1, 1]].map { $0.map { $0 * scale } }
    let qr = PivotedQR(Matrix(rows: rows))
    #expect(qr.independentColumns == [0, 1])
    #expect(parts(qr.dependencies.first) == [1: 1])
  }

  @Test func acceptsEmptyShapes() {
    #expect(PivotedQR(Matrix(rowCount: 3, columnCount: 0)).rank == 0)
    #expect(PivotedQR(Matrix(rowCount: 0, columnCount: 2)).dependencies.count == 2)
  }

  /// A large matrix goes through its cross product or a triangle; the answer is that of the whole.
  @Test(arguments: [false, true]) func largeMatrices(hasDependencies: Bool) {
    var generator = SplitMix(state: 3)
    let size = 1 << 13
    var elements = [Double](repeating: 1, count: size)
    for _ in 1..<20 {
      for _ in 0..<size { elements.append(Double(generator.next() >> 11) * 0x1p-52 - 1) }
    }
    var matrix = Matrix(rowCount: size, columnCount: 20, columnMajor: elements)
    if hasDependencies {
      for row in 0..<size {
        matrix[row, 4] = 3
        matrix[row, 9] = 1000 - 2 * matrix[row, 2]
        matrix[row, 12] = 0
        // Just within the tolerance, and just beyond it.
        matrix[row, 15] = matrix[row, 1] + 1e-8 * matrix[row, 15]
        matrix[row, 16] = matrix[row, 1] + 1e-6 * matrix[row, 16]
        matrix[row, 17] *= 1e200
        matrix[row, 18] = 1e-150 * matrix[row, 17]
      }
    }
    let found = PivotedQR.dependencies(in: TiledMatrix(matrix))
    let wanted = PivotedQR(matrix).dependencies
    #expect(wanted.map(\.column) == (hasDependencies ? [4, 9, 12, 15, 18] : []))
    #expect(found.map(\.column) == wanted.map(\.column))
    for (one, other) in zip(found, wanted) {
      #expect(one.parts.map(\.column) == other.parts.map(\.column))
      for (part, same) in zip(one.parts, other.parts) {
        #expect(abs(part.coefficient - same.coefficient) <= 1e-9 * abs(same.coefficient))
      }
    }
  }
}

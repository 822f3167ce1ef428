import Testing

@testable import Inference

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
}

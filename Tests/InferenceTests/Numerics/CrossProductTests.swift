import Testing

@testable import InferenceCore

@Suite struct CrossProductTests {
  private static func random(_ rows: Int, _ columns: Int) -> Matrix {
    var generator = SplitMix(state: 5)
    return Matrix(
      rowCount: rows,
      columnCount: columns,
      columnMajor: (0..<(rows * columns)).map { _ in
        Double(generator.next() >> 11) * 0x1p-53 - 0.5
      }
    )
  }

  /// The sums, one product after another.
  private static func sums(_ x: Matrix, _ weights: [Double]) -> Matrix {
    var result = Matrix(rowCount: x.columnCount, columnCount: x.columnCount)
    for a in 0..<x.columnCount {
      for b in 0..<x.columnCount {
        for row in weights.indices { result[a, b] += weights[row] * x[row, a] * x[row, b] }
      }
    }
    return result
  }

  @Test func equalsTheSums() {
    let x = Self.random(4500, 5)
    let weights = (0..<4500).map { Double($0 % 7) }
    let found = TiledMatrix(x).crossProduct(
      weights: weights,
      divisors: [1, 2, 1, 1, 0.5]
    )
    let wanted = Self.sums(x, weights)
    let divisors = [1, 2, 1, 1, 0.5]
    for a in 0..<5 {
      for b in 0..<5 {
        let size = 1e-12 * wanted[a, a]
        #expect(abs(found[a, b] * divisors[a] * divisors[b] - wanted[a, b]) < size)
        #expect(found[a, b] == found[b, a])
      }
    }
  }

  @Test(arguments: [3, 5, 4500]) func theTriangleHasTheSameCrossProduct(rows: Int) {
    let x = Self.random(rows, 5)
    let triangle = TiledMatrix(x).triangle(divisors: [1, 1, 4, 1, 1])
    #expect(triangle.rowCount == min(rows, 5))
    for column in 0..<5 {
      for row in (column + 1)..<max(column + 1, triangle.rowCount) {
        #expect(triangle[row, column] == 0)
      }
    }
    let wanted = Self.sums(x, [Double](repeating: 1, count: rows))
    let found = Self.sums(triangle, [Double](repeating: 1, count: triangle.rowCount))
    let divisors = [1.0, 1, 4, 1, 1]
    for a in 0..<5 {
      for b in 0..<5 {
        #expect(abs(found[a, b] * divisors[a] * divisors[b] - wanted[a, b]) < 1e-12 * Double(rows))
      }
    }
  }

  @Test func scalesArePowersOfTwo() {
    let least = Double.leastNonzeroMagnitude
    let scales = TiledMatrix(Matrix(rows: [[3, 0, 1e300, least], [-9, 0, 1, 0]])).columnScales()
    #expect(scales == [8, 1, Double(sign: .plus, exponent: 996, significand: 1), least])
  }
}

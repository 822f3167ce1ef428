import Testing

@testable import InferenceCore

@Suite struct TiledMatrixTests {
  private static func matrix(_ rows: Int, _ columns: Int) -> Matrix {
    Matrix(
      rowCount: rows,
      columnCount: columns,
      columnMajor: (0..<(rows * columns)).map { Double($0) + 0.5 }
    )
  }

  @Test(arguments: [0, 1, 7, 8, 9, 24, 31, 32, 33, 40, 63, 65, 100], [0, 1, 3])
  func holdsEveryElement(rows: Int, columns: Int) {
    let matrix = Self.matrix(rows, columns)
    let tiled = TiledMatrix(matrix)
    #expect(Matrix(tiled) == matrix)
    for row in 0..<rows {
      #expect(tiled.row(row) == matrix.row(row))
      for column in 0..<columns { #expect(tiled[row, column] == matrix[row, column]) }
    }
    for column in 0..<columns { #expect(tiled.column(column) == Array(matrix.column(column))) }
    #expect(tiled == TiledMatrix(matrix))
    if rows > 0, columns > 0 {
      var other = matrix
      other[rows - 1, columns - 1] = -1
      #expect(tiled != TiledMatrix(other))
    }
  }

  @Test func isFilledPanelByPanel() {
    let matrix = Self.matrix(150, 4)
    var asked: [Range<Int>] = []
    let tiled = TiledMatrix(rowCount: 150, columnCount: 4, panelRows: 64) { rows in
      asked.append(rows)
      return (0..<4).flatMap { column in rows.map { matrix[$0, column] } }
    }
    #expect(asked == [0..<64, 64..<128, 128..<150])
    #expect(Matrix(tiled) == matrix)
    #expect(
      tiled.panel(96..<150) == (0..<4).flatMap { column in (96..<150).map { matrix[$0, column] } }
    )
  }

  @Test func selectsRows() {
    let matrix = Self.matrix(70, 3)
    let rows = [69, 0, 33, 33]
    #expect(
      TiledMatrix(matrix).selecting(rows: rows)
        == TiledMatrix(Matrix(rows: rows.map { matrix.row($0) }))
    )
  }

  @Test func equalRowsHaveEqualHashes() {
    let tiled = TiledMatrix(Matrix(rows: [[0, 1], [-0.0, 1], [1, 0], [0, 1.0.nextUp]]))
    let hashes = tiled.rowHashes(seeds: [0, -0.0, 0, 0])
    #expect(hashes[0] == hashes[1])
    #expect(Set(hashes).count == 3)
    #expect(tiled.rowsAreEqual(0, 1) && !tiled.rowsAreEqual(0, 3))
    #expect(Set(tiled.rowHashes(seeds: [0, 1, 0, 0])).count == 4)
  }
}

/// A dense matrix of doubles in column-major order, as BLAS and LAPACK expect it.
///
/// Element (`row`, `column`) lies at `elements[column * rowCount + row]`. The leading dimension is
/// always `rowCount`.
public struct Matrix: Sendable, Equatable {
  /// The number of rows.
  public let rowCount: Int
  /// The number of columns.
  public let columnCount: Int
  /// The elements, column after column.
  public internal(set) var elements: [Double]

  /// Makes a matrix whose elements all have one value.
  ///
  /// - Precondition: neither count is negative.
  public init(rowCount: Int, columnCount: Int, repeating value: Double = 0) {
    precondition(rowCount >= 0 && columnCount >= 0, "a matrix cannot have a negative size")
    self.rowCount = rowCount
    self.columnCount = columnCount
    elements = [Double](repeating: value, count: rowCount * columnCount)
  }

  /// Makes a matrix from its elements, column after column.
  ///
  /// - Precondition: `columnMajor.count == rowCount * columnCount`.
  public init(rowCount: Int, columnCount: Int, columnMajor: [Double]) {
    precondition(columnMajor.count == rowCount * columnCount, "wrong number of elements")
    self.rowCount = rowCount
    self.columnCount = columnCount
    elements = columnMajor
  }

  /// Makes a matrix from its rows.
  ///
  /// - Precondition: all rows have the same length.
  public init(rows: [[Double]]) {
    self.init(rowCount: rows.count, columnCount: rows.first?.count ?? 0)
    for (row, values) in rows.enumerated() {
      precondition(values.count == columnCount, "rows of different lengths")
      for (column, value) in values.enumerated() { self[row, column] = value }
    }
  }

  /// Makes the identity matrix.
  public static func identity(_ size: Int) -> Matrix {
    var result = Matrix(rowCount: size, columnCount: size)
    for index in 0..<size { result[index, index] = 1 }
    return result
  }

  /// One element.
  public subscript(row: Int, column: Int) -> Double {
    get { elements[column * rowCount + row] }
    set { elements[column * rowCount + row] = newValue }
  }

  /// One column, contiguous in memory.
  ///
  /// O(1), shares the storage.
  public func column(_ index: Int) -> ArraySlice<Double> {
    elements[(index * rowCount)..<((index + 1) * rowCount)]
  }

  /// One row, copied.
  ///
  /// O(`columnCount`).
  public func row(_ index: Int) -> [Double] {
    (0..<columnCount).map { self[index, $0] }
  }

  /// The transposed matrix.
  public var transposed: Matrix {
    var result = Matrix(rowCount: columnCount, columnCount: rowCount)
    for column in 0..<columnCount {
      for row in 0..<rowCount { result[column, row] = self[row, column] }
    }
    return result
  }

  /// Makes a square matrix symmetric: the lower triangle is copied to the upper one.
  ///
  /// O(n^2).
  mutating func mirrorLower() {
    precondition(rowCount == columnCount, "only a square matrix is symmetric")
    for column in 0..<columnCount {
      for row in 0..<column { self[row, column] = self[column, row] }
    }
  }
}

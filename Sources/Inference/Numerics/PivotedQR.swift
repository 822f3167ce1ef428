/// A rank-revealing QR decomposition that keeps the earliest columns.
///
/// Columns are taken from left to right. One whose part orthogonal to the columns kept so far is
/// shorter than `tolerance` times its own length is set aside, together with the combination of
/// kept columns that it equals. This is the limited pivoting of R's LINPACK routine `dqrdc2`: the
/// later of two equal columns is the one that is named. Any shape is allowed.
///
/// Householder reflections; Golub and Van Loan, *Matrix Computations*, section 5.2.
/// O(n p min(n, p)). Columns are scaled by powers of two, so that huge or tiny values cause neither
/// overflow nor underflow of the norms.
public struct PivotedQR: Sendable {
  /// A column that is a linear combination of earlier ones.
  public struct Dependency: Sendable, Equatable {
    /// One column of the combination.
    public struct Part: Sendable, Equatable {
      /// The index of an earlier, kept column.
      public let column: Int
      /// Its coefficient, never zero.
      public let coefficient: Double
    }
    /// The index of the column.
    public let column: Int
    /// The combination; empty for a column of zeros.
    public let parts: [Part]
  }

  /// The columns kept, in order.
  public private(set) var independentColumns: [Int] = []
  /// The columns set aside, in order.
  public private(set) var dependencies: [Dependency] = []

  /// The numerical rank.
  public var rank: Int { independentColumns.count }

  private let rowCount: Int
  private let tolerance: Double
  /// The unit vectors of the reflections I - 2vv'; vector k is zero above row k.
  private var reflectors: [[Double]] = []
  /// The upper triangle, one array for each kept column.
  private var triangle: [[Double]] = []
  private var scales: [Double] = []

  /// Decomposes a matrix.
  ///
  /// `tolerance` is the relative length below which a column counts as dependent; the default is
  /// that of R's `lm`.
  ///
  /// - Precondition: all elements are finite.
  public init(_ matrix: Matrix, tolerance: Double = 1e-7) {
    precondition(matrix.elements.allSatisfy(\.isFinite), "a matrix to decompose must be finite")
    rowCount = matrix.rowCount
    self.tolerance = tolerance
    for index in 0..<matrix.columnCount { take(Array(matrix.column(index)), index) }
  }

  private mutating func take(_ column: [Double], _ index: Int) {
    let largest = column.reduce(0) { max($0, $1.magnitude) }
    guard largest > 0 else {
      dependencies.append(Dependency(column: index, parts: []))
      return
    }
    let scale = Double(sign: .plus, exponent: largest.exponent, significand: 1)
    var residual = column.map { $0 / scale }
    let length = Self.norm(residual[...])
    for reflector in reflectors { Self.reflect(&residual, by: reflector) }
    let rest = Self.norm(residual[rank...])
    guard rest > tolerance * length else {
      dependencies.append(dependency(of: index, column: residual, length: length, scale: scale))
      return
    }
    keep(residual, rest: rest)
    independentColumns.append(index)
    scales.append(scale)
  }

  /// Adds the reflection that turns the rest of a column into its first element.
  private mutating func keep(_ column: [Double], rest: Double) {
    let pivot = rank
    // The sign that avoids cancellation.
    let diagonal = column[pivot] > 0 ? -rest : rest
    var reflector = column
    for row in 0..<pivot { reflector[row] = 0 }
    reflector[pivot] -= diagonal
    let length = Self.norm(reflector[pivot...])
    for row in pivot..<rowCount { reflector[row] /= length }
    reflectors.append(reflector)
    triangle.append(Array(column[..<pivot]) + [diagonal])
  }

  /// Solves the triangular system for the combination of kept columns.
  private func dependency(
    of index: Int,
    column: [Double],
    length: Double,
    scale: Double
  ) -> Dependency {
    var rest = Array(column[..<rank])
    var parts: [Dependency.Part] = []
    for position in (0..<rank).reversed() {
      let solved = rest[position] / triangle[position][position]
      for row in 0..<position { rest[row] -= solved * triangle[position][row] }
      // What moves the column by less than the tolerance is rounding.
      let contribution = solved.magnitude * Self.norm(triangle[position][...])
      guard contribution > tolerance * length else { continue }
      let coefficient = Self.withoutRounding(solved * (scale / scales[position]))
      parts.append(
        Dependency.Part(column: independentColumns[position], coefficient: coefficient)
      )
    }
    return Dependency(column: index, parts: parts.reversed())
  }

  /// The nearest whole number where it is within rounding error, so that `x = 1 - z` reads so.
  private static func withoutRounding(_ value: Double) -> Double {
    let whole = value.rounded()
    return whole != 0 && (value - whole).magnitude <= 1e-9 * value.magnitude ? whole : value
  }

  private static func norm(_ values: ArraySlice<Double>) -> Double {
    values.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  private static func reflect(_ values: inout [Double], by reflector: [Double]) {
    var product = 0.0
    for row in values.indices { product += reflector[row] * values[row] }
    for row in values.indices { values[row] -= 2 * product * reflector[row] }
  }
}

extension PivotedQR {
  /// Up to how many elements a matrix is decomposed as it is.
  static let directLimit = 1 << 17

  /// The columns of a matrix that are combinations of earlier ones.
  ///
  /// A large matrix is first reduced to the triangle of its QR decomposition, and where the
  /// Cholesky factor of its cross product shows every column to be far from dependent, not even
  /// that. O(n p min(n, p)); a panel of rows and p^2 elements beyond the matrix.
  static func dependencies(in matrix: TiledMatrix) -> [Dependency] {
    guard matrix.rowCount * matrix.columnCount > directLimit, matrix.columnCount > 0 else {
      return PivotedQR(Matrix(matrix)).dependencies
    }
    let scales = matrix.columnScales()
    if isClearlyIndependent(matrix.crossProduct(divisors: scales)) { return [] }
    return PivotedQR(matrix.triangle(divisors: scales)).dependencies.map { dependency in
      Dependency(
        column: dependency.column,
        parts: dependency.parts.map { part in
          let ratio = scales[dependency.column] / scales[part.column]
          return Dependency.Part(
            column: part.column,
            coefficient: withoutRounding(part.coefficient * ratio)
          )
        }
      )
    }
  }

  /// Whether the columns with a cross product are far from dependent.
  ///
  /// A pivot of its factor is the squared length of what earlier columns leave of a column, with an
  /// error of some 1e-12 of the column's own; the decomposition asks for 1e-14, and this for 1e-9.
  static func isClearlyIndependent(_ product: Matrix) -> Bool {
    guard let factor = BLAS.choleskyFactor(product) else { return false }
    return (0..<product.rowCount).allSatisfy {
      factor[$0, $0] * factor[$0, $0] > 1e-9 * product[$0, $0]
    }
  }
}

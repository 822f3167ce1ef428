/// How much the variance of each column's coefficient is inflated by what the column shares with the others.
///
/// 1 / (1 - R^2), R^2 being that of the column on all others, with an intercept where the formula has one; the
/// diagonal of the inverse of the columns' correlation matrix.
///
/// Source: D. A. Belsley, E. Kuh, R. E. Welsch, Regression Diagnostics (1980), section 3.1.
struct VarianceInflation {
  /// One column.
  struct Entry: Equatable {
    /// The name of the column.
    let name: String
    /// The factor; infinite where arithmetic cannot tell the columns apart.
    let factor: Double
    /// The other column that it correlates most with.
    let closest: String
    /// The correlation with it.
    let correlation: Double
  }

  /// The columns that vary and are no exact combinations of earlier ones, in order.
  private(set) var entries: [Entry] = []

  /// From which factor on a coefficient is hardly the data's: R^2 is 0.95.
  static let threshold = 20.0
  /// Up to how much work is done: rows times the square of the columns.
  private static let workLimit = 5e6

  /// Measures the columns of a design; nothing where that would take long, or fewer than two columns vary.
  ///
  /// O(rows x columns^2).
  init(_ design: DesignMatrix) {
    let redundant = Set(design.aliases.map(\.column))
    let chosen = design.columns.indices.filter {
      let kind = design.columns[$0].kind
      return (kind == .twoValued || kind == .continuous) && !redundant.contains($0)
    }
    let size = chosen.count
    let work = Double(design.matrix.rowCount) * Double(size * size)
    guard size > 1, work <= Self.workLimit else { return }
    let isCentred = design.formula.hasIntercept
    let weights = design.counts ?? [Double](repeating: 1, count: design.matrix.rowCount)
    let columns = chosen.map { index -> [Double] in
      let values = design.matrix.column(index)
      let mean = isCentred ? design.columns[index].mean : 0
      let scaled = zip(values, weights).map { ($0 - mean) * $1.squareRoot() }
      let largest = scaled.reduce(0) { max($0, abs($1)) }
      let unit = scaled.map { $0 / largest }
      let length = unit.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return unit.map { $0 / length }
    }
    var correlations = Matrix(rowCount: size, columnCount: size)
    for row in 0..<size {
      for column in 0..<size {
        correlations[row, column] =
          row == column ? 1 : zip(columns[row], columns[column]).reduce(0) { $0 + $1.0 * $1.1 }
      }
    }
    let factor = Cholesky(correlations)
    entries = (0..<size).map { row in
      var unit = [Double](repeating: 0, count: size)
      unit[row] = 1
      factor?.solve(inPlace: &unit)
      let closest =
        (0..<size).filter { $0 != row }
        .max { abs(correlations[row, $0]) < abs(correlations[row, $1]) } ?? row
      return Entry(
        name: design.columns[chosen[row]].name,
        factor: factor == nil ? .infinity : unit[row],
        closest: design.columns[chosen[closest]].name,
        correlation: correlations[row, closest]
      )
    }
  }
}

/// A design column that is constant, or a linear combination of earlier ones.
public struct Alias: Sendable, Equatable {
  /// One column of a combination.
  public struct Part: Sendable, Equatable {
    /// The index of an earlier design column.
    public let column: Int
    /// Its name.
    public let name: String
    /// Its coefficient, never zero.
    public let coefficient: Double
  }

  /// The index of the design column.
  public let column: Int
  /// Its name.
  public let name: String
  /// The value that the column has for every case, or nil where it varies.
  public let constant: Double?
  /// The weighted sum of earlier columns that it equals (`x3 = 1 - x2`); empty for a column of
  /// zeros, nil for a constant column that no earlier column explains.
  public let combination: [Part]?

  /// Whether the data leave the coefficient undetermined: with a flat prior it has no posterior.
  ///
  /// A constant column in a model without an intercept takes its place and is not redundant.
  public var isRedundant: Bool { combination != nil }

  /// Finds the aliases among the columns of a design.
  ///
  /// O(n p min(n, p)).
  ///
  /// A column counts as a combination of earlier ones where less than 1e-7 of its length remains
  /// after projection on them, the rule of R's `lm`; see `PivotedQR`.
  static func all(in matrix: TiledMatrix, columns: [DesignColumn]) -> [Alias] {
    let combinations = Dictionary(
      uniqueKeysWithValues: PivotedQR.dependencies(in: matrix).map { dependency in
        let parts = dependency.parts.map {
          Part(column: $0.column, name: columns[$0.column].name, coefficient: $0.coefficient)
        }
        return (dependency.column, parts)
      }
    )
    return columns.enumerated().compactMap { index, column in
      let constant = column.kind == .constant ? column.minimum : nil
      guard constant != nil || combinations[index] != nil else { return nil }
      return Alias(
        column: index,
        name: column.name,
        constant: constant,
        combination: combinations[index]
      )
    }
  }
}

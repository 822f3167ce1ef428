extension Separation {
  /// The columns whose coefficient alone may go to infinity, the others staying where they are.
  ///
  /// Nothing in the likelihood then holds the coefficient, so its posterior has the tail of its prior: a
  /// moment that the prior lacks, the posterior lacks too. O(m p).
  public static func columnsUnboundedAlone(
    design: TiledMatrix,
    successes: [Double],
    trials: [Double]
  ) -> [Int] {
    (0..<design.columnCount).filter { column in
      let values = design.column(column)
      return [1.0, -1.0].contains { sign in
        values.indices.allSatisfy { pattern in
          let value = sign * values[pattern]
          return (successes[pattern] == 0 || value >= 0)
            && (successes[pattern] == trials[pattern] || value <= 0)
        }
      }
    }
  }
}

extension Separation {
  /// The columns whose coefficient alone may go to infinity, the others staying where they are.
  ///
  /// Nothing in the likelihood then holds the coefficient, so its posterior has the tail of its prior: a
  /// moment that the prior lacks, the posterior lacks too. O(m p).
  public static func columnsUnboundedAlone(
    design: Matrix,
    successes: [Double],
    trials: [Double]
  ) -> [Int] {
    (0..<design.columnCount).filter { column in
      [1.0, -1.0].contains { sign in
        (0..<design.rowCount).allSatisfy { pattern in
          let value = sign * design[pattern, column]
          return (successes[pattern] == 0 || value >= 0)
            && (successes[pattern] == trials[pattern] || value <= 0)
        }
      }
    }
  }
}

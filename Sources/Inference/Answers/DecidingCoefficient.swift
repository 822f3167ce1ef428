/// The coefficient whose sign decides the direction of a comparison of averages.
///
/// Where a change moves the linear predictor of every case by a multiple of one coefficient, all multiples of
/// one sign, the average difference of the probabilities has the sign of that coefficient, whatever the
/// link: every link increases. So the probability of a positive effect is that of a positive coefficient.
package struct DecidingCoefficient: Sendable, Equatable {
  /// The number of the coefficient.
  package let index: Int
  /// Whether the effect is positive where the coefficient is negative.
  package let isReversed: Bool

  /// Finds the coefficient; nil where several, an offset or both signs take part, or nothing changes.
  ///
  /// O(rows x columns that depend on the condition).
  ///
  /// - Throws: a ``FormulaError`` where arithmetic of the formula has no value after the change.
  package init?(_ comparison: Comparison, _ comparer: AverageComparer) throws(FormulaError) {
    let rows = 0..<comparer.population.rowCount
    let shifts = try comparer.shifts(comparison, rows, comparer.population.matrix.panel(rows))
    guard shifts.before.offset.isEmpty, shifts.after.offset.isEmpty else { return nil }
    var amounts: [Int: [Double]] = [:]
    for (column, values) in zip(shifts.after.columns, shifts.after.amounts) {
      amounts[column] = values
    }
    for (column, values) in zip(shifts.before.columns, shifts.before.amounts) {
      let after = amounts[column] ?? [Double](repeating: 0, count: values.count)
      amounts[column] = zip(after, values).map { $0 - $1 }
    }
    let moving = amounts.filter { $0.value.contains { $0 != 0 } }
    guard moving.count == 1, let (column, values) = moving.first.map({ ($0.key, $0.value) }) else {
      return nil
    }
    if values.allSatisfy({ $0 >= 0 }) {
      self.init(index: column, isReversed: false)
    } else if values.allSatisfy({ $0 <= 0 }) {
      self.init(index: column, isReversed: true)
    } else {
      return nil
    }
  }

  /// The coefficient that decides the change from one row of the design to another; nil where several, an offset or
  /// none take part.
  package init?(from first: [Double], to second: [Double], offsets: (Double, Double)) {
    let moving = first.indices.filter { first[$0] != second[$0] }
    guard moving.count == 1, offsets.0 == offsets.1 else { return nil }
    self.init(index: moving[0], isReversed: second[moving[0]] < first[moving[0]])
  }

  private init(index: Int, isReversed: Bool) {
    self.index = index
    self.isReversed = isReversed
  }
}

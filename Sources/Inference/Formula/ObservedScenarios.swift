extension FittedConditions {
  /// The distinct values of all conditions among the cases fitted, in order of first appearance.
  ///
  /// O(rows x conditions).
  ///
  /// - Throws: a ``FormulaError`` of kind `tooManyConfigurations` beyond ``gridLimit``.
  public func observed(in design: DesignMatrix) throws(FormulaError) -> [ResolvedScenario] {
    var seen: Set<ResolvedScenario> = []
    var result: [ResolvedScenario] = []
    for row in 0..<design.matrix.rowCount {
      let values = design.conditions.indices.map { place -> ConditionValue in
        switch design.conditions[place] {
        case .design(_, let column): .number(design.matrix[row, column])
        case .column(let column):
          column.values.conditionValue(row) ?? conditions[place].reference
        }
      }
      let scenario = ResolvedScenario(values: values, isHeld: values.map { _ in false })
      guard seen.insert(scenario).inserted else { continue }
      guard result.count < Self.gridLimit else {
        throw FormulaError(.tooManyConfigurations, "").with {
          $0.subject = .scenario
          $0.value = "more than \(Self.gridLimit)"
          $0.accepted = ["\(Self.gridLimit)"]
        }
      }
      result.append(scenario)
    }
    return result
  }
}

extension DesignMatrix {
  /// The standard deviation (divisor n - 1) of a condition of numbers over the cases fitted; nil where
  /// there is no such condition.
  ///
  /// O(rows).
  public func standardDeviation(ofCondition name: String) -> Double? {
    for condition in conditions where condition.name == name {
      switch condition {
      case .design(_, let column): return columns[column].standardDeviation
      case .column(let column):
        guard case .numeric(let numbers) = column.values else { return nil }
        return ColumnStatistics((0..<numbers.count).map(numbers.raw), counts: counts)
          .standardDeviation
      }
    }
    return nil
  }
}

/// The changes of numbers that effects are made of, decided once for many analyses of one study.
///
/// Left to itself each would step by the spread of its own cases, and an effect would be another quantity in
/// each.
package struct NumericSteps: Sendable {
  /// The change of each condition of numbers.
  private var changes: [String: Comparison.Change] = [:]
  /// What is to be known of those changes, in the order of the conditions.
  package private(set) var caveats: [(comparison: Comparison, caveats: [Caveat])] = []

  /// Nothing decided: each analysis has steps of its own.
  package init() {}

  /// Decides the conditions of a design that are not decided yet.
  ///
  /// O(rows x conditions).
  package mutating func add(_ design: DesignMatrix, _ finder: CaveatFinder) {
    let fitted = FittedConditions(design)
    let population = CasePopulation(observed: design)
    for comparison in Self.comparisons(design, fitted) {
      guard Self.isOfNumbers(comparison, fitted), changes[comparison.condition] == nil else {
        continue
      }
      changes[comparison.condition] = comparison.change
      caveats.append((comparison, finder.leavingData(comparison, population)))
    }
  }

  /// The comparisons of all conditions of a design.
  package func comparisons(of design: DesignMatrix) -> [Comparison] {
    let fitted = FittedConditions(design)
    return Self.comparisons(design, fitted).map { comparison in
      guard Self.isOfNumbers(comparison, fitted), let change = changes[comparison.condition] else {
        return comparison
      }
      return Comparison(comparison.condition, change)
    }
  }

  private static func comparisons(
    _ design: DesignMatrix,
    _ fitted: FittedConditions
  ) -> [Comparison] {
    fitted.comparisons(numeric: .automatic) { design.standardDeviation(ofCondition: $0) ?? 1 }
  }

  private static func isOfNumbers(_ comparison: Comparison, _ fitted: FittedConditions) -> Bool {
    guard case .numeric? = fitted[comparison.condition]?.kind else { return false }
    return true
  }
}

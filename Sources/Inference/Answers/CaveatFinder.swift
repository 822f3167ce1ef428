/// Finds what is to be known of numbers that are derived from a fit.
package struct CaveatFinder: Sendable {
  private let design: DesignMatrix
  private let separation: Separation
  private let conditions: FittedConditions
  /// The configurations of the cases, and the range of their numbers.
  let configurations: ObservedConfigurations
  /// The columns of the design whose cases are all far from 0, where the intercept stands.
  private let farColumns: [Int]

  /// Up to how many different rows are examined one by one.
  private static let rowLimit = 256
  /// Up to how many rows of a population are looked through.
  private static let populationLimit = 10_000

  /// Looks at a fit.
  ///
  /// O(rows x conditions).
  package init(_ design: DesignMatrix, _ separation: Separation, _ conditions: FittedConditions) {
    self.design = design
    self.separation = separation
    self.conditions = conditions
    configurations = ObservedConfigurations(design, conditions)
    farColumns = design.farColumns
  }

  // MARK: Probabilities

  /// What is to be known of the probability in a scenario, whose row of the design is given.
  func caveats(
    of scenario: ResolvedScenario,
    row: [Double],
    nearest: ObservedConfigurations.Nearest? = nil
  ) -> [Caveat] {
    Caveat.of(separation.limit(ofPredictor: row), .probability) + farAway(farColumns)
      + place(of: scenario, nearest: nearest ?? configurations.nearest(to: scenario))
  }

  /// What is to be known of where a scenario lies.
  private func place(
    of scenario: ResolvedScenario,
    nearest: ObservedConfigurations.Nearest
  ) -> [Caveat] {
    var caveats: [Caveat] = []
    let distance = nearest.distance
    if distance > 0 {
      caveats.append(
        Caveat(
          .unobserved,
          "no case has these values: the nearest differ in "
            + "\(distance) \(distance == 1 ? "condition" : "conditions")"
        )
      )
    }
    let outside = configurations.outside(of: scenario)
    if !outside.isEmpty {
      caveats.append(
        Caveat(.outsideData, "\(Self.names(outside)) outside the range of the cases")
      )
    }
    let held = conditions.heldAtMean(in: scenario)
    if !held.isEmpty {
      caveats.append(
        Caveat(
          .heldMean,
          "\(Self.names(held)) held at the mean of the cases, as the scenario does not name it"
        )
      )
    }
    return caveats
  }

  private static func names(_ names: [String]) -> String {
    let shown = names.prefix(4).map { "`\(QuotedText($0))`" }.joined(separator: ", ")
    return shown + (names.count > 4 ? " and \(names.count - 4) more" : "")
      + (names.count == 1 ? " is" : " are")
  }

  private func farAway(_ columns: [Int]) -> [Caveat] {
    guard let column = columns.first else { return [] }
    let name = QuotedText(design.columns[column].name)
    return [
      Caveat(
        .interceptFarAway,
        "the intercept stands where `\(name)` is 0, far from all cases, and its prior holds the slope near "
          + "0: write scale(\(name)), or subtract a value within the data"
      )
    ]
  }

  // MARK: Effects

  /// What is to be known of the average effect of a change.
  ///
  /// - Throws: a ``FormulaError`` where arithmetic of the formula has no value after the change.
  package func caveats(
    of comparison: Comparison,
    over population: CasePopulation,
    scenarios: [ResolvedScenario]
  ) throws(FormulaError) -> [Caveat] {
    let comparer = AverageComparer(
      encoder: design.encoder,
      population: population,
      link: .logit
    )
    let rows = 0..<min(population.rowCount, Self.populationLimit)
    let shifts = try comparer.shifts(comparison, rows, population.matrix.panel(rows))
    let changed = Set(shifts.before.columns + shifts.after.columns)
    var caveats: [Caveat] = []
    if separation.leavesSomethingToPrior {
      var changes: Set<[Double]> = []
      var places: Set<[Double]> = []
      for row in rows where places.count < Self.rowLimit {
        let base = population.matrix.row(row)
        let before = Self.moved(base, shifts.before, row)
        let isSlope = comparison.change == .slope
        let after = Self.moved(base, shifts.after, row)
        changes.insert(zip(after, isSlope ? base : before).map { $0 - $1 })
        places.insert(before)
        if !isSlope { places.insert(after) }
      }
      caveats += self.caveats(ofChanges: Array(changes), between: Array(places))
    }
    caveats += farAway(farColumns.filter(changed.contains))
    caveats += scenarios.flatMap {
      place(of: $0, nearest: configurations.nearest(to: $0))
    }
    caveats += leavingData(comparison, population)
    return caveats.merged
  }

  private static func moved(_ row: [Double], _ shift: PredictorShift, _ index: Int) -> [Double] {
    var row = row
    for (column, amounts) in zip(shift.columns, shift.amounts) { row[column] += amounts[index] }
    return row
  }

  /// What is to be known of the change from one scenario to another.
  package func caveats(
    from: ResolvedScenario,
    to: ResolvedScenario,
    rows: PredictorMatrix
  ) -> [Caveat] {
    let (before, after) = (rows.matrix.row(0), rows.matrix.row(1))
    let change = zip(after, before).map { $0 - $1 }
    return
      (caveats(ofChanges: [change], between: [before, after])
      + farAway(farColumns.filter { change[$0] != 0 })
      + [from, to].flatMap { place(of: $0, nearest: configurations.nearest(to: $0)) }).merged
  }

  /// What the data leave to the prior of changes of the linear predictor between some rows.
  private func caveats(ofChanges changes: [[Double]], between rows: [[Double]]) -> [Caveat] {
    let limits = Set(changes.map(separation.limit(ofPredictor:)))
    if limits.contains(.notIdentified) { return Caveat.of(.notIdentified, .effect) }
    let unbounded = limits.subtracting([.finite])
    if let limit = unbounded.first {
      return Caveat.of(unbounded.count == 1 ? limit : .undetermined, .effect)
    }
    guard rows.contains(where: { separation.limit(ofPredictor: $0) != .finite }) else { return [] }
    return [
      Caveat(
        .partlyPrior,
        "the data bound the odds ratio, but not all of the probabilities that the change is between: part of "
          + "its size is from the prior"
      )
    ]
  }

  /// Whether a change leads outside the range of the cases, and for how many.
  func leavingData(
    _ comparison: Comparison,
    _ population: CasePopulation
  ) -> [Caveat] {
    guard case .numeric(let minimum, let maximum, _)? = conditions[comparison.condition]?.kind
    else {
      return []
    }
    let range =
      "the values of the cases (\(Expression.text(of: minimum)) to \(Expression.text(of: maximum)))"
    if case .between(.number(let from), .number(let to)) = comparison.change {
      let isInside = min(from, to) >= minimum && max(from, to) <= maximum
      return isInside ? [] : [Caveat(.stepLeavesData, "the change reaches beyond \(range)")]
    }
    guard case .increase(let step) = comparison.change else { return [] }
    let frame = population.frame(
      of: [comparison.condition],
      rows: 0..<population.rowCount
    )
    guard case .numeric(let values)? = frame.table[comparison.condition]?.values else { return [] }
    var share = 0.0
    var count = 0
    for row in 0..<population.rowCount {
      let value = values.raw(row) + step
      guard value < minimum || value > maximum else { continue }
      share += population.weights[row]
      count += 1
    }
    guard count > 0 else { return [] }
    let percent =
      share > 0.995 && count < population.rowCount ? "over 99" : "\(Int((100 * share).rounded()))"
    return [
      Caveat(
        .stepLeavesData,
        "the step leads outside \(range) for "
          + "\(count == population.rowCount ? "all" : percent + " %") "
          + "of those averaged over"
      )
    ]
  }

  // MARK: Coefficients

  /// What is to be known of a number made of coefficients and of probabilities in scenarios.
  package func caveats(of expressions: [Expression]) throws(FormulaError) -> [Caveat] {
    var caveats: [Caveat] = []
    let names = Set(expressions.flatMap(\.columns))
    for (index, report) in separation.columns.enumerated() where names.contains(report.name) {
      caveats += Caveat.of(report.limit, .coefficient)
      caveats += farAway(farColumns.filter { $0 == index })
    }
    for scenario in expressions.flatMap(\.scenarios) {
      let resolved = try conditions.resolve(scenario)
      let row = try conditions.encode([resolved]).matrix.row(0)
      caveats += self.caveats(of: resolved, row: row)
    }
    let limits = Set(caveats.map(\.code)).intersection([.priorUp, .priorDown, .priorDecides])
    if limits.count > 1 { caveats.append(contentsOf: Caveat.of(.undetermined, .coefficient)) }
    return caveats.merged
  }
}

extension Expression {
  /// The scenarios whose probabilities are used, in order.
  var scenarios: [Scenario] {
    switch self {
    case .probability(let scenario): [scenario]
    case .column, .factor, .number, .word: []
    case .negated(let inner), .log(let inner), .scale(let inner), .identity(let inner),
      .absolute(let inner), .exponential(let inner), .not(let inner):
      inner.scenarios
    case .arithmetic(let left, _, let right), .comparison(let left, _, let right),
      .both(let left, let right), .either(let left, let right):
      left.scenarios + right.scenarios
    }
  }
}

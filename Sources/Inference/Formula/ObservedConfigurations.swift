/// The configurations of yes/no conditions and factors that were observed, to tell how far away a
/// scenario lies from what the data know.
///
/// Numbers do not count as distance: whether they lie within the range observed, `outside(of:)` says.
public struct ObservedConfigurations: Sendable {
  /// What lies nearest to a scenario.
  public struct Nearest: Sendable, Equatable {
    /// The number of conditions, among those with levels, in which the nearest configuration differs
    /// (the Hamming distance); 0 where the configuration was observed.
    public var distance: Int
    /// The names of the cases of all configurations at that distance, the first ``namedCases`` of them;
    /// none where rows stand for several cases, or no condition has levels.
    public var cases: [String]

    /// Up to how many cases are named.
    public static let namedCases = 20
  }

  private let conditions: [FittedCondition]
  /// The places, among all conditions, of those with levels.
  private let places: [Int]
  /// The distinct configurations, as positions in the levels of each such condition.
  private var configurations: [[UInt16]] = []
  /// The names of the cases of each.
  private var cases: [[String]] = []

  /// Collects the configurations of the cases that have trials; of all where none has.
  ///
  /// O(rows x conditions).
  public init(_ design: DesignMatrix, _ fitted: FittedConditions) {
    conditions = fitted.conditions
    let places = fitted.conditions.indices.filter {
      !fitted.conditions[$0].levels.isEmpty && !fitted.conditions[$0].isOffset
    }
    self.places = places
    let columns = places.map {
      Self.positions(design.conditions[$0], fitted.conditions[$0], design)
    }
    guard !places.isEmpty else { return }
    let isTried = design.trials.contains { $0 > 0 }
    var indexOfKey: [[UInt16]: Int] = [:]
    for row in 0..<design.matrix.rowCount where !isTried || design.trials[row] > 0 {
      let key = columns.map { $0[row] }
      let index = indexOfKey[key] ?? configurations.count
      if index == configurations.count {
        indexOfKey[key] = index
        configurations.append(key)
        cases.append([])
      }
      if design.hasCases { cases[index].append(design.caseNames[row]) }
    }
  }

  private static func positions(
    _ condition: Condition,
    _ fitted: FittedCondition,
    _ design: DesignMatrix
  ) -> [UInt16] {
    var positions: [ConditionValue: UInt16] = [:]
    for (position, level) in fitted.levels.enumerated() {
      positions[level] = UInt16(clamping: position)
    }
    func place(_ value: ConditionValue) -> UInt16 { positions[value] ?? .max }
    switch condition {
    case .design(_, let index): return design.matrix.column(index).map { place(.number($0)) }
    case .column(let column):
      return (0..<column.values.count).map { row in
        column.values.conditionValue(row).map(place) ?? .max
      }
    }
  }

  /// The observed configurations nearest to a scenario.
  ///
  /// O(configurations x conditions).
  public func nearest(to scenario: ResolvedScenario) -> Nearest {
    let wanted = places.map { place -> UInt16 in
      let position = conditions[place].levels.firstIndex(of: scenario.values[place])
      return position.map { UInt16(clamping: $0) } ?? .max
    }
    var (best, found): (Int, [Int]) = (.max, [])
    for index in configurations.indices {
      var distance = 0
      for position in wanted.indices where configurations[index][position] != wanted[position] {
        distance += 1
        if distance > best { break }
      }
      guard distance <= best else { continue }
      if distance < best { found = [] }
      best = distance
      found.append(index)
    }
    let named = found.lazy.flatMap { cases[$0] }.prefix(Nearest.namedCases)
    return Nearest(distance: found.isEmpty ? 0 : best, cases: Array(named))
  }

  /// The conditions whose numbers lie outside the range of the cases fitted.
  public func outside(of scenario: ResolvedScenario) -> [String] {
    conditions.indices.compactMap { index in
      guard let range = conditions[index].range,
        case .number(let value) = scenario.values[index]
      else { return nil }
      return range.contains(value) ? nil : conditions[index].name
    }
  }
}

extension FittedCondition {
  /// From the smallest to the largest number of the cases fitted; nil for codes and factors.
  public var range: ClosedRange<Double>? {
    switch kind {
    case .numeric(let minimum, let maximum, _): minimum...maximum
    case .twoValued(let low, let high): low...high
    case .coded, .factor: nil
    }
  }
}

extension Column.Values {
  /// The value of a row as that of a condition; nil where it is missing.
  package func conditionValue(_ row: Int) -> ConditionValue? {
    switch self {
    case .coded(let codes): codes[row].map { .code($0) }
    case .numeric(let numbers): numbers[row].map { .number($0) }
    case .text(let texts): texts[row].map { .level($0) }
    }
  }
}

extension FittedConditions {
  /// The values of the conditions in a row of another table that the fit's encoder accepts.
  public func scenario(of row: Int, in table: Table) -> ResolvedScenario {
    let values = conditions.map { condition -> ConditionValue in
      guard let value = table[condition.name]?.values.conditionValue(row) else {
        return condition.reference
      }
      switch (condition.kind, value) {
      case (.coded, .number(let number)): return .code(number == 1)
      case (.numeric, .code(let code)), (.twoValued, .code(let code)): return .number(code ? 1 : 0)
      case (.factor(let levels), _):
        // A column of years may be read as numbers or, where all are 0 and 1, as codes.
        let text: String =
          if case .code(let code) = value { code ? "1" : "0" } else { value.text }
        return levels.first { $0.text == text } ?? value
      default: return value
      }
    }
    return ResolvedScenario(values: values, isHeld: values.map { _ in false })
  }

  /// Up to how many configurations a grid may have.
  public static let gridLimit = 10_000

  /// Every combination of the levels of some conditions, all others held; the last named varies
  /// fastest.
  ///
  /// - Parameters:
  ///   - varied: The names of the conditions; nil: all that have levels. Numbers and offsets are held.
  ///   - held: What is held where, other than at its reference; conditions that it names are held too.
  /// - Returns: The configurations.
  /// - Throws: a ``FormulaError`` of subject `scenario`: `unknownCondition`, `notVariable` for a number,
  ///   `tooManyConfigurations` beyond ``gridLimit``.
  public func grid(
    of varied: [String]? = nil,
    holding held: Scenario? = nil
  ) throws(FormulaError) -> [ResolvedScenario] {
    let base = try resolve(nil, holding: held)
    var places: [Int] = []
    for name in varied ?? names.filter({ !(held?.names.contains($0) ?? false) }) {
      guard let place = conditions.firstIndex(where: { $0.name == name }) else {
        throw FormulaError.unknownCondition(name, among: names)
      }
      if conditions[place].isVariable {
        places.append(place)
      } else if varied != nil {
        let variable = conditions.filter(\.isVariable).map(\.name)
        throw gridError(.notVariable, name, accepted: variable)
      }
    }
    let count = places.reduce(1.0) { $0 * Double(conditions[$1].levels.count) }
    guard count <= Double(Self.gridLimit) else {
      throw gridError(
        .tooManyConfigurations,
        Expression.text(of: count),
        accepted: ["\(Self.gridLimit)"]
      )
    }
    var scenarios = [base]
    for place in places {
      scenarios = scenarios.flatMap { scenario in
        conditions[place].levels.map { level in
          var changed = scenario
          changed.values[place] = level
          changed.isHeld[place] = false
          return changed
        }
      }
    }
    return scenarios
  }

  private func gridError(
    _ kind: FormulaError.Kind,
    _ value: String,
    accepted: [String]
  ) -> FormulaError {
    FormulaError(kind, "").with {
      $0.subject = .scenario
      $0.value = value
      $0.accepted = accepted
    }
  }
}

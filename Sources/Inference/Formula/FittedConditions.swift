/// The value of a condition.
public enum ConditionValue: Sendable, Hashable {
  /// A yes/no code.
  case code(Bool)
  /// A level of a factor of words.
  case level(String)
  /// A number; of a `factor(x)` of numbers, one of its levels.
  case number(Double)

  /// The value as it is written in a scenario: `yes`, `Asia`, `1.5`.
  public var text: String {
    switch self {
    case .code(let code): code ? "yes" : "no"
    case .level(let level): level
    case .number(let number): Expression.text(of: number)
    }
  }
}

/// What a fit knows of one column that the right-hand side of its formula uses.
public struct FittedCondition: Sendable, Equatable {
  /// What values the condition takes.
  public enum Kind: Sendable, Equatable {
    /// Yes/no codes.
    case coded
    /// One of several values, the first the reference level.
    case factor([ConditionValue])
    /// Numbers, in the units of the data; the range and the mean of the cases fitted.
    case numeric(minimum: Double, maximum: Double, mean: Double)
    /// Numbers of which the cases fitted have two, such as the codes 1 and 2.
    case twoValued(low: Double, high: Double)
  }

  /// The name of the column.
  public let name: String
  /// What values it takes.
  public let kind: Kind
  /// Whether only an offset uses it: scenarios need its value, but it is no condition to be varied.
  public var isOffset = false

  /// Where the condition is held when nothing is said of it: absent, the reference level, the lower of
  /// two numbers, or the mean of the cases fitted.
  public var reference: ConditionValue {
    switch kind {
    case .coded: .code(false)
    case .factor(let levels): levels[0]
    case .numeric(_, _, let mean): .number(mean)
    case .twoValued(let low, _): .number(low)
    }
  }

  /// Whether a grid goes through its values: it has levels, and not only an offset uses it.
  public var isVariable: Bool { !levels.isEmpty && !isOffset }

  /// The values of a condition that has a finite number of them, the reference first; empty for
  /// numbers.
  public var levels: [ConditionValue] {
    switch kind {
    case .coded: [.code(false), .code(true)]
    case .factor(let levels): levels
    case .numeric: []
    case .twoValued(let low, let high): [.number(low), .number(high)]
    }
  }
}

/// A scenario in which every condition of a fit has a value.
public struct ResolvedScenario: Sendable, Hashable {
  /// The value of each condition, in the order of ``FittedConditions/conditions``.
  public var values: [ConditionValue]
  /// Whether each value was assumed, the scenario having said nothing of the condition.
  public var isHeld: [Bool]
}

/// The conditions that a fit was made of, and how scenarios become rows of its design.
///
/// Conditions are the columns of the table that the right-hand side of the formula uses, those of
/// offsets included, in the order of first use: not the columns of the design.
public struct FittedConditions: Sendable {
  /// The conditions, in order.
  public let conditions: [FittedCondition]
  private let encoder: DesignEncoder

  /// The names of the conditions, in order.
  public var names: [String] { conditions.map(\.name) }

  /// Looks at the conditions of a design.
  ///
  /// O(rows x conditions).
  public init(_ design: DesignMatrix) {
    encoder = design.encoder
    let offsets = design.formula.offsetColumns
    conditions = design.conditions.map { condition in
      var fitted = Self.fitted(condition, in: design)
      fitted.isOffset = offsets.contains(fitted.name)
      return fitted
    }
  }

  private static func fitted(
    _ condition: Condition,
    in design: DesignMatrix
  ) -> FittedCondition {
    switch condition {
    case .design(let name, let index):
      let column = design.columns[index]
      return FittedCondition(
        name: name,
        kind: design.encoder.levels(ofColumn: name).map(Self.numericFactor)
          ?? (column.kind == .twoValued
            ? .twoValued(low: column.minimum, high: column.maximum)
            : .numeric(minimum: column.minimum, maximum: column.maximum, mean: column.mean))
      )
    case .column(let column):
      return FittedCondition(name: column.name, kind: Self.kind(of: column, in: design))
    }
  }

  private static func kind(of column: Column, in design: DesignMatrix) -> FittedCondition.Kind {
    let levels = design.encoder.levels(ofColumn: column.name)
    switch column.values {
    case .coded: return .coded
    case .text(let words):
      // Words that a formula compares and never takes as a factor have no order of levels yet.
      let found =
        levels
        ?? FactorLevels(
          column: column.name,
          labels: words.compactMap { $0 },
          numeric: false,
          reference: nil
        )
      return .factor(found.levels.map { .level($0) })
    case .numeric(let values):
      if let levels { return numericFactor(levels) }
      let statistics = ColumnStatistics(values.indices.map(values.raw), counts: design.counts)
      let (low, high) = (statistics.minimum, statistics.maximum)
      if low < high, values.indices.allSatisfy({ values.raw($0) == low || values.raw($0) == high })
      {
        return .twoValued(low: low, high: high)
      }
      return .numeric(minimum: low, maximum: high, mean: statistics.mean)
    }
  }

  private static func numericFactor(_ factor: FactorLevels) -> FittedCondition.Kind {
    .factor(factor.levels.map { .number(Double($0) ?? .nan) })
  }

  /// The condition of a name; nil where there is none.
  public subscript(name: String) -> FittedCondition? { conditions.first { $0.name == name } }

  /// Gives every condition a value: that of the scenario, else that of `held`, else its reference.
  ///
  /// The label of the scenario in which no condition is present, `none`, names nothing: it reads back.
  ///
  /// - Throws: a ``FormulaError`` of subject `scenario`: `unknownCondition` (with the nearest name),
  ///   `notCoded`, `notNumeric`, `notFinite`, or `unknownLevel` (with the levels of the fit).
  public func resolve(
    _ scenario: Scenario?,
    holding held: Scenario? = nil
  ) throws(FormulaError) -> ResolvedScenario {
    var result = ResolvedScenario(
      values: conditions.map(\.reference),
      isHeld: conditions.map { _ in true }
    )
    for (scenario, isHeld) in [(held, true), (scenario, false)] {
      guard let scenario, !namesNothing(scenario) else { continue }
      for setting in scenario.settings {
        let index = try index(of: setting, in: scenario)
        result.values[index] = try value(of: setting, for: conditions[index], in: scenario)
        result.isHeld[index] = isHeld
      }
    }
    return result
  }

  /// Whether a scenario is the label of the one in which no condition is present, as tables have it.
  private func namesNothing(_ scenario: Scenario) -> Bool {
    guard !scenario.names.contains(where: { self[$0] != nil }) || scenario.settings.count > 1
    else { return false }
    let nothing = ResolvedScenario(
      values: conditions.map(\.reference),
      isHeld: conditions.map { _ in true }
    )
    return [Self.none, shortLabel(of: nothing, omittingHeld: true)].contains(scenario.text)
  }

  /// The label of a scenario without any condition.
  private static let none = "none"

  /// The place of the condition that a setting names.
  private func index(
    of setting: Scenario.Setting,
    in scenario: Scenario
  ) throws(FormulaError) -> Int {
    if let index = conditions.firstIndex(where: { $0.name == setting.name }) { return index }
    throw FormulaError.unknownCondition(setting.name, among: names).with {
      $0.formula = scenario.text
      $0.range = setting.nameRange
    }
  }

  private func value(
    of setting: Scenario.Setting,
    for condition: FittedCondition,
    in scenario: Scenario
  ) throws(FormulaError) -> ConditionValue {
    let cell = setting.value.map { Cell(Array($0.utf8).span) }
    func refused(_ kind: FormulaError.Kind, _ accepted: [String]) -> FormulaError {
      FormulaError(kind, scenario.text, range: setting.valueRange).with {
        $0.subject = .scenario
        $0.column = condition.name
        $0.value = setting.value
        $0.accepted = accepted
        $0.suggestion = setting.value.flatMap { NameSuggestion.closest(to: $0, among: accepted) }
      }
    }
    switch condition.kind {
    case .coded:
      switch cell {
      case nil: return .code(true)
      case .code(let code), .digit(let code): return .code(code)
      case .missing, .number, .word: throw refused(.notCoded, Cell.acceptedCodes)
      }
    case .factor(let levels):
      if let level = levels.first(where: { $0.text == setting.value }) { return level }
      // 2020.0 is the level 2020.
      if case .number(let number)? = cell, levels.contains(.number(number)) {
        return .number(number)
      }
      throw refused(.unknownLevel, levels.map(\.text))
    case .numeric, .twoValued:
      switch cell {
      case .digit(let digit): return .number(digit ? 1 : 0)
      case .number(let number) where number.isFinite: return .number(number)
      default:
        let levels = condition.levels.map(\.text)
        throw refused(.notNumeric, levels.isEmpty ? ["a number"] : levels)
      }
    }
  }

  /// The words for a scenario: `protest=yes, region=Asia`, each condition with its value.
  ///
  /// It reads back as the same scenario. `all cases` where the formula has no condition.
  public func label(of scenario: ResolvedScenario, omittingHeld: Bool = false) -> String {
    if conditions.isEmpty { return "all cases" }
    return conditions.indices.filter { !omittingHeld || !scenario.isHeld[$0] }.map {
      Scenario.quoted(conditions[$0].name) + "=" + Scenario.quoted(scenario.values[$0].text)
    }.joined(separator: ", ")
  }

  /// The numbers of which a scenario says nothing, so that they are held at the mean of the cases.
  public func heldAtMean(in scenario: ResolvedScenario) -> [String] {
    conditions.indices.filter { index in
      guard case .numeric = conditions[index].kind else { return false }
      return scenario.isHeld[index] && scenario.values[index] == conditions[index].reference
    }.map { conditions[$0].name }
  }

  /// The words for a scenario as they stand in tables: `protest, region=Asia`, conditions that are absent
  /// left out, and those that were held where asked for; where nothing is left, the numbers that are held
  /// at their means, or `none`.
  public func shortLabel(of scenario: ResolvedScenario, omittingHeld: Bool = false) -> String {
    if conditions.isEmpty { return "all cases" }
    let parts = conditions.indices.compactMap { index -> String? in
      if omittingHeld, scenario.isHeld[index] { return nil }
      let name = Scenario.quoted(conditions[index].name)
      switch scenario.values[index] {
      case .code(let code): return code ? name : nil
      case .level(let level): return name + "=" + Scenario.quoted(level)
      case .number(let number):
        let rounded = (number * 1e4).rounded() / 1e4
        return name + "=" + Expression.text(of: rounded.isFinite ? rounded : number)
      }
    }
    return parts.isEmpty ? nothingSaid(of: scenario) : parts.joined(separator: ", ")
  }

  /// The words for a scenario in which no condition is present: `none`, or what numbers are held at.
  func nothingSaid(of scenario: ResolvedScenario) -> String {
    let held = heldAtMean(in: scenario)
    switch held.count {
    case 0: return Self.none
    case 1...3:
      let names = held.map(Scenario.quoted).joined(separator: ", ")
      return names + (held.count == 1 ? " at its mean" : " at their means")
    default: return "\(held.count) numbers at their means"
    }
  }

  /// A table with a row for each scenario, named by its label, that a ``DesignEncoder`` can encode.
  ///
  /// O(scenarios x conditions).
  public func table(of scenarios: [ResolvedScenario]) -> Table {
    let columns = conditions.indices.map { index in
      let values = scenarios.map { $0.values[index] }
      return Column(name: conditions[index].name, values: Self.cells(values))
    }
    return Table(
      source: "",
      columns: columns,
      caseNames: scenarios.map { label(of: $0) },
      lines: scenarios.indices.map { $0 + 1 }
    )
  }

  /// The cells of values that are of one kind.
  private static func cells(_ values: [ConditionValue]) -> Column.Values {
    switch values.first {
    case .code, nil:
      .coded(
        values.map {
          guard case .code(let code) = $0 else { return nil }
          return code
        }
      )
    case .level: .text(values.map(\.text))
    case .number:
      .numeric(
        values.map {
          guard case .number(let number) = $0 else { return nil }
          return number
        }
      )
    }
  }

  /// The rows of the design for some scenarios.
  ///
  /// O(scenarios x columns).
  ///
  /// - Throws: a ``FormulaError`` naming the scenario as its case, where arithmetic of the formula has
  ///   no value there (`log` of 0).
  public func encode(_ scenarios: [ResolvedScenario]) throws(FormulaError) -> PredictorMatrix {
    try encoder.encode(table(of: scenarios))
  }
}

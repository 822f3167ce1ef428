/// How two predictions are compared: what changes in one condition, all others staying as they are.
///
/// Where that happens is the ``CasePopulation``; the two together are an estimand. (The separation of
/// grid and comparison is that of the R package marginaleffects.)
public struct Comparison: Sendable, Equatable {
  /// What changes.
  public enum Change: Sendable, Equatable {
    /// From one value to another.
    case between(ConditionValue, ConditionValue)
    /// From what it is to so much more.
    case increase(Double)
    /// By a little: the derivative of the probability.
    case slope
  }

  /// The name of the condition.
  public let condition: String
  /// What changes.
  public let change: Change

  /// Makes a comparison from its parts.
  public init(_ condition: String, _ change: Change) {
    self.condition = condition
    self.change = change
  }

  /// The words for it: `no -> yes`, `+1`, `slope`.
  public var label: String {
    switch change {
    case .between(let from, let to): "\(from.text) -> \(to.text)"
    case .increase(let step): "+\(Expression.text(of: step))"
    case .slope: "slope"
    }
  }
}

/// What is done to numbers where effects are asked for; two numbers are compared with each other,
/// whatever is asked for.
public enum NumericChange: String, Sendable, CaseIterable {
  /// A step that stays among the data: from 0 to 1 where the numbers lie in [0, 1] and fill half of it,
  /// as fuzzy scores do; one unit more where they spread over two units at least; else one standard
  /// deviation more.
  case automatic = "auto"
  /// One unit more than each case has.
  case unit
  /// One standard deviation of the cases fitted more than each case has.
  case deviation = "sd"
  /// The derivative at what each case has.
  case slope
}

extension FittedConditions {
  /// The comparisons that effects are made of: yes with no, every level of a factor with the reference
  /// level, and a change of every number; what only offsets use has no effect to be estimated.
  ///
  /// - Parameters:
  ///   - names: The conditions wanted; nil: all.
  ///   - numeric: What is done to numbers.
  ///   - deviation: The standard deviation of a condition of numbers, by its name.
  /// - Returns: The comparisons, in the order of the conditions.
  public func comparisons(
    of names: [String]? = nil,
    numeric: NumericChange,
    deviation: (String) -> Double
  ) -> [Comparison] {
    conditions.filter { !$0.isOffset && names?.contains($0.name) ?? true }.flatMap { condition in
      switch condition.kind {
      case .coded:
        return [Comparison(condition.name, .between(.code(false), .code(true)))]
      case .factor(let levels):
        return levels.dropFirst().map { Comparison(condition.name, .between(levels[0], $0)) }
      case .twoValued(let low, let high):
        return [Comparison(condition.name, .between(.number(low), .number(high)))]
      case .numeric(let minimum, let maximum, _):
        switch numeric.settled(minimum, maximum) {
        case .automatic:
          return [Comparison(condition.name, .between(.number(0), .number(1)))]
        case .unit: return [Comparison(condition.name, .increase(1))]
        case .deviation:
          return [Comparison(condition.name, .increase(deviation(condition.name)))]
        case .slope: return [Comparison(condition.name, .slope)]
        }
      }
    }
  }
}

extension NumericChange {
  /// What `automatic` means for numbers between two; itself where they are compared as fuzzy scores.
  fileprivate func settled(_ minimum: Double, _ maximum: Double) -> NumericChange {
    guard self == .automatic else { return self }
    let spread = maximum - minimum
    if minimum >= 0, maximum <= 1, spread >= 0.5 { return .automatic }
    // What does not vary has no standard deviation to step by.
    return spread >= 2 || spread == 0 ? .unit : .deviation
  }
}

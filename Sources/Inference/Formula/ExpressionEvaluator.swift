/// Computes expressions over the rows of a table, with the scalings found on the fitted cases.
struct ExpressionEvaluator: Sendable {
  /// What `scale()` subtracts and divides by.
  struct Scaling: Sendable, Equatable {
    let mean: Double
    let standardDeviation: Double
  }

  /// The scaling of each `scale()` expression.
  private(set) var scalings: [Expression: Scaling] = [:]

  /// Finds the mean and standard deviation of every `scale()` within an expression.
  mutating func fit(_ expression: Expression, on frame: ModelFrame) throws(FormulaError) {
    switch expression {
    case .column, .number, .factor, .probability: return
    case .negated(let inner), .log(let inner), .identity(let inner), .absolute(let inner),
      .exponential(let inner):
      try fit(inner, on: frame)
    case .arithmetic(let left, _, let right):
      try fit(left, on: frame)
      try fit(right, on: frame)
    case .scale(let inner):
      try fit(inner, on: frame)
      let statistics = ColumnStatistics(
        try values(of: inner, on: frame),
        counts: frame.counts
      )
      guard statistics.standardDeviation > 0 else {
        throw frame.error(.scaleOfConstant, expression, row: nil)
          .with { $0.value = Expression.text(of: statistics.mean) }
      }
      scalings[expression] = Scaling(
        mean: statistics.mean,
        standardDeviation: statistics.standardDeviation
      )
    }
  }

  /// The finite value of an expression for each row of the frame.
  ///
  /// - Precondition: the expression was fitted, and is not a factor.
  func values(of expression: Expression, on frame: ModelFrame) throws(FormulaError) -> [Double] {
    let result = try unchecked(expression, on: frame)
    if let index = result.firstIndex(where: { !$0.isFinite }) {
      throw frame.error(.notFinite, expression, row: frame.rows[index])
        .with { $0.value = result[index].description }
    }
    return result
  }

  private func unchecked(
    _ expression: Expression,
    on frame: ModelFrame
  ) throws(FormulaError) -> [Double] {
    switch expression {
    case .column(let name): return try frame.numbers(name)
    case .number(let value): return [Double](repeating: value, count: frame.rows.count)
    case .negated(let inner): return try values(of: inner, on: frame).map { -$0 }
    case .identity(let inner): return try values(of: inner, on: frame)
    case .log(let inner): return try logarithms(of: inner, in: expression, on: frame)
    case .scale(let inner):
      guard let scaling = scalings[expression] else { preconditionFailure("scale() not fitted") }
      // Halved first, so that the difference of huge values does not overflow.
      return try values(of: inner, on: frame)
        .map { ($0 / 2 - scaling.mean / 2) / scaling.standardDeviation * 2 }
    case .arithmetic(let left, let sign, let right):
      let left = try values(of: left, on: frame)
      let right = try values(of: right, on: frame)
      return left.indices.map { Self.apply(sign, left[$0], right[$0]) }
    case .absolute(let inner): return try values(of: inner, on: frame).map { abs($0) }
    case .exponential(let inner):
      return try values(of: inner, on: frame).map { Portable.exp($0) }
    case .factor: preconditionFailure("a factor has no numeric value")
    case .probability: preconditionFailure("a table has no probabilities of scenarios")
    }
  }

  private func logarithms(
    of inner: Expression,
    in expression: Expression,
    on frame: ModelFrame
  ) throws(FormulaError) -> [Double] {
    let arguments = try values(of: inner, on: frame)
    if let index = arguments.firstIndex(where: { $0 <= 0 }) {
      throw frame.error(.logOfNonPositive, expression, row: frame.rows[index]).with {
        $0.value = Expression.text(of: arguments[index])
        $0.column = inner.label
        $0.accepted = ["a number above 0"]
      }
    }
    return arguments.map { Portable.log($0) }
  }

  /// The value of two numbers joined by an operator.
  static func apply(_ sign: Expression.Operator, _ left: Double, _ right: Double) -> Double {
    switch sign {
    case .plus: left + right
    case .minus: left - right
    case .times: left * right
    case .dividedBy: left / right
    case .power: power(left, right)
    }
  }

  static func power(_ base: Double, _ exponent: Double) -> Double {
    // Products are exact where they can be, and defined for negative bases.
    if let whole = Int(exactly: exponent) { return Portable.pow(base, whole) }
    return base == 0 && exponent > 0 ? 0 : Portable.pow(base, exponent)
  }
}

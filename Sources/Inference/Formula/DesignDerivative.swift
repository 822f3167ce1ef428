extension ExpressionEvaluator {
  /// The derivative of an expression with respect to a column of numbers, for each row of a frame.
  ///
  /// Exact, by the rules of calculus; not finite where there is none (`x^0.5` at 0).
  ///
  /// - Precondition: the expression was fitted and has no factor.
  func derivatives(
    of expression: Expression,
    by name: String,
    on frame: ModelFrame
  ) throws(FormulaError) -> [Double] {
    guard expression.columns.contains(name) else {
      return [Double](repeating: 0, count: frame.rows.count)
    }
    switch expression {
    case .column: return [Double](repeating: 1, count: frame.rows.count)
    case .negated(let inner): return try derivatives(of: inner, by: name, on: frame).map { -$0 }
    case .identity(let inner): return try derivatives(of: inner, by: name, on: frame)
    case .scale(let inner):
      let divisor = scalings[expression]?.standardDeviation ?? .nan
      return try derivatives(of: inner, by: name, on: frame).map { $0 / divisor }
    case .log(let inner):
      let values = try values(of: inner, on: frame)
      return zip(try derivatives(of: inner, by: name, on: frame), values).map { $0 / $1 }
    case .absolute(let inner):
      let values = try values(of: inner, on: frame)
      return zip(try derivatives(of: inner, by: name, on: frame), values)
        .map { $1 < 0 ? -$0 : $0 }
    case .exponential(let inner):
      let values = try values(of: expression, on: frame)
      return zip(try derivatives(of: inner, by: name, on: frame), values).map { $0 * $1 }
    case .arithmetic(let left, let sign, let right):
      let f = try values(of: left, on: frame)
      let g = try values(of: right, on: frame)
      let df = try derivatives(of: left, by: name, on: frame)
      let dg = try derivatives(of: right, by: name, on: frame)
      return f.indices.map { Self.derivative(sign, (f[$0], df[$0]), (g[$0], dg[$0])) }
    // Level but for the points where it jumps.
    case .comparison, .both, .either, .not:
      return [Double](repeating: 0, count: frame.rows.count)
    case .number, .factor, .probability, .word: preconditionFailure("this has no derivative")
    }
  }

  private static func derivative(
    _ sign: Expression.Operator,
    _ f: (value: Double, slope: Double),
    _ g: (value: Double, slope: Double)
  ) -> Double {
    switch sign {
    case .plus: return f.slope + g.slope
    case .minus: return f.slope - g.slope
    case .times: return f.slope * g.value + f.value * g.slope
    case .dividedBy: return (f.slope * g.value - f.value * g.slope) / (g.value * g.value)
    case .power:
      let base =
        f.slope == 0 || g.value == 0
        ? 0 : g.value * power(f.value, g.value - 1) * f.slope
      let exponent =
        g.slope == 0 ? 0 : power(f.value, g.value) * Portable.log(f.value) * g.slope
      return base + exponent
    }
  }
}

extension DesignEncoder {
  /// The columns of the design that depend on a column of the table.
  func columns(dependingOn name: String) -> [Int] {
    plans.indices.filter { plans[$0].parts.contains { $0.variable.columns.contains(name) } }
  }

  /// Whether an offset depends on a column of the table.
  func hasOffset(dependingOn name: String) -> Bool {
    formula.offsets.contains { $0.columns.contains(name) }
  }

  /// The columns of the table that some columns of the design, and the offset, are computed from.
  func tableColumns(of wanted: [Int], withOffset: Bool) -> Set<String> {
    var names = Set(wanted.flatMap { plans[$0].parts.flatMap(\.variable.columns) })
    if withOffset { names.formUnion(formula.offsets.flatMap(\.columns)) }
    return names
  }

  /// The derivatives of some columns of the design with respect to a column of numbers of the table,
  /// for the rows of a frame, column after column.
  ///
  /// - Throws: a ``FormulaError`` of kind `notFinite` where there is none.
  func derivatives(
    of wanted: [Int],
    by name: String,
    on frame: ModelFrame
  ) throws(FormulaError) -> [Double] {
    let parts = try PartValues(of: wanted.flatMap { plans[$0].parts }, on: frame, self)
    var result: [Double] = []
    for plan in wanted.lazy.map({ plans[$0] }) {
      var column = [Double](repeating: 0, count: frame.rows.count)
      // The product rule.
      for (index, part) in plan.parts.enumerated() where part.variable.columns.contains(name) {
        guard case .number(let variable) = part else { continue }
        let slopes = try evaluator.derivatives(of: variable, by: name, on: frame)
        let others = plan.parts.enumerated().filter { $0.offset != index }.map(\.element)
        let rest = parts.product(of: others, rowCount: frame.rows.count)
        for row in column.indices { column[row] += slopes[row] * rest[row] }
      }
      try checkFinite(column, of: plan.name, frame)
      result += column
    }
    return result
  }

  /// The derivative of the offset with respect to a column of numbers of the table.
  func offsetDerivative(by name: String, on frame: ModelFrame) throws(FormulaError) -> [Double] {
    var total = [Double](repeating: 0, count: frame.rows.count)
    for offset in formula.offsets {
      let slopes = try evaluator.derivatives(of: offset, by: name, on: frame)
      for row in total.indices { total[row] += slopes[row] }
    }
    try checkFinite(total, of: name, frame)
    return total
  }

  private func checkFinite(
    _ values: [Double],
    of name: String,
    _ frame: ModelFrame
  ) throws(FormulaError) {
    guard let row = values.firstIndex(where: { !$0.isFinite }) else { return }
    throw frame.error(.notFinite, column: name, row: frame.rows[row])
      .with { $0.value = values[row].description }
  }
}

extension Contrasts.Part {
  /// The variable of the part.
  var variable: Expression {
    switch self {
    case .number(let variable), .indicator(let variable, _): variable
    }
  }
}

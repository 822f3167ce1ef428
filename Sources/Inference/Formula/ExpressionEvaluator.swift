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
    case .column, .number, .factor, .probability, .word: return
    case .negated(let inner), .log(let inner), .identity(let inner), .absolute(let inner),
      .exponential(let inner), .not(let inner):
      try fit(inner, on: frame)
    case .comparison(.column(let name), _, .word(let word)),
      .comparison(.word(let word), _, .column(let name)):
      try frame.checkLevel(word, of: name)
    case .arithmetic(let left, _, let right), .comparison(let left, _, let right),
      .both(let left, let right), .either(let left, let right):
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
    case .comparison(.column(let name), let comparator, .word(let word)),
      .comparison(.word(let word), let comparator, .column(let name)):
      let isEqual = try frame.equals(name, word)
      return isEqual.map { $0 == (comparator == .equal) ? 1 : 0 }
    case .comparison(let left, let comparator, let right):
      let left = try values(of: left, on: frame)
      let right = try values(of: right, on: frame)
      return left.indices.map { comparator.holds(left[$0], right[$0]) ? 1 : 0 }
    case .both(let left, let right):
      return zip(try values(of: left, on: frame), try values(of: right, on: frame))
        .map { $0 != 0 && $1 != 0 ? 1 : 0 }
    case .either(let left, let right):
      return zip(try values(of: left, on: frame), try values(of: right, on: frame))
        .map { $0 != 0 || $1 != 0 ? 1 : 0 }
    case .not(let inner): return try values(of: inner, on: frame).map { $0 == 0 ? 1 : 0 }
    case .word: preconditionFailure("a word stands in a comparison only")
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

extension Expression.Comparator {
  /// Whether two numbers compare so.
  fileprivate func holds(_ left: Double, _ right: Double) -> Bool {
    switch self {
    case .equal: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    }
  }
}

extension ModelFrame {
  /// Which rows of a column hold a word: of codes `yes` or `1`, of numbers a number in any spelling.
  fileprivate func equals(_ name: String, _ word: String) throws(FormulaError) -> [Bool] {
    if case .text? = table[name]?.values { return labels(name).map { $0 == word } }
    let numbers = try numbers(name)
    guard case .coded? = table[name]?.values else {
      let number = DecimalText.parse(Array(word.utf8).span)
      return numbers.map { $0 == number }
    }
    switch Cell(Array(word.utf8).span) {
    case .digit(let code), .code(let code): return numbers.map { $0 == (code ? 1 : 0) }
    case .missing, .number, .word: return numbers.map { _ in false }
    }
  }

  /// Refuses a word that no row of a column holds: the comparison would be the same everywhere.
  fileprivate func checkLevel(_ word: String, of name: String) throws(FormulaError) {
    guard try !equals(name, word).contains(true) else { return }
    let levels = Set(levelTexts(name)).sorted()
    throw error(.unknownReference, column: name).with {
      $0.value = word
      $0.accepted = Array(levels.prefix(20))
      $0.suggestion = NameSuggestion.closest(to: word, among: levels)
    }
  }

  /// The cells of a column as a formula would name them.
  func levelTexts(_ name: String) -> [String] {
    guard case .coded(let codes)? = table[name]?.values else { return labels(name) }
    return rows.map { codes[$0] == true ? "yes" : "no" }
  }
}

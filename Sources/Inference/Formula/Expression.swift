/// What a formula asks to be computed for each case: a column, or arithmetic on columns; what a
/// hypothesis asks of each draw, where names are those of coefficients.
public indirect enum Expression: Sendable, Hashable {
  /// An arithmetic operator.
  public enum Operator: String, Sendable, Hashable {
    /// The four operations and the power.
    case plus = " + "
    case minus = " - "
    case times = " * "
    case dividedBy = "/"
    case power = "^"
  }

  /// What two values are compared by.
  public enum Comparator: String, Sendable, Hashable, CaseIterable {
    /// The six comparisons.
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }

  /// A column by its name. Yes/no codes count as 1 and 0; a column of words is a factor.
  case column(String)
  /// A constant.
  case number(Double)
  /// A change of sign.
  case negated(Expression)
  /// Two expressions joined by an operator.
  case arithmetic(Expression, Operator, Expression)
  /// 1 where a comparison holds, else 0: `coups > 0`, `region == "north"`.
  case comparison(Expression, Comparator, Expression)
  /// 1 where both, or where one at least, are not 0.
  case both(Expression, Expression)
  case either(Expression, Expression)
  /// 1 where it is 0, else 0.
  case not(Expression)
  /// A word that a column is compared with.
  case word(String)
  /// The natural logarithm, `log(x)`.
  case log(Expression)
  /// Centred and divided by the standard deviation (n - 1) of the fitted cases, `scale(x)`.
  case scale(Expression)
  /// Arithmetic inside a formula, `I(x^2)`.
  case identity(Expression)
  /// A column whose values are names of groups, whatever they look like, `factor(x)`.
  case factor(String)
  /// The absolute value, `abs(x)`, of a hypothesis.
  case absolute(Expression)
  /// The exponential, `exp(x)`, of a hypothesis.
  case exponential(Expression)
  /// The probability of the outcome in a scenario, `p(protest=yes)`, of a hypothesis.
  case probability(Scenario)

  /// The name of the design column as R would give it, a plain column without backticks.
  public var label: String {
    if case .column(let name) = self { return name }
    return text(within: 0)
  }

  /// The names of all columns used, in order, each once.
  public var columns: [String] {
    var names: [String] = []
    collectColumns(into: &names)
    return names
  }

  private func collectColumns(into names: inout [String]) {
    switch self {
    case .column(let name), .factor(let name):
      if !names.contains(name) { names.append(name) }
    case .number, .probability, .word: break
    case .negated(let inner), .log(let inner), .scale(let inner), .identity(let inner),
      .absolute(let inner), .exponential(let inner), .not(let inner):
      inner.collectColumns(into: &names)
    case .arithmetic(let left, _, let right), .comparison(let left, _, let right),
      .both(let left, let right), .either(let left, let right):
      left.collectColumns(into: &names)
      right.collectColumns(into: &names)
    }
  }

  /// The text of the expression, in parentheses where it binds less than its surroundings.
  private func text(within binding: Int) -> String {
    switch self {
    case .column(let name): FormulaLexer.quoted(name)
    case .number(let value): Self.text(of: value)
    case .negated(let inner): Self.enclosed("-" + inner.text(within: 7), 7 < binding)
    case .comparison(let left, let sign, let right):
      Self.enclosed(
        left.text(within: 5) + " \(sign.rawValue) " + right.text(within: 5),
        4 < binding
      )
    case .both(let left, let right):
      Self.enclosed(left.text(within: 2) + " & " + right.text(within: 3), 2 < binding)
    case .either(let left, let right):
      Self.enclosed(left.text(within: 1) + " | " + right.text(within: 2), 1 < binding)
    case .not(let inner): Self.enclosed("!" + inner.text(within: 4), 3 < binding)
    case .word(let word): FormulaLexer.quotedWord(word)
    case .arithmetic(let left, let sign, let right):
      Self.enclosed(
        left.text(within: sign == .power ? sign.binding + 1 : sign.binding)
          + sign.rawValue
          + right.text(within: sign == .power ? sign.binding : sign.binding + 1),
        sign.binding < binding
      )
    case .log(let inner): "log(\(inner.text(within: 0)))"
    case .scale(let inner): "scale(\(inner.text(within: 0)))"
    case .identity(let inner): "I(\(inner.text(within: 0)))"
    case .factor(let name): "factor(\(FormulaLexer.quoted(name)))"
    case .absolute(let inner): "abs(\(inner.text(within: 0)))"
    case .exponential(let inner): "exp(\(inner.text(within: 0)))"
    case .probability(let scenario): "p(\(scenario.text))"
    }
  }

  private static func enclosed(_ text: String, _ needsParentheses: Bool) -> String {
    needsParentheses ? "(" + text + ")" : text
  }

  /// A number as R prints it: `2`, not `2.0`.
  package static func text(of value: Double) -> String {
    // -0 is 0 to a reader.
    let text = (value + 0).description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

extension Expression.Operator {
  /// How tightly the operator binds: above `|`, `&`, `!` and the comparisons (1 to 4); a change of sign
  /// has 7, between the product and the power.
  fileprivate var binding: Int {
    switch self {
    case .plus, .minus: 5
    case .times, .dividedBy: 6
    case .power: 8
    }
  }
}

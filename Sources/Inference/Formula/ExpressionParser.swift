/// Reads the arithmetic inside the parentheses of a function, with R's precedence.
///
///     condition  = both { "|" both }
///     both       = negation { "&" negation }
///     negation   = "!" negation | comparison
///     comparison = side [ ( "==" | "!=" | "<" | "<=" | ">" | ">=" ) side ]
///     side       = word | expression
///     expression = product { ( "+" | "-" ) product }
///     product    = sign { ( "*" | "/" ) sign }
///     sign       = { "+" | "-" } power
///     power      = primary [ "^" sign ]
///     primary    = number | name | [ "I" | "log" | "scale" ] "(" condition ")"
///
/// A word stands between quotes, and only a column is compared with it. Conditions are for formulas.
struct ExpressionParser {
  private static let functions = ["I", "log", "scale"]
  // Bounds the depth of the tree, and with it every recursion over it.
  private static let operationLimit = 200

  var tokens: TokenReader
  private let names: Names
  private var operations = 0

  /// Whose names and functions are read.
  enum Names {
    /// Columns, and the functions of formulas.
    case columns
    /// Coefficients, and the functions of hypotheses; see `HypothesisNames`.
    case coefficients
  }

  init(_ tokens: TokenReader, names: Names = .columns) {
    self.tokens = tokens
    self.names = names
  }

  /// The argument of a function whose opening parenthesis has been read, up to the closing one.
  mutating func parseArgument() throws(FormulaError) -> Expression {
    let expression = names == .columns ? try parseCondition() : try parseExpression()
    try tokens.expect(")", orElse: ["+", "-", "*", "/", "^"])
    return expression
  }

  /// A call of a function whose name has been read.
  mutating func parseCall(
    _ name: String,
    at range: Range<Int>,
    accepted: [String] = functions
  ) throws(FormulaError) -> Expression {
    guard accepted.contains(name) else { throw unknownFunction(name, at: range, accepted) }
    try tokens.expect("(")
    if name == "factor" {
      let column = try tokens.expectName("a column")
      try tokens.expect(")")
      return .factor(column)
    }
    let argument = try parseArgument()
    let call: Expression
    switch name {
    case "log": call = .log(argument)
    case "scale": call = .scale(argument)
    default: call = .identity(argument)
    }
    tokens.note(call, at: range.lowerBound..<tokens.previousEnd)
    return call
  }

  func unknownFunction(
    _ name: String,
    at range: Range<Int>,
    _ accepted: [String]
  ) -> FormulaError {
    FormulaError(.unknownFunction, tokens.text, range: range, value: name).with {
      $0.accepted = accepted
      $0.suggestion = NameSuggestion.closest(to: name, among: accepted)
    }
  }

  mutating func parseExpression() throws(FormulaError) -> Expression {
    var result = try parseProduct()
    while true {
      if tokens.consume("+") {
        result = try counted(.arithmetic(result, .plus, try parseProduct()))
      } else if tokens.consume("-") {
        result = try counted(.arithmetic(result, .minus, try parseProduct()))
      } else {
        return result
      }
    }
  }

  private mutating func parseProduct() throws(FormulaError) -> Expression {
    var result = try parseSign()
    while true {
      if tokens.consume("*") {
        result = try counted(.arithmetic(result, .times, try parseSign()))
      } else if tokens.consume("/") {
        result = try counted(.arithmetic(result, .dividedBy, try parseSign()))
      } else {
        return result
      }
    }
  }

  private mutating func parseSign() throws(FormulaError) -> Expression {
    try count()
    if tokens.consume("+") { return try parseSign() }
    if tokens.consume("-") { return .negated(try parseSign()) }
    return try parsePower()
  }

  private mutating func parsePower() throws(FormulaError) -> Expression {
    let base = try parsePrimary()
    guard tokens.consume("^") else { return base }
    return .arithmetic(base, .power, try parseSign())
  }

  private mutating func parsePrimary() throws(FormulaError) -> Expression {
    let token = tokens.current
    switch token.kind {
    case .number(let value):
      tokens.advance()
      return .number(value)
    case .symbol("("):
      tokens.advance()
      return try parseArgument()
    case .name where names == .coefficients, .quotedName where names == .coefficients:
      return try parseCoefficient()
    case .quotedName(let name):
      tokens.advance()
      tokens.note(.column(name), at: token.range)
      return .column(name)
    case .name(let name):
      tokens.advance()
      if tokens.isSymbol("(") { return try parseCall(name, at: token.range) }
      tokens.note(.column(name), at: token.range)
      return .column(name)
    default:
      throw tokens.unexpected([
        names == .columns ? "a column" : "a coefficient", "a number", "a function", "(",
      ])
    }
  }

  mutating func counted(_ expression: Expression) throws(FormulaError) -> Expression {
    try count()
    return expression
  }

  mutating func count() throws(FormulaError) {
    operations += 1
    guard operations <= Self.operationLimit else { throw tokens.error(.tooComplex) }
  }
}

/// Comparisons and what joins them.
extension ExpressionParser {
  /// Reads a condition up to what cannot belong to it; arithmetic alone is one too.
  mutating func parseCondition() throws(FormulaError) -> Expression {
    var result = try parseBoth()
    while tokens.isSymbol("|"), !tokens.isBeforeTrials {
      consumeOperator("|")
      result = try counted(.either(result, try parseBoth()))
    }
    return result
  }

  private mutating func parseBoth() throws(FormulaError) -> Expression {
    var result = try parseNegation()
    while tokens.isSymbol("&") {
      consumeOperator("&")
      result = try counted(.both(result, try parseNegation()))
    }
    return result
  }

  private mutating func parseNegation() throws(FormulaError) -> Expression {
    guard tokens.consume("!") else { return try parseComparison() }
    try count()
    return .not(try parseNegation())
  }

  private mutating func parseComparison() throws(FormulaError) -> Expression {
    let start = tokens.current.range.lowerBound
    let left = try parseSide()
    guard let comparator = try parseComparator() else {
      if case .word = left {
        throw tokens.error(.unexpectedToken, from: start, accepted: ["a column"])
      }
      return left
    }
    let right = try parseSide()
    if tokens.isComparator { throw tokens.error(.chainedComparison, from: start) }
    for (side, other) in [(left, right), (right, left)] {
      guard case .word = side else { continue }
      guard case .column = other, comparator == .equal || comparator == .notEqual else {
        throw tokens.error(.comparedWord, from: start)
      }
    }
    return try counted(.comparison(left, comparator, right))
  }

  private mutating func parseSide() throws(FormulaError) -> Expression {
    if case .word(let word) = tokens.current.kind {
      tokens.advance()
      return .word(word)
    }
    return try parseExpression()
  }

  /// `&&` and `||` are `&` and `|`, as rows are looked at one by one.
  private mutating func consumeOperator(_ symbol: Character) {
    _ = tokens.consume(symbol)
    _ = tokens.consume(symbol)
  }

  private mutating func parseComparator() throws(FormulaError) -> Expression.Comparator? {
    guard tokens.isComparator else { return nil }
    let start = tokens.current.range.lowerBound
    if tokens.consume("<") { return tokens.consume("=") ? .lessOrEqual : .less }
    if tokens.consume(">") { return tokens.consume("=") ? .greaterOrEqual : .greater }
    let isNegated = tokens.isSymbol("!")
    tokens.advance()
    guard tokens.consume("=") else {
      throw tokens.error(.unexpectedToken, from: start, accepted: isNegated ? ["!="] : ["=="])
    }
    return isNegated ? .notEqual : .equal
  }
}

extension TokenReader {
  /// Whether a comparison begins here.
  var isComparator: Bool {
    isSymbol("<") || isSymbol(">") || isSymbol("=") || isSymbol("!")
  }

  /// Whether what follows is `trials(`, so that a bar is that of a grouped outcome.
  fileprivate var isBeforeTrials: Bool {
    var ahead = self
    ahead.advance()
    guard ahead.current.kind == .name("trials") else { return false }
    ahead.advance()
    return ahead.isSymbol("(")
  }

  /// What the text from here to an end holds outside parentheses: a comparison, arithmetic or terms.
  ///
  /// Ends at a symbol, or at the parenthesis that closes those around; at the end of the text.
  func contents(until end: Character) -> (hasComparison: Bool, hasOperator: Bool) {
    var ahead = self
    var depth = 0
    var result = (hasComparison: false, hasOperator: false)
    // A sign after an operator belongs to a number.
    var isAfterOperator = true
    while ahead.current.kind != .end {
      if depth == 0, ahead.isSymbol(end) || ahead.isSymbol(")") { break }
      if ahead.isSymbol("(") { depth += 1 }
      if ahead.isSymbol(")") { depth -= 1 }
      guard case .symbol(let symbol) = ahead.current.kind, depth == 0 else {
        isAfterOperator = false
        ahead.advance()
        continue
      }
      if "<>=!&".contains(symbol) { result.hasComparison = true }
      if "+-*/:^".contains(symbol), !isAfterOperator { result.hasOperator = true }
      isAfterOperator = symbol != ")"
      ahead.advance()
    }
    return result
  }
}

extension Expression {
  /// Whether its values are 1 and 0 because it is a condition.
  var isCondition: Bool {
    switch self {
    case .comparison, .both, .either, .not: true
    case .identity(let inner): inner.isCondition
    default: false
    }
  }
}

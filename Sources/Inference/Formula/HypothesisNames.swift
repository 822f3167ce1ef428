extension ExpressionParser {
  /// The functions of a hypothesis.
  private static let hypothesisFunctions = ["abs", "exp", "p"]
  /// Functions of formulas, which a hypothesis knows only as parts of the names of coefficients.
  private static let formulaFunctions = ["I", "factor", "log", "scale"]

  /// A coefficient, or a function of a hypothesis.
  ///
  ///     coefficient = part { ":" part }
  ///     part        = name | ( "I" | "factor" | "log" | "scale" ) "(" anything ")" [ name | number ]
  ///     function    = ( "abs" | "exp" ) "(" expression ")" | "p" "(" scenario ")"
  mutating func parseCoefficient() throws(FormulaError) -> Expression {
    let start = tokens.current.range
    if case .name(let name) = tokens.current.kind, !Self.formulaFunctions.contains(name) {
      var ahead = tokens
      ahead.advance()
      if ahead.isSymbol("(") {
        tokens.advance()
        return try parseHypothesisCall(name, at: start)
      }
    }
    var name = try parsePart()
    while tokens.consume(":") { name += ":" + (try parsePart()) }
    tokens.note(.column(name), at: start.lowerBound..<tokens.previousEnd)
    return .column(name)
  }

  private mutating func parsePart() throws(FormulaError) -> String {
    let start = tokens.current.range
    switch tokens.current.kind {
    case .quotedName(let name):
      tokens.advance()
      return name
    case .name(let name):
      tokens.advance()
      guard tokens.isSymbol("("), Self.formulaFunctions.contains(name) else { return name }
      _ = try skipArgument()
      // The level of factor(x)2020 follows at once.
      switch tokens.current.kind {
      case .name, .number:
        if tokens.current.range.lowerBound == tokens.previousEnd { tokens.advance() }
      default: break
      }
      return tokens.text(start.lowerBound..<tokens.previousEnd)
    default: throw tokens.unexpected(["a coefficient"])
    }
  }

  private mutating func parseHypothesisCall(
    _ name: String,
    at range: Range<Int>
  ) throws(FormulaError) -> Expression {
    switch name {
    case "p":
      let argument = try skipArgument()
      do {
        return .probability(try Scenario(tokens.text(argument)))
      } catch {
        // The place within the hypothesis, not within the scenario.
        throw error.with {
          $0.formula = tokens.text
          $0.range = error.range.map { found in
            (found.lowerBound + argument.lowerBound)..<(found.upperBound + argument.lowerBound)
          }
        }
      }
    case "abs", "exp":
      try tokens.expect("(")
      let argument = try parseArgument()
      return name == "abs" ? .absolute(argument) : .exponential(argument)
    default: throw unknownFunction(name, at: range, Self.hypothesisFunctions)
    }
  }

  /// Passes over an argument in parentheses; returns where it stands, without these.
  private mutating func skipArgument() throws(FormulaError) -> Range<Int> {
    try tokens.expect("(")
    let start = tokens.previousEnd
    var depth = 1
    while true {
      if tokens.isSymbol("(") { depth += 1 }
      if tokens.isSymbol(")") { depth -= 1 }
      guard tokens.current.kind != .end else { throw tokens.unexpected([")"]) }
      let end = tokens.current.range.lowerBound
      tokens.advance()
      if depth == 0 { return start..<end }
    }
  }
}

/// Reads a formula by recursive descent, one function for each rule of the grammar.
///
///     formula     = response "~" ( sum | condition )
///     response    = name [ "|" "trials" "(" ( name | count ) ")" ] | condition
///     sum         = [ "+" | "-" ] product { ( "+" | "-" ) product }
///     product     = interaction { "*" interaction }
///     interaction = power { ":" power }
///     power       = atom { "^" count }
///     atom        = "(" sum ")" | "(" condition ")" | "0" | "1" | "." | name | function "(" expression ")"
///
/// Inside the parentheses of a function the operators mean arithmetic (`ExpressionParser`), and conditions
/// compare (`ConditionParser`). A condition without parentheses stands alone: beside other terms R would
/// take these into the comparison.
struct FormulaParser {
  /// What has been read.
  struct Parts {
    var response: Formula.Response
    var sum: TermSum
    var terms: [Term]
  }

  static let functions = ["factor", "I", "log", "offset", "scale"]
  // No sensible formula comes near; beyond them lies a stack overflow or an endless expansion.
  private static let nestingLimit = 100
  private static let termLimit = 5_000

  private var tokens: TokenReader
  /// The columns that a dot may stand for; nil where they are not known.
  private let allColumns: [String]?
  /// Those that it does stand for: the columns of the outcome are not among them.
  private var otherColumns: [String] = []
  private var variables: [Expression] = []
  private var indexOfVariable: [Expression: Int] = [:]
  private var nesting = 0
  /// The single variables that were given a power, which is no more than they are.
  private(set) var idlePowers: [Expression] = []

  /// Where each expression was first mentioned.
  var ranges: [Expression: Range<Int>] { tokens.ranges }

  init(_ text: String, allColumns: [String]? = nil) throws(FormulaError) {
    self.allColumns = allColumns
    tokens = try TokenReader(text)
  }

  mutating func parse() throws(FormulaError) -> Parts {
    let response = try parseResponse()
    otherColumns = allColumns?.filter { !response.columns.contains($0) } ?? []
    try tokens.expect("~")
    let sum = try parseRightHandSide()
    guard tokens.current.kind == .end else {
      throw tokens.unexpected(["+", "-", "*", ":", "^", "end of formula"])
    }
    // Sorting by degree must keep the order within a degree; `sort` does not promise to.
    let degrees = Set(sum.terms.map(\.count)).sorted()
    let ordered = degrees.flatMap { degree in sum.terms.filter { $0.count == degree } }
    return Parts(
      response: response,
      sum: sum,
      terms: ordered.map { Term(variables: $0.map { variables[$0] }) }
    )
  }

  private mutating func parseRightHandSide() throws(FormulaError) -> TermSum {
    let contents = tokens.contents(until: "~")
    guard contents.hasComparison else { return try parseSum() }
    let start = tokens.current.range.lowerBound
    guard !contents.hasOperator else {
      while tokens.current.kind != .end { tokens.advance() }
      throw tokens.error(.bareComparison, from: start)
    }
    return try parseConditionTerm { (parser) throws(FormulaError) in try parser.parseCondition() }
  }

  /// A condition as a term, named as R names it inside `I()`.
  private mutating func parseConditionTerm(
    _ parse: (inout ExpressionParser) throws(FormulaError) -> Expression
  ) throws(FormulaError) -> TermSum {
    let start = tokens.current.range.lowerBound
    var parser = ExpressionParser(tokens)
    let condition = try parse(&parser)
    tokens = parser.tokens
    return term(.identity(condition), mentionedAt: start..<tokens.previousEnd)
  }

  /// An outcome that is a condition.
  private mutating func parseTest() throws(FormulaError) -> Formula.Response {
    let start = tokens.current.range.lowerBound
    var parser = ExpressionParser(tokens)
    let test = try parser.parseCondition()
    tokens = parser.tokens
    guard test.isCondition, let column = test.columns.first else {
      throw tokens.error(
        .unexpectedToken,
        from: start,
        accepted: ["the outcome", "a comparison, as in I(x > 0)"]
      )
    }
    tokens.note(test, at: start..<tokens.previousEnd)
    return Formula.Response(column: column, trials: nil, test: test)
  }

  /// The error that counts are written as R writes them.
  private mutating func boundCounts() -> FormulaError {
    let start = tokens.current.range.lowerBound
    tokens.advance()
    tokens.advance()
    var names: [String] = []
    while tokens.current.kind != .end, !tokens.isSymbol(")") {
      switch tokens.current.kind {
      case .name(let name), .quotedName(let name): names.append(FormulaLexer.quoted(name))
      case .symbol(let symbol): names.append(String(symbol))
      default: names.append("")
      }
      tokens.advance()
    }
    tokens.advance()
    var accepted = Array(names.prefix(1))
    // cbind(s, n - s) names the number of trials.
    if names.count == 5, names[1] == ",", names[3] == "-", names[4] == names[0] {
      accepted.append(names[2])
    }
    return tokens.error(.boundCounts, from: start, accepted: accepted)
  }

  /// The text of a formula with its outcome replaced by the comparison with a level.
  static func declaring(
    _ level: String,
    in text: String,
    _ allColumns: [String]?
  ) throws(FormulaError) -> String {
    var parser = try FormulaParser(text, allColumns: allColumns)
    let response = try parser.parseResponse()
    guard response.trials == nil, response.test == nil, parser.tokens.isSymbol("~") else {
      throw parser.tokens.error(.unexpectedToken, from: 0, accepted: ["a single outcome column"])
    }
    let rest = text.dropFirst(parser.tokens.current.range.lowerBound)
    return FormulaLexer.quoted(response.column) + " == " + FormulaLexer.quotedWord(level) + " "
      + rest
  }

  private mutating func parseResponse() throws(FormulaError) -> Formula.Response {
    var ahead = tokens
    ahead.advance()
    if ahead.isSymbol("("), tokens.current.kind == .name("cbind") { throw boundCounts() }
    let isInside = ahead.isSymbol("(") && tokens.current.kind == .name("I")
    if isInside || tokens.isSymbol("(") || tokens.contents(until: "~").hasComparison {
      return try parseTest()
    }
    let column = try tokens.expectName("the outcome")
    if tokens.isSymbol("(") { throw tokens.unexpected(["~", "| trials("]) }
    guard tokens.consume("|") else { return Formula.Response(column: column, trials: nil) }
    guard tokens.current.kind == .name("trials") else {
      throw tokens.error(.trialsMissing, accepted: ["trials("])
    }
    tokens.advance()
    try tokens.expect("(")
    let trials: Formula.Response.Trials
    if case .number = tokens.current.kind {
      trials = .count(try tokens.expectCount())
    } else {
      trials = .column(try tokens.expectName("a column or a whole number"))
    }
    try tokens.expect(")")
    return Formula.Response(column: column, trials: trials)
  }

  private mutating func parseSum() throws(FormulaError) -> TermSum {
    var sum = TermSum()
    var isFirst = true
    while true {
      let start = tokens.current.range.lowerBound
      var removes = false
      var hasSign = false
      // As in R, signs may follow each other: `x + -1`.
      while tokens.isSymbol("+") || tokens.isSymbol("-") {
        if tokens.isSymbol("-") { removes.toggle() }
        hasSign = true
        tokens.advance()
      }
      guard hasSign || isFirst else { return sum }
      isFirst = false
      let product = try parseProduct()
      guard removes else {
        sum.add(product)
        guard sum.terms.count <= Self.termLimit else {
          throw tooManyTerms("\(sum.terms.count)", from: start)
        }
        continue
      }
      guard product.offsets.isEmpty else { throw tokens.error(.misplacedOffset, from: start) }
      sum.remove(product)
    }
  }

  private mutating func parseProduct() throws(FormulaError) -> TermSum {
    let start = tokens.current.range.lowerBound
    var result = try parseInteraction()
    while tokens.isSymbol("*") {
      try checkOperand(result, from: start)
      tokens.advance()
      let right = try parseOperand { (parser) throws(FormulaError) in try parser.parseInteraction()
      }
      let products = try interaction(of: result, right, from: start)
      result.add(right)
      result.add(products)
    }
    return result
  }

  private mutating func parseInteraction() throws(FormulaError) -> TermSum {
    let start = tokens.current.range.lowerBound
    var result = try parsePower()
    while tokens.isSymbol(":") {
      try checkOperand(result, from: start)
      tokens.advance()
      let right = try parseOperand { (parser) throws(FormulaError) in try parser.parsePower() }
      result = try interaction(of: result, right, from: start)
    }
    return result
  }

  private mutating func parsePower() throws(FormulaError) -> TermSum {
    let start = tokens.current.range.lowerBound
    var result = try parseAtom()
    while tokens.isSymbol("^") {
      try checkOperand(result, from: start)
      tokens.advance()
      let base = result
      let exponent = try tokens.expectCount()
      if exponent > 1, base.terms.count == 1, base.terms[0].count == 1 {
        idlePowers.append(variables[base.terms[0][0]])
      }
      // Beyond the number of variables, a higher power adds nothing.
      for _ in 1..<max(1, min(exponent, variables.count)) {
        result = try interaction(of: result, base, from: start)
      }
    }
    return result
  }

  private mutating func parseAtom() throws(FormulaError) -> TermSum {
    let token = tokens.current
    switch token.kind {
    case .symbol("("):
      var ahead = tokens
      ahead.advance()
      if ahead.contents(until: ")").hasComparison {
        return try parseConditionTerm { (parser) throws(FormulaError) in
          parser.tokens.advance()
          return try parser.parseArgument()
        }
      }
      nesting += 1
      guard nesting <= Self.nestingLimit else { throw tokens.error(.tooComplex) }
      tokens.advance()
      let sum = try parseSum()
      if tokens.isSymbol("|") { throw tokens.error(.unsupportedNotation) }
      try tokens.expect(")", orElse: ["+", "-", "*", ":", "^"])
      nesting -= 1
      return sum
    case .number(let value) where value == 0 || value == 1:
      tokens.advance()
      return TermSum(intercept: value == 1)
    case .symbol(".") where allColumns != nil:
      tokens.advance()
      var sum = TermSum()
      for name in otherColumns { sum.add(term(.column(name), mentionedAt: token.range)) }
      return sum
    case .quotedName(let name):
      tokens.advance()
      return term(.column(name), mentionedAt: token.range)
    case .name(let name):
      tokens.advance()
      guard tokens.isSymbol("(") else { return term(.column(name), mentionedAt: token.range) }
      return try parseFunction(name, at: token.range)
    default:
      throw tokens.unexpected(["a column", "a function", "(", "0", "1"])
    }
  }

  private mutating func parseFunction(
    _ name: String,
    at range: Range<Int>
  ) throws(FormulaError) -> TermSum {
    let isOffset = name == "offset"
    if isOffset { tokens.advance() }
    var arithmetic = ExpressionParser(tokens)
    let result: TermSum
    if isOffset {
      let expression = try arithmetic.parseArgument()
      tokens = arithmetic.tokens
      result = TermSum(offsets: [expression])
    } else {
      let expression = try arithmetic.parseCall(name, at: range, accepted: Self.functions)
      tokens = arithmetic.tokens
      result = term(expression, mentionedAt: range.lowerBound..<tokens.previousEnd)
    }
    if tokens.isSymbol("/") { throw tokens.error(.unsupportedNotation) }
    return result
  }

  private mutating func term(_ expression: Expression, mentionedAt range: Range<Int>) -> TermSum {
    tokens.note(expression, at: range)
    if let index = indexOfVariable[expression] { return TermSum(terms: [[index]]) }
    indexOfVariable[expression] = variables.count
    variables.append(expression)
    return TermSum(terms: [[variables.count - 1]])
  }

  private mutating func parseOperand(
    _ parse: (inout FormulaParser) throws(FormulaError) -> TermSum
  ) throws(FormulaError) -> TermSum {
    let start = tokens.current.range.lowerBound
    let operand = try parse(&self)
    try checkOperand(operand, from: start)
    return operand
  }

  /// Numbers and offsets cannot interact with anything.
  private func checkOperand(_ operand: TermSum, from start: Int) throws(FormulaError) {
    guard operand.offsets.isEmpty else { throw tokens.error(.misplacedOffset, from: start) }
    guard operand.terms.isEmpty else { return }
    throw tokens.error(.unexpectedToken, from: start, accepted: ["a column", "a function", "("])
  }

  private func interaction(
    of left: TermSum,
    _ right: TermSum,
    from start: Int
  ) throws(FormulaError) -> TermSum {
    guard let product = left.interacting(with: right, limit: Self.termLimit) else {
      throw tooManyTerms("\(left.terms.count) x \(right.terms.count)", from: start)
    }
    return product
  }

  /// The error that a part of the formula, from `start` on, stands for more terms than there may be.
  private func tooManyTerms(_ count: String, from start: Int) -> FormulaError {
    tokens.error(.tooManyTerms, from: start, accepted: ["\(Self.termLimit)"]).with {
      $0.value = count
    }
  }
}

/// A place in the tokens of a formula, with what the parsers need to move on or to complain.
struct TokenReader {
  /// The text of the formula.
  let text: String
  private let characters: [Character]
  private let tokens: [FormulaToken]
  private var index = 0
  /// Where each expression was first mentioned.
  private(set) var ranges: [Expression: Range<Int>] = [:]

  init(
    _ text: String,
    symbols: Set<Character> = FormulaLexer.formulaSymbols
  ) throws(FormulaError) {
    self.text = text
    characters = Array(text)
    tokens = try FormulaLexer.tokens(of: text, symbols: symbols)
    if tokens.count == 1 { throw FormulaError(.empty, text, range: 0..<characters.count) }
  }

  /// The token at this place.
  var current: FormulaToken { tokens[index] }

  /// The end of the token before this place.
  var previousEnd: Int { index == 0 ? 0 : tokens[index - 1].range.upperBound }

  mutating func advance() {
    if index < tokens.count - 1 { index += 1 }
  }

  func isSymbol(_ symbol: Character) -> Bool { current.kind == .symbol(symbol) }

  mutating func consume(_ symbol: Character) -> Bool {
    guard isSymbol(symbol) else { return false }
    advance()
    return true
  }

  mutating func expect(
    _ symbol: Character,
    orElse others: [String] = []
  ) throws(FormulaError) {
    guard consume(symbol) else { throw unexpected([String(symbol)] + others) }
  }

  /// The characters of a part of the text.
  func text(_ range: Range<Int>) -> String { String(characters[range]) }

  /// A column name, noted with its place.
  mutating func expectName(_ description: String) throws(FormulaError) -> String {
    switch current.kind {
    case .name(let name), .quotedName(let name):
      note(.column(name), at: current.range)
      advance()
      return name
    default: throw unexpected([description])
    }
  }

  /// A whole number that is at least 1.
  mutating func expectCount() throws(FormulaError) -> Int {
    guard case .number(let value) = current.kind, let count = Int(exactly: value), count >= 1 else {
      throw unexpected(["a whole number from 1"])
    }
    advance()
    return count
  }

  mutating func note(_ expression: Expression, at range: Range<Int>) {
    if ranges[expression] == nil { ranges[expression] = range }
  }

  /// The error that the current token is none of those needed.
  func unexpected(_ accepted: [String]) -> FormulaError {
    // A slash is arithmetic in functions and nesting in R's formulas; nesting is not offered here.
    // A dot means all columns, in the place of a term and where they are known.
    if isSymbol("/") || isSymbol(".") { return error(.unsupportedNotation) }
    return error(.unexpectedToken, accepted: accepted)
  }

  /// An error about the current token or, where `start` is given, about the text read since.
  func error(
    _ kind: FormulaError.Kind,
    from start: Int? = nil,
    accepted: [String] = []
  ) -> FormulaError {
    let range = start.map { $0..<max($0, previousEnd) } ?? current.range
    let value = range.isEmpty ? "end of formula" : String(characters[range])
    return FormulaError(kind, text, range: range, value: value).with { $0.accepted = accepted }
  }
}

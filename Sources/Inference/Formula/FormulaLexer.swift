/// One word of a formula, with its place in the text.
struct FormulaToken: Equatable {
  enum Kind: Equatable {
    case name(String)
    case quotedName(String)
    case number(Double)
    case word(String)
    case symbol(Character)
    case end
  }
  var kind: Kind
  /// The place in the formula, in characters.
  var range: Range<Int>
}

/// Cuts the text of a formula into tokens.
///
/// A name is a run of letters of any script, digits, `_` and `.` that is not a number; any other
/// name is written between backticks.
struct FormulaLexer {
  /// The symbols of a formula.
  static let formulaSymbols: Set<Character> = [
    "~", "+", "-", "*", "/", "^", ":", "(", ")", "|", "<", ">", "=", "!", "&", "\"", "'", ",",
  ]
  /// The symbols of a hypothesis.
  static let hypothesisSymbols: Set<Character> = [
    "<", ">", "=", ",", "+", "-", "*", "/", "^", ":", "(", ")",
  ]
  private let symbols: Set<Character>
  private let text: String
  private let characters: [Character]
  private var position = 0

  init(_ text: String, symbols: Set<Character> = formulaSymbols) {
    self.text = text
    self.symbols = symbols
    characters = Array(text)
  }

  /// All tokens, the last of which is `.end`.
  static func tokens(
    of text: String,
    symbols: Set<Character> = formulaSymbols
  ) throws(FormulaError) -> [FormulaToken] {
    var lexer = FormulaLexer(text, symbols: symbols)
    var tokens: [FormulaToken] = []
    while true {
      let token = try lexer.next()
      tokens.append(token)
      if token.kind == .end { return tokens }
    }
  }

  /// Whether a text has a dot in the place of a name.
  static func hasDot(_ text: String) -> Bool {
    (try? tokens(of: text))?.contains { $0.kind == .symbol(".") } ?? false
  }

  private mutating func next() throws(FormulaError) -> FormulaToken {
    while position < characters.count, characters[position].isWhitespace { position += 1 }
    let start = position
    guard start < characters.count else { return FormulaToken(kind: .end, range: start..<start) }
    let character = characters[start]
    if character == "`" { return try quoted() }
    if character == "\"" || character == "'", symbols.contains(character) { return try quoted() }
    if symbols.contains(character) {
      position += 1
      return FormulaToken(kind: .symbol(character), range: start..<position)
    }
    if character == "%" { throw unsupportedOperator() }
    guard Self.belongsToName(character) else {
      throw FormulaError(
        .unexpectedCharacter,
        text,
        range: start..<(start + 1),
        value: String(character)
      )
    }
    return try word()
  }

  private static func belongsToName(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_" || character == "."
  }

  /// A name or a number: `1.5` and `1e-3` are numbers, `x1`, `2020_protest` and `.x` are names.
  private mutating func word() throws(FormulaError) -> FormulaToken {
    let start = position
    advanceOverName()
    let run = String(characters[start..<position])
    if let exponent = run.last, exponent == "e" || exponent == "E",
      Double(run.dropLast()) != nil, position + 1 < characters.count,
      characters[position] == "-" || characters[position] == "+",
      characters[position + 1].isWholeNumber
    {
      position += 1
      advanceOverName()
    }
    let word = String(characters[start..<position])
    let range = start..<position
    if word == "." { return FormulaToken(kind: .symbol("."), range: range) }
    // Double(_:) also reads "nan", "inf" and hexadecimal numbers, which are names here.
    let isDecimal = word.allSatisfy { $0.isASCII && ($0.isNumber || ".eE+-".contains($0)) }
    if isDecimal, word.contains(where: \.isNumber), word.first != "e", word.first != "E",
      let value = Double(word), value.isFinite
    {
      return FormulaToken(kind: .number(value), range: range)
    }
    return FormulaToken(kind: .name(word), range: range)
  }

  private mutating func advanceOverName() {
    while position < characters.count, Self.belongsToName(characters[position]) { position += 1 }
  }

  /// A name between backticks, or a word between quotes of one kind.
  private mutating func quoted() throws(FormulaError) -> FormulaToken {
    let start = position
    let quote = characters[start]
    var text = ""
    position += 1
    while position < characters.count, characters[position] != quote {
      // As in R, a backslash lets the quote or a backslash stand for itself.
      if characters[position] == "\\", position + 1 < characters.count,
        characters[position + 1] == quote || characters[position + 1] == "\\"
      {
        position += 1
      }
      text.append(characters[position])
      position += 1
    }
    guard position < characters.count else {
      throw FormulaError(
        .unclosedBacktick,
        self.text,
        range: start..<position,
        value: String(quote)
      )
    }
    position += 1
    return FormulaToken(
      kind: quote == "`" ? .quotedName(text) : .word(text),
      range: start..<position
    )
  }

  private func unsupportedOperator() -> FormulaError {
    let start = position
    let rest = characters[(start + 1)...]
    let end = rest.firstIndex(of: "%").map { $0 + 1 } ?? (start + 1)
    return FormulaError(
      .unsupportedNotation,
      text,
      range: start..<end,
      value: String(characters[start..<end])
    )
  }

  /// Whether a name can be written without backticks.
  static func isPlainName(_ name: String) -> Bool {
    guard let tokens = try? tokens(of: name), tokens.count == 2 else { return false }
    return tokens[0].kind == .name(name)
  }

  /// A name as it is written in a formula: between backticks unless it is plain.
  static func quoted(_ name: String) -> String {
    if isPlainName(name) { return name }
    let escaped = name.map { $0 == "`" || $0 == "\\" ? "\\\($0)" : String($0) }
    return "`" + escaped.joined() + "`"
  }

  /// A word as it is written in a formula, between quotes.
  static func quotedWord(_ word: String) -> String {
    "\"" + word.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
  }
}

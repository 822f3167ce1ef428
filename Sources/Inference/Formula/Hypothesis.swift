/// A directed hypothesis about the coefficients of a fit: `security_uncertainty > foreign_intrusion`.
///
/// Two expressions joined by `<` or `>`. In them stand coefficients by their names (on the log-odds
/// scale), numbers, `+ - * / ^`, parentheses, `abs()`, `exp()`, and `p(protest=yes)`, the probability of
/// the outcome in a ``Scenario``. Names with spaces or other characters stand between backticks.
public struct Hypothesis: Sendable, Equatable {
  /// What joins the two sides.
  public enum Comparison: String, Sendable {
    /// The left side is the smaller one.
    case less = "<"
    /// The left side is the larger one.
    case greater = ">"
  }

  /// The text that was read.
  public let text: String
  /// The left side; its columns are coefficients.
  public let left: Expression
  /// What joins the two sides.
  public let comparison: Comparison
  /// The right side.
  public let right: Expression

  /// Reads a hypothesis about some coefficients.
  ///
  /// Space within the name of a coefficient such as `log(gdp)` does not matter.
  ///
  /// - Throws: a ``FormulaError`` of subject `hypothesis` with the place in the text, such as
  ///   `unknownCoefficient` with the nearest name; of subject `scenario` about the argument of `p()`.
  public init(_ text: String, coefficients: [String]) throws(FormulaError) {
    do throws(FormulaError) {
      let tokens = try TokenReader(text, symbols: FormulaLexer.hypothesisSymbols)
      var parser = ExpressionParser(tokens, names: .coefficients)
      let left = try parser.parseExpression()
      let comparison = try Self.comparison(&parser.tokens)
      let right = try parser.parseExpression()
      guard parser.tokens.current.kind == .end else {
        throw parser.tokens.unexpected(["+", "-", "*", "/", "^", "the end"])
      }
      let names = Dictionary(coefficients.map { (Self.packed($0), $0) }) { first, _ in first }
      let ranges = parser.tokens.ranges
      func known(_ side: Expression) throws(FormulaError) -> Expression {
        try side.renamingColumns { (name) throws(FormulaError) in
          if coefficients.contains(name) { return name }
          if let full = names[Self.packed(name)] { return full }
          throw FormulaError(.unknownCoefficient, text, range: ranges[.column(name)]).with {
            $0.value = name
            $0.accepted = coefficients
            $0.suggestion = NameSuggestion.closest(to: name, among: coefficients)
          }
        }
      }
      self.left = try known(left)
      self.right = try known(right)
      self.comparison = comparison
      self.text = text
    } catch {
      throw error.with { if $0.subject == .formula { $0.subject = .hypothesis } }
    }
  }

  private static func packed(_ name: String) -> String { name.filter { !$0.isWhitespace } }

  private static func comparison(_ tokens: inout TokenReader) throws(FormulaError) -> Comparison {
    for comparison in [Comparison.less, .greater]
    where tokens.consume(Character(comparison.rawValue)) {
      // The draws are from a continuous distribution, so `>=` is `>`.
      _ = tokens.consume("=")
      return comparison
    }
    throw tokens.unexpected(["<", ">"])
  }
}

extension Expression {
  /// The expression with other names for its columns.
  fileprivate func renamingColumns(
    _ name: (String) throws(FormulaError) -> String
  ) throws(FormulaError) -> Expression {
    switch self {
    case .column(let old): .column(try name(old))
    // Conditions and words are no part of a hypothesis.
    case .number, .factor, .probability, .word, .comparison, .both, .either, .not: self
    case .negated(let inner): .negated(try inner.renamingColumns(name))
    case .log(let inner): .log(try inner.renamingColumns(name))
    case .scale(let inner): .scale(try inner.renamingColumns(name))
    case .identity(let inner): .identity(try inner.renamingColumns(name))
    case .absolute(let inner): .absolute(try inner.renamingColumns(name))
    case .exponential(let inner): .exponential(try inner.renamingColumns(name))
    case .arithmetic(let left, let sign, let right):
      .arithmetic(try left.renamingColumns(name), sign, try right.renamingColumns(name))
    }
  }
}

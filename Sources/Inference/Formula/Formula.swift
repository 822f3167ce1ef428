/// A model formula in the notation of R and brms: an outcome and the terms that may explain it.
///
/// `intervention ~ protest * security_uncertainty + ethnic_clashes` is read as R reads it:
///
/// | notation | meaning |
/// |---|---|
/// | `a + b`, `- b` | add a term, remove a term |
/// | `a:b` | interaction; `a:a` is `a` |
/// | `a * b` | `a + b + a:b` |
/// | `(a + b + c)^2` | all interactions up to degree 2 |
/// | `.` | all other columns: all but those of the outcome, where the columns are known |
/// | `1`, `0`, `-1` | with an intercept (the default), without one, without one; `~ 0` is the null model |
/// | `log(x)`, `scale(x)`, `I(x^2)` | arithmetic (`+ - * / ^`) inside the parentheses |
/// | `factor(x)` | the values are names of groups |
/// | `offset(x)` | added to the linear predictor with coefficient 1 |
/// | `I(x > 0)`, `(x == 2)`, `region == "north"` | 1 where it holds, else 0; `!`, `&` and `\|` join them |
/// | `I(x > 0) ~ ...`, `region == "north" ~ ...` | an outcome that is yes where it holds |
/// | `successes \| trials(n)` | a grouped outcome; `n` is a column or a whole number |
///
/// Names are letters of any script, digits, `_` and `.`; other names stand between backticks.
/// Terms are ordered by degree and, within a degree, as written; repeated terms count once.
/// Not supported, and refused: `/` and `%in%` between terms, group terms `(1 | g)`.
public struct Formula: Sendable, Equatable {
  /// The left-hand side.
  public struct Response: Sendable, Equatable {
    /// The number of trials of a grouped outcome.
    public enum Trials: Sendable, Equatable {
      /// A column of counts.
      case column(String)
      /// The same number for every row.
      case count(Int)
    }
    /// The column of outcomes, or of numbers of successes; the first one of a comparison.
    public let column: String
    /// The trials, or nil for a yes/no outcome.
    public let trials: Trials?
    /// What has to hold for a yes; nil where the column holds codes or counts.
    public var test: Expression?
    /// Whether the test says which of exactly two levels is yes.
    var isDeclared = false

    /// What the outcome is called: the column, or the condition that has to hold.
    public var label: String { test?.label ?? column }

    /// The names of the columns used.
    public var columns: [String] {
      if let test { return test.columns }
      if case .column(let name)? = trials, name != column { return [column, name] }
      return [column]
    }
  }

  /// The text that was read.
  public let text: String
  /// The left-hand side.
  public let response: Response
  /// The terms of the right-hand side, without the intercept.
  public let terms: [Term]
  /// Whether the model has an intercept.
  public let hasIntercept: Bool
  /// The offsets, which are added up.
  public let offsets: [Expression]
  /// Where each expression is first mentioned, in characters from the start of the text.
  let ranges: [Expression: Range<Int>]
  /// The single variables with a power, as in `x^2`: to a formula that is all products of `x` with itself,
  /// which is `x`.
  let idlePowers: [Expression]

  /// Reads a formula.
  ///
  /// - Parameters:
  ///   - text: The formula.
  ///   - allColumns: The distinct names that a dot stands for, but for those of the outcome; nil: a
  ///     dot is refused.
  ///   - level: The value of the outcome's column that is a yes, where that has two values that are no
  ///     codes; the formula's text then says so (`outcome == "war" ~ ...`). Nil: the text as it is.
  /// - Throws: a `FormulaError` that carries the range of the text at fault.
  public init(
    _ text: String,
    allColumns: [String]? = nil,
    outcomeIs level: String? = nil
  ) throws(FormulaError) {
    let text =
      try level.map { level throws(FormulaError) in
        try FormulaParser.declaring(level, in: text, allColumns)
      } ?? text
    var parser = try FormulaParser(text, allColumns: allColumns)
    let parts = try parser.parse()
    self.text = text
    var response = parts.response
    response.isDeclared = level != nil
    self.response = response
    terms = parts.terms
    hasIntercept = parts.sum.intercept ?? true
    offsets = parts.sum.offsets
    ranges = parser.ranges
    idlePowers = parser.idlePowers
    try checkResponse()
  }

  /// Whether a text, right or wrong, has a dot that stands for all other columns.
  public static func namesAllColumns(_ text: String) -> Bool { FormulaLexer.hasDot(text) }

  /// The distinct variables of the terms, in order of first use.
  package var variables: [Expression] {
    var seen: Set<Expression> = []
    return terms.flatMap(\.variables).filter { seen.insert($0).inserted }
  }

  /// The names of the columns that the right-hand side uses, offsets included, each once.
  public var predictorColumns: [String] {
    var seen: Set<String> = []
    return (variables + offsets).flatMap(\.columns).filter { seen.insert($0).inserted }
  }

  /// The names of the columns that only offsets use: they shift the predictor by what is known, and are no
  /// conditions whose effect could be asked for.
  var offsetColumns: Set<String> {
    Set(offsets.flatMap(\.columns)).subtracting(variables.flatMap(\.columns))
  }

  /// The names of the columns whose cells are used, those of the outcome first, each once.
  public var usedColumns: [String] {
    response.columns + predictorColumns.filter { !response.columns.contains($0) }
  }

  /// The names of all columns mentioned, also those of terms that were removed again.
  var mentionedColumns: [String] {
    let mentions = ranges.compactMap { expression, range -> (String, Int)? in
      guard case .column(let name) = expression else { return nil }
      return (name, range.lowerBound)
    }
    return mentions.sorted { $0.1 < $1.1 }.map(\.0)
  }

  /// Where a column is first mentioned.
  func range(ofColumn name: String) -> Range<Int>? { ranges[.column(name)] }

  private func checkResponse() throws(FormulaError) {
    let outcomes = response.test?.columns ?? [response.column]
    guard let name = outcomes.first(where: predictorColumns.contains) else { return }
    throw FormulaError(
      .responseAmongPredictors,
      text,
      range: range(ofColumn: name),
      value: name
    ).with { $0.column = name }
  }
}

/// What is wrong with a formula, or with the data it is asked to describe.
///
/// `kind` says what happened, the other properties where; facts that do not apply are nil or empty.
public struct FormulaError: Error, Sendable, Equatable {
  /// What went wrong.
  public enum Kind: Sendable, Equatable, CaseIterable {
    /// The formula has no characters but spaces.
    case empty
    /// A token stands where another was needed: `value` was found, `accepted` could follow.
    case unexpectedToken
    /// A character that begins no token (`value`).
    case unexpectedCharacter
    /// A backtick, or a quote (`value`), that is never closed.
    case unclosedBacktick
    /// Notation of R or brms that is not supported (`value`: `.`, `/`, `%in%`, `(1 | group)` ...).
    case unsupportedNotation
    /// A function that does not exist here (`value`); `accepted` lists those that do.
    case unknownFunction
    /// Parentheses or operators nested beyond what is sensible.
    case tooComplex
    /// More terms (`value`: their number, or a product of two) than there may be (`accepted`).
    case tooManyTerms
    /// The design would take more memory than the machine can give; `need` says how much. `column` is the
    /// factor with most levels and `value` their number, where there is one.
    case designTooLarge
    /// The part after `|` of the outcome is not `trials(...)`.
    case trialsMissing
    /// An offset inside an interaction, or removed with a minus sign.
    case misplacedOffset
    /// The outcome also stands on the right-hand side.
    case responseAmongPredictors
    /// One comparison after another, as in `0 < x < 2`.
    case chainedComparison
    /// A word in a comparison other than that of a column with `==` or `!=`.
    case comparedWord
    /// A comparison beside other terms without parentheses around it, where R would read it differently.
    case bareComparison
    /// `cbind(successes, failures)`; `accepted` holds the successes and, where the formula names it, the
    /// number of trials.
    case boundCounts
    /// The table has no such column; `available` lists those it has.
    case unknownColumn
    /// Two design columns would have the same name.
    case ambiguousColumn
    /// A design column would have a name (`value`) that files of draws use for something else.
    case reservedName
    /// The outcome is not a column of yes/no codes; `value` is its first cell that is none, `available`
    /// the first of its distinct values.
    case outcomeNotCoded
    /// An outcome of which one value is declared to be yes has other than two; `available` holds them.
    case outcomeNotTwoLevels
    /// A number of successes or trials that is not a whole number, or is negative.
    case notACount
    /// More successes than trials; `accepted` holds the number of trials.
    case successesExceedTrials
    /// A cell of a used column is missing; `cases` lists every case with such a gap.
    case missingValue
    /// A used column has a cell that does not fit the others.
    case irregularColumn
    /// A column of words where numbers are needed.
    case notNumeric
    /// A column of yes/no codes in the fit has another value in the table to be predicted.
    case notCoded
    /// NaN or infinity, in the data or as the result of arithmetic or of an interaction.
    case notFinite
    /// The logarithm of a number that is not positive.
    case logOfNonPositive
    /// A `scale()` of something that does not vary.
    case scaleOfConstant
    /// A factor with a single level (`value`).
    case factorWithOneLevel
    /// A level (`value`) that the fit did not see; `accepted` lists those it saw.
    case unknownLevel
    /// A reference level, or a word that is compared with, (`value`) that is not among the levels of the column (`accepted`).
    case unknownReference
    /// No row is left to fit.
    case noRows
    /// A scenario names a condition (`value`) that the fit does not have; `accepted` lists those it has.
    case unknownCondition
    /// A scenario names a condition (`value`) twice.
    case repeatedCondition
    /// A condition (`value`) of numbers where one with levels is needed; `accepted` lists those.
    case notVariable
    /// There are more configurations (`value`) than can be shown (`accepted`).
    case tooManyConfigurations
    /// A hypothesis names a coefficient (`value`) that the fit does not have; `accepted` lists those it
    /// has.
    case unknownCoefficient
  }

  /// What a cell, or the row that it is in, may be instead of a value of a case.
  public enum Suspicion: Sendable, Equatable {
    /// Its name is that of a row that sums up others.
    case total
    /// It is the first one and has a word where all others have numbers or codes.
    case secondHeader
    /// The cell may say that the value is missing.
    case missing
  }

  /// What kind of text is at fault.
  public enum Subject: Sendable, Equatable {
    /// A model formula, or the data that it is asked to describe.
    case formula
    /// A scenario, as `protest=yes`.
    case scenario
    /// A hypothesis about coefficients, as `a > b`.
    case hypothesis
    /// A table of new cases, to be predicted for.
    case newCases
  }

  /// What went wrong.
  public let kind: Kind
  /// What kind of text it is about.
  public package(set) var subject = Subject.formula
  /// The text of the formula, scenario or hypothesis.
  public internal(set) var formula = ""
  /// The place in that text, in characters from its start.
  public internal(set) var range: Range<Int>?
  /// The source of the table.
  public internal(set) var file: String?
  /// The line of the file on which the case starts, from 1.
  public internal(set) var line: Int?
  /// The name of the case.
  public internal(set) var caseName: String?
  /// The name of the column.
  public internal(set) var column: String?
  /// What the reader of the table has to say about the column.
  public internal(set) var note: TableNotice?
  /// What the cell or its row may be instead.
  public internal(set) var suspicion: Suspicion?
  /// The value or the token found.
  public internal(set) var value: String?
  /// What would have been accepted.
  public internal(set) var accepted: [String] = []
  /// The columns that the table has.
  public internal(set) var available: [String] = []
  /// The available name closest to the one not found.
  public internal(set) var suggestion: String?
  /// The names of the cases concerned, where there may be more than one.
  ///
  /// Of a large table whose equal cases were merged only the first are named.
  public internal(set) var cases: [String] = []
  /// The number of cases concerned, named or not.
  public internal(set) var caseCount = 0
  /// The number of columns of the design.
  public internal(set) var columnCount = 0.0
  /// The memory that would have been taken.
  public internal(set) var need: MemoryNeed?

  init(_ kind: Kind, _ formula: String, range: Range<Int>? = nil, value: String? = nil) {
    self.kind = kind
    self.formula = formula
    self.range = range
    self.value = value
  }

  /// The error that a fit has no condition of a name.
  package static func unknownCondition(_ name: String, among names: [String]) -> FormulaError {
    FormulaError(.unknownCondition, "").with {
      $0.subject = .scenario
      $0.value = name
      $0.accepted = names
      $0.suggestion = NameSuggestion.closest(to: name, among: names)
    }
  }

  /// The same error with further facts.
  package func with(_ change: (inout FormulaError) -> Void) -> FormulaError {
    var result = self
    change(&result)
    return result
  }
}

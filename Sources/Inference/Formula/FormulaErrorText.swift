extension FormulaError: CustomStringConvertible {
  /// What is wrong, where, and what can be done; below it the place in the text, where there is one.
  public var description: String { sentence + mark }

  /// What is wrong, where, and what can be done, without the lines that mark the place in the text.
  ///
  /// A program puts its options for `remedies` between the two.
  public var sentence: String { place + finding + advice.text }

  /// Two lines that show the place in the text; empty where there is none.
  public var mark: String {
    let isMarked = isAboutText || isStatement || (kind == .unknownColumn && subject == .formula)
    return isMarked ? Phrase.marked(formula, range) : ""
  }

  /// What can be done, in the order in which the sentence says it.
  public var remedies: [Remedy] {
    advice.remedies.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// Whether the text of a formula alone is at fault, whatever the data are.
  public var isAboutText: Bool {
    guard !isStatement else { return false }
    switch kind {
    case .empty, .unexpectedToken, .unexpectedCharacter, .unclosedBacktick, .unsupportedNotation,
      .unknownFunction, .tooComplex, .tooManyTerms, .trialsMissing, .misplacedOffset,
      .responseAmongPredictors, .chainedComparison, .comparedWord, .bareComparison, .boundCounts:
      return true
    default: return false
    }
  }

  /// Whether it is about a scenario or a hypothesis, not about a formula or data.
  private var isStatement: Bool { subject == .scenario || subject == .hypothesis }

  private var place: String {
    if isStatement { return subject == .hypothesis ? "hypothesis: " : "scenario: " }
    return isAboutText
      ? "formula: "
      : Phrase.place(file, line) + (caseName.map { "case \(Phrase.quoted($0)), " } ?? "")
  }

  private var finding: String {
    isStatement ? statementFinding : isAboutText ? textFinding : dataFinding
  }

  /// What can be done, or is to be known for it.
  private var advice: [Advice] {
    if isStatement { return statementAdvice }
    guard !isAboutText else { return [] }
    var result: [Advice] = []
    switch kind {
    case .unknownColumn where subject != .newCases: result += wordHint == nil ? headerAdvice : []
    case .outcomeNotCoded: result += outcomeAdvice
    case .missingValue:
      result += noteAdvice
      result.append(Advice("such cases can be left out", [.leaveOutCases]))
    default: break
    }
    if isAboutCell {
      if cellMeaning == nil, !accepted.isEmpty {
        result.append(Advice("accepted: \(Phrase.choice(accepted))"))
      }
      result += cellAdvice
    }
    return result + rowAdvice
  }

  // MARK: The text of a formula

  private var textFinding: String {
    let found = Phrase.quoted(value)
    switch kind {
    case .empty: return "there is none; write 'outcome ~ condition + condition'"
    case .unexpectedToken: return unexpectedFinding
    case .unexpectedCharacter:
      return "\(found) means nothing here; column names with such characters stand in backticks, "
        + "as in `a b`"
    case .unclosedBacktick:
      return "a \(value == "`" || value == nil ? "backtick" : "quote") is opened and never closed"
    case .chainedComparison:
      return "one comparison at a time; join them with &, as in I(x > 0 & x < 2)"
    case .comparedWord:
      return
        "a word between quotes is compared with a column by == or !=, as in region == \"north\""
    case .bareComparison:
      return
        "a comparison beside other terms stands in I( ), as in 'y ~ I(x > 0) + z'; without it R "
        + "would compare the whole sum"
    case .boundCounts:
      let successes = accepted.first ?? "successes"
      guard accepted.count > 1 else {
        return
          "counts are written '\(successes) | trials(n) ~ condition', n being a column with the "
          + "number of trials: successes and failures together"
      }
      return "counts are written '\(successes) | trials(\(accepted[1])) ~ condition'"
    case .unsupportedNotation: return "\(found) is not supported; " + Self.insteadOf(value ?? "")
    case .unknownFunction: return unknownFunctionFinding
    case .tooComplex: return "it is nested too deeply, or has too many operations"
    case .tooManyTerms: return "it has more than \(accepted.first ?? "") terms (\(value ?? ""))"
    case .trialsMissing: return "counts are written 'successes | trials(n) ~ condition'"
    case .misplacedOffset: return "an offset stands by itself, as in '+ offset(x)'"
    default: return "\(found) is the outcome and cannot be among the conditions that explain it"
    }
  }

  /// What stands where something else was needed.
  var unexpectedFinding: String {
    let isEnd = value == nil || value == "" || value == "end of formula"
    return (isEnd ? "it ends here" : "\(Phrase.quoted(value)) cannot stand here")
      + "; expected: \(Phrase.choice(accepted))"
  }

  /// Which function is not there.
  var unknownFunctionFinding: String {
    "there is no function \(Phrase.quoted(value))" + Phrase.suggestion(suggestion)
      + Phrase.accepted(accepted)
  }

  /// What to write in place of notation that R or brms has and this program has not.
  private static func insteadOf(_ notation: String) -> String {
    switch notation {
    case ".": "name the columns, as in 'outcome ~ a + b'"
    case "/": "write 'a + a:b' for 'a / b'"
    case "|": "groups with coefficients of their own, as in '(1 | group)', cannot be fitted"
    default: "accepted are + - : * ^ ( ) 0 1 and the functions of the help"
    }
  }

  // MARK: The data

  private var dataFinding: String {
    let name = Phrase.quoted(column)
    let found = Phrase.quoted(value)
    switch kind {
    case .unknownColumn where subject == .newCases:
      return "there is no column \(name), which the run's formula uses; columns: "
        + Phrase.list(available)
    case .unknownColumn:
      return "there is no column \(name)" + Phrase.suggestion(suggestion)
        + (wordHint ?? "; columns: \(Phrase.list(available))")
    case .ambiguousColumn:
      return "two coefficients would be called \(name); rename a column or a level"
    case .reservedName:
      return "files of draws use the name \(name) for something else; rename the column"
    case .outcomeNotCoded: return outcomeFinding + (cellMeaning ?? "")
    case .outcomeNotTwoLevels: return notTwoLevelsFinding
    case .missingValue:
      let all = cases.count > 1 ? " (cases with gaps: \(Phrase.list(cases)))" : ""
      return "column \(name): the value is missing\(all)"
    case .irregularColumn: return "column \(name): found \(found)" + (cellMeaning ?? "")
    case .notNumeric:
      return "column \(name): found \(found), which is no number" + (cellMeaning ?? "")
    case .successesExceedTrials:
      return "column \(name): \(Phrase.oneLine(value ?? "")) successes, which is more than the "
        + "\(Phrase.oneLine(accepted.first ?? "")) trials"
    case .notFinite:
      return
        "column \(name): \(Phrase.oneLine(value ?? "a value")) is not finite; accepted: a finite number"
    case .logOfNonPositive:
      return "log of \(Phrase.oneLine(value ?? "")) in \(name); accepted: a number above 0"
    case .scaleOfConstant:
      return
        "\(name) divides by a standard deviation of 0, as the column does not vary; leave it out"
    case .factorWithOneLevel:
      return
        "column \(name) has the single value \(found), so there is nothing to compare; leave it "
        + "out"
    case .unknownReference:
      return "column \(name) has no level \(found)" + Phrase.suggestion(suggestion)
        + Phrase.accepted(accepted)
    case .designTooLarge: return sizeFinding
    case .noRows:
      return "no case is left to fit: each is missing a value in a column of the formula"
    default: return "column \(name): found \(found)" + Phrase.accepted(accepted)
    }
  }

  /// The sizes of a design that does not fit, and what makes it so large.
  private var sizeFinding: String {
    let size =
      "\(Phrase.whole(caseCount)) rows by \(Self.count(columnCount)) columns would take "
      + (need.map(Phrase.need) ?? "more memory than there is")
    guard let column, let value else { return size + "; leave some conditions out" }
    return size
      + "; column \(Phrase.quoted(column)) alone has \(value) levels: does it name the cases?"
  }

  private static func count(_ number: Double) -> String {
    number < 1e15 ? Phrase.whole(Int(number)) : "\(number)"
  }
}

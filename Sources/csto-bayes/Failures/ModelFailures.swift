import Inference

extension FormulaError {
  /// The message and exit code of a formula that cannot be fitted.
  var failure: Failure {
    if subject == .scenario || subject == .hypothesis { return statementFailure }
    let place = isAboutText ? "formula: " : Phrase.place(file, line) + caseText
    let isMarked = isAboutText || (kind == .unknownColumn && subject == .formula)
    let mark = isMarked ? Phrase.marked(formula, range) : ""
    // What a cell is says more than what would be accepted in its place.
    let others = Phrase.accepted(accepted)
    let isTold = cellHint.hasPrefix(":") && !others.isEmpty
    let told = isTold ? sentence.replacing(others, with: "") : sentence
    return Failure(
      place + told + cellHint + rowHint + mark,
      isAboutText ? ExitStatus.usage : status
    )
  }

  private var status: Int32 {
    switch kind {
    case .unknownColumn where subject == .newCases: ExitStatus.data
    case .unknownColumn, .unknownReference, .ambiguousColumn, .reservedName: ExitStatus.usage
    default: ExitStatus.data
    }
  }

  /// Whether the text of the formula alone is at fault.
  private var isAboutText: Bool {
    switch kind {
    case .empty, .unexpectedToken, .unexpectedCharacter, .unclosedBacktick, .unsupportedNotation,
      .unknownFunction, .tooComplex, .tooManyTerms, .trialsMissing, .misplacedOffset,
      .responseAmongPredictors, .chainedComparison, .comparedWord, .bareComparison, .boundCounts:
      true
    default: false
    }
  }

  private var caseText: String { caseName.map { "case \(Phrase.quoted($0)), " } ?? "" }

  private var sentence: String {
    isAboutText ? textSentence : dataSentence
  }

  private var textSentence: String {
    let found = Phrase.quoted(value)
    switch kind {
    case .empty: return "there is none; write 'outcome ~ condition + condition'"
    case .unexpectedToken:
      let isEnd = value == nil || value == "" || value == "end of formula"
      return (isEnd ? "it ends here" : "\(found) cannot stand here")
        + "; expected: \(Phrase.choice(accepted))"
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
    case .unsupportedNotation:
      return "\(found) is not supported; " + Self.insteadOf(value ?? "")
    case .unknownFunction:
      return "there is no function \(found)" + Phrase.suggestion(suggestion)
        + Phrase.accepted(accepted)
    case .tooComplex: return "it is nested too deeply, or has too many operations"
    case .tooManyTerms:
      return "it has more than \(accepted.first ?? "") terms (\(value ?? ""))"
    case .trialsMissing: return "counts are written 'successes | trials(n) ~ condition'"
    case .misplacedOffset: return "an offset stands by itself, as in '+ offset(x)'"
    default: return "\(found) is the outcome and cannot be among the conditions that explain it"
    }
  }

  /// The sizes of a design that does not fit, and what makes it so large.
  private var sizeSentence: String {
    let size =
      "\(NumberText.whole(caseCount)) rows by \(Self.count(columnCount)) columns would take "
      + (need.map(Phrase.need) ?? "more memory than there is")
    guard let column, let value else { return size + "; leave some conditions out" }
    return size
      + "; column \(Phrase.quoted(column)) alone has \(value) levels: does it name the cases?"
  }

  private static func count(_ number: Double) -> String {
    number < 1e15 ? NumberText.whole(Int(number)) : "\(number)"
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

  private var dataSentence: String {
    let name = Phrase.quoted(column)
    let found = Phrase.quoted(value)
    let others = Phrase.accepted(accepted)
    switch kind {
    case .unknownColumn where subject == .newCases:
      return "there is no column \(name), which the run's formula uses; columns: "
        + Phrase.list(available)
    case .unknownColumn:
      return "there is no column \(name)" + Phrase.suggestion(suggestion)
        + (wordHint ?? "; columns: \(Phrase.list(available))\(headerHint)")
    case .ambiguousColumn:
      return "two coefficients would be called \(name); rename a column or a level"
    case .reservedName:
      return "files of draws use the name \(name) for something else; rename the column"
    case .outcomeNotCoded: return outcomeSentence(name, found) + others
    case .outcomeNotTwoLevels: return notTwoLevelsSentence(name)
    case .missingValue:
      let all = cases.count > 1 ? " (cases with gaps: \(Phrase.list(cases)))" : ""
      return "column \(name): the value is missing\(all); --drop-missing leaves such cases out"
    case .notNumeric: return "column \(name): found \(found), which is no number\(others)"
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
      return "column \(name) has no level \(found)" + Phrase.suggestion(suggestion) + others
    case .designTooLarge: return sizeSentence
    case .noRows:
      return "no case is left to fit: each is missing a value in a column of the formula"
    default: return "column \(name): found \(found)\(others)"
    }
  }
}

extension PriorError {
  /// The message and exit code of a prior that cannot be used.
  var failure: Failure {
    let place = file == nil ? "prior: " : Phrase.place(file, line)
    if let cause { return scenarioFailure(cause) }
    let mark = kind == .malformedYAML ? "" : Phrase.marked(text ?? "", range)
    return Failure(place + sentence + mark, status)
  }

  private var status: Int32 {
    switch kind {
    case .noSuchFile, .notReadable, .refusedFile(.notRegularFile): ExitStatus.noInput
    case .unknownColumn, .unknownSet: ExitStatus.usage
    case .flatRefused, .jeffreysRefused: ExitStatus.data
    default: file == nil ? ExitStatus.usage : ExitStatus.data
    }
  }

  private var sentence: String {
    let found = Phrase.quoted(name)
    let others = Phrase.accepted(accepted)
    switch kind {
    case .doesNotParse:
      return "expected \(Phrase.choice(accepted)); a prior is written family(numbers), as in "
        + "normal(0, 2.5)"
    case .unknownFamily:
      return "there is no family \(found)" + Phrase.suggestion(suggestion) + others
    case .wrongNumberOfArguments(let expected, let count):
      return
        "\(accepted.joined()) takes \(expected) number\(expected == 1 ? "" : "s"), not \(count)"
    case .notFinite:
      return
        "\(found) in \(Phrase.oneLine(accepted.joined())) must be a finite number, not \(Phrase.oneLine(marked))"
    case .notPositive:
      return
        "\(found) in \(Phrase.oneLine(accepted.joined())) must be above 0, not \(Phrase.oneLine(marked))"
    case .scaleOutOfRange:
      return
        "the scale of the prior on \(found), divided by the spread of that column, is too large "
        + "or too small for a number"
    case .unknownColumn:
      return "there is no coefficient \(found)" + Phrase.suggestion(suggestion)
        + "; coefficients: \(Phrase.list(accepted))"
    case .duplicatePrior: return "\(found) is given two priors; one is needed"
    case .unknownSet:
      return "there is no prior set \(found)" + Phrase.suggestion(suggestion)
        + "; accepted: \(Phrase.list(accepted)), the path of a file, or 'name ~ family(numbers)'"
    case .noSuchFile: return "there is no such file"
    case .notReadable: return "this cannot be read as a file"
    case .refusedFile(let kind): return DataError.fileSentence(kind, column: nil, value: text)
    case .notUTF8: return "there are bytes that are not UTF-8; save the file as UTF-8"
    case .malformedYAML where name != file: return "the key \(found) is there twice"
    case .malformedYAML: return "this is not YAML: \(Phrase.sentence(text ?? "it cannot be read"))"
    case .unknownKey:
      return "the key \(found) means nothing here" + Phrase.suggestion(suggestion) + others
    case .missingKey: return "the key \(found) is missing"
    case .invalidValue where name == file:
      return (text.map { "found \(Phrase.quoted($0))" } ?? "not what is needed here") + others
    case .invalidValue:
      return text.map { "\(found): found \(Phrase.quoted($0))\(others)" }
        ?? "\(found): not what is needed here\(others)"
    case .scenario: return "the scenario cannot be used"
    case .duplicateStatement(let firstLine):
      return "a second statement about \(found), after that of line \(firstLine); put all that one "
        + "expert says of a scenario into one statement"
    case .comparedWithItself: return "the scenario is compared with itself (\(found))"
    case .jeffreysRefused(let reason):
      return "the Jeffreys prior is refused: \(Self.words(reason))"
    case .besideJeffreys:
      return
        "\(found) has a prior of its own, but the Jeffreys prior is one of all coefficients; ask for it "
        + "alone, with --prior \(accepted.joined())"
    case .flatRefused(let reason):
      return "a flat prior on \(found) is refused: \(Self.words(reason))\(others)"
    }
  }

  /// The part of the text that is wrong.
  private var marked: String {
    guard let text, let range else { return "that" }
    return String(text.dropFirst(range.lowerBound).prefix(range.count))
  }

  private static func words(_ reason: FlatRefusal) -> String {
    switch reason {
    case .separation:
      "the conditions separate the outcomes, so the data put no bound on this coefficient and the "
        + "posterior would be improper"
    case .notIdentified:
      "its column is constant or a combination of others, so the data say nothing of it and the "
        + "posterior would be improper"
    case .slowLikelihood:
      "under the cauchit link a surprise costs so little that the posterior may be improper"
    case .otherLink: "it is known for the logit link only"
    case .uncertainCodes: "it is known for cases with certain codes only"
    case .certainCasesOnly:
      "the cases with certain codes put no bound on this coefficient, so the posterior may be improper"
    case .reweighting:
      "analyses are compared by the ratios of their priors, and its constant is not known"
    case .drawsFromPrior: "nothing can be drawn from it"
    case .evidence: "it has no marginal likelihood"
    }
  }
}

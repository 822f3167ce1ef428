import Inference

extension FormulaError {
  /// The message and exit code of a formula that cannot be fitted.
  var failure: Failure {
    let place = isAboutText ? "formula: " : Phrase.place(file, line) + caseText
    let mark = isAboutText || kind == .unknownColumn ? Phrase.marked(formula, range) : ""
    return Failure(place + sentence + mark, isAboutText ? ExitStatus.usage : status)
  }

  private var status: Int32 {
    switch kind {
    case .unknownColumn, .unknownReference, .ambiguousColumn: ExitStatus.usage
    default: ExitStatus.data
    }
  }

  /// Whether the text of the formula alone is at fault.
  private var isAboutText: Bool {
    switch kind {
    case .empty, .unexpectedToken, .unexpectedCharacter, .unclosedBacktick, .unsupportedNotation,
      .unknownFunction, .tooComplex, .trialsMissing, .misplacedOffset, .responseAmongPredictors,
      .nothingToEstimate:
      true
    default: false
    }
  }

  private var caseText: String { caseName.map { "case '\($0)': " } ?? "" }

  private var sentence: String {
    isAboutText ? textSentence : dataSentence
  }

  private var textSentence: String {
    let found = "'\(value ?? "")'"
    let others = Phrase.accepted(accepted)
    switch kind {
    case .empty: return "is empty; write 'outcome ~ condition + condition'"
    case .unexpectedToken:
      let what = value.map { $0.isEmpty ? "the end" : "'\($0)'" } ?? "the end"
      return "\(what) is not expected here\(others)"
    case .unexpectedCharacter: return "\(found) means nothing here\(others)"
    case .unclosedBacktick: return "a backtick is opened and never closed"
    case .unsupportedNotation: return "\(found) is not supported\(others)"
    case .unknownFunction: return "there is no function \(found)\(others)"
    case .tooComplex: return "nested too deeply, or expands to too many terms"
    case .trialsMissing: return "counts are written 'successes | trials(n) ~ …'"
    case .misplacedOffset: return "an offset stands by itself: '+ offset(x)'"
    case .responseAmongPredictors: return "\(found) is the outcome and cannot explain itself"
    default: return "there is neither an intercept nor a predictor to estimate"
    }
  }

  private var dataSentence: String {
    let name = "'\(column ?? "")'"
    let found = "'\(value ?? "")'"
    let others = Phrase.accepted(accepted)
    switch kind {
    case .unknownColumn:
      return "there is no column \(name)" + Phrase.suggestion(suggestion)
        + "; columns: \(Phrase.choice(available))"
    case .ambiguousColumn: return "two columns of the design would be called \(name)"
    case .outcomeNotCoded: return "the outcome \(name) is not coded: found \(found)\(others)"
    case .notACount:
      return
        "column \(name): found \(found)\(others.isEmpty ? "; counts are whole numbers from 0" : others)"
    case .successesExceedTrials:
      return "column \(name): \(value ?? "") successes among \(accepted.first ?? "") trials"
    case .missingValue:
      let all = cases.count > 1 ? " (cases with gaps: \(Phrase.choice(cases)))" : ""
      return "column \(name) is missing a value\(all); --drop-missing leaves such cases out"
    case .irregularColumn: return "column \(name): found \(found)\(others)"
    case .notNumeric: return "column \(name): found \(found), a number is needed\(others)"
    case .notCoded: return "column \(name): found \(found)\(others)"
    case .notFinite: return "column \(name): \(value ?? "a number") is not finite"
    case .logOfNonPositive:
      return "log of \(value ?? "") in \(name); only positive numbers have one"
    case .scaleOfConstant: return "scale() of \(name), which does not vary"
    case .factorWithOneLevel: return "the factor \(name) has the single level \(found)"
    case .unknownLevel: return "column \(name): the fit saw no level \(found)\(others)"
    case .unknownReference:
      return "column \(name) has no level \(found)" + Phrase.suggestion(suggestion) + others
    default: return "no case is left to fit"
    }
  }
}

extension PriorError {
  /// The message and exit code of a prior that cannot be used.
  var failure: Failure {
    let place = file == nil ? "prior: " : Phrase.place(file, line)
    return Failure(
      place + sentence + Phrase.marked(kind == .malformedYAML ? "" : text ?? "", range),
      status
    )
  }

  private var status: Int32 {
    switch kind {
    case .noSuchFile, .notReadable: ExitStatus.noInput
    case .unknownColumn, .unknownSet: ExitStatus.usage
    case .flatRefused: ExitStatus.data
    default: file == nil ? ExitStatus.usage : ExitStatus.data
    }
  }

  private var sentence: String {
    let found = "'\(name ?? "")'"
    let others = Phrase.accepted(accepted)
    switch kind {
    case .doesNotParse: return "expected \(Phrase.choice(accepted))"
    case .unknownFamily:
      return "there is no family \(found)" + Phrase.suggestion(suggestion) + others
    case .wrongNumberOfArguments(let expected, let count):
      return "\(name ?? "") takes \(expected) arguments, not \(count): \(accepted.joined())"
    case .notFinite: return "\(found) must be a finite number: \(accepted.joined())"
    case .notPositive: return "\(found) must be above 0: \(accepted.joined())"
    case .scaleOutOfRange: return "the scale for \(found), divided by its spread, is out of range"
    case .unknownColumn:
      return "there is no coefficient \(found)" + Phrase.suggestion(suggestion)
        + "; coefficients: \(Phrase.choice(accepted))"
    case .duplicatePrior: return "\(found) is given two priors"
    case .unknownSet:
      return "there is no prior set \(found)" + Phrase.suggestion(suggestion)
        + "; sets: \(Phrase.choice(accepted)), or the path of a file"
    case .noSuchFile: return "there is no such file"
    case .notReadable: return "the file cannot be read"
    case .notUTF8: return "the file is not UTF-8"
    case .malformedYAML: return "not YAML: \(text ?? "")"
    case .unknownKey:
      return "the key \(found) means nothing here" + Phrase.suggestion(suggestion) + others
    case .missingKey: return "the key \(found) is missing"
    case .invalidValue: return "the value of \(found) is not understood\(others)"
    case .flatRefused(let reason):
      return "a flat prior on \(found) is refused: \(Self.words(reason))\(others)"
    }
  }

  private static func words(_ reason: FlatRefusal) -> String {
    switch reason {
    case .separation:
      "the data separate the outcomes and do not bound this coefficient, so that the posterior would "
        + "be improper"
    case .notIdentified:
      "the column is constant or a combination of others, so that the data say nothing of its "
        + "coefficient and the posterior would be improper"
    case .drawsFromPrior: "nothing can be drawn from it"
    case .evidence: "it has no marginal likelihood"
    }
  }
}

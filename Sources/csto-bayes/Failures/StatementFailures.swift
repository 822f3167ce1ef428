import Inference

/// Messages about scenarios and hypotheses: texts of the command line about a run that is there.
extension FormulaError {
  /// The message and exit code: 65 where names or values are not those of the run, 64 where the text
  /// cannot be read.
  var statementFailure: Failure {
    Failure(
      (subject == .hypothesis ? "hypothesis: " : "scenario: ") + statementSentence
        + Phrase.marked(formula, range),
      isAboutRun ? ExitStatus.data : ExitStatus.usage
    )
  }

  private var isAboutRun: Bool {
    switch kind {
    case .unknownCondition, .unknownCoefficient, .unknownLevel, .notCoded, .notNumeric: true
    default: false
    }
  }

  private var statementSentence: String {
    let name = Phrase.quoted(column)
    let found = Phrase.quoted(value)
    let others = Phrase.accepted(accepted)
    switch kind {
    case .empty:
      return subject == .hypothesis
        ? "there is none; write 'coefficient > coefficient'"
        : "there is none; write 'condition=value, condition=value'"
    case .unexpectedToken:
      let isEnd = value == nil || value == "" || value == "end of formula"
      return (isEnd ? "it ends here" : "\(found) cannot stand here")
        + "; expected: \(Phrase.choice(accepted))"
    case .unexpectedCharacter:
      return
        "\(found) means nothing here; names with such characters stand in backticks, as in `a b`"
    case .unsupportedNotation: return "\(found) is not supported here"
    case .unclosedBacktick: return "a backtick is opened and never closed"
    case .unknownFunction:
      return "there is no function \(found)" + Phrase.suggestion(suggestion) + others
    case .tooComplex: return "it is nested too deeply, or has too many terms"
    case .unknownCondition:
      return "the run has no condition \(found)" + Phrase.suggestion(suggestion)
        + (accepted.isEmpty ? "; its formula has none" : "; conditions: \(Phrase.list(accepted))")
    case .unknownCoefficient:
      return "the run has no coefficient \(found)" + Phrase.suggestion(suggestion)
        + "; coefficients: \(Phrase.list(accepted))"
    case .repeatedCondition: return "\(found) is given two values; one is needed"
    case .notVariable:
      return "\(found) is a number and has no levels to vary; conditions with levels: "
        + Phrase.list(accepted)
    case .tooManyConfigurations:
      return
        "there are \(Phrase.oneLine(value ?? "")) configurations, and at most \(accepted.first ?? "") are shown; "
        + "name the conditions to vary, as in --grid a,b, or state scenarios with --at"
    case .unknownLevel where value == nil, .notNumeric where value == nil:
      return "condition \(name) needs a value, as in \(column ?? "")=\(accepted.first ?? "")"
    case .unknownLevel:
      return "condition \(name) has no level \(found)" + Phrase.suggestion(suggestion)
        + "; levels: \(Phrase.list(accepted))"
    case .notCoded: return "condition \(name): found \(found), which is no yes/no code\(others)"
    case .notNumeric: return "condition \(name): found \(found)\(others)"
    default: return "\(found) cannot be used\(others)"
    }
  }
}

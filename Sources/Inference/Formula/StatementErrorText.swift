/// What is wrong with a scenario or a hypothesis: a text about a fit that is there.
extension FormulaError {
  /// Whether names or values are not those of the fit, where the text can be read.
  public var isAboutFit: Bool {
    switch kind {
    case .unknownCondition, .unknownCoefficient, .unknownLevel, .notCoded, .notNumeric: true
    default: false
    }
  }

  /// What is wrong.
  var statementFinding: String {
    let name = Phrase.quoted(column)
    let found = Phrase.quoted(value)
    let others = Phrase.accepted(accepted)
    switch kind {
    case .empty:
      return subject == .hypothesis
        ? "there is none; write 'coefficient > coefficient'"
        : "there is none; write 'condition=value, condition=value'"
    case .unexpectedToken: return unexpectedFinding
    case .unexpectedCharacter:
      return
        "\(found) means nothing here; names with such characters stand in backticks, as in `a b`"
    case .unsupportedNotation: return "\(found) is not supported here"
    case .unclosedBacktick: return "a backtick is opened and never closed"
    case .unknownFunction: return unknownFunctionFinding
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
      return "there are \(Phrase.oneLine(value ?? "")) configurations, and at most "
        + "\(accepted.first ?? "") are shown"
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

  /// What can be done about it.
  var statementAdvice: [Advice] {
    guard kind == .tooManyConfigurations else { return [] }
    return [
      Advice(
        "name the conditions to vary, or state scenarios",
        [.nameConditions, .stateScenarios]
      )
    ]
  }
}

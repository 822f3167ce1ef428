import Inference

extension PriorError {
  /// The message about a scenario in a file of statements.
  func scenarioFailure(_ cause: FormulaError) -> Failure {
    let place = Phrase.place(file, line)
    guard cause.kind == .unknownCondition else {
      return Failure(place + cause.failure.message, ExitStatus.data)
    }
    let names =
      cause.accepted.isEmpty
      ? "; the formula has none" : "; conditions: \(Phrase.list(cause.accepted))"
    return Failure(
      place + "scenario: there is no condition \(Phrase.quoted(cause.value))"
        + Phrase.suggestion(cause.suggestion) + names
        + Phrase.marked(cause.formula, cause.range),
      ExitStatus.data
    )
  }
}

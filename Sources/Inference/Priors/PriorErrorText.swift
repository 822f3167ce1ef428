extension PriorError: CustomStringConvertible {
  /// What is wrong, where, and what can be done; below it the place in the text, where there is one.
  public var description: String { sentence + mark }

  /// What is wrong, where, and what can be done, without the lines that mark the place in the text.
  ///
  /// A program puts its options for `remedies` between the two.
  public var sentence: String {
    if let cause { return Phrase.place(file, line) + Self.scenarioFinding(cause) }
    return (file == nil ? "prior: " : Phrase.place(file, line)) + finding
  }

  /// Two lines that show the place in the text; empty where there is none.
  public var mark: String {
    if let cause { return cause.mark }
    return kind == .malformedYAML ? "" : Phrase.marked(text ?? "", range)
  }

  /// What can be done.
  public var remedies: [Remedy] {
    if let cause { return cause.remedies }
    return kind == .besideJeffreys ? [.stateOnlyPrior(accepted.joined())] : []
  }

  private var finding: String {
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
    case .jeffreysRefused(let reason): return "the Jeffreys prior is refused: \(reason.words)"
    case .besideJeffreys:
      return
        "\(found) has a prior of its own, but the Jeffreys prior is one of all coefficients; ask for it "
        + "alone"
    case .flatRefused(let reason):
      return "a flat prior on \(found) is refused: \(reason.words)\(others)"
    }
  }

  /// The part of the text that is wrong.
  private var marked: String {
    guard let text, let range else { return "that" }
    return String(text.dropFirst(range.lowerBound).prefix(range.count))
  }

  /// What is wrong with a scenario where there is a formula, and no run yet.
  private static func scenarioFinding(_ cause: FormulaError) -> String {
    guard cause.kind == .unknownCondition else { return cause.sentence }
    let names =
      cause.accepted.isEmpty
      ? "; the formula has none" : "; conditions: \(Phrase.list(cause.accepted))"
    return "scenario: there is no condition \(Phrase.quoted(cause.value))"
      + Phrase.suggestion(cause.suggestion) + names
  }
}

extension PriorError.FlatRefusal {
  /// The reason, as a clause.
  fileprivate var words: String {
    switch self {
    case .separation:
      "the conditions predict the outcome perfectly, so the data put no bound on this coefficient and the "
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

import Inference

/// How few recoded cells overturn what the base says, in sentences.
struct FragilityText {
  private let fragility: FragilityReading
  private let priors: PriorDirections
  private let effectLimit: Int

  /// Takes what was read, and what the priors say by themselves.
  init(_ fragility: FragilityReading, priors: PriorDirections, effectLimit: Int) {
    self.fragility = fragility
    self.priors = priors
    self.effectLimit = effectLimit
  }

  var text: String {
    guard !fragility.lines.isEmpty else { return "" }
    var names: [String] = []
    for line in fragility.lines where !names.contains(line.key.name) { names.append(line.key.name) }
    let effects = names.prefix(effectLimit).map { name in
      let lines = fragility.lines.filter { $0.key.name == name && Self.isShown($0) }
      let probability = lines.first.map {
        NumberText.probability(
          $0.base.probabilityPositive,
          error: $0.base.mcseProbabilityPositive
        )
      }
      return Paragraph.text("\(name): P = \(probability ?? "-")\(priorAlone(lines))", mark: "  ")
        + lines.flatMap(sentences).map { Paragraph.text($0, mark: "    ") }.joined()
    }
    return Paragraph.text(
      "Fragility: the fewest recoded cells (of \(fragility.plan.cells.count)) that carry P, the probability "
        + "of a positive effect in the base, across a line",
      mark: ""
    ) + effects.joined() + numbers
  }

  /// What the prior of the base says by itself; nothing where that is not known.
  private func priorAlone(_ lines: [FragilityReading.Line]) -> String {
    guard let line = lines.first, let own = fragility.ownProbability(of: line.key, priors) else {
      return ""
    }
    let text = NumberText.probability(own.value, error: max(own.error, 0.0005))
    let passed = lines.filter { $0.holds && $0.threshold.isPassed(byPrior: own) }
      .map(\.threshold.description)
    return ", under the prior alone \(own.value == 0.5 ? "0.5" : text)"
      + (passed.isEmpty
        ? "" : "; \(passed.joined(separator: " and ")) by the prior alone: no finding to overturn")
  }

  /// Lines on the side of 0.5 where the base is; those across it come with 0.5 itself.
  private static func isShown(_ line: FragilityReading.Line) -> Bool {
    line.threshold.value == 0.5
      || (line.threshold.side == .above) == (line.base.probabilityPositive > 0.5)
  }

  private func sentences(_ line: FragilityReading.Line) -> [String] {
    let state =
      "\(line.threshold)\(line.holds ? "" : " does not hold")\(line.isDoubtful ? " (in doubt)" : ""): "
    let verb = line.holds ? "end it" : "bring it about"
    let (any, conditions) = (line.anyCells, line.conditionsOnly)
    let first = state + Self.answer(any, verb)
    // The same set would only be said twice.
    guard any.crossing?.changes.contains(where: \.isOutcome) == true else { return [first] }
    return [first, "without recodes of the outcome: " + Self.answer(conditions, verb)]
  }

  private static func answer(_ answer: FragilityReading.Answer, _ verb: String) -> String {
    guard let crossing = answer.crossing else {
      return answer.searchedSize == 0
        ? "no cell was recoded"
        : "no set of up to \(cells(answer.searchedSize)) found that would \(verb)"
          + (answer.isDoubtfullyNone ? " (in doubt: some are within two errors of the line)" : "")
    }
    let count = crossing.changes.count
    let size = (crossing.isExact ? "" : "at most ") + "\(count) recode\(count == 1 ? "" : "s")"
    let list = crossing.changes.map { $0.description + ($0.isOutcome ? " (outcome)" : "") }
    let after = NumberText.probability(
      crossing.after.probabilityPositive,
      error: crossing.after.mcseProbabilityPositive
    )
    var facts = ["P = \(after)"]
    if crossing.setCount > 1 || crossing.isComplete {
      let prefix = crossing.isComplete ? "" : "at least "
      facts.append(
        crossing.setCount == 1
          ? "the only set of \(cells(count))"
          : "one of \(prefix)\(NumberText.whole(crossing.setCount)) such sets"
      )
    }
    if crossing.isOneClass { facts.append("all outcomes alike") }
    if crossing.isDoubtful {
      facts.append("in doubt: this set, a smaller one or the base is within two errors of the line")
    }
    return "\(size) \(count == 1 ? verb.singular : verb): "
      + "\(list.joined(separator: ", ")) (\(facts.joined(separator: "; ")))"
  }

  private static func cells(_ count: Int) -> String { "\(count) cell\(count == 1 ? "" : "s")" }

  /// What could not be recoded, and how far the search went.
  private var numbers: String {
    var notes: [String] = []
    if !fragility.plan.numericVariables.isEmpty {
      notes.append("\(Phrase.list(fragility.plan.numericVariables)): numbers, not recoded")
    }
    let unknown = fragility.lines.map(\.anyCells.unknownCount).max() ?? 0
    if unknown > 0 {
      notes.append(
        "up to \(NumberText.whole(unknown)) sets of recodes leave no effect to look at: the analysis "
          + "fails or the condition no longer varies"
      )
    }
    if fragility.lines.contains(where: { $0.anyCells.crossing?.isExact == false }) {
      notes.append(
        "at most: found by extending the best smaller set, so that a smaller set may exist"
      )
    }
    return notes.map { Paragraph.text($0 + ".", mark: "  - ") }.joined()
  }
}

extension String {
  /// The third person of a verb and what follows it: `ends it`.
  fileprivate var singular: String {
    let words = split(separator: " ", maxSplits: 1)
    return words.enumerated().map { $0 == 0 ? "\($1)s" : String($1) }.joined(separator: " ")
  }
}

/// What may be quoted of an analysis in three sentences: what may be said, what may not, and what both rest on.
///
/// Every number has its interval, what decides it, and no digit that its Monte Carlo error does not bear. Where
/// the draws failed a check or the run was stopped there is one sentence, which forbids to quote any.
public struct QuotableSentences: Sendable, Equatable {
  /// What an effect must be, to be said: this probable to have its sign.
  static let clearProbability = 0.9

  /// What may be said; nil where nothing may be quoted.
  public let said: String?
  /// What may not be said, or why nothing may.
  public let notSaid: String
  /// What the numbers rest on; nil where nothing may be quoted.
  public let basis: String?

  /// The sentences in this order: what may be said, what may not, what both rest on.
  public var sentences: [String] { [said, notSaid, basis].compactMap { $0 } }

  /// Makes the sentences of an analysis.
  ///
  /// O(cases) beyond what the analysis has computed.
  public init(_ result: AnalysisResult) {
    let failures = result.failures
    guard failures.isEmpty else {
      (said, basis) = (nil, nil)
      notSaid = "No sentence may be quoted: \(failures.joined(separator: ", and "))."
      return
    }
    let finding = FindingText(result)
    said = finding.said
    notSaid = finding.notSaid
    basis = BasisText(result: result).text
  }
}

extension QuotableSentences: ExportedFile {
  /// Writes the sentences, a line each.
  public func write(to text: inout TextBuffer) throws(ExportError) {
    for sentence in sentences { text.write(sentence + "\n") }
  }
}

extension AnalysisResult {
  /// What may be quoted of the analysis.
  public var quotableSentences: QuotableSentences { QuotableSentences(self) }

  /// What forbids to quote its numbers, a phrase each.
  fileprivate var failures: [String] {
    var found: [String] = []
    if isPartial { found.append("the run was stopped before its end") }
    let failed = diagnostics.verdicts.filter { $0.status == .failed }.map(\.check.phrase)
    if !failed.isEmpty {
      found.append(
        "the draws failed \(AnalysisWarning.counted(failed.count, "check")) "
          + "(\(failed.joined(separator: ", ")))"
      )
    }
    if let reason = engine.unsettled { found.append("the draws are not settled (\(reason))") }
    return found
  }
}

/// What may and may not be said of the conditions of an analysis.
private struct FindingText {
  private let result: AnalysisResult
  private let input: AnalysisInput
  private let outcome: String
  private let given: String
  private let effects: [EffectEstimate]
  private let interval = CredibleInterval.standard

  init(_ result: AnalysisResult) {
    self.result = result
    input = result.input
    outcome = input.outcomeName
    effects = result.effects
    given = "Given \(input.priorWords) and \(input.caseWords), "
  }

  private var hasConditions: Bool { !input.design.formula.terms.isEmpty }

  /// The effects whose sign is clear and not the prior's, the clearest first.
  private var clear: [EffectEstimate] {
    effects.filter { $0.decidedBy != .prior && $0.certainty >= QuotableSentences.clearProbability }
      .sorted { first, second in
        (first.certainty, abs(first.difference.mean)) > (
          second.certainty, abs(second.difference.mean)
        )
      }
  }

  private var unclear: [EffectEstimate] {
    effects.filter { $0.decidedBy != .prior && $0.certainty < QuotableSentences.clearProbability }
  }

  private var ofPrior: [EffectEstimate] { effects.filter { $0.decidedBy == .prior } }

  // MARK: What may be said

  var said: String {
    guard hasConditions else { return base }
    guard !effects.isEmpty else {
      return
        "\(share) had \(outcome); the average effects of the conditions were not computed with the fit, for "
        + "there are too many cases or conditions."
    }
    let shown = clear.prefix(3)
    if !shown.isEmpty {
      let parts = shown.enumerated().map { index, effect in
        (index == 0 ? "\(outcome) is " : "") + claim(effect)
      }
      let more = clear.count - shown.count
      return given + parts.joined(separator: "; ")
        + (more > 0 ? "; and \(more) more effects have a clear sign" : "") + "."
    }
    if let best = unclear.max(by: { $0.certainty < $1.certainty }) {
      let sign = best.direction.probability >= 0.5 ? "positive" : "negative"
      return
        "\(given)no condition can be said to make \(outcome) more or less probable; the nearest to it is "
        + "\(EffectWords(best).subject): on average \(size(best)), \(sign) with probability "
        + "\(probability(best.certainty, best))\(others(best))."
    }
    let all = ofPrior.count == 1 ? "its condition" : "its conditions"
    return
      "\(share) had \(outcome); of \(all) nothing may be said, for the prior alone decides what "
      + (ofPrior.count == 1 ? "it does." : "each does.")
  }

  /// The claim of one effect: `more probable where protest is present: on average …`.
  private func claim(_ effect: EffectEstimate) -> String {
    let isPositive = effect.direction.probability >= 0.5
    let includesZero = effect.difference.lower <= 0 && effect.difference.upper >= 0
    let certainty =
      includesZero ? ", with probability \(probability(effect.certainty, effect))" : ""
    return
      "\(isPositive ? "more" : "less") probable \(EffectWords(effect).place)\(certainty): on average "
      + "\(size(effect)); \(decision(effect))"
  }

  /// The size of an effect: `32 percentage points (90% interval -1 to 76)`.
  private func size(_ effect: EffectEstimate) -> String {
    let difference = effect.difference
    // Whole points, unless there is none.
    let decimals = abs(difference.mean) < 0.0095 ? 1 : 0
    func points(_ value: Double, _ error: Double) -> String {
      NumberText.points(value, error: error, decimals: decimals)
    }
    return "\(points(difference.mean, difference.mcseMean)) percentage points "
      + "(\(interval.percent) interval \(points(difference.lower, difference.mcseLower)) to "
      + "\(points(difference.upper, difference.mcseUpper)))"
  }

  private func probability(_ share: Double, _ effect: EffectEstimate) -> String {
    NumberText.share(share, of: effect.direction)
  }

  /// What decides an effect, and what else is to be known of it.
  private func decision(_ effect: EffectEstimate) -> String {
    let words =
      switch effect.decidedBy {
      case .data: "its sign and its size come from the data"
      case .sign: "its sign comes from the data, its size from the prior"
      case .prior: "the prior alone decides it"
      }
    return words + others(effect)
  }

  /// What else is to be known of an effect, in parentheses.
  private func others(_ effect: EffectEstimate) -> String {
    let found = effect.caveats.filter { DecidedBy([$0]) == .data }
      .map { $0.message.replacing("`", with: "") }
    return found.isEmpty ? "" : " (\(found.joined(separator: "; ")))"
  }

  /// Of a model without conditions: how probable the outcome is.
  private var base: String {
    guard !input.design.columns.isEmpty else {
      return
        "\(share) had \(outcome); the model has no coefficients, so that its probabilities are fixed, not "
        + "estimated."
    }
    guard let only = result.configurations.first, result.configurations.count == 1 else {
      return "\(share) had \(outcome)."
    }
    let value = only.probability
    let text =
      "\(given)the probability of \(outcome) is \(NumberText.probability(value.mean, error: value.mcseMean)) "
      + "(\(interval.percent) interval \(NumberText.probability(value.q5, error: value.mcseQ5)) to "
      + "\(NumberText.probability(value.q95, error: value.mcseQ95)))"
    let caveat = Caveat.of(only.limit, .probability).first.map { "; \($0.message)" }
    return text + (caveat ?? "; the data bound it on both sides") + "."
  }

  /// How many had the outcome: `1 of 8 cases`.
  private var share: String {
    let (events, trials) = input.totals
    let unit = input.isGrouped ? "trials" : "cases"
    return "\(NumberText.fixed(events, 0)) of \(NumberText.fixed(trials, 0)) \(unit)"
  }

  // MARK: What may not be said

  var notSaid: String {
    guard hasConditions else {
      return
        "It may not be said what makes \(outcome) more or less probable: the model has no condition."
    }
    guard !effects.isEmpty else {
      return
        "It may not be said from here how much any condition changes the probability of \(outcome)."
    }
    var parts: [String] = []
    if !ofPrior.isEmpty {
      let names = Phrase.choice(ofPrior.map { EffectWords($0).subject })
      parts.append(
        "that \(names) matters: "
          + (ofPrior.count == 1 ? "its effect is" : "these effects are")
          + " \(DecidedBy.prior.words)"
      )
    }
    if !unclear.isEmpty {
      var names = unclear.prefix(3).map { "\(EffectWords($0).subject), on average \(size($0))" }
      if unclear.count > 3 { names.append("\(unclear.count - 3) more") }
      parts.append(
        "whether \(outcome) is more or less probable with \(names.joined(separator: ", or with "))"
      )
    }
    let sizeless = clear.filter { $0.decidedBy == .sign }
    if !sizeless.isEmpty {
      parts.append(
        "how large the effect of \(Phrase.choice(sizeless.map { EffectWords($0).subject })) is: "
          + "the prior decides that"
      )
    }
    if parts.isEmpty {
      parts = ["that any of this brings \(outcome) about: the cases were observed, not assigned"]
    }
    return "It may not be said " + parts.joined(separator: "; nor ") + "."
  }
}

extension EffectEstimate {
  /// How probable it is that the effect has the sign that it probably has.
  fileprivate var certainty: Double {
    max(direction.probability, 1 - direction.probability)
  }
}

/// What the numbers of an analysis rest on, in one sentence.
struct BasisText {
  let result: AnalysisResult

  private var input: AnalysisInput { result.input }

  var text: String {
    "It rests on "
      + ([cases, model, separation, sensitivity, computation, dropped].compactMap { $0 })
      .joined(separator: "; ") + "."
  }

  /// The cases: `8 cases in 5 configurations, 1 of them with intervention`.
  private var cases: String {
    let events = input.totals.events
    let count = events == 0 ? "none" : NumberText.fixed(events, 0)
    let which = "\(count) of \(input.isGrouped ? "the trials" : "them") with \(input.outcomeName)"
    return "\(input.caseWords) in "
      + "\(AnalysisWarning.counted(input.model.design.matrix.rowCount, "configuration")), \(which)"
  }

  private var model: String {
    "the \(input.model.link.rawValue) model \(Phrase.sentence(input.design.formula.text)) under "
      + input.priorWords
  }

  private var separation: String? {
    let (events, trials) = input.totals
    guard events > 0, events < trials else {
      return "the outcome is the same throughout, so that the prior bounds the numbers"
    }
    return switch input.separation.verdict {
    case .none: nil
    case .quasiComplete:
      "the conditions predict the outcome perfectly in some of the cases, so that the prior bounds the numbers "
        + "there"
    case .complete:
      "the conditions predict the outcome perfectly, so that the prior bounds the numbers"
    }
  }

  /// The coefficients that a slightly different weight of the prior would move.
  private var sensitivity: String? {
    let moved = result.powerScaling.quantities.filter { $0.prior >= PowerScaling.threshold }
      .map(\.name)
    guard !moved.isEmpty else { return nil }
    let all = moved.count == result.powerScaling.quantities.count && moved.count > 1
    return "a little more or less weight of the prior would move "
      + (all ? "every coefficient" : Phrase.list(moved))
  }

  /// How the numbers were computed, and how well.
  private var computation: String {
    let checked = "every check of the draws passed"
    if result.exact?.source != nil {
      return "the coefficients are those of exact integration, and \(checked)"
    }
    guard let size = result.independentDraws else { return checked }
    return
      "the coefficients are as precise as \(Phrase.whole(size)) independent draws, and \(checked)"
  }

  private var dropped: String? {
    let count = input.design.droppedCaseCount
    return count == 0
      ? nil : "\(AnalysisWarning.counted(count, "case")) with a missing value left out"
  }
}

extension AnalysisInput {
  /// `8 cases`, `21 trials of 6 cases`.
  var caseWords: String {
    let cases = AnalysisWarning.counted(design.caseCount, "case")
    return isGrouped ? "\(NumberText.fixed(totals.trials, 0)) trials of \(cases)" : cases
  }
}

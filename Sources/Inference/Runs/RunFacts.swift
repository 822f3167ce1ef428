/// Facts of an analysis that tables and sentences state.
extension AnalysisInput {
  /// What decides each coefficient.
  public var decidedBy: [DecidedBy] {
    let far = Set(design.farColumns)
    return separation.columns.enumerated().map { index, column in
      let decided = DecidedBy(column.limit)
      return decided == .data && far.contains(index) ? .sign : decided
    }
  }

  /// How many trials there are, and how many successes among them; of outcomes that are yes or no every case is
  /// a trial.
  public var totals: (events: Double, trials: Double) {
    let counts = design.counts ?? [Double](repeating: 1, count: design.trials.count)
    func total(_ values: [Double]) -> Double { zip(values, counts).reduce(0) { $0 + $1.0 * $1.1 } }
    return (total(design.successes), total(design.trials))
  }

  /// Whether cases have several trials each.
  var isGrouped: Bool { design.formula.response.trials != nil }

  /// The outcome, as a sentence or a head of a table names it.
  var outcomeName: String { Phrase.oneLine(design.formula.response.label) }

  /// The name of the prior set, without its folder.
  var priorName: String {
    Phrase.oneLine(priorSet.split(separator: "/").last.map(String.init) ?? priorSet)
  }

  /// The prior in a few words, with the coefficients that were given others: `the sceptical prior`.
  var priorWords: String {
    let own = model.prior.used.filter {
      if case .commandLine = $0.origin { true } else { false }
    }
    if !own.isEmpty, own.count == model.prior.used.count { return "the priors stated" }
    return "the \(priorName) prior"
      + (own.isEmpty ? "" : " (with others for \(Phrase.list(own.map(\.column))))")
  }
}

/// The words for what an effect compares.
struct EffectWords: Sendable {
  private enum Change {
    case presence
    case between(String, String)
    case increase(String)
    case other(String)
  }

  private let name: String
  private let change: Change

  /// Reads them off the labels of an estimate.
  init(_ effect: EffectEstimate) {
    name = Phrase.oneLine(effect.name)
    let parts = effect.change.split(separator: " -> ", omittingEmptySubsequences: false).map(
      String.init
    )
    if effect.change == "no -> yes" {
      change = .presence
    } else if parts.count == 2 {
      change = .between(Phrase.oneLine(parts[0]), Phrase.oneLine(parts[1]))
    } else if effect.change.hasPrefix("+") {
      change = .increase(String(effect.change.dropFirst()))
    } else {
      change = .other(effect.change)
    }
  }

  /// The name of a row: `protest`, `region: Asia, not Baltic`, `gdp: 1 more`.
  var row: String {
    switch change {
    case .presence: name
    case .between(let from, let to): "\(name): \(to), not \(from)"
    case .increase(let step): "\(name): \(step) more"
    case .other(let label): "\(name): \(label)"
    }
  }

  /// The condition, with what is compared unless it is presence: `protest`, `region (Asia, not Baltic)`.
  var subject: String {
    switch change {
    case .presence: name
    case .between(let from, let to): "\(name) (\(to), not \(from))"
    case .increase(let step): "\(name) (\(step) more)"
    case .other(let label): "\(name) (\(label))"
    }
  }

  /// Where the probability is another: `where protest is present`.
  var place: String {
    switch change {
    case .presence: "where \(name) is present"
    case .between(let from, let to): "where \(name) is \(to), not \(from)"
    case .increase(let step): "where \(name) is \(step) higher"
    case .other(let label): "along \(name) (\(label))"
    }
  }
}

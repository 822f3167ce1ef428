import Foundation
import Inference

/// What `fit` prints: the answer, what decides it, what it rests on, and whether the numbers can be trusted.
///
/// Made for 80 columns and some 24 lines; `--verbose` prints everything.
struct FirstScreen {
  let result: AnalysisResult
  let folder: String?
  /// The width that it is fitted to where the output is no terminal.
  private static let standardWidth = 80
  /// The number of lines of a table beyond which the rest is left to the files.
  private static let lineLimit = 8
  /// The number of warnings that are shown.
  private static let warningLimit = 3
  /// No digit below half a percentage point, which is what a reader can use.
  private static let leastError = 0.005

  private var width: Int { min(Screen.width ?? Self.standardWidth, Screen.readable) }

  var text: String {
    [
      question, effects, configurations, notFitted,
      [basis, warnings, checks, closing].joined(),
    ].filter { !$0.isEmpty }.joined(separator: "\n")
  }

  // MARK: The question and the data

  private var question: String {
    let input = result.input
    let totals = input.totals
    let cases = input.design.caseCount
    let successes = NumberText.fixed(totals.events, 0)
    let trials = NumberText.fixed(totals.trials, 0)
    let coding = input.data.coding.map { " (coding \(NumberText.cut($0)))" } ?? ""
    return lines("\(input.data.title ?? input.data.name)", mark: "")
      + lines(
        "\(NumberText.whole(cases)) \(cases == 1 ? "case" : "cases")\(coding), "
          + "\(NumberText.cut(outcome)) in \(successes) of \(trials); \(input.model.link.rawValue), prior "
          + NumberText.cut(input.priorSet) + ".",
        mark: ""
      )
  }

  private var outcome: String { result.input.design.formula.response.label }

  // MARK: Effects

  private var effects: String {
    guard !result.effects.isEmpty else { return "" }
    var table = TextTable([
      .words("condition"), .number("effect"), .words("90% interval"), .number("P(>0)"),
      .words("decided by"),
    ])
    for effect in result.effects.prefix(Self.lineLimit) {
      let d = effect.difference
      table.append([
        label(effect), signed(d.mean, error: d.mcseMean),
        signed(d.lower, error: d.mcseLower.or(d.mcseMean)) + " to "
          + signed(d.upper, error: d.mcseUpper.or(d.mcseMean)),
        NumberText.share(effect.direction),
        effect.decidedBy.shortWords,
      ])
    }
    return lines(
      "Average effect on the probability of \(NumberText.cut(outcome)) over the cases (mean):",
      mark: ""
    ) + table.text(width: width) + rest(of: result.effects.count, in: "summary.json") + priorWeighs
  }

  /// Coefficients that the data bound on both sides, and the prior moves all the same.
  private var priorWeighs: String {
    guard result.effects.contains(where: { $0.decidedBy == .data }) else { return "" }
    let columns = result.input.design.columns.count
    let moved = zip(result.powerScaling.quantities.prefix(columns), result.input.decidedBy)
      .filter { $0.prior >= PowerScaling.threshold && !$0.isDoubtful && $1 == .data }
      .map { NumberText.cut($0.0.name) }
    guard !moved.isEmpty else { return "" }
    return lines(
      "the prior weighs too: a little more or less of it would move \(Phrase.list(moved))",
      mark: "  "
    )
  }

  private func label(_ effect: EffectEstimate) -> String {
    effect.change == "no -> yes" ? effect.name : "\(effect.name) (\(effect.change))"
  }

  private func signed(_ value: Double, error: Double) -> String {
    let text = NumberText.estimate(value, error: max(error.or(0), Self.leastError))
    return text.hasPrefix("-") || !(value > 0) ? text : "+" + text
  }

  // MARK: Probabilities

  private var configurations: String {
    guard !result.configurations.isEmpty else {
      return "Probabilities of single configurations are written on request (--pointwise).\n"
    }
    let isMarked = result.configurations.contains { $0.limit != .finite }
    let isEvery = result.configurations.allSatisfy { $0.limit != .finite }
    var table = probabilityTable("configuration", last: "cases")
    for prediction in result.configurations.prefix(Self.lineLimit) {
      guard case .configuration(let label, let cases) = prediction.subject else { continue }
      let names = cases.prefix(4).joined(separator: ", ")
      let all = cases.count > 4 ? names + " and \(cases.count - 4) more" : names
      table.append(row(label, prediction, isMarked: isMarked && !isEvery) + [all])
    }
    let note =
      !isMarked
      ? ""
      : lines(
        (isEvery ? "every" : "*")
          + ": its cases ended one way; how far towards that, the prior decides",
        mark: "  "
      )
    return lines(
      "Probability of \(NumberText.cut(outcome)) in each configuration seen (mean):",
      mark: ""
    ) + table.text(width: width)
      + rest(of: result.configurations.count, in: "probabilities.csv") + note
  }

  /// The cases whose outcome is not known.
  private var notFitted: String {
    var table = probabilityTable("case without an outcome", last: "")
    var count = 0
    for prediction in result.cases {
      guard case .caseWithoutOutcome(let name) = prediction.subject else { continue }
      count += 1
      if count <= Self.lineLimit { table.append(row(name, prediction, isMarked: false) + [""]) }
    }
    guard count > 0 else { return "" }
    return table.text(width: width) + rest(of: count, in: "probabilities.csv")
  }

  private func probabilityTable(_ subject: String, last: String) -> TextTable {
    TextTable([
      .words(subject), .number("seen"), .number("mean"), .words("90% interval"),
      .words(last, rank: 1),
    ])
  }

  private func row(_ name: String, _ prediction: Prediction, isMarked: Bool) -> [String] {
    let p = prediction.probability
    let observed = prediction.observed.map {
      "\(NumberText.fixed($0.successes, 0))/\(NumberText.fixed($0.trials, 0))"
    }
    return [
      name, observed ?? "?",
      probability(p.mean, p.mcseMean) + (isMarked && prediction.limit != .finite ? "*" : ""),
      probability(p.q5, p.mcseQ5) + " to " + probability(p.q95, p.mcseQ95),
    ]
  }

  private func probability(_ value: Double, _ error: Double) -> String {
    let least = max(error.or(0), Self.leastError)
    if value > 0, value < 0.005 { return "<0.01" }
    if value < 1, value >= 0.995 { return ">0.99" }
    return NumberText.probability(value, error: least)
  }

  private func rest(of count: Int, in file: String) -> String {
    count > Self.lineLimit ? "  … and \(count - Self.lineLimit) more, in \(file)\n" : ""
  }

  // MARK: What it rests on

  private var basis: String {
    guard let basis = result.basis else { return "" }
    var parts: [String] = []
    let condition = NumberText.cut(basis.condition)
    // The number of the table above: that of the points differs from it by chance.
    let effect = result.effects.first {
      $0.name == basis.condition && $0.change == basis.change
    }
    let full = signed(
      effect?.difference.mean ?? basis.full.effect,
      error: effect?.difference.mcseMean ?? basis.full.mcse
    )
    if let name = basis.improper.first {
      parts.append("without \(NumberText.cut(name)) the posterior does not exist")
    } else if let most = basis.mostInfluential {
      parts.append(
        "\(NumberText.cut(most.name)) most: without it the effect of \(condition), \(full), is "
          + estimate(most)
      )
    }
    if let sceptical = basis.sceptical {
      parts.append(
        parts.isEmpty
          ? "the effect of \(condition), \(full), is under sceptical priors \(estimate(sceptical))"
          : "under sceptical priors \(estimate(sceptical))"
      )
    }
    if !basis.unjudged.isEmpty {
      parts.append("not judged here: \(Phrase.list(basis.unjudged))")
    }
    return parts.isEmpty ? "" : lines(parts.joined(separator: "; ") + ".", mark: "Rests on  ")
  }

  private func estimate(_ estimate: AnswerBasis.Estimate) -> String {
    "\(signed(estimate.effect, error: estimate.mcse)) "
      + "(P(>0) \(NumberText.share(estimate.positive, decimals: 2)))"
  }

  // MARK: Warnings and checks

  private var warnings: String {
    let shown = result.warnings.prefix(Self.warningLimit).map {
      lines(RunWarnings.firstSentence($0, elsewhere: "--verbose"), mark: "Warning   ")
    }
    let more = result.warnings.count - shown.count
    return shown.joined()
      + (more > 0 ? lines("\(more) more warnings: --verbose.", mark: "Warning   ") : "")
  }

  private var checks: String {
    let verdicts = result.diagnostics.verdicts
    guard verdicts.contains(where: { $0.status == .failed || $0.status == .warning }) else {
      return lines("passed; \(source)\(agreement).", mark: "Checks    ")
    }
    return "Checks    " + (result.diagnostics.allPassed ? "passed with warnings" : "FAILED")
      + "; \(source)\(agreement)\n"
      + VerdictText(
        report: result.diagnostics,
        omitsUnavailable: true,
        namesOptions: true,
        onlyTrouble: true
      ).text
  }

  /// What the numbers are made of, and how precise that makes them.
  private var source: String {
    if result.estimateSource == "exact" {
      let areDrawn = result.effects.contains { !$0.difference.isExact }
      return "numbers by exact integration"
        + (areDrawn
          ? ", intervals of effects from \(NumberText.whole(result.draws.count)) draws" : "")
    }
    guard let size = result.independentDraws else { return "numbers from the draws" }
    return "numbers as precise as \(NumberText.whole(size)) independent draws"
  }

  private var agreement: String {
    guard let exact = result.exact else { return "" }
    if let reason = exact.reason {
      return exact.isRequested ? "; exact integration refused: \(reason)" : ""
    }
    guard let largest = exact.comparisons.largest else { return "" }
    let limit = MonteCarloError.limit(comparisons: exact.comparisons.numberCount)
    let gap =
      "(gap \(NumberText.fixed(largest.number.score, 1)) Monte Carlo errors, limit "
      + "\(NumberText.fixed(limit, 1)))"
    let verb = exact.comparisons.discrepancies.isEmpty ? "agree" : "DISAGREE"
    return result.estimateSource == "exact"
      ? "; the draws \(verb) \(gap)" : "; they \(verb) with exact integration \(gap)"
  }

  private var closing: String {
    var text = ""
    if let folder {
      text += lines("\(folder) (--verbose prints everything).", mark: "Written   ")
    } else {
      text += lines("--verbose prints everything, --output DIR keeps it.", mark: "More      ")
    }
    if !result.isTrustworthy {
      text += RunWarnings.untrustworthy(isPartial: result.isPartial)
    }
    return text
  }

  private func lines(_ text: String, mark: String) -> String {
    Paragraph.text(text, mark: mark, width: width)
  }
}

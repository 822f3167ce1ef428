import Foundation
import Inference

/// What `priors elicit` prints.
struct ElicitationReport {
  private let prior: ElicitedPrior
  private let problem: RegressionProblem
  private let output: String?

  init(_ prior: ElicitedPrior, _ problem: RegressionProblem, output: String?) {
    self.prior = prior
    self.problem = problem
    self.output = output
  }

  var text: String {
    ([heading, priors] + prior.experts.map(statements) + [
      conflicts, opinions, pool, notes, closing,
    ])
    .filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var file: ElicitationFile { prior.elicitation.file }

  private var heading: String {
    let count = prior.experts.reduce(0) { $0 + $1.opinion.items.count }
    let title = file.title.isEmpty ? "" : ": \(Phrase.oneLine(file.title))"
    return Paragraph.text("\(file.file)\(title)", mark: "Statements  ")
      + "            \(counted(prior.experts.count, "expert")), \(counted(count, "statement"))\n"
      + Paragraph.text("\(problem.design.formula.text) (binomial, logit)", mark: "Model       ")
      + Paragraph.text(
        "independent priors whose quantiles are closest to those stated, by least squares on the log-odds"
          + (prior.pool.isEmpty ? "" : "; experts pooled linearly"),
        mark: "Method      "
      )
  }

  private var priors: String {
    var table = TextTable([
      .words(""), .words("prior on the log-odds"), .number("odds ratio"), .number("q5"),
      .number("q95"), .words("location", rank: 1), .words("scale", rank: 1),
    ])
    for coefficient in prior.coefficients {
      let isIntercept = coefficient.name == DesignEncoder.interceptName
      let values = [0.5, 0.05, 0.95].map { probability in
        isIntercept ? "" : NumberText.ratio(exp(coefficient.prior.quantile(probability)))
      }
      table.append(
        [coefficient.name, NumberText.prior(coefficient.prior)] + values
          + [source(coefficient.location), source(coefficient.scale)]
      )
    }
    return Paragraph.text(
      "Prior: on the log-odds, and odds ratios by their median: exp(coefficient), at fixed other "
        + "conditions (90% interval q5 to q95)",
      mark: ""
    ) + table.text
  }

  private func source(_ source: ElicitedPrior.Source) -> String {
    switch source {
    case .stated: "stated"
    case .shared: "stated for sums only"
    case .base: PriorLibrary.defaultName
    case .held: "held at the least"
    }
  }

  private func statements(_ expert: ElicitedPrior.ExpertFit) -> String {
    var table = TextTable([
      .words("scenario"), .words("stated"), .words("fitted"), .number("off by"),
    ])
    for (item, comparison) in zip(expert.opinion.items, expert.comparisons) {
      table.append([
        item.label, item.statement.words,
        comparison.fitted.map { value($0, item.statement.subject) }.joined(separator: ", "),
        NumberText.fixed(comparison.misfit, 3),
      ])
    }
    let share =
      prior.experts.count > 1 ? " (share \(NumberText.fixed(expert.opinion.weight, 2)))" : ""
    return Paragraph.text(
      "\(Phrase.oneLine(expert.opinion.expert))\(share): the quantiles stated, and the same ones of the "
        + "fit; off by: the largest difference between a probability stated and fitted",
      mark: ""
    ) + table.text
  }

  private func value(_ logOdds: Double, _ subject: ElicitedStatement.Subject) -> String {
    switch subject {
    case .probability: bare(logOdds, subject) + " %"
    case .oddsRatio: bare(logOdds, subject) + " times"
    }
  }

  /// The number without its unit: per cent, or a ratio.
  private func bare(_ logOdds: Double, _ subject: ElicitedStatement.Subject) -> String {
    let value = subject.value(atLogOdds: logOdds)
    switch subject {
    case .probability: return NumberText.ratio(100 * value)
    case .oddsRatio: return NumberText.ratio(value)
    }
  }

  private var conflicts: String {
    var text = ""
    for expert in prior.experts {
      for conflict in expert.conflicts { text += paragraphs(conflict, of: expert) }
    }
    return text.isEmpty ? "" : "Statements in conflict\n" + text
  }

  private func paragraphs(
    _ conflict: ElicitationConflict,
    of expert: ElicitedPrior.ExpertFit
  ) -> String {
    let items = conflict.statements.map { expert.opinion.items[$0] }
    let name = Phrase.oneLine(expert.opinion.expert)
    let sentence =
      switch conflict.kind {
      case .centres:
        "these cannot all hold, because log-odds add up in this model; any one could give way:"
      case .spreads:
        "these differ in how sure they are by more than independent priors can; each condition adds its "
          + "own uncertainty to that of the others:"
      case .shape:
        "the numbers of this statement are too lopsided, on the log-odds, for these priors:"
      }
    var text = Paragraph.text("\(name): \(sentence)", mark: "  - ")
    for (item, implied) in zip(items, conflict.implied) {
      let line = item.statement.line.map { "line \($0), " } ?? ""
      text += Paragraph.text("\(line)\(item.label): \(item.statement.words)", mark: "    ")
      if conflict.kind == .centres {
        let quantiles = implied.map { value($0, item.statement.subject) }
        text += "      the others imply \(quantiles.joined(separator: " to "))\n"
      }
    }
    return text
  }

  /// The fit to each expert beside the fit to the pool.
  private var opinions: String {
    guard !prior.pool.isEmpty else { return "" }
    var table = TextTable(
      [.words("")] + prior.experts.map { .words(Phrase.oneLine($0.opinion.expert)) }
        + [.words("pool")]
    )
    for (index, coefficient) in prior.coefficients.enumerated() {
      table.append(
        [coefficient.name]
          + prior.experts.map { NumberText.prior($0.coefficients[index].prior) }
          + [NumberText.prior(coefficient.prior)]
      )
    }
    return "Prior of each expert alone, and of the pool\n" + table.text
  }

  private var pool: String {
    guard !prior.pool.isEmpty else { return "" }
    var table = TextTable(
      [.words("scenario")] + prior.experts.map { .words(Phrase.oneLine($0.opinion.expert)) }
        + [.words("pool"), .words("prior"), .number("off by")]
    )
    for pooled in prior.pool {
      func interval(_ quantiles: [Double]) -> String {
        "\(value(quantiles[2], pooled.subject)) (\(bare(quantiles[0], pooled.subject)) to "
          + "\(bare(quantiles[4], pooled.subject)))"
      }
      let opinions = prior.experts.indices.map { index in
        interval(pooled.opinions[index]) + (pooled.spoke[index] ? "" : " *")
      }
      table.append(
        [pooled.comparison.label] + opinions
          + [
            interval(pooled.comparison.wanted), interval(pooled.comparison.fitted),
            NumberText.fixed(pooled.comparison.misfit, 3),
          ]
      )
    }
    return Paragraph.text(
      "Median (90% interval) of each expert's fit, of their mixture, and of the prior fitted to it",
      mark: ""
    ) + table.text
      + (prior.pool.allSatisfy { !$0.spoke.contains(false) }
        ? ""
        : Paragraph.text(
          "(*: not stated; follows from this expert's other statements, and from the others' where there "
            + "is none)",
          mark: "  "
        ))
  }

  private var notes: String {
    var lines: [String] = []
    let conditions = prior.elicitation.conditions.conditions
    if !conditions.isEmpty {
      let held = conditions.map { "\($0.name)=\($0.reference.text)" }
      lines.append(
        "A scenario that does not name a condition has: \(held.joined(separator: ", "))."
      )
    }
    func names(_ isMeant: (ElicitedPrior.Coefficient) -> Bool) -> String {
      prior.coefficients.filter(isMeant).map(\.name).joined(separator: ", ")
    }
    let unstated = names { $0.location == .base && $0.scale == .base }
    if !unstated.isEmpty {
      lines.append(
        "No statement is about: \(unstated). The priors are those of "
          + "\(PriorLibrary.defaultName)."
      )
    }
    let half = names { $0.location != .base && $0.scale == .base }
    if !half.isEmpty {
      lines.append(
        "No statement says how sure it is of: \(half). The scales are those of "
          + "\(PriorLibrary.defaultName)."
      )
    }
    let shared = names { $0.location == .shared || $0.scale == .shared }
    if !shared.isEmpty {
      lines.append(
        "Stated only in sums, which are divided as under \(PriorLibrary.defaultName): "
          + "\(shared)."
      )
    }
    let held = names { $0.scale == .held }
    if !held.isEmpty {
      lines.append(
        "The statements leave no uncertainty of its own to: \(held). Its scale is a quarter of "
          + "that of the narrowest statement about it."
      )
    }
    return lines.isEmpty
      ? "" : "Notes\n" + lines.map { Paragraph.text($0, mark: "  - ") }.joined()
  }

  private var closing: String {
    guard let output else { return "" }
    return "Written to \(output); csto-bayes fit --prior \(output) uses it\n"
  }

  private func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}

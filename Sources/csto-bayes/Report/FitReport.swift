import Foundation
import Inference

/// What `fit --verbose` prints.
struct FitReport {
  private let result: AnalysisResult
  private let folder: String?
  /// The number of lines of a table beyond which the rest is left to the files.
  private static let lineLimit = 40

  init(_ result: AnalysisResult, folder: String?) {
    self.result = result
    self.folder = folder
  }

  var text: String {
    let sections = [
      dataSection, priorSection, warningSection, coefficientSection, sensitivitySection,
      configurationSection, caseSection, "Checks of the draws\n" + checks,
      closing,
    ]
    return sections.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// Checks that the sampler has no numbers for are left out.
  private var checks: String {
    VerdictText(report: result.diagnostics, omitsUnavailable: true, namesOptions: true).text
  }

  private var dataSection: String {
    let input = result.input
    let design = input.design
    let successes = input.totals.events
    let trials = input.totals.trials
    var lines = ["Data      \(input.data.title ?? input.data.name)"]
    if let coding = input.data.coding { lines[0] += ", coding \(coding)" }
    lines.append(
      "          \(counted(design.caseCount, "case")), "
        + "\(counted(input.model.design.matrix.rowCount, "configuration")); "
        + "\(NumberText.fixed(successes, 0)) of \(NumberText.fixed(trials, 0)) with "
        + design.formula.response.label
    )
    lines.append("Model     \(design.formula.text)   (binomial, \(input.model.link.rawValue))")
    for (column, level) in design.references.sorted(by: { $0.key < $1.key }) {
      lines.append("          \(column): compared with \(level)")
    }
    return lines.map { $0 + "\n" }.joined() + SamplerText(result: result).text
      + ExactText(result: result).text
  }

  private var link: Link { result.input.model.link }
  private var scaleOfPriors: String {
    link == .logit ? "the log-odds" : link.scaleName
  }

  private var priorSection: String {
    var table = TextTable([("", .left), ("prior on \(scaleOfPriors)", .left), ("from", .left)])
    for use in result.input.model.prior.used {
      var origin =
        switch use.origin {
        case .set(let name): name
        case .commandLine: "command line"
        }
      if let rescaling = use.rescaling {
        origin +=
          ", \(NumberText.prior(rescaling.original)) with its scale divided by \(NumberText.ratio(rescaling.divisor)) "
          + "(\(rescaling.rule.rawValue))"
      }
      table.append([use.column, NumberText.prior(use.prior), origin])
    }
    return "Priors\n" + table.text
  }

  private var warningSection: String {
    guard !result.warnings.isEmpty else { return "" }
    return "Warnings\n"
      + result.warnings.map { Paragraph.text($0.advice + ".", mark: "  - ") }.joined()
  }

  private var coefficientSection: String {
    let hasOdds = link == .logit
    let odds: [(String, TextTable.Alignment)] =
      hasOdds ? [("odds ratio", .right), ("q5", .right), ("q95", .right)] : []
    var table = TextTable(
      [
        ("", .left), ("mean", .right), ("sd", .right), ("q5", .right), ("median", .right),
        ("q95", .right),
      ] + odds + [
        ("R-hat", .right), ("bulk ESS", .right), ("tail ESS", .right), ("decided by", .left),
      ]
    )
    let model = result.input.model
    let withoutMean = Set(model.coefficients(withoutMoment: 1))
    let withoutDeviation = Set(model.coefficients(withoutMoment: 2))
    for (index, summary) in result.summaries.enumerated() {
      let ratios = [
        (summary.median, summary.mcseMedian), (summary.q5, summary.mcseQ5),
        (summary.q95, summary.mcseQ95),
      ].map { NumberText.ratio(exp($0.0), error: exp($0.0) * $0.1) }
      var cells = [
        summary.name,
        withoutMean.contains(index)
          ? "-" : NumberText.estimate(summary.mean, error: summary.mcseMean),
        withoutDeviation.contains(index)
          ? "-" : NumberText.estimate(summary.sd, error: summary.mcseSd),
        NumberText.estimate(summary.q5, error: summary.mcseQ5),
        NumberText.estimate(summary.median, error: summary.mcseMedian),
        NumberText.estimate(summary.q95, error: summary.mcseQ95),
      ]
      if hasOdds { cells += ratios }
      cells += [
        NumberText.fixed(summary.rHat, 3), NumberText.count(summary.essBulk),
        NumberText.count(summary.essTail), result.input.decidedBy[index].shortWords,
      ]
      table.append(cells)
    }
    return
      (hasOdds
      ? "Coefficients: log-odds, and odds ratios by their median (90% interval q5 to q95)\n"
      : "Coefficients: on \(link.scaleName) (90% interval q5 to q95)\n")
      + table.text + footnote
  }

  /// How much prior and data weigh, where the prior weighs.
  private var sensitivitySection: String {
    let scaling = result.powerScaling
    guard scaling.quantities.contains(where: { $0.prior >= PowerScaling.threshold }) else {
      return ""
    }
    return
      "What the answer rests on: sensitivity to the weight of prior and of likelihood, large from "
      + "\(PowerScaling.threshold)\n" + PowerScalingText(scaling, limit: Self.lineLimit).table.text
  }

  private var footnote: String {
    guard result.input.separation.leavesSomethingToPrior else { return "" }
    return "  (prior: what maximum likelihood, without a prior, could not bound)\n"
  }

  private var configurationSection: String {
    guard !result.configurations.isEmpty else {
      return "Probabilities of single configurations are written on request (--pointwise).\n"
    }
    var table = probabilityTable("configuration", with: [("cases", .left)])
    for prediction in result.configurations.prefix(Self.lineLimit) {
      guard case .configuration(let label, let cases) = prediction.subject else { continue }
      let names = cases.prefix(6).joined(separator: ", ")
      let all = cases.count > 6 ? names + " and \(cases.count - 6) more" : names
      table.append(row(label, prediction) + [all])
    }
    return "Probability of \(outcome) in each configuration seen (90% interval)\n" + table.text
      + rest(of: result.configurations.count)
  }

  private var caseSection: String {
    guard !result.cases.isEmpty else { return "" }
    var table = probabilityTable("case", with: [])
    for prediction in result.cases.prefix(Self.lineLimit) {
      switch prediction.subject {
      case .configuration: continue
      case .namedCase(let name): table.append(row(name, prediction))
      case .caseWithoutOutcome(let name): table.append(row(name + " (not fitted)", prediction))
      }
    }
    return "Probability of \(outcome) in each case (90% interval)\n" + table.text
      + rest(of: result.cases.count)
  }

  private func probabilityTable(
    _ subject: String,
    with more: [(String, TextTable.Alignment)]
  ) -> TextTable {
    TextTable(
      [
        (subject, .left), ("observed", .right), ("mean", .right), ("median", .right),
        ("q5", .right), ("q95", .right), ("decided by", .left),
      ] + more
    )
  }

  private func row(_ name: String, _ prediction: Prediction) -> [String] {
    let p = prediction.probability
    let observed = prediction.observed.map {
      "\(NumberText.fixed($0.successes, 0))/\(NumberText.fixed($0.trials, 0))"
    }
    return [
      name, observed ?? "?", NumberText.probability(p.mean, error: p.mcseMean),
      NumberText.probability(p.median, error: p.mcseMedian),
      NumberText.probability(p.q5, error: p.mcseQ5),
      NumberText.probability(p.q95, error: p.mcseQ95),
      prediction.limit.wordsOfProbability,
    ]
  }

  private func rest(of count: Int) -> String {
    count > Self.lineLimit
      ? "  … and \(count - Self.lineLimit) more, in probabilities.csv\n" : ""
  }

  private var closing: String {
    var text = ""
    if let folder { text += "Written to \(folder)\n" }
    if !result.isTrustworthy {
      text += RunWarnings.untrustworthy(isPartial: result.isPartial)
    }
    return text
  }

  private var outcome: String { result.input.design.formula.response.label }

  private func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}

import Inference

/// What `robustness` prints of a multiverse: how far the effects hang on the choices, and on which.
struct RobustnessReport {
  private let reading: RobustnessReading
  private let outcome: String
  private let isWritten: Bool
  /// The number of effects of which everything is printed; files have all.
  private static let effectLimit = 20

  /// Takes what was read; whether the tables are written too, so that they can be named.
  init(_ reading: RobustnessReading, outcome: String, isWritten: Bool = true) {
    self.reading = reading
    self.outcome = outcome
    self.isWritten = isWritten
  }

  /// The sections that there is something to say in, with an empty line between them.
  var text: String {
    [
      counts + headlines, effects, priors, choices, cases,
      reading.fragility.map {
        FragilityText($0, priors: results.priors, effectLimit: Self.effectLimit).text
      } ?? "",
      powerScaling, Advice.text(notes),
    ].filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var results: MultiverseResults { reading.results }

  private var curves: [SpecificationCurve] {
    reading.curves.filter { $0.key.kind == .effect && $0.all.count > 0 }
      .prefix(Self.effectLimit).map { $0 }
  }

  // MARK: Analyses

  private var counts: String {
    let failed = results.failures.count
    let analysed = results.entries.count - failed
    var parts = ["\(NumberText.whole(analysed)) of \(NumberText.whole(results.plannedCount))"]
    if reading.isSingle { parts = ["nothing was varied: one analysis"] }
    if results.reweightedCount > 0 {
      parts.append("\(NumberText.whole(results.reweightedCount)) of them by weights")
    }
    if results.oneClassCount > 0 {
      parts.append("\(NumberText.whole(results.oneClassCount)) with one class of outcomes only")
    }
    if failed > 0 { parts.append("\(NumberText.whole(failed)) failed") }
    if results.missingCount > 0 {
      parts.append("\(NumberText.whole(results.missingCount)) not done yet")
    }
    return Paragraph.text(parts.joined(separator: ", "), mark: "Analyses  ")
  }

  /// For each effect how many analyses agree on its sign, and what the prior alone says of it.
  private var headlines: String {
    curves.map { Paragraph.text(reading.headline($0, outcome: outcome), mark: "  - ") }.joined()
  }

  private var effects: String {
    guard !curves.isEmpty else { return "No analysis has an effect.\n" }
    var notes = CaveatNotes()
    let isMarked = curves.contains { reading.caveats[$0.key] != nil }
    var columns: [TextTable.Column] = [
      .words(""), .number("analyses", rank: 3), .number("median"), .number("smallest", rank: 1),
      .number("largest", rank: 1),
    ]
    columns += EvidenceThreshold.evidence.map { .number("\($0)") }
    let isApart = curves.contains { $0.all.agreements.contains { $0.priorAloneCount > 0 } }
    if isApart { columns.append(.number("prior alone", rank: 1)) }
    columns.append(.number("in doubt", rank: 2))
    if isMarked { columns.append(.words("caveat")) }
    var table = TextTable(columns, file: isWritten ? "robustness.csv" : nil)
    for curve in curves {
      let all = curve.all
      var cells = [
        curve.key.name, NumberText.whole(all.count), NumberText.fixed(all.medianOfMedians, 3),
        NumberText.fixed(all.smallestMedian, 3), NumberText.fixed(all.largestMedian, 3),
      ]
      cells += all.agreements.map { NumberText.percentage($0.share) }
      if isApart {
        cells.append(NumberText.whole(all.agreements.map(\.priorAloneCount).max() ?? 0))
      }
      cells.append(NumberText.whole(all.agreements.map(\.doubtfulCount).max() ?? 0))
      if isMarked { cells.append(notes.marks(reading.caveats[curve.key] ?? [])) }
      table.append(cells)
    }
    return Paragraph.text(
      "Effects on the probability of \(outcome), each averaged over the cases of its analysis: medians of "
        + "the posterior over all analyses, and the share of analyses by P, the probability that the effect "
        + "is positive",
      mark: ""
    ) + table.text + notes.text
  }

  // MARK: Priors

  /// The shares by prior set, beside what the prior says alone.
  private var priors: String {
    guard !reading.isSingle else { return "" }
    let parts = curves.flatMap(\.priorParts)
    guard parts.contains(where: { $0.smallestOwn != nil }) else { return "" }
    let hasError = parts.contains { ($0.smallestOwn?.error ?? 0) > 0 }
    var columns: [TextTable.Column] = [
      .words(""), .words("prior set"), .number("prior alone P"),
    ]
    if hasError { columns.append(.number("MC error", rank: 3)) }
    columns.append(.number("analyses", rank: 2))
    columns += EvidenceThreshold.evidence.map {
      .number("\($0)", rank: $0.value == 0.9 || $0.value == 0.1 ? 1 : 0)
    }
    var table = TextTable(columns, file: isWritten ? "robustness-priors.csv" : nil)
    for curve in curves {
      for part in curve.priorParts {
        var cells = [curve.key.name, part.prior, Self.own(part)]
        if hasError {
          let error = max(part.smallestOwn?.error ?? .nan, part.largestOwn?.error ?? .nan)
          cells.append(error == 0 ? "exact" : NumberText.error(error))
        }
        cells.append(NumberText.whole(part.summary.count))
        cells += part.summary.agreements.map {
          $0.universeCount == 0 ? "prior alone" : NumberText.percentage($0.share)
        }
        table.append(cells)
      }
    }
    return Paragraph.text(
      "The same by prior set. prior alone P: the probability that the effect is positive before any data, "
        + "to be held against the shares; where it is across a line by itself, nothing was found",
      mark: ""
    ) + table.text
  }

  /// The prior's own probability of a positive effect: one number, or from where to where over the analyses.
  private static func own(_ part: SpecificationCurve.PriorPart) -> String {
    guard let low = part.smallestOwn, let high = part.largestOwn else { return "-" }
    func text(_ own: MonteCarloEstimate) -> String {
      own.error == 0 && own.value == 0.5
        ? "0.5" : NumberText.probability(own.value, error: max(own.error, 0.0005))
    }
    return text(low) == text(high) ? text(low) : "\(text(low)) to \(text(high))"
  }

  // MARK: Choices

  private var choices: String {
    let variances = curves.compactMap { reading.variance(of: $0.key) }
      .filter { !$0.shares.isEmpty && $0.standardDeviation > 0 }
    let forks = results.forks.map(\.name).filter { fork in
      variances.contains { $0.shares.contains { $0.fork == fork } }
    }
    guard !forks.isEmpty else { return "" }
    var table = TextTable(
      [.words(""), .number("sd of medians", rank: 1)] + forks.map { .number($0) }
        + [.number("together", rank: 2)],
      file: isWritten ? "variance.csv" : nil
    )
    for variance in variances {
      let shares = forks.map { fork in
        variance.shares.first { $0.fork == fork }.map {
          NumberText.percentage($0.alone) + " / " + NumberText.percentage($0.only)
        } ?? "-"
      }
      table.append(
        [variance.key.name, NumberText.fixed(variance.standardDeviation, 3)] + shares
          + [NumberText.percentage(variance.additiveShare)]
      )
    }
    return Paragraph.text(
      "Which choice matters: the share of the variance of the medians that each explains alone / that no other "
        + "choice explains; what `together` lacks of 100 % is by combinations of choices",
      mark: ""
    ) + table.text
      + variances.map { Paragraph.text(sentence($0), mark: "  - ") }.joined()
  }

  private func sentence(_ variance: ChoiceVariance) -> String {
    guard let first = variance.shares.first else { return "" }
    func mean(_ choice: ChoiceVariance.ChoiceMean) -> String {
      let name = choice.choice == "-" ? "none" : choice.choice
      return "\(NumberText.fixed(choice.mean, 3)) (\(NumberText.cut(name)))"
    }
    return
      "\(variance.key.name): \(first.fork) matters most; the mean medians of its options go from "
      + "\(mean(first.smallest)) to \(mean(first.largest))."
  }

  // MARK: Cases

  private var cases: String {
    var table = TextTable(
      [
        .words(""), .words("without"), .number("median"), .number("to"), .number("P(>0)"),
        .number("to"), .number("mean change", rank: 2), .number("largest", rank: 3),
        .number("cross 0.95", rank: 1),
      ],
      file: isWritten ? "influence.csv" : nil
    )
    let strong = EvidenceThreshold.evidence.firstIndex(of: EvidenceThreshold(.above, 0.95)) ?? 0
    for curve in curves {
      let influences = reading.influences.filter { $0.key == curve.key }
        .sorted { $0.median.meanAbsolute > $1.median.meanAbsolute }
      for influence in influences.prefix(2) {
        let base = influence.base
        table.append([
          curve.key.name, influence.caseName, NumberText.fixed(base?.with.median ?? .nan, 3),
          NumberText.fixed(base?.without.median ?? .nan, 3),
          NumberText.fixed(base?.with.probabilityPositive ?? .nan, 3),
          NumberText.fixed(base?.without.probabilityPositive ?? .nan, 3),
          NumberText.fixed(influence.median.mean, 3), NumberText.fixed(influence.median.largest, 3),
          "\(NumberText.whole(influence.crossings[strong])) of "
            + NumberText.whole(influence.pairCount),
        ])
      }
    }
    guard reading.influences.contains(where: { $0.key.kind == .effect }) else { return "" }
    return Paragraph.text(
      "Cases that matter most when left out: in the base, and over all pairs of analyses that differ in "
        + "nothing else",
      mark: ""
    ) + table.text
  }

  // MARK: Prior and likelihood

  private var powerScaling: String {
    guard let scaling = reading.powerScaling, !scaling.quantities.isEmpty else { return "" }
    return Paragraph.text(
      "Power scaling of the base: sensitivity to the weight of prior and likelihood, large from "
        + "\(PowerScaling.threshold)",
      mark: ""
    )
      + PowerScalingText(scaling, limit: Self.effectLimit).table.text
  }

  private var notes: [String] {
    var notes: [String] = []
    let failures = results.failures
    var messages: [String] = []
    for failure in failures {
      guard case .failed(let message) = failure.result.outcome else { continue }
      if !messages.contains(message) { messages.append(message) }
    }
    for message in messages.prefix(3) {
      let count = failures.count { $0.result.outcome == .failed(message) }
      notes.append("\(NumberText.whole(count)) failed: \(Phrase.sentence(message))")
    }
    if messages.count > 3 { notes.append("more messages of failures stand in universes.csv") }
    if curves.contains(where: { curve in curve.all.agreements.contains { $0.doubtfulCount > 0 } }) {
      notes.append(
        "in doubt: P is within two Monte Carlo standard errors of a line, so that more draws could "
          + "put the analysis on the other side"
      )
    }
    if curves.contains(where: { $0.all.agreements.contains { $0.priorAloneCount > 0 } }) {
      notes.append(
        "prior alone: analyses whose prior is across the line before any data; they are set apart and in no "
          + "share"
      )
    }
    if results.oneClassCount > 0 {
      notes.append(
        "where all outcomes are alike the size of what the data leave open is decided by the prior; these "
          + "analyses are counted, and robustness.csv has the numbers without them"
      )
    }
    return notes
  }
}

extension RobustnessReport {
  /// The report in a format.
  func text(_ format: OutputFormat) -> String {
    switch format {
    case .table: text
    case .json: RobustnessExport(reading, outcome: outcome).json.text()
    case .csv: RobustnessExport(reading).summaryTable.text()
    }
  }
}

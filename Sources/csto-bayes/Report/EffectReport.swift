import Inference

/// What `effects` and `contrast` print and write.
struct EffectReport {
  private let answer: RunEffects
  private let run: SavedRun

  init(_ answer: RunEffects, of run: SavedRun) {
    self.answer = answer
    self.run = run
  }

  private var name: String { answer.areContrasts ? "contrasts" : "effects" }
  private var interval: CredibleInterval { answer.summary.interval }

  /// Writes the files of the answer, then prints.
  func write(_ options: RunOptions) throws {
    var files = FileGroup()
    files.add(answer.table, as: name + ".csv")
    files.add(answer.json, as: name + ".json")
    if !answer.hypotheses.isEmpty {
      files.add(answer.hypothesisTable, as: "hypotheses.csv")
    }
    try options.write(files, as: name, of: run)
    switch options.format {
    case .table: try StandardOutput.write(text)
    case .json: try StandardOutput.write(answer.json.text(), isData: true)
    case .csv: try StandardOutput.write(answer.table.text(), isData: true)
    }
  }

  private var text: String {
    [
      RunWarnings.text(answer.warnings), answer.areContrasts ? scenarios : "", differences, ratios,
      hypotheses, closing,
    ].filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var outcome: String { run.input.design.formula.response.label }

  /// The scenarios that the rows of a contrast compare.
  private var scenarios: String {
    answer.effects.enumerated().map { index, effect in
      let number = answer.effects.count > 1 ? "\(index + 1) " : ""
      return Paragraph.text(NumberText.cut(effect.name), mark: "\(number)from  ")
        + Paragraph.text(NumberText.cut(effect.change), mark: "\(number)to    ")
    }.joined()
  }

  private func label(_ index: Int) -> [String] {
    let effect = answer.effects[index]
    if answer.areContrasts { return [answer.effects.count > 1 ? "\(index + 1)" : ""] }
    return [effect.name, effect.change]
  }

  private var labels: [TextTable.Column] {
    answer.areContrasts ? [.words("")] : [.words(""), .words("change", rank: 1)]
  }

  private func ends(rank: Int = 0) -> [TextTable.Column] {
    [
      .number(interval.headers.lower, rank: rank), .number(interval.headers.upper, rank: rank),
    ]
  }

  private var differences: String {
    let points = NumberText.ratio(100 * answer.summary.region)
    let small = "smaller than \(points) point\(points == "1" ? "" : "s")"
    var notes = CaveatNotes()
    let isMarked = answer.effects.contains { !$0.caveats.isEmpty }
    var columns = labels
    columns += [
      .number("before", rank: 4), .number("after", rank: 4), .number("mean"),
      .number("median", rank: 5), .number("MCSE", rank: 6),
    ]
    columns += ends()
    columns += [
      .number("P(>0)"), .number("odds that positive", rank: 3), .number(small, rank: 2),
    ]
    if isMarked { columns.append(.words("caveat")) }
    var table = TextTable(columns, file: name + ".csv")
    for (index, effect) in answer.effects.enumerated() {
      let d = effect.difference
      var cells = label(index)
      cells += [
        probability(effect.before), probability(effect.after),
        NumberText.estimate(d.mean, error: d.mcseMean),
        NumberText.estimate(d.median, error: d.mcseMedian), NumberText.error(d.mcseMedian),
        NumberText.estimate(d.lower, error: d.mcseLower.or(d.mcseMean)),
        NumberText.estimate(d.upper, error: d.mcseUpper.or(d.mcseMean)),
        NumberText.share(effect.direction),
        odds(effect.direction),
        NumberText.share(effect.equivalence.within, of: answer.drawCount),
      ]
      if isMarked { cells.append(notes.marks(effect.caveats)) }
      table.append(cells)
    }
    let kind =
      answer.effects.contains { $0.isSlope }
      ? "Differences in the probability of \(outcome); slopes are average derivatives"
      : "Differences in the probability of \(outcome)"
    let place =
      answer.areContrasts
      ? ", to less from"
      : ", after the change less before, averaged over \(NumberText.cut(answer.population)), all else as it is"
    return Paragraph.text("\(kind)\(place) (\(origin)\(interval.words))", mark: "") + table.text
      + notes.text
      + Paragraph.text(
        "(P(>0): the probability that the effect is positive, then its odds; \(small): the probability that "
          + "it lies within \(points) percentage point\(points == "1" ? "" : "s") of 0; all with the prior "
          + "included)",
        mark: "  "
      )
  }

  /// What the numbers are made of, where that is not the draws alone.
  private var origin: String {
    guard answer.effects.contains(where: \.hasExactMean) else { return "" }
    let isDecided = answer.effects.allSatisfy(\.direction.isExact)
    return "means\(isDecided ? " and P(>0)" : "") by exact integration, the rest from draws; "
  }

  private func probability(_ estimate: QuantityEstimate?) -> String {
    estimate.map { NumberText.probability($0.mean, error: $0.mcseMean) } ?? "-"
  }

  private var ratios: String {
    let rows = answer.effects.indices.filter { !answer.effects[$0].isSlope }
    guard !rows.isEmpty else { return "" }
    var table = TextTable(
      labels + [.number("risk ratio")] + ends() + [.number("odds ratio", rank: 2)] + ends(rank: 2),
      file: name + ".csv"
    )
    for index in rows {
      let effect = answer.effects[index]
      let numbers = [effect.riskRatio, effect.oddsRatio].flatMap { ratio in
        guard let ratio else { return ["-", "-", "-"] }
        // An end of a shortest interval has no error: one as large, for its size, as that of the median.
        let share = ratio.mcseMedian / ratio.median
        return [
          NumberText.ratio(ratio.median, error: ratio.mcseMedian),
          NumberText.ratio(ratio.lower, error: ratio.mcseLower.or(share * ratio.lower)),
          NumberText.ratio(ratio.upper, error: ratio.mcseUpper.or(share * ratio.upper)),
        ]
      }
      table.append(label(index) + numbers)
    }
    let words =
      answer.areContrasts
      ? "Ratios between the two scenarios, by their median"
      : "Ratios of the average probabilities and of their odds, by their median"
    return Paragraph.text("\(words) (\(interval.words))", mark: "") + table.text
      + Paragraph.text("(\(meaningOfOddsRatio))", mark: "  ")
  }

  /// Which of the three odds ratios of a condition this is: they are three things.
  private var meaningOfOddsRatio: String {
    let isLogit = run.input.model.link == .logit
    if answer.areContrasts {
      return "odds ratio: between these two scenarios, all that differs between them included"
        + (isLogit
          ? "; where that is one condition without interactions, exp of its coefficient" : "")
        + "; that of `effects` is another: of averages over the cases"
    }
    return "odds ratio: of the averages over the cases, called marginal"
      + (isLogit
        ? "; exp(coefficient) is another, called conditional: at fixed other conditions, and in general "
          + "farther from 1" : "")
      + "; that between two scenarios (`contrast`) is a third"
  }

  private var hypotheses: String {
    guard !answer.hypotheses.isEmpty else { return "" }
    var notes = CaveatNotes()
    let isMarked = answer.hypotheses.contains { !$0.caveats.isEmpty }
    var columns: [TextTable.Column] = [
      .words(""), .number("left - right"), .number("mean", rank: 2),
    ]
    columns += ends()
    columns += [
      .number("P(true)"), .number("MCSE", rank: 3), .number("odds that true", rank: 1),
    ]
    if isMarked { columns.append(.words("caveat")) }
    var table = TextTable(columns, file: "hypotheses.csv")
    for test in answer.hypotheses {
      let d = test.difference
      let cells = [
        test.hypothesis.text, NumberText.estimate(d.median, error: d.mcseMedian),
        NumberText.estimate(d.mean, error: d.mcseMean),
        NumberText.estimate(d.lower, error: d.mcseLower.or(d.mcseMean)),
        NumberText.estimate(d.upper, error: d.mcseUpper.or(d.mcseMean)),
        NumberText.share(test.evidence), NumberText.error(test.evidence.mcse), odds(test.evidence),
      ]
      table.append(cells + (isMarked ? [notes.marks(test.caveats)] : []))
    }
    return Paragraph.text(
      "Hypotheses: coefficients are log-odds (median and \(interval.words))",
      mark: ""
    ) + table.text + notes.text
      + Paragraph.text(
        "(odds that true: posterior odds, prior included; no Bayes factor)",
        mark: "  "
      )
  }

  /// The posterior odds, bounded by the number of draws where these agree.
  private func odds(_ evidence: DirectionEvidence) -> String {
    if evidence.isExact { return exactOdds(evidence) }
    let count = evidence.drawCount
    if evidence.probability == 1 { return ">\(count)" }
    if evidence.probability == 0 { return "<1/\(count)" }
    return NumberText.ratio(evidence.evidenceRatio, error: evidence.mcseEvidenceRatio)
  }

  /// The odds, bounded by the error of the integration where that does not tell the probability from 0 or 1.
  private func exactOdds(_ evidence: DirectionEvidence) -> String {
    let (p, error) = (evidence.probability, evidence.mcse)
    if 1 - p <= error { return ">" + NumberText.ratio(1 / (1 - p + error) - 1, error: 1) }
    if p <= error { return "<1/" + NumberText.ratio(1 / (p + error) - 1, error: 1) }
    return NumberText.ratio(evidence.evidenceRatio, error: evidence.mcseEvidenceRatio)
  }

  private var closing: String {
    var notes: [String] = []
    if !answer.areContrasts, answer.effects.isEmpty {
      notes.append("the formula has no condition whose effect could be computed")
    }
    if answer.drawCount < answer.allDrawCount {
      notes.append(
        "for speed effects are computed from \(answer.drawCount) of the \(answer.allDrawCount) draws, "
          + "evenly spaced"
      )
    }
    let agree =
      answer.effects.map(\.direction).contains { $0.mcse.isNaN && !$0.probability.isNaN }
      || answer.hypotheses.map(\.evidence).contains { $0.mcse.isNaN && !$0.probability.isNaN }
    if agree {
      notes.append(
        "odds above the number of draws: all draws agree, which is all that they can tell"
      )
    }
    let files =
      "\(name).csv, \(name).json" + (answer.hypotheses.isEmpty ? "" : ", hypotheses.csv")
    return notes.map { Paragraph.text($0, mark: "  ") }.joined()
      + Paragraph.text("Written to \(run.answerFolder): \(files)", mark: "")
  }
}

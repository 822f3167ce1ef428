import Inference

/// What `influence` prints.
struct InfluenceReport {
  private let export: InfluenceExport
  private let run: SavedRun
  private static let lineLimit = 40
  /// The number of coefficients up to which the change of each is printed for every case.
  private static let columnLimit = 8

  init(_ export: InfluenceExport, of run: SavedRun) {
    self.export = export
    self.run = run
  }

  func text(_ format: OutputFormat) -> String {
    run.text(format, table: table, json: export.json, csv: export.table)
  }

  private var influence: CaseInfluence { export.influence }
  private var outcome: String { run.input.design.formula.response.label }

  private var table: String {
    [
      RunWarnings.text(run.warnings),
      Paragraph.text(run.input.data.title ?? run.input.data.name, mark: "Data      ")
        + Paragraph.text(run.input.design.formula.text, mark: "Model     ")
        + Paragraph.text(
          "refitted without each case, under the priors of the run as they are, seeds from the run's; "
            + "the fit of all cases is drawn again beside them",
          mark: "Method    "
        ),
      largest, coefficients, priors, Advice.text(advice),
      Paragraph.text(
        "Written to influence.csv, influence.json and prior_cases.csv in \(run.answerFolder)",
        mark: ""
      ),
    ].filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var largest: String {
    var notes = CaveatNotes()
    let isMarked = export.caveatsWithout.values.contains { $0.contains { !$0.isEmpty } }
    var columns: [TextTable.Column] = [
      .words("without"), .words("moves most"), .number("from"), .number("to"), .number("in sd"),
      .number("mean P(\(outcome))", rank: 1), .number("to", rank: 1),
    ]
    if isMarked { columns.append(.words("caveat")) }
    var table = TextTable(columns, file: "influence.csv")
    for item in influence.cases.prefix(Self.lineLimit) {
      guard let index = item.largest, let mean = influence.full.last,
        let meanWithout = item.quantities.last
      else {
        table.append([item.name, "-", "", "", "", "", ""] + (isMarked ? [""] : []))
        continue
      }
      let (full, without) = (influence.full[index], item.quantities[index])
      let cells = [
        item.name, name(full), location(full), location(without),
        NumberText.fixed(item.shifts[index], 2), location(mean), location(meanWithout),
      ]
      let caveats = export.caveats(index, without: item.name)
      table.append(cells + (isMarked ? [notes.marks(caveats)] : []))
    }
    return Paragraph.text(
      "What changes when a case is left out: posterior means, the change in posterior sds of all cases",
      mark: ""
    ) + table.text + rest + notes.text
  }

  private var rest: String {
    let count = influence.cases.count
    return count > Self.lineLimit
      ? "  … and \(count - Self.lineLimit) more, in influence.csv\n" : ""
  }

  /// The change of every coefficient, where they fit on a line.
  private var coefficients: String {
    let chosen = influence.full.indices.filter { influence.full[$0].kind == .coefficient }
    guard !chosen.isEmpty, chosen.count <= Self.columnLimit else { return "" }
    var table = TextTable(
      [.words("without")] + chosen.map { .number(influence.full[$0].name) }
        + chosen.map { .number("P(\(short($0)) > 0)", rank: 1) },
      file: "influence.csv"
    )
    table.append(
      ["(all cases)"] + chosen.map { _ in "" }
        + chosen.map { NumberText.fixed(influence.full[$0].probabilityPositive, 2) }
    )
    for item in influence.cases.prefix(Self.lineLimit) where !item.quantities.isEmpty {
      table.append(
        [item.name] + chosen.map { NumberText.fixed(item.shifts[$0], 2) }
          + chosen.map { NumberText.fixed(item.quantities[$0].probabilityPositive, 2) }
      )
    }
    return Paragraph.text(
      "Change of each coefficient's mean in posterior sds, and the probability that it is positive",
      mark: ""
    ) + table.text + rest
  }

  private func short(_ index: Int) -> String {
    let name = influence.full[index].name
    return name.count > 10 ? String(name.prefix(9)) + "…" : name
  }

  private var priors: String {
    var table = TextTable([
      .words(""), .words("prior"), .number("before the data"), .number("given the data"),
    ])
    for prior in export.priors {
      table.append([
        prior.coefficient, NumberText.prior(prior.prior), cases(prior.beforeData),
        prior.givenData.map(cases) ?? "-",
      ])
    }
    return Paragraph.text(
      "What each prior is worth, in average cases of these data: before the data the expected "
        + "local-information-ratio ESS, given the data by the curvature of the posterior's two parts",
      mark: ""
    ) + table.text
  }

  private func cases(_ count: PriorSampleSize.Count) -> String {
    guard case .cases(let value) = count else { return "-" }
    if value == 0 { return "0" }
    return value > 10_000 ? "> 10000" : NumberText.ratio(value)
  }

  private func name(_ quantity: ReportedQuantity) -> String {
    switch quantity.kind {
    case .coefficient: quantity.name
    case .configuration: "P(\(outcome)) in \(quantity.name)"
    case .meanProbability: "mean P(\(outcome))"
    }
  }

  private func location(_ quantity: ReportedQuantity) -> String {
    guard quantity.kind == .coefficient else {
      return NumberText.probability(quantity.mean, error: quantity.mcseMean)
    }
    return quantity.mean.isNaN
      ? NumberText.fixed(quantity.median, 2)
      : NumberText.estimate(quantity.mean, error: quantity.mcseMean)
  }

  private var advice: [String] {
    let failures = influence.cases.compactMap { item in item.failure.map { (item.name, $0) } }
    var lines = RefitNotes.lines(failures, in: "influence.json")
    if export.priors.contains(where: { $0.beforeData.value > 10_000 }) {
      lines.append(
        "`before the data`: a prior that is wide in log-odds expects certain outcomes, of which a case tells "
          + "nothing, so it is worth very many cases; `given the data`: what it weighs here"
      )
    }
    let reasons = export.priors.compactMap(\.reason)
    for reason in reasons.indices.filter({ reasons.firstIndex(of: reasons[$0]) == $0 }) {
      let names = export.priors.filter { $0.reason == reasons[reason] }.map(\.coefficient)
      lines.append("\(Phrase.list(names)): \(reasons[reason])")
    }
    return lines
  }
}

extension PriorSampleSize {
  /// Why a number is missing; nil where none is.
  fileprivate var reason: String? {
    switch beforeData {
    case .heavyTails:
      "no number before the data under a prior with polynomial tails, where its curvature changes sign "
        + "and a case tells nothing"
    case .flatNeighbour(let name):
      "no number before the data, because the flat prior of \(name) cannot be averaged over"
    case .joint: "the prior is one of all coefficients at once, so that no number is that of one"
    case .noInformation: "no case says anything about it"
    case .cases, .kink:
      givenData == .kink
        ? "no number given the data: the prior is curved at its kink only" : nil
    }
  }
}

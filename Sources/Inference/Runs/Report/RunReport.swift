/// A page about a run for somebody who was not there: the question, the answer, what it rests on, and how each
/// number is made again.
public struct RunReport: Sendable {
  /// How a number is made again: what it is, and what one types.
  public struct Step: Sendable {
    /// What it makes.
    public let result: String
    /// What one types.
    public let command: String

    /// Describes a step.
    public init(_ result: String, _ command: String) {
      (self.result, self.command) = (result, command)
    }
  }

  /// The width of the figures, in millimetres: they are as wide as the page.
  static let figureWidth = 72.0
  /// The most rows of a table of cases.
  static let rowLimit = 200

  let page: HTMLPage

  /// The page as a file.
  public var file: some ExportedFile & Sendable { page }

  /// Asks a run all that the page says.
  ///
  /// The refits of `check` and of `influence`, and what the other answers cost.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - stored: A check of robustness of the same question; nil: none.
  ///   - steps: How each number is made again.
  /// - Throws: What the answers throw.
  public init(of run: SavedRun, stored: StoreReport?, steps: [Step]) async throws {
    let data = run.input.data
    var page = HTMLPage(
      title: data.title ?? "\(run.input.outcomeName): \(data.name)",
      subtitle: run.questionText
    )
    let check = run.input.hasCertainCodes ? try? await run.check() : nil
    page.blocks += try run.answerBlocks()
    page.blocks += run.dataBlocks()
    page.blocks += try run.priorBlocks()
    page.blocks += try await run.checkBlocks(check)
    page.blocks += await run.caseBlocks(check)
    if let stored { page.blocks += stored.blocks(below: "Robustness: ") }
    page.blocks += Self.reproduction(steps, data)
    page.footer = "Made by \(Program.name) \(Program.version)."
    self.page = page
  }

  static func reproduction(_ steps: [Step], _ data: DataDescription?) -> [HTMLPage.Block] {
    var blocks: [HTMLPage.Block] = [.section("How to make each number again")]
    for step in steps { blocks += [.paragraph(step.result), .command(step.command)] }
    if let data, !data.fingerprints.isEmpty {
      blocks.append(
        .table(
          HTMLPage.Table(
            caption: "The files that were read, and their SHA-256",
            columns: ["file", "SHA-256"],
            rows: data.fingerprints.sorted { $0.key < $1.key }.map { [$0.key, $0.value] }
          )
        )
      )
    }
    return blocks
  }
}

extension SavedRun {
  /// The model and the cases in a sentence.
  fileprivate var questionText: String {
    let (events, trials) = input.totals
    return "How probable is \(input.outcomeName), and how much does each condition matter? "
      + "\(FigureText.counted(input.design.caseCount, "case")), \(FigureText.short(events)) of \(FigureText.short(trials)) with "
      + "\(input.outcomeName), prior set \(input.priorSet)."
  }

  /// The drawing of a figure, as wide as a page; nil where there is none.
  func pageFigure(_ figure: (any Figure)?) -> [HTMLPage.Block] {
    figure.map { [.figure($0.drawing(width: RunReport.figureWidth))] } ?? []
  }

  // MARK: Answer

  fileprivate func answerBlocks() throws -> [HTMLPage.Block] {
    var blocks: [HTMLPage.Block] = [.section("The answer")]
    var wanted = EffectRequest()
    wanted.extent = .difference
    let answer = try effects(wanted)
    let interval = FigureText.words(answer.summary.interval)
    if !answer.effects.isEmpty {
      blocks.append(
        .paragraph(
          "Average effects on the probability of \(input.outcomeName), over \(answer.population), with \(interval):"
        )
      )
    }
    for effect in answer.effects {
      blocks.append(Self.sentence(effect, outcome: input.outcomeName))
    }
    for warning in warnings {
      blocks.append(.verdict(.init(kind: .doubtful, text: warning.message)))
    }
    if !answer.effects.isEmpty { blocks += pageFigure(figure(of: answer)) }
    let seen = try predictions(PredictionRequest())
    let configurations = figure(of: seen)
    blocks += pageFigure(configurations)
    blocks.append(.table(Self.table(of: configurations)))
    if !answer.effects.isEmpty {
      blocks += pageFigure(try conditionalFigure(FigureRequest(), seen: seen))
    }
    return blocks
  }

  /// An effect in a sentence.
  private static func sentence(_ effect: EffectEstimate, outcome: String) -> HTMLPage.Block {
    let d = effect.difference
    func points(_ value: Double) -> String { FigureText.fixed(100 * value, 0) }
    let size =
      effect.isSlope
      ? "slope \(FigureText.fixed(d.mean, 3)) (\(FigureText.fixed(d.lower, 3)) to "
        + "\(FigureText.fixed(d.upper, 3)))"
      : "\(points(d.mean)) percentage points (\(points(d.lower)) to \(points(d.upper)))"
    let small = FigureText.short((effect.equivalence.halfWidth * 1e4).rounded() / 100)
    return .statement(
      "\(effect.name), \(FigureText.change(effect.change)):",
      "\(size). Probability that it is positive "
        + "\(FigureText.probability(effect.direction.probability)); that it is smaller than \(small) "
        + "points \(FigureText.probability(effect.equivalence.within)). "
        + "\(effect.decidedBy.words.prefix(1).uppercased())\(effect.decidedBy.words.dropFirst())."
    )
  }

  private static func table(of figure: ConfigurationsFigure) -> HTMLPage.Table {
    HTMLPage.Table(
      caption: "Probability of \(figure.outcome) in each configuration seen: mean and "
        + "\(FigureText.words(figure.interval))",
      columns: [
        "configuration", "observed", "mean", "from", "to", "what decides it", "cases",
      ],
      numbers: [1, 2, 3, 4],
      rows: figure.predictions.prefix(RunReport.rowLimit).map { prediction in
        let p = prediction.probability
        let observed = prediction.observed.map {
          "\(FigureText.short($0.successes))/\(FigureText.short($0.trials))"
        }
        return [figure.conditions.shortLabel(of: prediction.scenario), observed ?? "\u{2013}"]
          + [p.mean, p.lower, p.upper].map(FigureText.probability)
          + [DecidedBy(prediction.caveats).words, prediction.cases.joined(separator: ", ")]
      }
    )
  }

  // MARK: Data

  fileprivate func dataBlocks() -> [HTMLPage.Block] {
    let data = input.data
    var facts = [HTMLPage.Fact("Data", data.title ?? data.name)]
    if let citation = data.citation { facts.append(.init("Source", citation)) }
    if let coding = data.coding { facts.append(.init("Coding", coding)) }
    facts.append(.init("Formula", input.design.formula.text))
    facts.append(.init("Link", input.model.link.rawValue))
    for (column, level) in input.design.references.sorted(by: { $0.key < $1.key }) {
      facts.append(.init(column, "compared with \(level)"))
    }
    var blocks: [HTMLPage.Block] = [.section("Data and coding"), .facts(facts)]
    guard let table = input.problem.savedCases?.table, input.design.hasCases else {
      blocks.append(.paragraph("Rows stand for several cases, which have no names."))
      return blocks
    }
    let used = Set(input.design.formula.usedColumns)
    let columns = table.columns.filter { used.contains($0.name) }
    let rows = Array(zip(input.design.caseNames, input.design.rows).prefix(RunReport.rowLimit))
    blocks.append(
      .table(
        HTMLPage.Table(
          caption: "The cases and their codes"
            + (input.design.caseCount > rows.count
              ? " (the first \(rows.count) of \(input.design.caseCount))" : ""),
          columns: ["case"] + columns.map(\.name),
          rows: rows.map { name, row in [name] + columns.map { $0.values.text(row) } }
        )
      )
    )
    return blocks
  }

  // MARK: Priors

  fileprivate func priorBlocks() throws -> [HTMLPage.Block] {
    let used = input.model.prior.used
    var table = HTMLPage.Table(
      caption: "The prior of each coefficient, and what decides the coefficient",
      columns: ["coefficient", "prior", "from", "what decides it"]
    )
    for (index, use) in used.enumerated() {
      let origin =
        switch use.origin {
        case .set(let name): "prior set \(name)"
        case .commandLine(let statement): statement
        }
      table.rows.append([
        use.column, use.prior.description, origin,
        input.decidedBy[index].words,
      ])
    }
    var blocks: [HTMLPage.Block] = [
      .section("Priors"),
      .paragraph(
        "A prior says what was thought of each coefficient before these cases. Where the data do not bound a "
          + "number, the prior decides how far it goes; such numbers are marked."
      ), .table(table),
    ]
    if let figure = try? priorImplicationsFigure() {
      blocks += pageFigure(figure)
    } else {
      blocks.append(
        .paragraph("Nothing can be drawn from these priors alone, since one of them is not proper.")
      )
    }
    if !used.isEmpty { blocks += pageFigure(try coefficientsFigure()) }
    return blocks
  }
}

/// How effects and contrasts of a run are summarised.
public struct EffectSummary: Sendable {
  /// Which interval is reported.
  public var interval = CredibleInterval.standard
  /// The half width of the region of practical equivalence.
  public var region = EffectEstimate.standardRegion
  /// Directed hypotheses, each in words.
  public var hypotheses: [String] = []

  /// The standard: 90 % equal-tailed, five percentage points, no hypothesis.
  public init() {}
}

/// Which effects of a run are wanted, and over what they are averaged.
public struct EffectRequest: Sendable {
  /// What probabilities are averaged over.
  public enum Population: Sendable, Equatable {
    /// The cases fitted, each by its trials.
    case cases
    /// Every configuration of the conditions that have levels, observed or not; numbers held.
    case grid
    /// These scenarios.
    case scenarios([String])
  }

  /// What probabilities are averaged over.
  public var population = Population.cases
  /// What conditions are held at where nothing is said of them, in a grid or in scenarios.
  public var held: String?
  /// The conditions whose effects are wanted; empty: all.
  public var conditions: [String] = []
  /// What is done to numbers.
  public var numeric = NumericChange.automatic
  /// How they are summarised.
  public var summary = EffectSummary()
  /// What of each effect is wanted.
  public var extent = EffectEstimate.Extent.everything

  /// Makes a request for all effects over the cases fitted.
  public init() {}
}

/// Effects, or contrasts, and hypotheses of a run.
public struct RunEffects: Sendable {
  /// The effects.
  public let effects: [EffectEstimate]
  /// The hypotheses.
  public let hypotheses: [HypothesisTest]
  /// How they were summarised.
  public let summary: EffectSummary
  /// What probabilities are averaged over, in words.
  public let population: String
  /// The number of draws that the effects were computed from.
  public let drawCount: Int
  /// The number of draws of the run.
  public let allDrawCount: Int
  /// Whether these are contrasts between scenarios.
  public let areContrasts: Bool
  /// What the reader of the run was warned of.
  public let warnings: [AnalysisWarning]

  private var export: EffectsExport {
    EffectsExport(
      effects,
      interval: summary.interval,
      keys: areContrasts ? ("from", "to") : ("condition", "change"),
      population: population
    )
  }

  /// `effects.csv` or `contrasts.csv`.
  public var table: DelimitedWriter { export.table }

  /// `effects.json` or `contrasts.json`, the hypotheses included.
  public var json: JSON {
    .object(
      export.members(named: areContrasts ? "contrasts" : "effects") + [
        .init("draws_used", .integer(drawCount)),
        .init(
          "hypotheses",
          HypothesesExport(hypotheses, interval: summary.interval).json
        ), .init("warnings", .array(warnings.map(\.json))),
      ]
    )
  }

  /// `hypotheses.csv`.
  public var hypothesisTable: DelimitedWriter {
    HypothesesExport(hypotheses, interval: summary.interval).table
  }
}

extension SavedRun {
  /// Average effects of the conditions; see ``EffectEstimate`` for the estimands.
  ///
  /// - Throws: ``FormulaError`` about a scenario, a condition or a hypothesis.
  public func effects(_ request: EffectRequest) throws -> RunEffects {
    let design = input.design
    let fitted = FittedConditions(design)
    let hypotheses = try tests(request.summary, fitted)
    let names = fitted.conditions.filter { !$0.isOffset }.map(\.name)
    for name in request.conditions where !names.contains(name) {
      throw FormulaError.unknownCondition(name, among: names)
    }
    let comparisons = fitted.comparisons(
      of: request.conditions.isEmpty ? nil : request.conditions,
      numeric: request.numeric
    ) { design.standardDeviation(ofCondition: $0) ?? 1 }
    let (population, words, scenarios) = try population(request, fitted)
    let asked = FittedEffects(
      comparisons,
      over: AverageComparer(
        encoder: design.encoder,
        population: population,
        link: input.model.link
      )
    )
    let isReported = request.population == .cases && request.numeric == .automatic
    let found = try asked.estimates(
      exact: exactEffects(asked, isReported: isReported),
      draws: coefficients,
      interval: request.summary.interval,
      region: request.summary.region,
      extent: request.extent
    )
    let finder = caveatFinder
    var effects = found.effects
    for (index, comparison) in comparisons.enumerated() {
      effects[index].caveats = try finder.caveats(
        of: comparison,
        over: population,
        scenarios: scenarios
      )
    }
    return RunEffects(
      effects: effects,
      hypotheses: hypotheses,
      summary: request.summary,
      population: words,
      drawCount: found.drawCount,
      allDrawCount: draws.count,
      areContrasts: false,
      warnings: warnings
    )
  }

  /// What changes between scenarios: each first one compared with its second one.
  ///
  /// - Throws: ``FormulaError`` about a scenario or a hypothesis.
  public func contrasts(
    _ pairs: [(from: String, to: String)],
    held: String?,
    summary: EffectSummary
  ) throws -> RunEffects {
    let fitted = FittedConditions(input.design)
    let hypotheses = try tests(summary, fitted)
    let held = try held.map { try Scenario($0) }
    let finder = caveatFinder
    let ends = try pairs.map { pair in
      [
        try fitted.resolve(Scenario(pair.from), holding: held),
        try fitted.resolve(Scenario(pair.to), holding: held),
      ]
    }
    let known = try ends.isEmpty ? [] : exactContrasts(fitted.encode(ends.flatMap { $0 }))
    let effects = try zip(ends, known).map { ends, exact in
      let (from, to) = (ends[0], ends[1])
      let rows = try fitted.encode(ends)
      let (name, change) = (fitted.label(of: from), fitted.label(of: to))
      let drawn = EffectEstimate(
        name: name,
        change: change,
        ComparedAverages(scenarios: rows, link: input.model.link, draws: coefficients),
        interval: summary.interval,
        region: summary.region
      )
      var effect = exact?.replacing(drawn, summary.interval) ?? drawn
      effect.caveats = finder.caveats(from: from, to: to, rows: rows)
      return effect
    }
    return RunEffects(
      effects: effects,
      hypotheses: hypotheses,
      summary: summary,
      population: "two scenarios",
      drawCount: draws.count,
      allDrawCount: draws.count,
      areContrasts: true,
      warnings: warnings
    )
  }

  private func tests(
    _ summary: EffectSummary,
    _ fitted: FittedConditions
  ) throws -> [HypothesisTest] {
    guard !summary.hypotheses.isEmpty else { return [] }
    let finder = caveatFinder
    return try summary.hypotheses.map {
      let hypothesis = try Hypothesis($0, coefficients: input.model.parameterNames)
      var test =
        try exactTest(hypothesis, fitted, summary.interval)
        ?? replacing(
          HypothesisTest(
            hypothesis,
            draws: coefficients,
            conditions: fitted,
            link: input.model.link,
            interval: summary.interval
          ),
          fitted
        )
      test.caveats = try finder.caveats(of: [hypothesis.left, hypothesis.right])
      return test
    }
  }

  private func population(
    _ request: EffectRequest,
    _ fitted: FittedConditions
  ) throws -> (CasePopulation, words: String, scenarios: [ResolvedScenario]) {
    let design = input.design
    let held = try request.held.map { try Scenario($0) }
    switch request.population {
    case .cases:
      let cases = CasePopulation(observed: design)
      let isGrouped = design.formula.response.trials != nil
      let words = AnalysisWarning.counted(design.caseCount, "case") + " observed"
      return (
        cases,
        isGrouped && design.trials.contains { $0 > 0 }
          ? "\(AnalysisWarning.counted(Int(cases.size), "trial")) of the \(words)" : "the \(words)",
        []
      )
    case .grid:
      let grid = try fitted.grid(holding: held)
      return (
        try CasePopulation(grid, of: fitted, formula: design.formula),
        "all \(AnalysisWarning.counted(grid.count, "configuration"))" + heldWords(grid, fitted),
        grid
      )
    case .scenarios(let texts):
      let scenarios = try texts.map { try fitted.resolve(Scenario($0), holding: held) }
      return (
        try CasePopulation(scenarios, of: fitted, formula: design.formula),
        scenarios.map { fitted.label(of: $0) }.joined(separator: "; "),
        scenarios
      )
    }
  }

  private func heldWords(_ grid: [ResolvedScenario], _ fitted: FittedConditions) -> String {
    let held = fitted.conditions.indices.filter { grid[0].isHeld[$0] }.map {
      "\(fitted.conditions[$0].name)=\(grid[0].values[$0].text)"
    }
    return held.isEmpty ? "" : ", with \(held.joined(separator: ", "))"
  }
}

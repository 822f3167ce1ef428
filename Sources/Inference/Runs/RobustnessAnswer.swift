/// What a store of results says of a plan, and the files that it is saved as.
public struct RobustnessAnswer: Sendable {
  /// The plan.
  public let plan: RobustnessPlan
  /// What is read from its universes.
  public let reading: RobustnessReading

  /// Collects the results.
  ///
  /// The base universe is fitted once more for its power-scaling sensitivity, which needs draws.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - store: The results; universes of the plan that it lacks are counted as missing.
  ///   - analysis: What analyses a universe.
  ///   - fragility: What recodes of the base do; nil where that was not asked for.
  /// - Returns: The answer.
  /// - Throws: ``StoreError``.
  public static func collect(
    _ plan: RobustnessPlan,
    _ store: UniverseStore,
    _ analysis: UniverseAnalysis,
    fragility: FragilityReading?
  ) async throws -> RobustnessAnswer {
    let known = try store.results(of: plan.chosen.universes)
    let base = plan.base
    let reading = RobustnessReading(
      MultiverseResults(
        known,
        planned: plan.chosen.universes.count,
        priors: analysis.priorDirections(of: known.map(\.universe) + [base])
      ),
      base: base,
      fragility: fragility,
      powerScaling: await analysis.powerScaling(of: base),
      caveats: analysis.caveatsOfSteps
    )
    return RobustnessAnswer(plan: plan, reading: reading)
  }

  /// Writes all tables, pictures and the record into a folder, together.
  ///
  /// - Returns: What was in the way.
  /// - Throws: ``ExportError``; what was there before is there then.
  @discardableResult
  public func write(
    to folder: WorkingFolder,
    asked question: String
  ) throws(ExportError) -> FolderNotes {
    var files = FileGroup()
    let universes = MultiverseExport(reading.results, caveats: reading.caveats)
    let export = RobustnessExport(reading, outcome: plan.study.outcome)
    files.add(universes.universeTable, as: "universes.csv")
    files.add(universes.quantityTable, as: "quantities.csv")
    files.add(export.summaryTable, as: "robustness.csv")
    files.add(export.priorTable, as: "robustness-priors.csv")
    files.add(export.varianceTable, as: "variance.csv")
    files.add(export.influenceTable, as: "influence.csv")
    if let fragility = reading.fragility {
      let export = FragilityExport(fragility, priors: reading.results.priors)
      files.add(export.table, as: "fragility.csv")
      files.add(export.cellTable, as: "fragility-cells.csv")
    }
    let keys = reading.results.effectKeys
    for (key, name) in zip(keys, SpecificationCurveFigure.fileNames(of: keys)) {
      guard let curve = reading.curve(of: key) else { continue }
      let outcome = plan.study.outcome
      files.add(
        SpecificationCurveFigure(curve, in: reading.results, outcome: outcome),
        as: name
      )
    }
    files.add(export.json, as: "robustness.json")
    return try folder.write(files, answering: .init(answer: "robustness", text: question))
  }
}

extension RobustnessPlan {
  /// The analysis that the study asks for by itself, or, where its multiverse leaves that out, the nearest
  /// to it: the first choice that is declared stands in.
  public var base: Universe {
    let declared = study.multiverse
    let formula =
      declared.formulas.first { $0.text == study.defaultFormula } ?? declared.formulas[0]
    func own<Choice: Equatable>(_ choice: Choice, _ choices: [Choice]) -> Choice {
      choices.contains(choice) ? choice : choices.first ?? choice
    }
    return Universe(
      coding: own(study.defaultCoding, declared.codings),
      recodes: [],
      prior: own(study.defaultPriorSet, declared.priors),
      formula: formula,
      link: own(.logit, declared.links),
      droppedCase: nil,
      sampler: declared.samplers.first ?? "auto"
    )
  }
}

extension UniverseStore {
  /// The results of some universes, in their order; without those that are not stored.
  ///
  /// - Throws: ``StoreError`` `damaged`, `busy` or `cannotWrite`.
  public func results(
    of universes: [Universe]
  ) throws(StoreError) -> [(universe: Universe, result: UniverseResult)] {
    let stored = try results()
    let places = Dictionary(
      stored.enumerated().map { ($0.element.identifier, $0.offset) },
      uniquingKeysWith: { first, _ in first }
    )
    return universes.compactMap { universe in
      places[universe.identifier].map { (universe, stored[$0]) }
    }
  }
}

extension UniverseAnalysis {
  /// What is to be known of effects of numbers whose steps leave the data.
  var caveatsOfSteps: [QuantityKey: [Caveat]] {
    var result: [QuantityKey: [Caveat]] = [:]
    for (comparison, caveats) in steps.caveats where !caveats.isEmpty {
      result[QuantityKey(.effect, comparison.quantityName)] = caveats
    }
    return result
  }

  /// How much prior and likelihood weigh in a universe; nil where it cannot be fitted.
  func powerScaling(of universe: Universe) async -> PowerScaling? {
    guard let posterior = await fit(universe)?.posterior else { return nil }
    return posterior.powerScaling
  }
}

extension RobustnessRun {
  /// Looks for the smallest sets of recoded cells that overturn a conclusion of a universe.
  ///
  /// All sets of one and two cells are analysed, and greedy extensions of them; all are stored. Sets near a
  /// line are decided by their exact posteriors, where these cost little.
  ///
  /// - Returns: The reading; nil where the surrounding task was cancelled.
  /// - Throws: ``StoreError``, ``DataError`` or ``FormulaError``.
  public func fragility(
    of base: Universe,
    in study: Study,
    progress: @escaping @Sendable (Progress) -> Void
  ) async throws -> FragilityReading? {
    let plan = try FragilityPlan(base: base, of: study)
    var known: [Universe] = [base]
    guard try await self(known, progress: { _ in }) else { return nil }
    var decisions = UniverseDecisions()
    for size in 1...FragilityPlan.largestSize {
      let results = decisions.applied(to: try store.results(of: known))
      let next = plan.universes(ofSize: size, given: results)
      guard !next.isEmpty else { continue }
      guard try await self(next, progress: progress) else { return nil }
      known += next
      guard try await decisions.decide(plan, try store.results(of: known), analysis, forEach) else {
        return nil
      }
    }
    return FragilityReading(plan, decisions.applied(to: try store.results(of: known)))
  }
}

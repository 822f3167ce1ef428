/// What a run was and found, as the files that it leaves behind.
extension AnalysisResult {
  /// Writes all files of a run into a folder that is complete or not there at all.
  ///
  /// `started` is the time of day for the record. With nil `run.json` is left without it, without
  /// durations and without the number of threads, and where the arithmetic is portable without the
  /// instruction set and the BLAS: without all that changes from run to run or from machine to machine
  /// and no result with it. The same input then gives the same bytes.
  ///
  /// - Throws: ``ExportError``; then nothing is left behind.
  public func write(to folder: OutputFolder, started: String?) throws(ExportError) {
    let clock = ContinuousClock()
    let begin = clock.now
    try folder.write(drawsFile(alsoInto: folder), as: "draws.csv")
    try folder.write(summaryJSON, as: "summary.json")
    try folder.write(summaryTable, as: "summary.csv")
    try folder.write(tidyTable, as: "tidy.csv")
    try folder.write(glanceTable, as: "glance.csv")
    try folder.write(quotableSentences, as: "sentences.txt")
    try folder.write(
      ProbabilitiesExport(configurations + cases).table,
      as: "probabilities.csv"
    )
    try folder.write(diagnosticsJSON, as: "diagnostics.json")
    if let exact {
      try folder.write(exact.file, as: "exact.json")
      if let densities = exact.densities { try folder.write(densities, as: "densities.csv") }
    }
    let cases = input.problem.savedCases?.text()
    if let cases { try folder.write(PlainText(cases), as: SavedCases.fileName) }
    let seconds = (clock.now - begin).seconds
    let record = runJSON(
      (started: started, writingSeconds: seconds),
      cases: cases,
      files: folder.stamps
    )
    try folder.write(SealedFile(record), as: RunRecord.fileName)
  }

  /// `draws.csv`, which also writes the file of each chain into a folder: most of their text is the same
  /// and made once.
  private func drawsFile(alsoInto folder: OutputFolder) -> SharedDrawsCSV {
    let chainDraws = engine.sampler == .nuts ? draws : draws.withoutAdaptation
    let settings = stanSettings
    return SharedDrawsCSV(
      file: DrawsCSV(draws: draws, quantities: quantities),
      threads: input.options.run.threads
    ) { (index, rows) throws(ExportError) in
      var chain = StanCSV(
        draws: chainDraws,
        index: index,
        quantities: quantities,
        settings: settings
      )
      chain.rows = rows
      try folder.write(chain, as: "chains/" + chain.fileName)
    }
  }

  private var stanSettings: StanCSV.Settings {
    var settings = StanCSV.Settings(seed: input.options.run.seed)
    settings.targetAcceptanceRate = input.options.noUTurn.adaptDelta
    settings.program = "\(Program.name) \(Program.version)"
    settings.algorithm = engine.sampler.rawValue
    settings.warmupCount = engine.sampler == .randomWalk ? input.options.run.warmup : 0
    settings.maximumTreeDepth = input.options.noUTurn.maximumTreeDepth
    // The name alone: the bytes must not depend on the folder the program was called from.
    settings.dataFile = input.data.name.split(separator: "/").last.map(String.init) ?? ""
    return settings
  }

  private var summaryExport: SummaryExport {
    SummaryExport(summaries, limits: input.separation.columns.map(\.limit))
  }

  /// The summary as a table, one row for each coefficient.
  public var summaryTable: DelimitedWriter { summaryExport.table }

  /// The summary as JSON: all that the first screen has, with every digit.
  ///
  /// `parameters`, `effects`, `probabilities`, what they are estimated from, what the answer rests on
  /// (`rests_on`), whether every check passed, then the warnings.
  public var summaryJSON: JSON {
    let totals = input.totals
    let data: [JSON.Member] = [
      .init("question", .string(input.data.title ?? input.data.name)),
      .init("coding", input.data.coding.map(JSON.string) ?? .null),
      .init("outcome", .string(input.design.formula.response.label)),
      .init("cases", .integer(input.design.caseCount)),
      .init("successes", .number(totals.events)),
      .init("trials", .number(totals.trials)),
      .init("formula", .string(input.design.formula.text)),
      .init("link", .string(input.model.link.rawValue)),
      .init("prior_set", .string(input.priorSet)),
    ]
    return .object(
      data + summaryExport.members + effectsExport.members(named: "effects") + [
        .init("probabilities", ProbabilitiesExport(configurations + cases).table.json),
        .init("rests_on", basis?.json ?? .null),
        .init("trustworthy", .boolean(isTrustworthy)),
        .init("estimates", estimatesJSON), .init("exact", exact?.json ?? .null),
        .init("warnings", warningsJSON),
      ]
    )
  }

  private var effectsExport: EffectsExport {
    EffectsExport(
      effects,
      interval: .standard,
      keys: ("condition", "change"),
      population: "the cases observed"
    )
  }

  private var diagnosticsJSON: JSON {
    let names = input.model.design.casesOfPattern.map { $0.map { input.design.caseNames[$0] } }
    return .object(
      DiagnosticsExport(diagnostics).members + [
        .init("power_scaling", powerScaling.json),
        .init("separation", SeparationExport(input.separation, caseNames: names).json),
        .init("warnings", warningsJSON),
      ]
    )
  }

  private var warningsJSON: JSON { .array(warnings.map(\.json)) }

  /// Everything that is needed to repeat the run, and how long it took.
  private func runJSON(
    _ times: (started: String?, writingSeconds: Double),
    cases: String?,
    files: [String: FileStamp]
  ) -> JSON {
    let (started, writingSeconds) = times
    let chains = draws.chains
    // With portable arithmetic neither changes a bit of the results.
    let namesProcessor = started != nil || engine.arithmetic != .portable
    let found: JSON = [
      "engine": engine.json,
      "estimates": estimatesJSON,
      "exact": exact?.runJSON ?? .null,
      "adaptation": .array(chains.map(\.adaptationJSON)),
      "gradients": .integer(
        chains.reduce(0) {
          $0 + ($1.adaptation?.warmupLeapfrogCount ?? 0)
            + $1.statistics.reduce(0) { $0 + $1.leapfrogCount }
        }
      ),
      "arithmetic": .string(engine.arithmetic.rawValue),
      "kernel": namesProcessor ? .string(KernelVersion.current.rawValue) : .null,
      "blas": namesProcessor
        ? ["library": "OpenBLAS", "core": .string(BLAS.coreName)] : .null,
      "warnings": warningsJSON,
      "seconds": started == nil ? .null : secondsJSON(writing: writingSeconds),
      "files": .stamps(files),
      "seal": .string(FileSeal.blank),
    ]
    guard case .object(let members) = found else { return found }
    return .object(RunRecord(self, started: started, cases: cases).members + members)
  }

  /// How long it took.
  private func secondsJSON(writing seconds: Double) -> JSON {
    [
      "exact": .number(exact?.seconds ?? 0),
      "sampling": .number(samplingSeconds),
      "diagnosing": .number(diagnosingSeconds),
      "writing": .number(seconds),
      "chains": .array(
        draws.chains.map {
          [
            "chain": .integer($0.chain), "warmup": .number($0.warmupSeconds),
            "sampling": .number($0.samplingSeconds),
          ]
        }
      ),
    ]
  }

  /// The coefficients that were drawn through a map that turns polynomial tails into exponential ones.
  var tailMapped: [String] {
    guard engine.sampler == .nuts else { return [] }
    return zip(draws.parameterNames, input.reparameterization.stretched)
      .filter(\.1).map(\.0)
  }
}

/// `draws.csv` with something that is done after each chain.
private struct SharedDrawsCSV: ExportedFile {
  let file: DrawsCSV
  let threads: Int
  let afterChain: (Int, DrawRows?) throws(ExportError) -> Void

  func write(to text: inout TextBuffer) throws(ExportError) {
    try file.write(to: &text, threads: threads, afterChain: afterChain)
  }
}

extension Draws {
  /// The draws as those of a method without warmup.
  fileprivate var withoutAdaptation: Draws {
    Draws(
      parameterNames: parameterNames,
      chains: chains.map { chain in
        var chain = chain
        chain.adaptation = nil
        return chain
      }
    )
  }
}

extension ChainDraws {
  fileprivate var adaptationJSON: JSON {
    [
      "chain": .integer(chain),
      "step_size": .number(adaptation?.stepSize ?? .nan),
      "inverse_metric": .array((adaptation?.inverseMetric ?? []).map(JSON.number)),
      "warmup_gradients": .integer(adaptation?.warmupLeapfrogCount ?? 0),
    ]
  }
}

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
    try folder.write(
      ProbabilitiesExport(configurations + cases).table,
      as: "probabilities.csv"
    )
    try folder.write(diagnosticsJSON, as: "diagnostics.json")
    if let exact {
      try folder.write(exact.file, as: "exact.json")
      if let densities = exact.densities { try folder.write(densities, as: "densities.csv") }
    }
    let cases = input.savedCases?.text()
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

  /// The summary as JSON: `parameters`, what they are estimated from, then the warnings.
  public var summaryJSON: JSON {
    .object(
      summaryExport.members + [
        .init("estimates", estimatesJSON), .init("exact", exact?.json ?? .null),
        .init("warnings", warningsJSON),
      ]
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
    let options = input.options
    let chains = draws.chains
    // With portable arithmetic neither changes a bit of the results.
    let namesProcessor = started != nil || engine.arithmetic != .portable
    return [
      "program": .string(Program.name),
      "version": .string(Program.version),
      "format": .integer(RunRecord.currentFormat),
      "started": .optional(started),
      "partial": .boolean(isPartial),
      "passed": .boolean(isTrustworthy),
      "data": dataJSON(cases),
      "formula": .string(input.design.formula.text),
      "link": .string(input.model.link.rawValue),
      "dot_stands_for": Formula.namesAllColumns(input.design.formula.text)
        ? .array(input.design.formula.predictorColumns.map(JSON.string)) : .null,
      "coefficients": .array(input.design.columns.map { .string($0.name) }),
      "reference_levels": .object(
        input.design.references.sorted { $0.key < $1.key }
          .map { .init($0.key, .string($0.value)) }
      ),
      "prior_set": .string(input.priorSet),
      "priors": .array(input.model.prior.used.map(\.json)),
      "settings": [
        "sampler": .string(options.sampler.rawValue),
        "metric": .string(options.metric.rawValue),
        "adaptation": .string(options.adaptation.rawValue),
        "portable": .boolean(options.isPortable),
        "drop_missing": .boolean(options.dropsMissing),
        "pointwise": .boolean(options.isPointwise),
        "exact": .boolean(options.hasExactBeside),
        "chains": .integer(options.run.chains),
        "warmup": .integer(options.run.warmup),
        "draws": .integer(options.run.draws),
        "seed": Int(exactly: options.run.seed).map(JSON.integer) ?? .string("\(options.run.seed)"),
        "threads": started == nil ? .null : .integer(options.run.threads),
        "adapt_delta": .number(options.noUTurn.adaptDelta),
        "max_treedepth": .integer(options.noUTurn.maximumTreeDepth),
        "tail_mapped_coefficients": .array(tailMapped.map(JSON.string)),
      ],
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
  private var tailMapped: [String] {
    guard engine.sampler == .nuts else { return [] }
    return zip(draws.parameterNames, input.reparameterization.stretched)
      .filter(\.1).map(\.0)
  }

  private func dataJSON(_ cases: String?) -> JSON {
    let data = input.data
    var kind = "study"
    var caseColumn: String?
    var format = TableFormat()
    if case .file(_, let column, let stated) = input.options.source {
      (kind, caseColumn, format) = ("file", column, stated)
    }
    return [
      "kind": .string(kind),
      "source": .string(data.name),
      "case_column": .optional(caseColumn),
      "count_column": .optional(input.options.countColumn),
      "codes": .array(input.options.codes.map { .string($0.text) }),
      "delimiter": .optional(format.delimiter.map { String(UnicodeScalar($0.byte)) }),
      "encoding": .optional(format.encoding?.rawValue),
      "decimal": .optional(format.cells.decimal?.rawValue),
      "thousands": .optional(format.cells.thousands?.rawValue),
      "missing": .array(format.cells.missing.statements.map(JSON.string)),
      "rejected_case_column": .optional(input.rejectedCaseColumn),
      "notices": .array(
        input.notices.map {
          [
            "code": .string($0.code), "message": .string($0.message),
            "column": .optional($0.column), "subjects": .array($0.subjects.map(JSON.string)),
          ]
        }
      ),
      "title": .optional(data.title),
      "citation": .optional(data.citation),
      "coding": .optional(data.coding),
      "sha256": .object(
        data.fingerprints.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) }
      ),
      "cases": .integer(input.design.caseCount),
      "distinct_rows": .integer(input.model.design.matrix.rowCount),
      "dropped_cases": .array(input.design.droppedCases.map(JSON.string)),
      "copy": copyJSON(cases),
    ]
  }

  /// What is needed to read the copy of the cases in the folder; null where there is none.
  private func copyJSON(_ text: String?) -> JSON {
    guard let text, let cases = input.savedCases else { return .null }
    return [
      "file": .string(SavedCases.fileName),
      "sha256": .string(Fingerprint.sha256(of: Array(text.utf8))),
      "merged": .boolean(cases.table.counts != nil),
      "columns": .array(
        cases.kinds.map { ["name": .string($0.name), "type": .string($0.type.rawValue)] }
      ),
      "column_names": .array(cases.table.columnNames.map(JSON.string)),
    ]
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

extension PriorUse {
  /// The prior as it was used, and where it came from.
  var json: JSON {
    var members: [JSON.Member] = [
      .init("coefficient", .string(column)),
      .init("prior", .string(prior.description)),
    ]
    switch origin {
    case .set(let name): members.append(.init("from", .string("set " + name)))
    case .commandLine(let statement):
      members.append(.init("from", .string("command line: " + statement)))
    }
    if let rescaling {
      members += [
        .init("original", .string(rescaling.original.description)),
        .init("scale_divided_by", .number(rescaling.divisor)),
        .init("divisor_is", .string(rescaling.rule.rawValue)),
      ]
    }
    return .object(members)
  }
}

/// A run that `fit` wrote, read back: the model, the data and the draws, nothing refitted.
public struct SavedRun: Sendable {
  /// The path of the folder.
  public let path: String
  /// The data, the design, the model with its priors, and what was asked for.
  public let input: AnalysisInput
  /// The draws of the coefficients.
  public let draws: Draws
  /// `lprior`, and `log_lik[i]` where the run has it, of the draws.
  public let quantities: GeneratedQuantities
  /// Whether the run was stopped before its end.
  public let isPartial: Bool
  /// What the reader of the run was warned of, as the run has it: whoever answers from it repeats them.
  public let warnings: [AnalysisWarning]

  /// Reads a run folder and checks that its parts belong together.
  ///
  /// The model is made again from the copy of the cases in the folder or, where there is none, from the
  /// file they came from, which must be unchanged. The log density of the first and the last draw must
  /// be that of this model.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - threads: How many threads a refit may use; nil: as many as the run.
  /// - Throws: ``RunError``; ``DrawsError`` or ``DataError`` where a file cannot be read.
  /// - Complexity: O(size of the files).
  public init(path: String, threads: Int? = nil) throws {
    guard FileSystem.entry(at: path) == .folder else {
      throw RunError(.noSuchFolder, path: path)
    }
    let record = try RunRecord(folder: path)
    let input = try AnalysisInput(record, folder: path, threads: threads)
    let file = path + "/draws.csv"
    guard FileSystem.entry(at: file) != .nothing else {
      throw RunError(.missingFile("draws.csv"), path: path)
    }
    let recorded = try DrawsReader.read(
      files: [file],
      mayHaveNoParameters: record.coefficients.isEmpty
    )
    self.path = path
    self.input = input
    draws = recorded.draws
    quantities =
      recorded.quantities ?? GeneratedQuantities(names: [], chains: draws.chains.map { _ in [] })
    isPartial = record.partial
    warnings = (record.warnings ?? []).map {
      AnalysisWarning(code: $0.code, message: $0.message, subjects: $0.subjects ?? [])
    }
    try checkDraws(expected: record.coefficients)
  }

  /// Writes a file into the folder in one step: it is there complete, or as it was before.
  ///
  /// - Throws: ``ExportError``.
  public func write(_ file: some ExportedFile, as name: String) throws(ExportError) {
    let target = path + "/" + name
    let temporary = "\(path)/.\(name).partial-\(FileSystem.processNumber)"
    try file.write(toFile: temporary)
    let code = FileSystem.move(temporary, to: target)
    guard code == 0 else {
      FileSystem.removeTree(temporary)
      throw ExportError(kind: .cannotWrite, path: target, systemCode: code)
    }
  }

  private func checkDraws(expected: [String]) throws(RunError) {
    let names = input.model.parameterNames
    guard names == expected, names == draws.parameterNames else {
      throw RunError(
        .otherParameters(
          found: names == expected ? draws.parameterNames : names,
          expected: expected
        ),
        path: path
      )
    }
    for chain in draws.chains {
      if let index = chain.values.firstIndex(where: { !$0.isFinite }) {
        throw RunError(
          .notFinite(
            parameter: names[index % names.count],
            chain: chain.chain,
            draw: index / names.count + 1
          ),
          path: path
        )
      }
    }
    for (chain, draw) in Set([0, draws.chains.count - 1]).sorted()
      .flatMap({ chain in [(chain, 0), (chain, draws.chains[chain].count - 1)] })
    {
      try checkDensity(draws.chains[chain], draw)
    }
  }

  /// The log density in the file must be that of the model, up to the arithmetic of another machine.
  private func checkDensity(_ chain: ChainDraws, _ draw: Int) throws(RunError) {
    guard draw < chain.statistics.count else { return }
    let first = draw * chain.dimension
    var workspace = input.model.makeWorkspace()
    let density = input.model.logDensity(
      at: chain.values.span.extracting(first..<(first + chain.dimension)),
      using: &workspace
    )
    let saved = chain.statistics[draw].logDensity
    guard abs(density - saved) <= 1e-8 * max(1, abs(saved)) else {
      throw RunError(.otherDensity(chain: chain.chain, draw: draw + 1), path: path)
    }
  }
}

extension AnalysisInput {
  /// Makes the input of a run again from its folder.
  fileprivate init(_ record: RunRecord, folder path: String, threads: Int?) throws {
    BLAS.useOneThread()
    let options = try AnalysisOptions(record, folder: path, threads: threads)
    let formula = try Formula(record.formula, allColumns: record.dotStandsFor)
    var table = try Self.table(record, formula, folder: path, options)
    table.rejectedCaseColumn = record.data.rejectedCaseColumn
    table.notices = record.data.notices ?? []
    try self.init(
      table: table,
      data: DataDescription(
        name: record.data.source,
        title: record.data.title,
        citation: record.data.citation,
        coding: record.data.coding,
        fingerprints: record.data.sha256
      ),
      formula: formula,
      references: record.referenceLevels,
      options: options
    ) { design throws(PriorError) in
      let names = design.columns.map(\.name)
      guard names == record.priors.map(\.coefficient) else {
        throw PriorError(.unknownColumn, name: record.priors.first?.coefficient ?? "")
      }
      return PriorSet(
        name: record.priorSet,
        used: try record.priors.map { prior throws(PriorError) in try PriorUse(prior) }
      )
    }
  }

  private static func table(
    _ record: RunRecord,
    _ formula: Formula,
    folder path: String,
    _ options: AnalysisOptions
  ) throws -> Table {
    guard let copy = record.data.copy else {
      return try sourceTable(record, formula, folder: path, options)
    }
    let file = path + "/" + SavedCases.fileName
    guard FileSystem.entry(at: file) != .nothing else {
      throw RunError(.missingFile(SavedCases.fileName), path: path)
    }
    let bytes = try ByteSource.contents(of: file)
    guard Fingerprint.sha256(of: bytes) == copy.sha256 else {
      throw RunError(.changedFile(SavedCases.fileName), path: path)
    }
    return try SavedCases.read(
      bytes,
      source: file,
      kinds: copy.columns,
      isMerged: copy.merged,
      columnNames: copy.columnNames
    )
  }

  /// The cases from the file that the run read, which must not have changed.
  private static func sourceTable(
    _ record: RunRecord,
    _ formula: Formula,
    folder path: String,
    _ options: AnalysisOptions
  ) throws -> Table {
    guard case .file(let file, _, _) = options.source, FileSystem.isRegularFile(file),
      let recorded = record.data.sha256[file]
    else { throw RunError(.sourceGone(record.data.source), path: path) }
    let (table, data, _) = try read(options, columns: formula.usedColumns)
    guard data.fingerprints[file] == recorded else {
      throw RunError(.changedFile(file), path: path)
    }
    return table
  }
}

extension AnalysisOptions {
  /// What the run was asked for.
  fileprivate init(_ record: RunRecord, folder path: String, threads: Int?) throws(RunError) {
    let settings = record.settings
    func malformed(_ key: String) -> RunError {
      RunError(.malformedRecord("settings.\(key) is not what is needed there"), path: path)
    }
    guard
      let run = RunSettings(
        chains: settings.chains,
        warmup: settings.warmup,
        draws: settings.draws,
        seed: settings.seed.value,
        threads: threads ?? settings.threads ?? 1
      )
    else { throw malformed("chains") }
    guard
      let noUTurn = NoUTurnSettings(
        adaptDelta: settings.adaptDelta,
        maximumTreeDepth: settings.maxTreedepth
      )
    else { throw malformed("adapt_delta") }
    guard let sampler = Sampler(rawValue: settings.sampler) else { throw malformed("sampler") }
    guard let metric = MetricShape(rawValue: settings.metric) else { throw malformed("metric") }
    guard let adaptation = Adaptation(rawValue: settings.adaptation) else {
      throw malformed("adaptation")
    }
    guard let link = Link(rawValue: record.link) else {
      throw RunError(.malformedRecord("link is not what is needed there"), path: path)
    }
    let data = record.data
    self.init(
      source: data.kind == "study"
        ? .study(data.source, coding: data.coding)
        : .file(data.source, caseColumn: data.caseColumn, delimiter: data.delimiter?.utf8.first),
      run: run,
      noUTurn: noUTurn
    )
    countColumn = data.countColumn
    codes = (data.codes ?? []).compactMap(CodeWords.init)
    formula = record.formula
    self.link = link
    priorSet = record.priorSet
    references = record.referenceLevels
    dropsMissing = settings.dropMissing
    self.sampler = sampler
    self.metric = metric
    self.adaptation = adaptation
    isPortable = settings.portable
    isPointwise = settings.pointwise
    hasExactBeside = settings.exact ?? true
  }
}

extension PriorUse {
  fileprivate init(_ record: RunRecord.PriorRecord) throws(PriorError) {
    let statement = record.from.split(separator: ": ", maxSplits: 1).last.map(String.init)
    self.init(
      column: record.coefficient,
      prior: try CoefficientPrior(record.prior),
      rescaling: nil,
      origin: record.from.hasPrefix("command line: ")
        ? .commandLine(statement: statement ?? "")
        : .set(name: String(record.from.dropFirst("set ".count)))
    )
  }
}

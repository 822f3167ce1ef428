/// A run that `fit` wrote, read back: the model, the data and the draws, nothing refitted.
public struct SavedRun: Sendable {
  /// The path of the folder.
  public let path: String
  /// The data, the design, the model with its priors, and what was asked for.
  public let input: AnalysisInput
  /// The draws of the parameters.
  public let draws: Draws
  /// The coefficients at each draw.
  let coefficients: Draws
  /// `lprior`, and `log_lik[i]` where the run has it, of the draws.
  public let quantities: GeneratedQuantities
  /// Whether the run was stopped before its end.
  public let isPartial: Bool
  /// Whether every check of the draws passed, as the run has it; nil in runs of early versions.
  public let hasPassed: Bool?
  /// What the reader of the run was warned of, as the run has it: whoever answers from it repeats them.
  public let warnings: [AnalysisWarning]
  /// What the estimates of the run were made of.
  let estimates: RunRecord.EstimatesRecord?
  /// The files that were edited since the run, and are used all the same because the caller wanted it.
  public var editedFiles: [String] { files.edited }
  /// Where answers about the run go: its own folder, unless somebody says otherwise.
  public var answerFolder: String
  /// What the run wrote.
  private(set) var files: RunFiles

  /// Reads a run folder and checks that its parts are as they were written and belong together.
  ///
  /// The model is made again from the copy of the cases in the folder or, where there is none, from the
  /// file they came from, which must be unchanged. The log density of the first and the last draw must
  /// be that of this model.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - threads: How many threads a refit may use; nil: as many as the run.
  ///   - trustsEdited: Whether files that were edited since the run are used; ``editedFiles`` names them.
  /// - Returns: The run.
  /// - Throws: ``RunError``; ``DrawsError`` or ``DataError`` where a file cannot be read.
  /// - Complexity: O(size of the files).
  public static func read(
    _ path: String,
    threads: Int? = nil,
    trustsEdited: Bool = false
  ) throws -> SavedRun {
    guard FileSystem.entry(at: path) == .folder else {
      throw RunError(.noSuchFolder, path: path)
    }
    var files = try RunFiles(of: path, trustsEdited: trustsEdited)
    let record = try RunRecord(folder: path)
    let name = "draws.csv"
    let file = "\(path)/\(name)"
    guard FileSystem.entry(at: file) != .nothing else {
      throw RunError(.missingFile(name), path: path)
    }
    // While the draws are read they are hashed too.
    let digest = files.lists(name) ? Fingerprint.Pending(ofFile: file) : nil
    let recorded = Result {
      try DrawsReader.read(files: [file], mayHaveNoParameters: record.coefficients.isEmpty)
    }
    if let digest { try files.require(name, found: digest.value()) }
    if record.data.copy != nil { try files.require(SavedCases.fileName) }
    let input = try AnalysisInput.restored(
      record,
      folder: path,
      threads: threads,
      isTrusted: files.edited.contains(SavedCases.fileName)
    )
    let found = try recorded.get()
    let names = input.posterior.layout.names
    guard names == record.coefficients, names == found.draws.parameterNames else {
      throw RunError(
        .otherParameters(
          found: names == record.coefficients ? found.draws.parameterNames : names,
          expected: record.coefficients
        ),
        path: path
      )
    }
    let run = SavedRun(
      path: path,
      input: input,
      draws: found.draws,
      coefficients: input.posterior.coefficients(of: found.draws),
      quantities: found.quantities
        ?? GeneratedQuantities(names: [], chains: found.draws.chains.map { _ in [] }),
      isPartial: record.partial,
      hasPassed: record.passed,
      warnings: (record.warnings ?? []).map {
        AnalysisWarning(code: $0.code, message: $0.message, subjects: $0.subjects ?? [])
      },
      estimates: record.estimates,
      answerFolder: path,
      files: files
    )
    try run.checkDraws()
    return run
  }

  /// Checks that more files of the run are as they were written.
  ///
  /// - Throws: ``RunError`` `editedFile` or `missingFile`; where edited files are trusted they become
  ///   part of ``editedFiles``.
  public mutating func require(_ names: [String]) throws(RunError) {
    for name in names { try files.require(name) }
  }

  /// Writes the answer to a question: all files or none, by default into the folder of the run.
  ///
  /// Each says if the run was edited. What is in the way is never lost; see ``AnswerFolder``.
  ///
  /// - Throws: ``ExportError``.
  @discardableResult
  public func write(
    _ group: FileGroup,
    as answer: String,
    to folder: String? = nil,
    asked text: String
  ) throws(ExportError) -> FolderNotes {
    try AnswerFolder(at: folder ?? answerFolder)
      .write(
        editedFiles.isEmpty
          ? group
          : group.caveated(editedCaveat, code: "edited-run", subjects: editedFiles),
        answering: .init(answer: answer, text: text, run: files.identity)
      )
  }

  /// What an answer says where the run was edited.
  public var editedCaveat: String {
    "\(editedFiles.joined(separator: ", ")) edited since the run"
  }

  private func checkDraws() throws(RunError) {
    let names = draws.parameterNames
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
    // Draws that somebody changed knowingly need not have the density beside them.
    guard editedFiles.isEmpty else { return }
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
    let position = chain.values.span.extracting(first..<(first + chain.dimension))
    let density = input.posterior.logDensity(at: position)
    let saved = chain.statistics[draw].logDensity
    guard abs(density - saved) <= 1e-8 * max(1, abs(saved)) else {
      throw RunError(.otherDensity(chain: chain.chain, draw: draw + 1), path: path)
    }
  }
}

extension AnalysisInput {
  /// Makes the input of a run again from its folder.
  ///
  /// - Throws: ``RunError``, ``DataError``, ``FormulaError``, ``PriorError`` or ``AnalysisError``.
  fileprivate static func restored(
    _ record: RunRecord,
    folder path: String,
    threads: Int?,
    isTrusted: Bool
  ) throws -> AnalysisInput {
    BLAS.useOneThread()
    let options = try AnalysisOptions(record, folder: path, threads: threads)
    let formula = try Formula(record.formula, allColumns: record.dotStandsFor)
    var table =
      try record.data.copy.map {
        try copiedTable($0, folder: path, isTrusted: isTrusted)
      } ?? sourceTable(record, formula, folder: path, options)
    table.rejectedCaseColumn = record.data.rejectedCaseColumn
    table.notices = record.data.notices ?? []
    let problem = try RegressionProblem.make(
      of: table,
      data: record.data.description,
      formula: formula,
      options.model
    ) { design throws(PriorError) in
      let names = design.columns.map(\.name)
      guard names == record.priors.map(\.coefficient) else {
        throw PriorError(.unknownColumn, name: record.priors.first?.coefficient ?? "")
      }
      return PriorSet(
        name: record.priorSet,
        used: try record.priors.map { prior throws(PriorError) in try prior.use() }
      )
    }
    return try AnalysisInput(problem, options)
  }

  private static func copiedTable(
    _ copy: RunRecord.Copy,
    folder path: String,
    isTrusted: Bool
  ) throws -> Table {
    let file = path + "/" + SavedCases.fileName
    guard FileSystem.entry(at: file) != .nothing else {
      throw RunError(.missingFile(SavedCases.fileName), path: path)
    }
    let bytes = try ByteSource.contents(of: file)
    guard isTrusted || Fingerprint.sha256(of: bytes) == copy.sha256 else {
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
    guard case .file(let file, _, _) = options.cases.place, FileSystem.isRegularFile(file),
      let recorded = record.data.sha256[file]
    else { throw RunError(.sourceGone(record.data.source), path: path) }
    let (table, data, _) = try options.cases.read(
      columns: formula.usedColumns,
      keepingCases: options.isPointwise,
      dropsMissing: options.model.dropsMissing
    )
    guard data.fingerprints[file] == recorded else {
      throw RunError(.changedFile(file), path: path)
    }
    return table
  }
}

extension AnalysisOptions {
  /// What the run was asked for.
  fileprivate init(_ record: RunRecord, folder path: String, threads: Int?) throws(RunError) {
    let fit = try record.settings.fit(threads: threads, path: path)
    guard let link = Link(rawValue: record.link) else {
      throw RunError(.malformedRecord("link is not what is needed there"), path: path)
    }
    var model = ModelRequest()
    model.formula = record.formula
    model.link = link
    model.priorSet = record.priorSet
    model.references = record.referenceLevels
    model.uncertainCodes = try record.uncertainCodes?.codes(path: path)
    model.dropsMissing = record.settings.dropMissing
    self.init(cases: record.data.caseSource, model: model, fit: fit)
    isPointwise = record.settings.pointwise
  }
}

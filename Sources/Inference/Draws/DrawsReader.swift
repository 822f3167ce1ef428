/// Reads the draws of any tool from files.
public enum DrawsReader {
  /// What one file holds.
  struct Part: Sendable {
    var source: String
    var columns: DrawsColumns
    var chains: [ChainAccumulator]
    var adaptation: ChainDraws.Adaptation?
    var maximumTreeDepth: Int?
  }

  /// Reads Stan CSV, one file a chain, or tables of draws such as `draws.csv`.
  ///
  /// A file is Stan CSV where it has comments or a column `accept_stat__` but no `.chain`; else it is
  /// a table. Columns of the sampler (`lp__` … `energy__`) become statistics, `lprior` and
  /// `log_lik[i]` generated quantities, all others parameters. `NaN`, `Inf` and `NA` are read as
  /// they are: what comes of them is for the diagnostics to say. Chains keep the numbers that the
  /// files give them where these are distinct, and are numbered from 1 otherwise.
  ///
  /// Chains of different lengths are refused, as R posterior, ArviZ and cmdstanpy refuse them:
  /// which draws to leave out is for the analyst to say.
  ///
  /// A file without a parameter is refused, unless `mayHaveNoParameters` says that the model has none.
  ///
  /// - Throws: `DrawsError`; every fact that applies is set.
  /// - Complexity: O(size of the files).
  public static func read(
    files: [String],
    mayHaveNoParameters: Bool = false
  ) throws(DrawsError) -> RecordedDraws {
    var parts: [Part] = []
    for path in files {
      var reader = try open { () throws(DataError) in
        try CSVReader(ByteSource(path: path, .regular), options: options)
      }
      parts.append(try readPart(&reader))
    }
    if !mayHaveNoParameters, let part = parts.first(where: \.columns.parameters.isEmpty) {
      throw DrawsError(.noParameters, file: part.source)
    }
    return try combine(parts)
  }

  /// Reads files that are in memory; the names are for messages.
  static func read(
    _ contents: [(name: String, bytes: [UInt8])]
  ) throws(DrawsError) -> RecordedDraws {
    var parts: [Part] = []
    for (name, bytes) in contents {
      var reader = try open { () throws(DataError) in
        try CSVReader(bytes: bytes, source: name, options: options)
      }
      parts.append(try readPart(&reader))
    }
    if let part = parts.first(where: \.columns.parameters.isEmpty) {
      throw DrawsError(.noParameters, file: part.source)
    }
    return try combine(parts)
  }

  private static let options = {
    var options = CSVReader.Options.sheet()
    options.commentPrefix = UInt8(ascii: "#")
    return options
  }()

  private static func open(
    _ body: () throws(DataError) -> CSVReader
  ) throws(DrawsError) -> CSVReader {
    do throws(DataError) { return try body() } catch { throw DrawsError(error) }
  }

  private static func readPart(_ reader: inout CSVReader) throws(DrawsError) -> Part {
    let comments = reader.takeComments()
    let names = reader.columnNames
    let isStan =
      !names.contains(".chain") && (!comments.isEmpty || names.contains("accept_stat__"))
    guard isStan else { return try DrawsCSVReader.read(&reader) }
    var settings = StanCSVReader.Settings()
    for comment in comments { settings.read(comment.text) }
    return try StanCSVReader.read(&reader, settings: settings)
  }

  // MARK: Putting the files together

  private static func combine(_ parts: [Part]) throws(DrawsError) -> RecordedDraws {
    guard let first = parts.first else { throw DrawsError(.noFiles, file: "") }
    for part in parts { try check(part, against: first) }
    let all = parts.flatMap { part in part.chains.map { (chain: $0, part: part) } }
    let counts = all.map(\.chain.count)
    guard counts.allSatisfy({ $0 == counts[0] }) else {
      throw DrawsError(.unequalChains(counts: counts), file: first.source)
    }
    let numbers = all.map(\.chain.chain)
    let areNumbered = Set(numbers).count == numbers.count && numbers.allSatisfy { $0 > 0 }
    let chains = all.enumerated().map { index, item in
      ChainDraws(
        chain: areNumbered ? item.chain.chain : index + 1,
        dimension: first.columns.parameters.count,
        values: item.chain.values,
        statistics: item.chain.statistics,
        adaptation: item.part.adaptation
      )
    }
    let quantities =
      first.columns.quantities.isEmpty
      ? nil
      : GeneratedQuantities(
        names: first.columns.quantityNames,
        chains: all.map(\.chain.quantities)
      )
    return RecordedDraws(
      draws: Draws(parameterNames: first.columns.parameterNames, chains: chains),
      quantities: quantities,
      statistics: first.columns.statistics,
      maximumTreeDepth: parts.compactMap(\.maximumTreeDepth).min()
    )
  }

  private static func check(_ part: Part, against first: Part) throws(DrawsError) {
    guard !part.chains.isEmpty, part.chains.allSatisfy({ $0.count > 0 }) else {
      throw DrawsError(.noDraws, file: part.source)
    }
    guard part.columns != first.columns else { return }
    let names = part.columns.parameterNames
    let expected = first.columns.parameterNames
    var error = DrawsError(
      names == expected ? .differentColumns : .differentParameters,
      file: part.source
    )
    error.value =
      zip(names, expected).first { $0 != $1 }?.0 ?? names.dropFirst(expected.count).first
    error.accepted = expected
    throw error
  }
}

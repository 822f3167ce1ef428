/// What each column of a file of draws is.
struct DrawsColumns: Sendable, Equatable {
  /// The columns that number chains, iterations and draws, where there are such.
  struct Index: Sendable, Equatable {
    var chain: Int?
    var iteration: Int?
    var draw: Int?
  }

  private(set) var parameters: [Int] = []
  private(set) var parameterNames: [String] = []
  private(set) var quantities: [Int] = []
  private(set) var quantityNames: [String] = []
  private(set) var index = Index()
  private(set) var statistics: RecordedDraws.Statistics = []
  private var statisticColumns: [(column: Int, statistic: RecordedDraws.Statistics)] = []

  static func == (first: DrawsColumns, second: DrawsColumns) -> Bool {
    first.parameterNames == second.parameterNames && first.quantityNames == second.quantityNames
      && first.statistics == second.statistics
  }

  private static let statisticNames: [String: RecordedDraws.Statistics] = [
    "lp__": .logDensity, "accept_stat__": .acceptanceRate, "stepsize__": .stepSize,
    "treedepth__": .treeDepth, "n_leapfrog__": .leapfrogCount, "divergent__": .divergence,
    "energy__": .energy,
  ]

  /// Sorts the columns of a file of one chain in Stan's naming; `changes` come from its comments.
  init(stan names: [String], changes: [StanColumnNames.Change]) {
    let original = Dictionary(
      changes.map { ($0.column, $0.name) },
      uniquingKeysWith: { first, _ in first }
    )
    for (column, name) in names.enumerated() {
      let shown = StanColumnNames.displayName(name)
      sort(column, name: shown, shownAs: original[name] ?? shown)
    }
  }

  /// Sorts the columns of a table of draws: `.chain`, `.iteration`, `.draw` as R posterior writes
  /// them or, where none of these is there, `chain`, `iteration`, `draw`, or as others call them (`Chain`,
  /// `chain_id`, `iter`).
  ///
  /// Columns that only number the rows are no parameters.
  init(table names: [String], rowNumbers: [String] = []) {
    let dotted = names.contains { [".chain", ".iteration", ".draw"].contains($0) }
    let prefix = dotted ? "." : ""
    let chain = Self.indexName(prefix + "chain", Self.chainNames, among: names)
    let iteration = Self.indexName(prefix + "iteration", Self.iterationNames, among: names)
    let draw = Self.indexName(prefix + "draw", Self.drawNames, among: names)
    // A first column without a name holds the names of the rows.
    for (column, name) in names.enumerated() where !name.isEmpty && !rowNumbers.contains(name) {
      switch name {
      case chain: index.chain = column
      case iteration: index.iteration = column
      case draw: index.draw = column
      default: sort(column, name: name, shownAs: name)
      }
    }
  }

  private static let chainNames = ["chain", "chain_id", "chainid", "chain__", "chain_number"]
  private static let iterationNames = [
    "iteration", "iter", "iteration_id", "iter__", "iteration__",
  ]
  private static let drawNames = ["draw", "draw_id", "drawid", "draw__"]

  /// The column that has a name, or else the first with another spelling of it; where the name has a
  /// point, no other will do.
  private static func indexName(
    _ name: String,
    _ spellings: [String],
    among names: [String]
  ) -> String? {
    if names.contains(name) || name.hasPrefix(".") { return name }
    return names.first { spellings.contains($0.lowercased()) }
  }

  private mutating func sort(_ column: Int, name: String, shownAs shown: String) {
    if let statistic = DrawsColumns.statisticNames[name] {
      statistics.insert(statistic)
      statisticColumns.append((column, statistic))
    } else if GeneratedQuantities.isName(name) {
      quantities.append(column)
      quantityNames.append(shown)
    } else if !name.hasSuffix("__") || shown != name {
      // Other names that end so are another sampler's reports.
      parameters.append(column)
      parameterNames.append(shown)
    }
  }

  /// Reads the statistics of the record at hand.
  func readStatistics(_ reader: borrowing CSVReader) throws(DrawsError) -> SamplerStatistics {
    var result = SamplerStatistics(logDensity: .nan, acceptanceRate: .nan, stepSize: .nan)
    for (column, statistic) in statisticColumns {
      if statistic == .divergence, case .code(let isDivergent) = reader.cell(column) {
        result.isDivergent = isDivergent
        continue
      }
      let value = try reader.draw(column)
      switch statistic {
      case .logDensity: result.logDensity = value
      case .acceptanceRate: result.acceptanceRate = value
      case .stepSize: result.stepSize = value
      case .energy: result.energy = value
      case .divergence: result.isDivergent = value != 0
      case .treeDepth: result.treeDepth = Int(exactly: value) ?? 0
      default: result.leapfrogCount = Int(exactly: value) ?? 0
      }
    }
    return result
  }
}

extension CSVReader {
  /// One field of the record at hand as a number; `NA` is NaN.
  func draw(_ column: Int) throws(DrawsError) -> Double {
    if let value = number(column) { return value }
    let text = text(column)
    if text == "NA" { return .nan }
    throw failure(.notNumber, column: column, accepted: ["a number", "NaN", "Inf", "-Inf", "NA"])
  }

  /// One field of the record at hand as the number of a chain or a draw.
  func index(_ column: Int) throws(DrawsError) -> Int {
    if let value = number(column), let index = Int(exactly: value), index >= 0 { return index }
    throw failure(.notIndex, column: column, accepted: ["a whole number"])
  }

  /// An error about one field of the record at hand.
  func failure(
    _ kind: DrawsError.Kind,
    column: Int,
    accepted: [String] = []
  ) -> DrawsError {
    var error = DrawsError(kind, file: source, line: line)
    error.column = columnNames[column]
    error.value = text(column)
    error.accepted = accepted
    return error
  }
}

extension StanColumnNames {
  /// A column's name as Stan's interfaces show it.
  ///
  /// `beta.1.2` is `beta[1,2]`, and the element `t:2.3` of a tuple is `t.2[3]`. A dot that no number
  /// follows is part of the name.
  static func displayName(_ column: String) -> String {
    guard column.utf8.contains(UInt8(ascii: ".")) || column.utf8.contains(UInt8(ascii: ":")) else {
      return column
    }
    return column.split(separator: ":", omittingEmptySubsequences: false).map { part in
      let pieces = part.split(separator: ".", omittingEmptySubsequences: false)
      let indices = pieces.dropFirst()
      let areIndices = indices.allSatisfy { Int($0) != nil || $0 == "real" || $0 == "imag" }
      guard !indices.isEmpty, areIndices else { return String(part) }
      return pieces[0] + "[" + indices.joined(separator: ",") + "]"
    }.joined(separator: ".")
  }
}

/// Cells whose codes are not certain: for each the probability that its true code is yes, stated before any
/// outcome is looked at.
///
/// Cells are independent of each other. What the table of cases has in them does not count.
public struct UncertainCodes: Sendable, Equatable {
  /// One cell.
  public struct Cell: Sendable, Equatable {
    /// The name of the case.
    public let caseName: String
    /// The column.
    public let variable: String
    /// The probability that the true code is yes, from 0 to 1.
    public let probability: Double
    /// The line of the file on which it is stated, from 1; nil where it was no file.
    let line: Int?

    /// States the probability of one cell.
    public init(caseName: String, variable: String, probability: Double) {
      self.init(caseName: caseName, variable: variable, probability: probability, line: nil)
    }

    init(caseName: String, variable: String, probability: Double, line: Int?) {
      self.caseName = caseName
      self.variable = variable
      self.probability = probability
      self.line = line
    }

    /// The code that it has where one is needed: the more probable one, yes where neither is.
    var moreProbable: Bool { probability >= 0.5 }
  }

  /// Up to how many ways to fill its uncertain cells a case may have.
  public static let completionLimit = 1 << 12
  /// Up to how many ways all cases may have together: some hundreds of bytes each, and as many terms of the
  /// likelihood at every step.
  public static let totalLimit = 1 << 20

  /// The path of the file, or what the codes are called in messages.
  public let source: String
  /// The SHA-256 of the file; nil where it was none.
  public let fingerprint: String?
  /// The cells, in the order of the file.
  public let cells: [Cell]

  /// Takes cells.
  public init(source: String, fingerprint: String? = nil, cells: [Cell]) {
    self.source = source
    self.fingerprint = fingerprint
    self.cells = cells
  }

  /// The names of the column of cases, the first of which is written.
  private static let caseColumns = ["case", Coding.caseColumn]
  /// The names of the column of probabilities, the first of which is written.
  private static let probabilityColumns = ["probability", "probability_of_1"]

  /// Reads a table with the columns `case`, `variable` and `probability`, a cell a row.
  ///
  /// O(size of the file).
  ///
  /// - Throws: ``DataError`` for whatever is wrong with the file, where a column is missing, a probability is no
  ///   number from 0 to 1, or a cell is stated twice.
  public static func read(path: String) throws(DataError) -> UncertainCodes {
    let bytes = try ByteSource.contents(of: path, .table)
    var reader = try CSVReader(bytes: bytes, source: path, options: .sheet())
    let header = reader.columnNames
    let headerLine = reader.line
    func field(_ names: [String]) throws(DataError) -> Int {
      if let field = header.firstIndex(where: names.contains) { return field }
      throw DataError(
        .unknownColumn,
        file: path,
        line: headerLine,
        place: .init(names[0]),
        accepted: header
      )
    }
    let caseField = try field(caseColumns)
    let variableField = try field(["variable"])
    let probabilityField = try field(probabilityColumns)
    var cells: [Cell] = []
    var stated: Set<[String]> = []
    while try reader.next() {
      func failure(_ kind: DataError.Kind, _ field: Int, _ accepted: [String]) -> DataError {
        DataError(
          kind,
          file: path,
          line: reader.line,
          place: .init(header[field], value: reader.text(field)),
          accepted: accepted
        )
      }
      let (name, variable) = (reader.text(caseField), reader.text(variableField))
      guard let probability = reader.number(probabilityField), (0...1).contains(probability) else {
        throw failure(.invalidValue, probabilityField, ["a probability from 0 to 1, as 0.8"])
      }
      guard stated.insert([name, variable]).inserted else {
        throw failure(.repeatedCell(caseName: name), variableField, [])
      }
      cells.append(
        Cell(caseName: name, variable: variable, probability: probability, line: reader.line)
      )
    }
    return UncertainCodes(
      source: path,
      fingerprint: Fingerprint.sha256(of: bytes),
      cells: cells
    )
  }
}

/// A table some of whose codes are not certain.
struct UncertainTable: Sendable {
  /// The table, each uncertain cell filled with its more probable code.
  let filled: Table
  /// The uncertain cells of each row that has any.
  let cells: [Int: [UncertainCodes.Cell]]
  /// The cells of columns that do not matter.
  let unused: [UncertainCodes.Cell]

  /// Finds the cells in a table.
  ///
  /// - Parameters:
  ///   - codes: The cells.
  ///   - table: The table; every row is a case.
  ///   - columns: The columns that matter; cells of others are left alone.
  /// - Throws: ``DataError`` where the table has no such case or column, the column holds anything but yes/no
  ///   codes beside the uncertain cells, a case has more completions than
  ///   ``UncertainCodes/completionLimit``, or all have more than ``UncertainCodes/totalLimit``.
  init(_ codes: UncertainCodes, in table: Table, using columns: [String]) throws(DataError) {
    func failure(
      _ kind: DataError.Kind,
      _ cell: UncertainCodes.Cell,
      _ place: DataError.Place,
      _ accepted: [String] = []
    ) -> DataError {
      DataError(kind, file: codes.source, line: cell.line, place: place, accepted: accepted)
    }
    if table.counts != nil { throw DataError(.countedCases, file: codes.source) }
    let places = table.rowOfCase
    var cells: [Int: [UncertainCodes.Cell]] = [:]
    var unused: [UncertainCodes.Cell] = []
    for cell in codes.cells {
      guard let row = places[cell.caseName] else {
        throw failure(
          .unknownCase,
          cell,
          .init("case", value: cell.caseName),
          table.caseNames
        )
      }
      guard table.columnNames.contains(cell.variable) else {
        throw failure(.unknownColumn, cell, .init(cell.variable), table.columnNames)
      }
      guard columns.contains(cell.variable) else {
        unused.append(cell)
        continue
      }
      cells[row, default: []].append(cell)
      guard cells[row, default: []].count <= UncertainCodes.completionLimit.trailingZeroBitCount
      else {
        throw failure(
          .manyCompletions(limit: UncertainCodes.completionLimit),
          cell,
          .init(cell.variable, value: cell.caseName)
        )
      }
    }
    let total = cells.values.reduce(0) { $0 + 1 << $1.count }
    guard total <= UncertainCodes.totalLimit else {
      throw DataError(
        .tooManyCompletions(total, limit: UncertainCodes.totalLimit),
        file: codes.source
      )
    }
    var filled = table
    for name in Set(cells.values.flatMap { $0.map(\.variable) }).sorted() {
      guard let index = filled.columns.firstIndex(where: { $0.name == name }) else { continue }
      let uncertain = cells.compactMapValues { $0.first { $0.variable == name } }
      guard let column = filled.columns[index].filled(uncertain.mapValues(\.moreProbable)) else {
        let first = uncertain.values.min { ($0.line ?? 0) < ($1.line ?? 0) }
        throw failure(.uncodedColumn, first ?? codes.cells[0], .init(name))
      }
      filled.replaceColumn(index, by: column)
    }
    (self.filled, self.cells, self.unused) = (filled, cells, unused)
  }
}

extension UncertainTable {
  /// Every way to fill the uncertain cells of some rows, and its probability.
  struct Completions: Sendable {
    /// The rows, filled, those of a case one after another.
    let table: Table
    /// The row of the whole table that each is a completion of.
    let rows: [Int]
    /// The probability of each.
    let weights: [Double]
  }

  /// Fills the uncertain cells of some rows in every way; ways of probability 0 are left out.
  ///
  /// O(completions times columns).
  func completions(ofRows wanted: [Int]) -> Completions {
    var (rows, weights): ([Int], [Double]) = ([], [])
    var codes: [String: [Int: Bool]] = [:]
    for row in wanted {
      let own = cells[row] ?? []
      for way in 0..<(1 << own.count) {
        let ways = own.enumerated().map { ($1, way >> $0 & 1 == 1) }
        let weight = ways.reduce(1) { $0 * ($1.1 ? $1.0.probability : 1 - $1.0.probability) }
        guard weight > 0 else { continue }
        for (cell, isYes) in ways { codes[cell.variable, default: [:]][rows.count] = isYes }
        rows.append(row)
        weights.append(weight)
      }
    }
    var table = filled.selecting(rows: rows)
    for (name, own) in codes {
      guard let index = table.columns.firstIndex(where: { $0.name == name }),
        let column = table.columns[index].filled(own)
      else { preconditionFailure("a column that was filled before") }
      table.replaceColumn(index, by: column)
    }
    return Completions(table: table, rows: rows, weights: weights)
  }
}

extension Column {
  /// The column with other codes in some of its rows; nil where the other rows hold anything but codes.
  fileprivate func filled(_ codes: [Int: Bool]) -> Column? {
    let rest = (0..<values.count).filter { codes[$0] == nil }
    var found: [Bool?]
    switch settled(for: rest).values {
    case .coded(let values): found = values
    case let values where rest.allSatisfy(values.isMissing):
      found = [Bool?](repeating: nil, count: values.count)
    default: return nil
    }
    for (row, code) in codes { found[row] = code }
    return Column(name: name, values: .coded(found))
  }
}

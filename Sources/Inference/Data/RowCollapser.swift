/// Merges the rows of a file that are equal in some columns while they go by.
///
/// Each column numbers its distinct cells, by their bytes, and each distinct sequence of numbers is a
/// row with a count. Memory is that of the distinct cells and rows; the file may be of any length.
///
/// The first rows with a gap in one of the columns are never merged, as many as are named
/// (`Table.namedCaseLimit`), so that each of them can be told by its line.
struct RowCollapser {
  /// Where more rows than this are distinct, and more than half of all, merging does not pay.
  static let rowLimit = 1 << 18
  /// Where a column has more distinct cells than this, and more than half of all, neither.
  static let cellLimit = 1 << 12

  private let columns: [Int]
  private let names: [String]
  private var cells: [CellCodes]
  private var rows = ByteDictionary()
  /// For each distinct row: how many cases it is, the first of them, from 0, and its line.
  private var counts: [Int] = []
  private var firstCases: [Int] = []
  private var lines: [Int] = []
  private var knownLines: KnownLines
  private var key: [UInt8] = []
  private var gaps = 0
  /// The number of rows read.
  private(set) var caseCount = 0

  /// Prepares to merge by the columns of a file that have these names; the others do not count.
  init(_ reader: borrowing CSVReader, columns wanted: [String]) {
    let all = reader.columnNames
    columns = all.indices.filter { wanted.contains(all[$0]) }
    names = columns.map { all[$0] }
    cells = columns.map { CellCodes(ColumnSurvey(reader.rules, column: all[$0])) }
    knownLines = KnownLines(reader, columns: columns)
  }

  /// Reads all rows; false, having read some, where merging does not pay.
  mutating func read(_ reader: inout CSVReader) throws(DataError) -> Bool {
    while true {
      caseCount += knownLines.take(from: &reader)
      guard try reader.next() else { break }
      let isNew = append(reader)
      caseCount += 1
      if isNew, !pays { return false }
    }
    knownLines.add(to: &counts)
    return true
  }

  /// The distinct rows, in order of first appearance.
  func table(_ reader: borrowing CSVReader) -> Table {
    var builders = cells.map { _ in ColumnBuilder() }
    let texts = cells.map(\.strings)
    build(&builders, texts)
    // Mixtures of sorts of cells need the texts of all of them.
    let mixtures = builders.indices.filter { builders[$0].secondReading != nil }
    if !mixtures.isEmpty {
      var again = builders.map { $0.secondReading ?? ColumnBuilder() }
      build(&again, texts)
      for index in mixtures { builders[index] = again[index] }
    }
    var table = Table(
      source: reader.source,
      columns: zip(names, builders).map { $1.column(name: $0) },
      caseNames: firstCases.map { String($0 + 1) },
      lines: lines,
      counts: counts,
      columnNames: reader.columnNames.filter { !$0.isEmpty }
    )
    table.examine(cells.map(\.survey))
    table.describe(reader)
    return table
  }

  private var pays: Bool {
    if rows.count > Self.rowLimit, 2 * rows.count > caseCount { return false }
    return cells.allSatisfy { $0.count <= Self.cellLimit || 2 * $0.count <= caseCount }
  }

  /// Counts the record at hand; true where there was no such row.
  private mutating func append(_ reader: borrowing CSVReader) -> Bool {
    key.removeAll(keepingCapacity: true)
    var hasGap = false
    for index in columns.indices {
      let line = reader.line
      let code = reader.withField(columns[index]) { cells[index].code(of: $0, line: line) }
      if cells[index].isMissing(code) { hasGap = true }
      RowKey.append(code, to: &key)
    }
    let staysAlone = hasGap && gaps < Table.namedCaseLimit
    if staysAlone {
      gaps += 1
      // More bytes than any other key of these columns has, and different each time.
      RowKey.append(caseCount, to: &key)
    }
    let row = rows.insert(key)
    let isNew = row == counts.count
    if isNew {
      counts.append(0)
      firstCases.append(caseCount)
      lines.append(reader.line)
    }
    counts[row] += 1
    if !staysAlone { knownLines.insert(reader, row: row) }
    return isNew
  }

  private func build(_ builders: inout [ColumnBuilder], _ texts: [[String]]) {
    for row in counts.indices {
      rows.withString(row) { key in
        var position = 0
        for column in builders.indices {
          let code = RowKey.code(key, at: &position)
          builders[column].append(cells[column].cells[code], cases: counts[row]) {
            texts[column][code]
          }
        }
      }
    }
  }
}

/// The numbers of the distinct cells of one column.
private struct CellCodes {
  private var dictionary = ByteDictionary()
  /// What each distinct cell says.
  private(set) var cells: [Cell] = []
  /// What was seen in them.
  private(set) var survey: ColumnSurvey
  /// The numbers of the cells of one byte, -1 for those not met.
  private var short = [Int32](repeating: -1, count: 256)

  init(_ survey: ColumnSurvey) { self.survey = survey }

  /// How many distinct cells there are.
  var count: Int { cells.count }

  /// The texts of the cells, without the blanks around them.
  var strings: [String] {
    cells.indices.map { dictionary.withString($0) { String(trimming: $0) } }
  }

  func isMissing(_ code: Int) -> Bool { cells[code] == .missing }

  mutating func code(of cell: Span<UInt8>, line: Int) -> Int {
    guard cell.count == 1 else { return insert(cell, line) }
    let known = Int(short[Int(cell[0])])
    if known >= 0 { return known }
    let code = insert(cell, line)
    short[Int(cell[0])] = Int32(code)
    return code
  }

  private mutating func insert(_ cell: Span<UInt8>, _ line: Int) -> Int {
    let code = dictionary.insert(cell)
    if code == cells.count { cells.append(survey.read(cell, line: line)) }
    return code
  }
}

/// Numbers written one after another so that no two sequences of one length have the same bytes.
private enum RowKey {
  /// One byte up to 254; else a mark and eight bytes.
  static func append(_ code: Int, to key: inout [UInt8]) {
    guard code >= 255 else { return key.append(UInt8(code)) }
    key.append(255)
    for shift in stride(from: 0, to: 64, by: 8) {
      key.append(UInt8(truncatingIfNeeded: code >> shift))
    }
  }

  /// The number that begins at a position, which moves on to the next.
  static func code(_ key: Span<UInt8>, at position: inout Int) -> Int {
    let first = key[position]
    position += 1
    guard first == 255 else { return Int(first) }
    var code = 0
    for shift in stride(from: 0, to: 64, by: 8) {
      code |= Int(key[position]) << shift
      position += 1
    }
    return code
  }
}

extension SavedCases: ExportedFile {
  /// Writes the name of each row's case, how many cases it stands for where rows are merged, and its
  /// cells: codes as yes and no, numbers with the fewest digits that read back exactly.
  package func write(to text: inout TextBuffer) throws(ExportError) {
    let names = table.columns.map(\.name)
    var header = [Self.free(".case", names)]
    if table.counts != nil { header.append(Self.free(".count", names)) }
    var writer = DelimitedWriter(columns: header + names)
    for row in 0..<table.rowCount {
      var fields: [DelimitedWriter.Field] = [.text(table.caseNames[row])]
      if let counts = table.counts { fields.append(.integer(counts[row])) }
      fields += table.columns.map { $0.field(row) }
      writer.append(fields)
    }
    try writer.write(to: &text)
  }

  /// A name that no column has.
  private static func free(_ name: String, _ taken: [String]) -> String {
    taken.contains(name) ? free("." + name, taken) : name
  }
}

extension Column {
  /// A cell as a field: codes as yes and no, numbers with the fewest digits that read back exactly.
  func field(_ row: Int) -> DelimitedWriter.Field {
    switch values {
    case .coded(let codes): codes[row].map { .text($0 ? "yes" : "no") } ?? .missing
    case .numeric(let numbers): numbers[row].map { .number($0) } ?? .missing
    case .text(let words):
      declaredNumber(row, words) ?? words[row].map { .text($0) } ?? .missing
    }
  }

  /// A number in a declared notation, as it can be read without the declaration; nil for other cells.
  private func declaredNumber(_ row: Int, _ words: [String?]) -> DelimitedWriter.Field? {
    guard let cell = cells?[row], let word = words[row], Cell(Array(word.utf8).span) != cell else {
      return nil
    }
    switch cell {
    case .number(let number): return .number(number)
    case .digit(let digit): return .integer(digit ? 1 : 0)
    case .missing, .code, .word: return nil
    }
  }
}

extension SavedCases {
  /// Reads the cases back.
  ///
  /// - Parameters:
  ///   - bytes: The content of the file.
  ///   - source: Its path, for messages.
  ///   - kinds: What the columns are.
  ///   - isMerged: Whether rows stand for several cases.
  ///   - columnNames: The names of all columns of the source.
  /// - Returns: The table.
  /// - Throws: `DataError` where the file is not as it was written.
  static func read(
    _ bytes: [UInt8],
    source: String,
    kinds: [ColumnKind],
    isMerged: Bool,
    columnNames: [String]
  ) throws(DataError) -> Table {
    var options = CSVReader.Options(delimiter: CSVScanner.comma)
    options.cells.missing = .emptyOnly
    var reader = try CSVReader(bytes: bytes, source: source, options: options)
    let first = isMerged ? 2 : 1
    guard Array(reader.columnNames.dropFirst(first)) == kinds.map(\.name) else {
      throw DataError(
        .unknownColumn,
        file: source,
        line: 1,
        place: .init(reader.columnNames.dropFirst(first).joined(separator: ",")),
        accepted: kinds.map(\.name)
      )
    }
    var columns = kinds.map(\.type.emptyValues)
    var names: [String] = []
    var counts: [Int] = []
    while try reader.next() {
      names.append(reader.text(0))
      if isMerged { counts.append(try count(reader)) }
      for index in columns.indices { try columns[index].append(reader, first + index) }
    }
    return Table(
      source: source,
      columns: zip(kinds, columns).map { kind, values in
        let column = Column(name: kind.name, values: values)
        return kind.type == .mixed ? column.rereadMixture() : column
      },
      caseNames: names,
      counts: isMerged ? counts : nil,
      columnNames: columnNames
    )
  }

  private static func count(_ reader: borrowing CSVReader) throws(DataError) -> Int {
    guard let count = Int(reader.text(1)), count > 0 else {
      throw DataError(
        .invalidValue,
        file: reader.source,
        line: reader.line,
        place: .init(reader.columnNames[1], value: reader.text(1)),
        accepted: ["a whole number of cases"]
      )
    }
    return count
  }
}

extension SavedCases.ColumnKind.Sort {
  fileprivate var emptyValues: Column.Values {
    switch self {
    case .coded: .coded([])
    case .numeric: .numeric(NumericValues())
    case .text, .mixed: .text([])
    }
  }
}

extension Column.Values {
  /// Adds the cell of a column whose kind is known.
  fileprivate mutating func append(
    _ reader: borrowing CSVReader,
    _ column: Int
  ) throws(DataError) {
    let cell = reader.cell(column)
    let isMissing = cell == .missing
    switch (self, cell) {
    case (.coded(var codes), .missing), (.coded(var codes), .code), (.coded(var codes), .digit):
      self = .coded([])
      if case .code(let code) = cell { codes.append(code) } else { codes.append(nil) }
      self = .coded(codes)
    case (.numeric(var numbers), .missing), (.numeric(var numbers), .number),
      (.numeric(var numbers), .digit):
      self = .coded([])
      switch cell {
      case .number(let number): numbers.append(number)
      case .digit(let digit): numbers.append(digit ? 1 : 0)
      default: numbers.append(nil)
      }
      self = .numeric(numbers)
    case (.text(var words), _):
      self = .coded([])
      words.append(isMissing ? nil : reader.text(column))
      self = .text(words)
    default:
      throw DataError(
        .invalidValue,
        file: reader.source,
        line: reader.line,
        place: .init(reader.columnNames[column], value: reader.text(column)),
        accepted: ["the value that the run was made with"]
      )
    }
  }
}

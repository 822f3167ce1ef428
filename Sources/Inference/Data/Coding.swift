/// One reading of the sources: a value, or a gap, for every variable of every case it codes.
public struct Coding: Sendable, Equatable {
  /// The name by which it is chosen.
  public let name: String
  /// A short description.
  public let label: String
  /// What sets it apart from the others.
  public let note: String
  /// The cells; one row for each case that the coding codes.
  public let table: Table
  /// The SHA-256 of the file.
  public let fingerprint: String

  /// The name of the column that names the case.
  public static let caseColumn = "case_id"

  init(_ description: Description, bytes: [UInt8], codebook: Codebook) throws(DataError) {
    name = description.name
    label = description.label
    note = description.note
    fingerprint = Fingerprint.sha256(of: bytes)
    table = try TableReader.decoded(.sheet(description.format)) { options throws(DataError) in
      try Self.table(bytes, source: description.file, codebook, options)
    }
  }

  /// What the study's description says of a coding.
  struct Description {
    var name: String
    var label: String
    var note: String
    var file: String
    var format = TableFormat()
  }

  /// Reads the cells as the codebook says they are.
  private static func table(
    _ bytes: [UInt8],
    source: String,
    _ codebook: Codebook,
    _ options: CSVReader.Options
  ) throws(DataError) -> Table {
    var reader = try CSVReader(bytes: bytes, source: source, options: options)
    let names = reader.columnNames
    guard let caseIndex = names.firstIndex(of: caseColumn) else {
      throw DataError(
        .unknownColumn,
        file: source,
        line: reader.line,
        place: .init(caseColumn),
        accepted: names
      )
    }
    var columns: [(index: Int, cells: CodedCells)] = []
    for (index, name) in names.enumerated() where index != caseIndex && !name.isEmpty {
      guard let variable = codebook[name] else {
        throw DataError(
          .unknownVariable,
          file: source,
          line: reader.line,
          place: .init(name),
          accepted: codebook.variables.map(\.name)
        )
      }
      columns.append((index, CodedCells(variable, reader.rules)))
    }
    var caseNames: [String] = []
    var known: Set<String> = []
    var lines: [Int] = []
    while try reader.next() {
      let name = reader.text(caseIndex)
      let isNew = known.insert(name).inserted
      guard reader.cell(caseIndex) != .missing, isNew else {
        throw DataError(
          isNew ? .missingCaseName : .duplicateCaseName,
          file: source,
          line: reader.line,
          place: .init(caseColumn, value: name)
        )
      }
      caseNames.append(name)
      lines.append(reader.line)
      for index in columns.indices {
        try columns[index].cells.append(field: columns[index].index, of: reader)
      }
    }
    if lines.isEmpty { throw DataError(.headerOnly, file: source, line: reader.line + 1) }
    var table = Table(
      source: source,
      columns: columns.map(\.cells.column),
      caseNames: caseNames,
      lines: lines
    )
    table.examine(columns.map(\.cells.survey))
    table.describe(reader)
    return table
  }
}

/// The cells of one variable, each checked against the codebook.
private struct CodedCells {
  private let variable: Codebook.Variable
  private let levels: Set<String>
  private var values: Column.Values
  private(set) var survey: ColumnSurvey

  init(_ variable: Codebook.Variable, _ rules: CellRules) {
    self.variable = variable
    levels = Set(variable.levels.map(\.value))
    survey = ColumnSurvey(rules, column: variable.name)
    values =
      switch variable.kind {
      case .coded: .coded([])
      case .factor: .text([])
      case .numeric: .numeric(NumericValues())
      }
  }

  var column: Column { Column(name: variable.name, values: values) }

  mutating func append(
    field: Int,
    of reader: borrowing CSVReader
  ) throws(DataError) {
    let text = reader.text(field)
    // A level of the codebook is one, whatever else it may mean.
    let isLevel = variable.kind == .factor && levels.contains(text)
    let cell = isLevel ? .word : reader.cell(field, &survey)
    func refused(_ accepted: [String]) -> DataError {
      DataError(
        .unknownLevel,
        file: reader.source,
        line: reader.line,
        place: .init(variable.name, value: text),
        accepted: accepted
      )
    }
    // Held once only while it grows, or each cell would copy all those before it.
    let held = values
    values = .coded([])
    switch consume held {
    case .coded(var codes):
      if let words = variable.codes, cell != .missing, let code = words.code(text) {
        codes.append(code)
        values = .coded(codes)
        return
      }
      switch cell {
      case .missing: codes.append(nil)
      case .code(let code), .digit(let code): codes.append(code)
      case .number, .word:
        throw refused((variable.codes.map { [$0.yes, $0.no] } ?? []) + Cell.acceptedCodes)
      }
      values = .coded(codes)
    case .text(var texts):
      guard cell == .missing || levels.contains(text) else {
        throw refused(variable.levels.map(\.value))
      }
      texts.append(cell == .missing ? nil : text)
      values = .text(texts)
    case .numeric(var numbers):
      switch cell {
      case .missing: numbers.append(nil)
      case .digit(let digit): numbers.append(digit ? 1 : 0)
      case .number(let number) where number.isFinite: numbers.append(number)
      case .code, .number, .word: throw refused(["a finite number"])
      }
      values = .numeric(numbers)
    }
  }
}

extension Universe {
  /// The cases of the study as this universe codes them.
  ///
  /// O(cells).
  ///
  /// - Throws: `DataError` for a coding, a case or a variable that is not there, and for a value that
  ///   does not fit the variable.
  public func table(of study: Study) throws(DataError) -> Table {
    var table = try study.table(coding: coding)
    for recode in recodes { table = try table.recoded(recode) }
    guard let droppedCase else { return table }
    guard let row = table.caseNames.firstIndex(of: droppedCase) else {
      throw DataError(
        .unknownCase,
        file: table.source,
        place: .init(value: droppedCase),
        accepted: table.caseNames
      )
    }
    return table.selecting(rows: table.caseNames.indices.filter { $0 != row })
  }
}

extension Table {
  /// The table with one cell changed.
  fileprivate func recoded(_ recode: Recode) throws(DataError) -> Table {
    guard let row = caseNames.firstIndex(of: recode.caseName) else {
      throw DataError(
        .unknownCase,
        file: source,
        place: .init(value: recode.caseName),
        accepted: caseNames
      )
    }
    guard let column = columns.firstIndex(where: { $0.name == recode.variable }) else {
      throw DataError(
        .unknownVariable,
        file: source,
        place: .init(value: recode.variable),
        accepted: columns.map(\.name)
      )
    }
    var changed = columns
    changed[column] = Column(
      name: recode.variable,
      values: try columns[column].values.replacing(row, by: recode, source),
      irregularity: columns[column].irregularity
    )
    return Table(
      source: source,
      columns: changed,
      caseNames: caseNames,
      lines: lines,
      counts: counts,
      columnNames: columnNames
    )
  }
}

extension Column.Values {
  fileprivate func replacing(
    _ row: Int,
    by recode: Recode,
    _ source: String
  ) throws(DataError) -> Column.Values {
    let cell = Cell(Array(recode.value.utf8).span)
    switch (self, cell) {
    case (.coded(var codes), .code(let code)), (.coded(var codes), .digit(let code)):
      codes[row] = code
      return .coded(codes)
    case (.numeric(var numbers), .number(let number)) where number.isFinite:
      numbers[row] = number
      return .numeric(numbers)
    case (.numeric(var numbers), .digit(let digit)):
      numbers[row] = digit ? 1 : 0
      return .numeric(numbers)
    case (.text(var words), .word):
      words[row] = recode.value
      return .text(words)
    default:
      throw DataError(
        .unknownLevel,
        file: source,
        place: .init(recode.variable, value: recode.value)
      )
    }
  }
}

/// What a column is, where only some of its rows count.
///
/// A row that is left out must not say what the others are: among codes, a 9 in a row that lacks
/// another value would make numbers of them.
extension Column {
  /// The column as it would have been read from some of its rows alone; all rows stay.
  ///
  /// Numbers that are 0 or 1 in all of these rows are codes; a mixture of sorts of cells is what these
  /// rows make of it. What another row holds that does not go with them becomes missing. The same column
  /// where nothing changes. O(rows).
  ///
  /// - Parameters:
  ///   - rows: The rows that count, ascending.
  ///   - counts: How many cases each row of the table stands for; nil: one.
  /// - Returns: The column, with as many rows as this one.
  func settled(for rows: [Int], counts: [Int]? = nil) -> Column {
    if let cells {
      return settledMixture(cells, for: rows, counts: counts)
        .withUndeclaredNumbers(like: self, in: rows)
    }
    guard case .numeric(let numbers) = values, irregularity?.expected != .plainNumber
    else { return self }
    if let irregularity, !rows.contains(irregularity.row) {
      return settledNumbers(numbers, for: rows)
    }
    guard irregularity == nil, rows.allSatisfy({ numbers[$0].map(isDigit) ?? true }),
      rows.contains(where: { numbers[$0] != nil })
    else { return self }
    let codes = numbers.map { number -> Bool? in number.flatMap { isDigit($0) ? $0 == 1 : nil } }
    return Column(name: name, values: .coded(codes))
  }

  /// A column of texts with what each of them says by itself, as a first reading found it.
  ///
  /// - Precondition: the column is one of texts.
  package func rereadMixture() -> Column {
    guard case .text(let texts) = values else { preconditionFailure("a mixture is kept as texts") }
    let cells = texts.map { text -> Cell in
      guard let text else { return .missing }
      let cell = Cell(Array(text.utf8).span)
      // What was kept as a text is no gap.
      return cell == .missing ? .word : cell
    }
    let mixture = Column(name: name, values: values, irregularity: nil, cells: cells)
    let found = mixture.settledMixture(cells, for: Array(texts.indices), counts: nil).irregularity
    return Column(name: name, values: values, irregularity: found, cells: cells)
  }

  /// Numbers whose first one that is none lies elsewhere: another may lie within the rows.
  private func settledNumbers(_ numbers: NumericValues, for rows: [Int]) -> Column {
    let odd = rows.first { numbers[$0].map { !$0.isFinite } ?? false }
    let left = Column(
      name: name,
      values: values,
      irregularity: odd.map {
        Irregularity(
          row: $0,
          value: (numbers[$0] ?? .nan).description,
          expected: .finiteNumber
        )
      }
    )
    return odd == nil ? left.settled(for: rows) : left
  }

  private func settledMixture(_ cells: [Cell], for rows: [Int], counts: [Int]?) -> Column {
    guard case .text(let texts) = values else { return self }
    func add(_ wanted: [Int], into builder: inout ColumnBuilder) {
      for row in wanted {
        builder.append(cells[row], cases: counts?[row] ?? 1) { texts[row] ?? "" }
      }
    }
    var builder = ColumnBuilder()
    add(rows, into: &builder)
    // Still a mixture: its first odd cell may be another one.
    if var again = builder.secondReading {
      add(rows, into: &again)
      let found = again.column(name: name).irregularity
      return Column(
        name: name,
        values: values,
        irregularity: found.map {
          Irregularity(row: rows[$0.row], value: $0.value, expected: $0.expected)
        },
        cells: cells
      )
    }
    let part = builder.column(name: name)
    let spread = part.values.spread(to: rows, of: cells.count)
    let irregularity = part.irregularity.map {
      Irregularity(row: rows[$0.row], value: $0.value, expected: $0.expected)
    }
    return Column(name: name, values: spread, irregularity: irregularity)
  }

  /// The column as another form of it was irregular, for numbers in a notation that was not declared,
  /// where some of these are in the rows that count and it is not all numbers or codes.
  private func withUndeclaredNumbers(like old: Column, in rows: [Int]) -> Column {
    guard let expected = old.irregularity?.expected, case .text(let texts) = values
    else { return self }
    switch expected {
    case .plainNumber, .result: break
    case .oneNotation(let other):
      guard let row = old.irregularity?.row, rows.contains(row),
        rows.contains(where: { texts[$0] == other })
      else { break }
      return Column(name: name, values: values, irregularity: old.irregularity, cells: cells)
    default: return self
    }
    let row = rows.first { row in
      // A number in the notation that was declared is no word.
      guard let text = texts[row], old.cells?[row] == .word else { return false }
      if let form = WordForm(text) { return expected != .result || form == .spreadsheetError }
      return DecimalText.parse(Array(text.utf8).span) != nil
    }
    guard let row else { return self }
    return Column(
      name: name,
      values: values,
      irregularity: Irregularity(row: row, value: texts[row] ?? "", expected: expected),
      cells: cells
    )
  }

  private func isDigit(_ number: Double) -> Bool { number == 0 || number == 1 }
}

extension Column.Values {
  /// These values in some rows of more, all others missing.
  fileprivate func spread(to rows: [Int], of count: Int) -> Column.Values {
    switch self {
    case .coded(let codes):
      var all = [Bool?](repeating: nil, count: count)
      for (index, row) in rows.enumerated() { all[row] = codes[index] }
      return .coded(all)
    case .numeric(let numbers):
      var all = NumericValues(repeatElement(nil, count: count))
      for (index, row) in rows.enumerated() { all[row] = numbers[index] }
      return .numeric(all)
    case .text(let words):
      var all = [String?](repeating: nil, count: count)
      for (index, row) in rows.enumerated() { all[row] = words[index] }
      return .text(all)
    }
  }
}

extension Table {
  /// Makes of some columns what the rows without gaps in them say that they are.
  ///
  /// A row that is left out has no say in it. O(rows), nothing where no row has a gap.
  mutating func settle(_ names: [String]) {
    var isDropped = [Bool](repeating: false, count: rowCount)
    var hasGaps = false
    for name in names {
      for row in self[name]?.values.missingRows ?? [] { (isDropped[row], hasGaps) = (true, true) }
    }
    guard hasGaps else { return }
    let kept = isDropped.indices.filter { !isDropped[$0] }
    guard !kept.isEmpty else { return }
    let counts = counts
    replaceColumns(names) { $0.settled(for: kept, counts: counts) }
  }
}

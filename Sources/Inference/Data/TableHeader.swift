/// What the header of a table says: which line it is, and which fields are columns.
struct TableHeader: Equatable {
  /// How many records stand above the header.
  var recordsAbove = 0
  /// The names of the columns; the first is empty where a column without a name names the cases.
  var names: [String] = []
  /// The fields that are columns.
  var fields: [Int] = []
  /// The number of fields that a row has; those without a name must be empty.
  var fieldCount = 0
  /// The position of each column that is left out, from 1.
  var emptyColumns: [Int] = []
  /// The names around which special blanks stood.
  var trimmedNames: [String] = []
  /// The names that stood on several lines.
  var joinedNames: [String] = []
  /// Whether the header has one name fewer than the rows have cells, as R writes tables.
  var isShort = false

  /// Whether a row may hold something where no column is.
  var leavesOutFields: Bool { fields.count < fieldCount }

  /// Reads the names of a header as they stand.
  init(_ names: [String]) {
    self.names = names
    fields = Array(names.indices)
    fieldCount = names.count
  }

  /// Finds the header in the first records of a table made by people or by other programs.
  ///
  /// - Throws: `noHeader` or `emptyColumnName`, to be completed by whoever knows the file.
  init(_ sample: TableSample) throws(Problem) {
    recordsAbove = Self.recordsAbove(sample)
    let below = sample.dropping(recordsAbove)
    let names = below.records.first ?? []
    if Self.looksLikeCase(names, below) { throw .noHeader(names) }
    let rows = below.records.dropFirst()
    isShort =
      rows.count > 1 && rows.allSatisfy { $0.count == names.count + 1 }
      && rows.contains { $0.last?.isEmpty == false } && Self.hasRowNames(below)
    let all = isShort ? [""] + names : names
    fieldCount = all.count
    for (index, name) in all.enumerated() {
      if name.isEmpty, index > 0 || rows.allSatisfy({ ($0.first ?? "").isEmpty }) {
        guard rows.allSatisfy({ index >= $0.count || $0[index].isEmpty }) else {
          throw .emptyColumnName(index + 1)
        }
        emptyColumns.append(index + 1)
      } else {
        fields.append(index)
        self.names.append(name)
      }
    }
  }

  /// What is wrong with a header.
  enum Problem: Error, Equatable {
    /// The first line holds a case.
    case noHeader([String])
    /// A column with values has no name.
    case emptyColumnName(Int)
  }

  /// Whether texts are names of rows as R writes them: words, or the numbers of the rows.
  ///
  /// Other numbers may be halves of numbers with decimal commas.
  private static func nameCases(_ names: [String]) -> Bool {
    Set(names).count == names.count && !names.contains("")
      && (!names.contains(where: TableSample.isNumber) || CaseColumns.areRowNumbers(names))
  }

  /// Whether the rows, which have a cell more than the header, begin with names as R writes them.
  ///
  /// Numbers of rows some of which were left out are plain where they stand in quotes, or where no comma
  /// may be a decimal one; years are others. A first column that is called as one of names may be that of the names, and the
  /// last be without a name, so numbers have to stand before words.
  private static func hasRowNames(_ sample: TableSample) -> Bool {
    let rows = sample.records.dropFirst()
    let names = rows.map { $0[0] }
    let isQuoted = sample.quotedRecords.dropFirst().allSatisfy { $0 }
    let numbers = names.compactMap { Int($0) }
    let areNumbers =
      numbers.count == names.count && Set(numbers).count == numbers.count
      && (isQuoted
        ? !numbers.allSatisfy { (1800...2100).contains($0) }
        : [0, 1].contains(numbers.first)
          && zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 })
    let header = sample.records[0]
    guard let first = header.first, CaseColumns.isName(first) else {
      return nameCases(names) || areNumbers && (isQuoted || !sample.hasCommas)
    }
    guard areNumbers else { return false }
    let shifted = rows.map { $0[1] }
    let isDistinct = Set(shifted).count == shifted.count
    guard shifted.allSatisfy({ TableSample.cell($0) == .word }) || isQuoted && isDistinct,
      isQuoted || isDistinct || !CaseColumns.mayHoldNumbers(first)
    else { return false }
    // Numbers below another name of cases show that nothing is to be shifted.
    return !header.indices.dropFirst().contains { column in
      CaseColumns.isName(header[column])
        && rows.allSatisfy { $0[column + 1].isEmpty || TableSample.isNumber($0[column + 1]) }
    }
  }

  /// Titles, comments and empty records that stand above the header.
  private static func recordsAbove(_ sample: TableSample) -> Int {
    let records = sample.records
    var count = 0
    while count + 2 < records.count, count < 20 {
      let record = records[count]
      let filled = record.count { !$0.isEmpty }
      let isComment = ["#", "%", "//"].contains { record[0].hasPrefix($0) }
      let isTitle = filled == 0 || filled == 1 && !record[0].isEmpty || isComment
      guard isTitle, (count + 1..<records.count - 1).contains(where: { isHeader(records, $0) })
      else { break }
      count += 1
    }
    return count
  }

  /// Whether a record has only words, two at least, and the next has as many fields and a number.
  private static func isHeader(_ records: [[String]], _ index: Int) -> Bool {
    let names = records[index]
    let next = records[index + 1]
    return names.count { !$0.isEmpty } > 1 && !names.contains(where: TableSample.isNumber)
      && !["#", "%", "//"].contains { names[0].hasPrefix($0) }
      && (next.count == names.count || next.count == names.count + 1)
      && next.contains {
        switch TableSample.cell($0) {
        case .digit, .number, .code: true
        default: false
        }
      }
  }

  /// Whether the names are the values of a case: one of them is a code or a number of the kind that
  /// stands below it.
  private static func looksLikeCase(_ names: [String], _ sample: TableSample) -> Bool {
    let numbers = names.enumerated().compactMap { index, name -> (Int, Double)? in
      switch TableSample.cell(name) {
      case .digit(let digit): (index, digit ? 1 : 0)
      case .number(let number): (index, number)
      default: nil
      }
    }
    if isSeries(numbers.map(\.1)) { return false }
    for (index, name) in numbers {
      let below = sample.cells(index).compactMap { cell -> Double? in
        switch cell {
        case .digit(let digit): digit ? 1 : 0
        case .number(let number): number
        default: nil
        }
      }
      guard let low = below.min(), let high = below.max() else { continue }
      if low <= name, name <= high || low == high && abs(name - high) <= 1 { return true }
    }
    return zip(names.indices, names).contains { index, name in
      guard case .code = TableSample.cell(name) else { return false }
      let below = sample.cells(index)
      return !below.isEmpty
        && below.allSatisfy {
          switch $0 {
          case .code, .digit, .missing: true
          default: false
          }
        }
    }
  }

  /// Years and other numbers in steps of one size name columns.
  private static func isSeries(_ numbers: [Double]) -> Bool {
    guard numbers.count > 1, numbers.allSatisfy({ $0 >= 1000 }) else { return false }
    let step = numbers[1] - numbers[0]
    return step != 0 && zip(numbers, numbers.dropFirst()).allSatisfy { $1 - $0 == step }
  }
}

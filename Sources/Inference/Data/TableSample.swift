/// The first records of a table, taken apart to see how it is laid out.
struct TableSample {
  /// How many bytes are looked at.
  static let byteLimit = 1 << 14
  /// How many records are looked at.
  static let recordLimit = 60

  /// The fields of each record without blanks around them, the header among them.
  let records: [[String]]
  /// The records whose first field begins with a quote, by their order.
  let quotedRecords: [Bool]
  /// Whether the fields stand between commas, which may be decimal ones.
  let hasCommas: Bool

  /// Takes text apart with a delimiter, up to the first record that cannot be; the last one counts only
  /// where the text is whole.
  init(_ text: [UInt8], isWhole: Bool, delimiter: UInt8, comments: UInt8? = nil) {
    var found: [[String]] = []
    var quoted: [Bool] = []
    do throws(DataError) {
      var scanner = try CSVScanner(
        TextInput(ByteSource(bytes: text, name: "")),
        chunkSize: max(text.count, 1),
        commentPrefix: comments
      )
      scanner.use(delimiter: delimiter)
      while found.count <= Self.recordLimit, try scanner.next() {
        quoted.append(scanner.hasQuotedStart)
        found.append(
          (0..<scanner.fieldCount).map { scanner.withField($0) { String(trimming: $0) } }
        )
      }
    } catch {
      // What is wrong there is said when the table is read.
    }
    if !isWhole, found.count > 1, found.count <= Self.recordLimit { found.removeLast() }
    records = Array(found.prefix(Self.recordLimit))
    quotedRecords = Array(quoted.prefix(records.count))
    hasCommas = delimiter == CSVScanner.comma
  }

  private init(_ sample: TableSample, dropping count: Int) {
    records = Array(sample.records.dropFirst(count))
    quotedRecords = Array(sample.quotedRecords.dropFirst(count))
    hasCommas = sample.hasCommas
  }

  /// The sample without the records before one.
  func dropping(_ count: Int) -> TableSample {
    TableSample(self, dropping: count)
  }

  /// The number of fields that most records have, the larger where two are as frequent.
  var width: Int {
    let counts = Dictionary(grouping: records, by: \.count).mapValues(\.count)
    return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
  }

  /// Whether all records but the first have the same number of fields, and the first as many or one
  /// fewer.
  var isRegular: Bool {
    guard let first = records.first else { return false }
    let width = width
    return records.dropFirst().allSatisfy { $0.count == width }
      && (first.count == width || first.count == width - 1)
  }

  /// The cells of a column of the records below the header.
  func cells(_ column: Int) -> [Cell] {
    records.dropFirst().compactMap { $0.count > column ? Self.cell($0[column]) : nil }
  }

  /// The columns of a table that number the rows, or name them as R does, by their names and the cells of
  /// the sample.
  func rowNumbers(_ header: TableHeader) -> [String] {
    zip(header.fields, header.names).compactMap { field, name in
      // An id beside the column that names the cases.
      let isSecondName =
        CaseColumns.isName(name)
        && header.names.contains { $0 != name && (CaseColumns.isName($0) || $0.isEmpty) }
      guard CaseColumns.mayNumberRows(name) || isSecondName else { return nil }
      let cells = records.dropFirst().compactMap { $0.count > field ? $0[field] : nil }
      if CaseColumns.areRowNumbers(cells) { return name }
      guard !isSecondName, cells.count > 1, Set(cells).count == cells.count else { return nil }
      // Rows that were sorted or left out since they were numbered.
      let numbers = cells.compactMap { Int($0) }
      if numbers.count == cells.count {
        let isPermutation = numbers.max() == numbers.count - (numbers.contains(0) ? 1 : 0)
        return CaseColumns.numbersRows(name) || isPermutation ? name : nil
      }
      return field == 0 && cells.allSatisfy { Self.cell($0) == .word } ? name : nil
    }
  }

  /// The first column where it counts the rows from 0 or 1, unless it is called as one that names cases or
  /// says when they were, or a dot would leave nothing without it.
  func countingColumn(_ header: TableHeader) -> String? {
    guard header.fields.first == 0, let name = header.names.first, header.names.count > 2,
      !name.isEmpty, !CaseColumns.isName(name), !CaseColumns.isTime(name)
    else { return nil }
    let cells = records.dropFirst().compactMap(\.first)
    return cells.count > 3 && CaseColumns.areRowNumbers(cells) ? name : nil
  }

  static func cell(_ text: String) -> Cell { Cell(Array(text.utf8).span) }

  static func isNumber(_ text: String) -> Bool {
    switch cell(text) {
    case .digit, .number: true
    default: WordForm(text)?.isNumber ?? false
    }
  }
}

/// What stands between the fields of a table.
struct TableDialect: Equatable {
  var delimiter = CSVScanner.comma
  /// Whether the columns are aligned with runs of spaces.
  var isAligned = false

  private static let delimiters = [
    CSVScanner.comma, UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|"),
  ]

  /// Finds the delimiter that takes a text apart into the most columns.
  ///
  /// One that gives every record as many fields as the header goes before others; any other goes before a
  /// comma that does so too, because decimal commas do, unless it takes the header apart into fewer. Spaces are tried where none of them takes
  /// anything apart.
  init(sampling text: [UInt8], isWhole: Bool, comments: UInt8?) {
    var best: (isRegular: Bool, width: Int)?
    var names = 0
    for candidate in Self.delimiters where text.contains(candidate) {
      let sample = TableSample(text, isWhole: isWhole, delimiter: candidate, comments: comments)
      let width = max(sample.width, sample.records.first?.count ?? 0)
      // Commas in some cells are no delimiters where the header has none.
      let isUsual = 2 * sample.records.count { $0.count == width } > sample.records.count
      guard width > 1, isUsual || (sample.records.first?.count ?? 0) > 1 else { continue }
      let found = (isRegular: sample.isRegular, width: width)
      let isBetter =
        best.map { found.isRegular == $0.isRegular ? width > $0.width : found.isRegular } ?? true
      let hasDecimalCommas =
        delimiter == CSVScanner.comma && sample.records.count > 1
        && best.map { $0 == found } ?? false
        && (sample.records.first?.count ?? 0) >= names
        && (candidate == UInt8(ascii: ";") || sample.records.first?.last?.isEmpty == false)
      if isBetter || hasDecimalCommas {
        best = found
        names = sample.records.first?.count ?? 0
        delimiter = candidate
      }
    }
    if best == nil, Self.isAligned(text, isWhole: isWhole) {
      self = TableDialect(delimiter: UInt8(ascii: "\t"), isAligned: true)
    }
  }

  init(delimiter: UInt8, isAligned: Bool = false) {
    self.delimiter = delimiter
    self.isAligned = isAligned
  }

  /// Whether a text is plainly a table aligned with spaces: every row has as many words, as has the
  /// header or one fewer, and a column of words has numbers or codes below a name that is none.
  private static func isAligned(_ text: [UInt8], isWhole: Bool) -> Bool {
    let sample = TableSample(
      BlankRuns.converted(text),
      isWhole: isWhole,
      delimiter: UInt8(ascii: "\t")
    )
    let width = sample.width
    guard sample.records.count > 2, width > 1, sample.isRegular, let header = sample.records.first
    else { return false }
    let shift = width - header.count
    return header.indices.contains { column in
      !TableSample.isNumber(header[column])
        && sample.cells(column + shift).allSatisfy {
          switch $0 {
          case .digit, .number, .code, .missing: true
          case .word: false
          }
        }
    }
  }
}

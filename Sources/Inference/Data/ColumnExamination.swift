/// Looks at a complete column for what its cells may not be: numbers in another notation, codes of
/// countries that read as missing values.
struct ColumnExamination {
  /// The column, irregular where its cells have to be declared first.
  private(set) var column: Column
  /// What its user must know.
  private(set) var notices: [TableNotice] = []

  /// So many rows are looked at for words that look like numbers.
  private static let rowLimit = 100_000

  /// Examines a column whose rows start on some lines.
  init(_ column: Column, _ survey: ColumnSurvey, lines: [Int]) {
    self.column = column
    noteBlanks(survey)
    noteMissing(survey)
    noteGaps(survey)
    switch column.values {
    case .text(let words):
      noteCountryCodes(survey, words)
      examine(words, survey.rules)
    case .numeric: examinePoints(survey, lines)
    case .coded: break
    }
  }

  private mutating func note(_ code: String, _ message: String, _ remedy: Remedy? = nil) {
    notices.append(
      TableNotice(code: code, message: message, column: column.name, remedy: remedy)
    )
  }

  private mutating func noteBlanks(_ survey: ColumnSurvey) {
    var isText = false
    if case .text = column.values { isText = true }
    if let found = survey.foreignBlank {
      note(
        "blanks",
        "no-break and other special spaces around cells of \(QuotedText.ticked(column.name)) do not count (the first: "
          + "\(QuotedText.ticked(found.text)), line \(found.line))"
      )
    } else if isText, let found = survey.strayBlank {
      note(
        "blanks",
        "spaces around cells of \(QuotedText.ticked(column.name)) do not count (the first: \(QuotedText.ticked(found.text)), line "
          + "\(found.line))"
      )
    }
  }

  private mutating func noteMissing(_ survey: ColumnSurvey) {
    guard !survey.missing.isEmpty else { return }
    let texts = survey.missing.map { "\(QuotedText.ticked($0.text)) (line \($0.line))" }
    note(
      "missing-text",
      "\(texts.joined(separator: ", ")) in \(QuotedText.ticked(column.name)) count\(texts.count == 1 ? "s" : "") as "
        + "missing"
    )
  }

  /// A column of one value and gaps, whose gaps may be its other value; or one in which each value stands
  /// once above its gaps, as merged cells of a spreadsheet are saved.
  private mutating func noteGaps(_ survey: ColumnSurvey) {
    let missing = column.values.missingRows
    let count = column.values.count
    // NA says that a value is missing, and nothing else.
    guard !survey.hasNA, 4 * missing.count >= count, missing.count < count, count <= Self.rowLimit
    else { return }
    var isGap = [Bool](repeating: false, count: count)
    for row in missing { isGap[row] = true }
    let present = (0..<count).filter { !isGap[$0] }
    let texts = present.map(text)
    let values = Set(texts)
    if values.count == 1, present.count > 1, let value = values.first {
      let gap = survey.missing.first.map { QuotedText.ticked($0.text) } ?? "an empty cell"
      let remedy = survey.missing.first.flatMap {
        CodeWords.remedy(yes: value, no: $0.text, column: column.name)
      }
      note(
        "gaps-for-no",
        "\(QuotedText.ticked(column.name)) has one value, \(QuotedText.ticked(value)), or none: \(gap) counts as "
          + "missing, not as a no; where it is one, "
          + (remedy == nil ? "write the no into the cells" : "declare it"),
        remedy
      )
    } else if values.count == texts.count, values.count > 1, !isGap[0], 2 * missing.count >= count {
      note(
        "merged-cells",
        "each value of \(QuotedText.ticked(column.name)) stands once, above empty cells, as merged cells of a "
          + "spreadsheet are saved; where it holds for the rows below it too, write it into them"
      )
    }
  }

  private func text(_ row: Int) -> String {
    switch column.values {
    case .coded(let codes): codes[row] == true ? "yes" : "no"
    case .numeric(let numbers): (numbers[row] ?? .nan).description
    case .text(let words): words[row] ?? ""
    }
  }

  /// `NA` among codes of two letters may be Namibia.
  private mutating func noteCountryCodes(_ survey: ColumnSurvey, _ words: [String?]) {
    guard let line = survey.firstNA else { return }
    let present = words.prefix(Self.rowLimit).compactMap { $0 }
    let codes = present.count { word in
      word.utf8.count == 2 && word.utf8.allSatisfy { $0 &- UInt8(ascii: "A") < 26 }
    }
    guard codes > 0, 2 * codes >= present.count else { return }
    note(
      "namibia",
      "NA in \(QuotedText.ticked(column.name)) (line \(line)) counts as missing, and is also the code of Namibia; "
        + "where that is meant, say that only empty cells are missing",
      .keepTexts
    )
  }

  /// Numbers that are written so that only a declaration tells which they are.
  private mutating func examinePoints(_ survey: ColumnSurvey, _ lines: [Int]) {
    guard let found = survey.doubtfulPoint else { return }
    guard survey.hasWholeNumbers, let row = lines.firstIndex(of: found.line) else {
      return note(
        "doubtful-point",
        "every number in \(QuotedText.ticked(column.name)) has three digits behind a point, as in \(found.text) (line "
          + "\(found.line)), and is read with decimals; where points stand between thousands, declare them",
        .declareMarks(thousands: .point, decimal: nil)
      )
    }
    column = Column(
      name: column.name,
      values: column.values,
      irregularity: .init(row: row, value: found.text, expected: .plainNumber),
      cells: column.cells
    )
  }

  private mutating func examine(_ words: [String?], _ rules: CellRules) {
    var forms: [String: WordForm] = [:]
    var first: (row: Int, word: String)?
    var present = 0
    var number = 0
    var odd = 0
    // The first numbers with a decimal comma and with a point, and how many there are.
    var comma = (row: 0, word: "", count: 0)
    var point = (row: 0, word: "", count: 0)
    for (row, word) in words.prefix(Self.rowLimit).enumerated() {
      guard let word else { continue }
      present += 1
      if !rules.hasPlainNumbers, Self.isNumber(word, rules) {
        number += 1
        if rules.decimal == .comma, word.contains(",") { Self.count(row, word, in: &comma) }
        continue
      }
      guard let form = forms[word] ?? WordForm(word) else {
        if Self.isPlainNumber(word) {
          number += 1
          if Self.hasDecimalPoint(word) { Self.count(row, word, in: &point) }
        }
        continue
      }
      forms[word] = form
      if form == .decimalComma { Self.count(row, word, in: &comma) }
      if form == .spreadsheetError { return refuse(row, word, .result) }
      odd += 1
      first = first ?? (row, word)
    }
    guard 2 * (odd + number) >= present else { return }
    // A typing error among numbers is found first.
    if let old = column.irregularity, old.expected == .numbers, WordForm(old.value) == nil,
      !Self.isPlainNumber(old.value)
    {
      return
    }
    if comma.count > 0, point.count > 0 {
      let hasOddComma =
        rules.decimal == .comma ? comma.count < point.count : comma.count <= point.count
      let (odd, other) = hasOddComma ? (comma, point) : (point, comma)
      refuse(odd.row, odd.word, .oneNotation(other.word))
    } else if let first {
      refuse(first.row, first.word, .plainNumber)
    } else if !rules.hasPlainNumbers,
      let row = words.firstIndex(where: {
        $0.map { Self.isPlainNumber($0) && !Self.isNumber($0, rules) } ?? false
      })
    {
      // Numbers with another mark than the one declared.
      refuse(row, words[row] ?? "", .plainNumber)
    }
  }

  private mutating func refuse(
    _ row: Int,
    _ value: String,
    _ expected: Column.Irregularity.Expected
  ) {
    column = Column(
      name: column.name,
      values: column.values,
      irregularity: .init(row: row, value: value, expected: expected),
      cells: column.cells
    )
  }

  /// Whether a word is a number as the rules have it written.
  private static func isNumber(_ word: String, _ rules: CellRules) -> Bool {
    rules.number(Array(word.utf8).span) != nil
  }

  private static func isPlainNumber(_ word: String) -> Bool {
    DecimalText.parse(Array(word.utf8).span) != nil
  }

  private static func count(
    _ row: Int,
    _ word: String,
    in found: inout (row: Int, word: String, count: Int)
  ) {
    if found.count == 0 { (found.row, found.word) = (row, word) }
    found.count += 1
  }

  /// Whether the point of a plain number cannot stand between thousands.
  private static func hasDecimalPoint(_ word: String) -> Bool {
    let parts = word.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 2 && parts[1].utf8.count != 3
  }
}

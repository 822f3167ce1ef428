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
        .declareThousands
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
    for (row, word) in words.prefix(Self.rowLimit).enumerated() {
      guard let word else { continue }
      present += 1
      if !rules.hasPlainNumbers, Self.isNumber(word, rules) {
        number += 1
        continue
      }
      guard let form = forms[word] ?? WordForm(word) else {
        if Self.isPlainNumber(word) { number += 1 }
        continue
      }
      forms[word] = form
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
    if let first {
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
}

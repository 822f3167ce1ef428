/// What a word is that looks like a number or a date, and is none as it stands.
public enum WordForm: String, Sendable, CaseIterable {
  /// `1,5`: decimals behind a comma.
  case decimalComma
  /// `1,200`: a comma before decimals, or between thousands.
  case commaOfEitherKind
  /// `1,200,000` or `1,200.5`: commas between thousands.
  case thousandsCommas
  /// `1.200.000` or `1.200,5`: points between thousands.
  case thousandsPoints
  /// `1 200`: spaces between thousands.
  case thousandsSpaces
  /// `1'200`: apostrophes between thousands.
  case thousandsApostrophes
  /// `1.2.3`, `12,00,000`, `1_000`: marks that are neither decimals nor thousands.
  case otherMarks
  /// `5%`.
  case percent
  /// `5 EUR`.
  case currency
  /// `2001-05-03`, `3.5.2001`, `May 2001`.
  case date
  /// `1:30`.
  case time
  /// `3-5`, `1990/91`.
  case range
  /// `<5`, `65+`, `ca. 10`.
  case bound
  /// `1/2`.
  case fraction
  /// `(5)` or `5-`, a negative number in accounts.
  case accountant
  /// `-5` with a minus sign other than that of ASCII.
  case foreignMinus
  /// Digits other than those of ASCII.
  case foreignDigits
  /// `1.5d3`, `1.5 x 10^3`, `0x1F`.
  case otherNotation
  /// `12*`, `12[1]`: a number with the mark of a note.
  case footnote
  /// `12 km`, `12m`.
  case unit
  /// `"12"`: a number between quotes that belong to the cell.
  case quoted
  /// `'12` or `="12"`, as a spreadsheet keeps digits as text.
  case spreadsheetText
  /// `#VALUE!`, `#DIV/0!`: a formula of a spreadsheet without a result.
  case spreadsheetError

  /// Whether it is a number, if only one knew which mark means what.
  var isNumber: Bool {
    switch self {
    case .decimalComma, .commaOfEitherKind, .thousandsCommas, .thousandsPoints, .thousandsSpaces,
      .thousandsApostrophes:
      true
    default: false
    }
  }

  /// The form of a word; nil where it is a word, or a plain number.
  ///
  /// O(length); a word that begins with a letter is mostly told at once.
  public init?(_ word: String) {
    if let inner = Self.unquoted(word) {
      guard DecimalText.parse(Array(inner.utf8).span) != nil || WordForm(inner)?.isNumber == true
      else { return nil }
      self = .quoted
      return
    }
    guard let shape = WordShape(word), let form = Self.form(shape) else { return nil }
    self = form
  }

  /// What stands between quotes of any kind; nil where a word does not begin and end with one.
  private static func unquoted(_ word: String) -> String? {
    guard word.utf8.count > 2, let first = word.first, let last = word.last,
      quotes.contains(first), quotes.contains(last)
    else { return nil }
    return String(word.dropFirst().dropLast())
  }

  private static let quotes: Set<Character> = [
    "\"", "'", "\u{201C}", "\u{201D}", "\u{201E}", "\u{201F}", "\u{2018}", "\u{2019}", "\u{201A}",
    "\u{AB}", "\u{BB}", "\u{2039}", "\u{203A}", "`", "\u{B4}",
  ]

  private static func form(_ shape: WordShape) -> WordForm? {
    if shape.isSpreadsheetError { return .spreadsheetError }
    guard !shape.isPlainNumber else { return nil }
    if shape.text.contains("h") { return .fraction }
    if shape.text.contains("d") { return shape.letters.isEmpty ? .foreignDigits : nil }
    return groups(shape) ?? date(shape) ?? marked(shape) ?? amount(shape)
  }

  /// Commas, points, spaces and apostrophes between digits.
  private static func groups(_ shape: WordShape) -> WordForm? {
    var body = shape.text
    if let first = body.first, first == "+" || first == "-" { body.removeFirst() }
    if body == "9,9" {
      let isGroup = shape.runs[0].count <= 3 && shape.runs[1].count == 3 && !shape.leadsZero
      return isGroup ? .commaOfEitherKind : .decimalComma
    }
    if [",9", "9,"].contains(body) { return .decimalComma }
    if ["9,9a9", "9,9a-9", "9,9a+9"].contains(body), shape.letters == ["e"] {
      return .decimalComma
    }
    guard body.allSatisfy({ "9.,_'\u{A6}".contains($0) }), body.hasPrefix("9") else { return nil }
    let kinds: [(Character, Character, WordForm)] = [
      (",", ".", .thousandsCommas), (".", ",", .thousandsPoints), ("_", ".", .thousandsSpaces),
      ("_", ",", .thousandsSpaces), ("'", ".", .thousandsApostrophes),
      ("'", ",", .thousandsApostrophes),
    ]
    for (mark, decimal, form) in kinds {
      let parts = body.split(separator: decimal, omittingEmptySubsequences: false)
      guard parts.count < 3, let whole = parts.first, parts.dropFirst().allSatisfy({ $0.count < 2 })
      else { continue }
      let groups = whole.split(separator: mark, omittingEmptySubsequences: false)
      guard groups.count > 1, groups.allSatisfy({ $0 == "9" }), shape.runs[0].count <= 3,
        shape.runs[1..<groups.count].allSatisfy({ $0.count == 3 })
      else { continue }
      return form
    }
    return date(shape) ?? .otherMarks
  }

  /// Dates, as far as people write them with digits or with names of months.
  private static func date(_ shape: WordShape) -> WordForm? {
    let text = shape.text
    let lengths = shape.runs.map(\.count)
    if lengths.count >= 3,
      (["-", "/", ".", "._", "_", "\u{A6}"].contains { mark in
        text.hasPrefix("9\(mark)9\(mark)9")
      })
    {
      let isYearFirst = lengths[0] == 4 && lengths[1] < 3 && lengths[2] < 3
      let isYearLast = lengths[0] < 3 && lengths[1] < 3 && (lengths[2] == 4 || lengths[2] == 2)
      if isYearFirst || isYearLast { return .date }
    }
    if lengths.count == 2, text == "9-9" || text == "9/9" {
      if lengths[0] == 4, lengths[1] < 3, (1...12).contains(Int(shape.runs[1]) ?? 0) {
        return .date
      }
      if text == "9/9", lengths[1] == 4, (1...12).contains(Int(shape.runs[0]) ?? 0) { return .date }
      // Seasons and budget years: 1990/91, 2002/2003.
      if text == "9/9", lengths[0] == 4, [2, 4].contains(lengths[1]) { return .range }
    }
    guard shape.letters.count == 1, let word = shape.letters.first else { return nil }
    if ["q", "w", "m"].contains(word) {
      let isPeriod = ["9a9", "9_a9", "9-a9", "9-aa9"].contains(text) && lengths.first == 4
      return isPeriod || ["a9_9", "a9-9", "a9/9"].contains(text) && lengths.last == 4 ? .date : nil
    }
    guard WordShape.isMonth(word) else { return nil }
    // A month and a number without anything between them is a name of something.
    return text == "a9" && lengths[0] != 4 ? nil : .date
  }

  /// Signs before or behind a number.
  private static func marked(_ shape: WordShape) -> WordForm? {
    let text = shape.text
    let letters = shape.letters
    let body = text.first.map { "+-".contains($0) } == true ? String(text.dropFirst()) : text
    if body.hasSuffix("%"), WordShape.isNumber(body.dropLast()) { return .percent }
    if body.hasPrefix("9"), ["percent", "pct", "per,cent"].contains(letters.joined(separator: ","))
    {
      return .percent
    }
    if shape.isMoney { return .currency }
    if text.hasPrefix("~"), WordShape.isNumber(text.dropFirst()) { return .foreignMinus }
    if text.hasPrefix("("), text.hasSuffix(")"), WordShape.isNumber(text.dropFirst().dropLast()) {
      let isPair = text.contains(", ")
      return isPair ? .range : .accountant
    }
    if text.hasSuffix("-"), WordShape.isNumber(text.dropLast()) { return .accountant }
    if ["9/9", "9_/_9", "9_9/9"].contains(text) { return .fraction }
    if let first = text.first, first == "'" || first == "=",
      WordShape.isNumber(text.dropFirst().filter { $0 != "\"" && $0 != "-" })
    {
      return .spreadsheetText
    }
    if letters == ["d"], ["9a9", "9.9a9", "9a-9", "9.9a-9", "9a+9", "9.9a+9"].contains(body) {
      return .otherNotation
    }
    if shape.runs.first == "0", letters.first?.hasPrefix("x") == true { return .otherNotation }
    if text.contains("9^9") || text.contains("9^-9") { return .otherNotation }
    return nil
  }

  /// Times, ranges, bounds, and numbers with something behind them.
  private static func amount(_ shape: WordShape) -> WordForm? {
    let text = shape.text
    let letters = shape.letters
    if text.hasPrefix("9:9"), letters.allSatisfy({ ["am", "pm", "a", "p", "m"].contains($0) }) {
      return .time
    }
    for mark in ["-", "~", "..", "_-_", "_~_"] {
      let parts = text.split(separator: mark, omittingEmptySubsequences: false)
      if parts.count == 2, parts.allSatisfy({ WordShape.isNumber($0) }) { return .range }
    }
    if text.hasPrefix("9"), text.hasSuffix("9"), letters.count == 1,
      ["to", "bis", "\u{E0}"].contains(letters[0])
    {
      return .range
    }
    if text.hasPrefix("["), text.hasSuffix("]") || text.hasSuffix(")") { return .range }
    if let first = text.first, first == "<" { return .bound }
    if text.hasPrefix("a_") || text.hasPrefix("a."), WordShape.bounds.contains(letters[0]) {
      return .bound
    }
    guard text.hasPrefix("9") || text.hasPrefix("+9") || text.hasPrefix("-9") else { return nil }
    if text.hasSuffix("+"), letters.isEmpty { return .bound }
    if letters.contains("more") || letters.contains("over") { return .bound }
    let head = text.prefix { "9.,_'+-".contains($0) }
    let rest = text[head.endIndex...]
    if let sign = rest.first, "*#^?![(\"".contains(sign) { return .footnote }
    guard rest.first == "a" || rest.first == "%" || rest.first == "/", letters.count < 4,
      !rest.contains("9") || rest == "a9" && ["2", "3"].contains(shape.runs.last)
    else { return nil }
    // 1st, 1990s and 12a are names of groups.
    let isName = WordShape.endings.contains(letters.first ?? "") && !head.hasSuffix("_")
    return isName ? nil : .unit
  }
}

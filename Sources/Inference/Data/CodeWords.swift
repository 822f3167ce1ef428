/// Two words of a language, or two numbers, that stand for yes and no in some columns: `Y/N`,
/// `Ja/Nein`, `war=1/2`.
public struct CodeWords: Sendable, Hashable {
  /// The word for yes, as it was written.
  public let yes: String
  /// The word for no.
  public let no: String
  /// The columns that they are declared for; nil: every column of words that holds nothing else.
  public let columns: [String]?

  /// Reads a declaration `[column,column=]yes/no`; nil where the text is none.
  ///
  /// Words that have a meaning already are refused (`no/yes`; `NA/x` without a column), and numbers without
  /// columns, as counts hold the same numbers.
  public init?(_ text: String) {
    let cut = text.lastIndex(of: "=")
    let words = text[(cut.map { text.index(after: $0) } ?? text.startIndex)...]
      .split(separator: "/", omittingEmptySubsequences: false).map { String(trimming: $0) }
    guard words.count == 2, words[0].spellingKey != words[1].spellingKey else { return nil }
    (yes, no) = (words[0], words[1])
    columns = cut.map { text[..<$0].split(separator: ",").map { String(trimming: $0) } }
    if columns?.isEmpty ?? false { return nil }
    for (word, meaning) in [(yes, true), (no, false)] {
      switch Cell(Array(word.utf8).span) {
      case .missing: if columns == nil || word.isEmpty { return nil }
      case .code(let code): if code != meaning { return nil }
      case .digit, .number: if columns == nil { return nil }
      case .word: break
      }
    }
  }

  /// The declaration as it is written.
  public var text: String {
    (columns.map { $0.joined(separator: ",") + "=" } ?? "") + yes + "/" + no
  }

  /// The words that mean a missing value where they are not declared.
  var missingTexts: [String] {
    [yes, no].filter { Cell(Array($0.utf8).span) == .missing }
  }

  /// The code that a cell says under the declaration; nil where it says none.
  func code(_ text: String) -> Bool? {
    let key = text.lowercased()
    if key == yes.lowercased() { return true }
    if key == no.lowercased() { return false }
    switch Cell(Array(text.utf8).span) {
    case .code(let code): return code
    // 1 is a word of its own where numbers are declared.
    case .digit(let digit): return numbers == nil ? digit : nil
    case .missing, .number, .word: return nil
    }
  }

  /// What is said where the file's 1 is the no, or its 0 the yes: elsewhere 1 is always the yes.
  fileprivate func turned(in column: String) -> TableNotice? {
    guard let numbers, numbers.no == 1 || numbers.yes == 0 else { return nil }
    let name = QuotedText.ticked(column)
    return TableNotice(
      code: "codes-turned",
      message:
        "the codes of \(name) are numbers, \(yes) for yes and \(no) for no; in formulas, scenarios and "
        + "results 1 means yes and 0 means no, whatever they mean in the file: say yes and no there",
      column: column
    )
  }

  fileprivate var numbers: (yes: Double, no: Double)? {
    guard let yes = DecimalText.parse(Array(yes.utf8).span),
      let no = DecimalText.parse(Array(no.utf8).span)
    else { return nil }
    return (yes, no)
  }
}

extension Table {
  /// The table with the columns of codes that some declarations speak of.
  ///
  /// A column without declared name becomes codes where every cell is one of the words, in any case, or
  /// a code of its own.
  ///
  /// - Parameters:
  ///   - declarations: The words; the first that fits a column wins.
  ///   - names: The only columns that matter; nil: all.
  ///   - isStrict: Whether a declaration that fits no column is refused.
  /// - Returns: The table; the same where no column is spoken of.
  /// - Throws: `DataError` with the first cell that is none of the words.
  package func reading(
    _ declarations: [CodeWords],
    in names: [String]? = nil,
    isStrict: Bool = true
  ) throws(DataError) -> Table {
    var table = self
    for words in declarations {
      var isUsed = false
      if isStrict { for name in words.columns ?? [] { try checkExists(name) } }
      for column in columns where names?.contains(column.name) ?? true {
        guard words.columns?.contains(column.name) ?? column.holdsAny(of: words) else { continue }
        isUsed = true
        if let odd = column.firstCell(besides: words) {
          throw DataError(
            .invalidValue,
            file: source,
            line: lines[odd.row],
            place: .init(column.name, value: odd.text),
            accepted: [words.yes, words.no]
          )
        }
        table.replaceColumns([column.name]) { $0.coded(by: words) }
        if let notice = words.turned(in: column.name) { table.notices.append(notice) }
      }
      // What is declared for columns that the formula does not use is nobody's mistake.
      if isStrict, !isUsed, words.columns == nil {
        throw DataError(
          .invalidValue,
          file: source,
          place: .init(value: words.text),
          accepted: ["the words of a column that is used"]
        )
      }
    }
    return table
  }

  private func checkExists(_ name: String) throws(DataError) {
    guard !columnNames.contains(name) else { return }
    throw DataError(.unknownColumn, file: source, place: .init(name), accepted: columnNames)
  }
}

extension Column {
  /// Whether a column of words has one of those declared.
  fileprivate func holdsAny(of words: CodeWords) -> Bool {
    guard case .text(let texts) = values else { return false }
    let keys = [words.yes.lowercased(), words.no.lowercased()]
    return texts.contains { text in text.map { keys.contains($0.lowercased()) } ?? false }
  }

  /// The first cell that says no code under a declaration.
  fileprivate func firstCell(besides words: CodeWords) -> (row: Int, text: String)? {
    for row in 0..<values.count where !values.isMissing(row) && code(row, words) == nil {
      switch values {
      case .text(let texts): return (row, texts[row] ?? "")
      case .numeric(let numbers): return (row, numbers[row]?.description ?? "")
      case .coded(let codes): return (row, codes[row] == true ? "yes" : "no")
      }
    }
    return nil
  }

  fileprivate func coded(by words: CodeWords) -> Column {
    Column(name: name, values: .coded((0..<values.count).map { code($0, words) }))
  }

  private func code(_ row: Int, _ words: CodeWords) -> Bool? {
    switch values {
    case .text(let texts): return texts[row].flatMap(words.code)
    case .coded(let codes):
      guard let numbers = words.numbers else { return codes[row] }
      return codes[row].flatMap { code($0 ? 1 : 0, numbers) }
    case .numeric(let values):
      guard let numbers = words.numbers else { return nil }
      return values[row].flatMap { code($0, numbers) }
    }
  }

  private func code(_ value: Double, _ numbers: (yes: Double, no: Double)) -> Bool? {
    value == numbers.yes ? true : value == numbers.no ? false : nil
  }
}

extension String {
  /// A part of a text without the blanks around it.
  fileprivate init(trimming part: Substring) { self.init(trimming: Array(part.utf8).span) }
}

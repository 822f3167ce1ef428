import Inference

extension WordForm {
  /// What a word is, and what to do where a number is meant; nothing said here changes a value.
  var sentence: String {
    switch self {
    case .decimalComma:
      "a number with a decimal comma; --decimal comma reads such numbers, where no comma stands between thousands"
    case .commaOfEitherKind:
      "a number with a comma, which may stand before decimals or between thousands; declare "
        + "--decimal comma or --thousands comma"
    case .thousandsCommas:
      "a number with commas between thousands; --thousands comma reads such numbers"
    case .thousandsPoints:
      "a number with points between thousands; --thousands point reads such numbers, with a comma "
        + "before decimals"
    case .thousandsSpaces:
      "a number with spaces between thousands; --thousands space reads such numbers"
    case .thousandsApostrophes:
      "a number with apostrophes between thousands; --thousands apostrophe reads such numbers"
    case .otherMarks:
      "digits with marks that are neither decimals nor thousands in threes; write a point before decimals, and "
        + "nothing between thousands"
    case .percent:
      "a percentage; take the sign out of the whole column, and mind that 5% is then 5, not 0.05"
    case .currency: "an amount of money; keep only the number in the column, all in one currency"
    case .date: "a date; a column of the year alone is a number"
    case .time: "a time or a duration; write it as a number of one unit"
    case .range: "a range; write one number, or groups in words"
    case .bound: "a bound, not a value; write one number, or groups in words"
    case .fraction: "a fraction, or two values; write one number"
    case .accountant:
      "a number with brackets or a sign behind it, which may be a negative one; write it as a plain number"
    case .foreignMinus: "a number with a minus sign other than -; write -"
    case .foreignDigits: "a number in digits other than 0 to 9; write those"
    case .otherNotation: "a number in a notation that is not read; write it as 1500 or 1.5e3"
    case .footnote: "a number with the mark of a note; take the mark out"
    case .unit: "a number with a unit; keep only the number, all in one unit"
    case .quoted: "a number in quotes; take the quotes out"
    case .spreadsheetText: "a number that a spreadsheet keeps as text; format the cells as numbers"
    case .spreadsheetError:
      "a formula of a spreadsheet that failed; mend it there, or declare the text with --missing"
    }
  }
}

extension WordForm {
  /// The sentence about a word, which may have marks of two kinds.
  func sentence(for word: String) -> String {
    guard self == .thousandsSpaces || self == .thousandsApostrophes, word.contains(",") else {
      return sentence
    }
    let name = self == .thousandsSpaces ? "space" : "apostrophe"
    return
      "a number with marks between thousands and a decimal comma; --thousands \(name) --decimal comma "
      + "reads such numbers"
  }
}

extension FormulaError {
  /// What is said of a cell that is refused, beyond what would be accepted.
  var cellHint: String {
    guard kind == .irregularColumn || kind == .notNumeric || kind == .outcomeNotCoded else {
      return kind == .missingValue ? note.map { "; \($0.advice)" } ?? "" : ""
    }
    let name = column ?? ""
    let isPlain = name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
    let factor = isPlain ? "factor(\(name))" : "factor(`\(name)`)"
    let isCondition = kind != .outcomeNotCoded
    if let form = value.flatMap({ WordForm($0) }), !accepted.contains(where: Self.isOneNotation) {
      guard isCondition || available.count < 2 else { return "" }
      return ": \(form.sentence(for: value ?? ""))"
        + (isCondition && form != .spreadsheetError
          ? "; \(Phrase.oneLine(factor)) takes the cells as names of groups" : "")
    }
    if accepted == ["a number"], let value, Double(value) != nil {
      return value.contains(".")
        ? ": the point may stand before decimals or between thousands; declare --decimal point or "
          + "--thousands point"
        : ""
    }
    if isCondition, accepted == Cell.acceptedCodes, let (yes, no) = CodeWords.inOrder(available),
      let remedy = CodeWords.remedy(yes: yes, no: no, column: name)
    {
      return "; \(remedy.options) reads \(Phrase.oneLine(yes)) and \(Phrase.oneLine(no)) as codes"
    }
    guard isCondition, accepted == ["a word"] else { return "" }
    let words =
      CodeWords.inOrder(available) ?? (available.count == 2 ? (available[1], available[0]) : nil)
    if let words, let remedy = CodeWords.remedy(yes: words.yes, no: words.no, column: name) {
      return
        ": a yes/no code among words; \(remedy.options) reads both as codes, and \(Phrase.oneLine(factor)) as "
        + "names of groups"
    }
    return ": a \(Double(value ?? "") == nil ? "yes/no code" : "number") among words; "
      + "\(Phrase.oneLine(factor)) takes all cells as names of groups"
  }

  private static func isOneNotation(_ text: String) -> Bool {
    text.hasPrefix("numbers written in one way")
  }
}

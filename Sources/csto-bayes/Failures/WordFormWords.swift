import Inference

extension WordForm {
  /// What a word is, and what to do where a number is meant; nothing said here changes a value.
  var sentence: String {
    switch self {
    case .decimalComma:
      "a number with a decimal comma; --decimal comma reads such numbers"
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
    case .otherMarks: "digits with marks that are neither decimals nor thousands"
    case .percent:
      "a percentage; take the sign out of the whole column, and mind that 5% is then 5, not 0.05"
    case .currency: "an amount of money; keep only the number in the column, all in one currency"
    case .date: "a date; a column of the year alone is a number"
    case .time: "a time or a duration; write it as a number of one unit"
    case .range: "a range; write one number, or groups in words"
    case .bound: "a bound, not a value; write one number, or groups in words"
    case .fraction: "a fraction; write it as a decimal number"
    case .accountant:
      "a number as accounts write negative ones; write it with a minus sign before it"
    case .foreignMinus: "a number with a minus sign other than -; write -"
    case .foreignDigits: "a number in digits other than 0 to 9; write those"
    case .otherNotation: "a number in a notation that is not read; write it as 1500 or 1.5e3"
    case .footnote: "a number with the mark of a note; take the mark out"
    case .unit: "a number with a unit; keep only the number, all in one unit"
    case .spreadsheetText: "a number that a spreadsheet keeps as text; format the cells as numbers"
    case .spreadsheetError:
      "a formula of a spreadsheet that failed; mend it there, or declare the text with --missing"
    }
  }
}

extension FormulaError {
  /// What is said of a cell that is refused, beyond what would be accepted.
  var cellHint: String {
    guard kind == .irregularColumn || kind == .notNumeric || kind == .outcomeNotCoded else {
      return kind == .missingValue ? note.map { "; \($0)" } ?? "" : ""
    }
    let name = column ?? ""
    let isPlain = name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
    let factor = isPlain ? "factor(\(name))" : "factor(`\(name)`)"
    let isCondition = kind != .outcomeNotCoded
    if let form = value.flatMap({ WordForm($0) }) {
      return ": \(form.sentence)"
        + (isCondition && form != .spreadsheetError
          ? "; \(Phrase.oneLine(factor)) takes the cells as names of groups" : "")
    }
    if accepted == ["a number"], let value, Double(value) != nil {
      return value.contains(".")
        ? ": the point may stand before decimals or between thousands; declare --decimal point or "
          + "--thousands point"
        : ""
    }
    guard isCondition, accepted == ["a word"] else { return "" }
    return ": a \(Double(value ?? "") == nil ? "yes/no code" : "number") among words; "
      + "\(Phrase.oneLine(factor)) takes all cells as names of groups"
  }
}

extension WordForm {
  /// What a word of this form is; the word itself may have marks of two kinds.
  public func meaning(of word: String) -> String {
    switch self {
    case .decimalComma: "a number with a decimal comma"
    case .commaOfEitherKind:
      "a number with a comma, which may stand before decimals or between thousands"
    case .thousandsCommas: "a number with commas between thousands"
    case .thousandsPoints: "a number with points between thousands"
    case .thousandsSpaces, .thousandsApostrophes:
      word.contains(",")
        ? "a number with marks between thousands and a decimal comma"
        : "a number with \(self == .thousandsSpaces ? "spaces" : "apostrophes") between thousands"
    case .otherMarks: "digits with marks that are neither decimals nor thousands in threes"
    case .percent: "a percentage"
    case .currency: "an amount of money"
    case .date: "a date"
    case .time: "a time or a duration"
    case .range: "a range"
    case .bound: "a bound, not a value"
    case .fraction: "a fraction, or two values"
    case .accountant: "a number with brackets or a sign behind it, which may be a negative one"
    case .foreignMinus: "a number with a minus sign other than -"
    case .foreignDigits: "a number in digits other than 0 to 9"
    case .otherNotation: "a number in a notation that is not read"
    case .footnote: "a number with the mark of a note"
    case .unit: "a number with a unit"
    case .quoted: "a number in quotes"
    case .spreadsheetText: "a number that a spreadsheet keeps as text"
    case .spreadsheetError: "a formula of a spreadsheet that failed"
    }
  }

  /// What to do where a number is meant; nothing said here changes a value.
  func advice(for word: String) -> Advice {
    switch self {
    case .decimalComma:
      return Advice(
        "declare the decimal comma, where no comma stands between thousands",
        [.declareMarks(thousands: nil, decimal: .comma)]
      )
    case .commaOfEitherKind:
      return Advice(
        "declare which",
        [
          .declareMarks(thousands: nil, decimal: .comma),
          .declareMarks(thousands: .comma, decimal: nil),
        ]
      )
    case .thousandsCommas:
      return Advice("declare them", [.declareMarks(thousands: .comma, decimal: nil)])
    case .thousandsPoints:
      return Advice(
        "declare them, with a comma before decimals",
        [.declareMarks(thousands: .point, decimal: nil)]
      )
    case .thousandsSpaces, .thousandsApostrophes:
      let hasComma = word.contains(",")
      return Advice(
        hasComma ? "declare both" : "declare them",
        [
          .declareMarks(
            thousands: self == .thousandsSpaces ? .space : .apostrophe,
            decimal: hasComma ? .comma : nil
          )
        ]
      )
    case .spreadsheetError:
      guard MissingTexts.canBeDeclared(word) else { return Advice("mend it there") }
      return Advice("mend it there, or declare the text as missing", [.declareMissing([word])])
    default: return Advice(change)
    }
  }

  /// How to write what no declaration reads.
  private var change: String {
    switch self {
    case .otherMarks: "write a point before decimals, and nothing between thousands"
    case .percent: "take the sign out of the whole column, and mind that 5% is then 5, not 0.05"
    case .currency: "keep only the number in the column, all in one currency"
    case .date: "a column of the year alone is a number"
    case .time: "write it as a number of one unit"
    case .range, .bound: "write one number, or groups in words"
    case .fraction: "write one number"
    case .accountant: "write it as a plain number"
    case .foreignMinus: "write -"
    case .foreignDigits: "write those"
    case .otherNotation: "write it as 1500 or 1.5e3"
    case .footnote: "take the mark out"
    case .unit: "keep only the number, all in one unit"
    case .quoted: "take the quotes out"
    case .spreadsheetText: "format the cells as numbers"
    default: ""
    }
  }
}

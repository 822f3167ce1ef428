/// What is said of a cell that does not fit its column, and of the row that it is in.
extension FormulaError {
  /// Whether one cell is at fault for what it says.
  var isAboutCell: Bool {
    kind == .irregularColumn || kind == .notNumeric || kind == .outcomeNotCoded
  }

  /// What the cell is, in place of what would be accepted; nil where the cell says nothing of it.
  var cellMeaning: String? {
    if let form = cellForm { return ": " + form.meaning(of: value ?? "") }
    if hasDoubtfulPoint { return ": the point may stand before decimals or between thousands" }
    guard kind != .outcomeNotCoded, accepted == ["a word"] else { return nil }
    let isNumber = declaredCodes == nil && Double(value ?? "") != nil
    return ": a \(isNumber ? "number" : "yes/no code") among words"
  }

  /// What can be done about the cell.
  var cellAdvice: [Advice] {
    let isCondition = kind != .outcomeNotCoded
    if let form = cellForm {
      let groups = Advice("\(factorCall) takes the cells as names of groups")
      return [form.advice(for: value ?? "")]
        + (isCondition && form != .spreadsheetError ? [groups] : [])
    }
    if hasDoubtfulPoint {
      let marks: [Remedy] = [
        .declareMarks(thousands: nil, decimal: .point),
        .declareMarks(thousands: .point, decimal: nil),
      ]
      return [Advice("declare which", marks)]
    }
    let isAmongWords = accepted == ["a word"]
    guard isCondition, isAmongWords || accepted == Cell.acceptedCodes else { return [] }
    var result: [Advice] = []
    if let (words, remedy) = declaredCodes {
      result.append(
        Advice(
          "where \(Phrase.oneLine(words.yes)) and \(Phrase.oneLine(words.no)) are codes, declare them",
          [remedy]
        )
      )
    }
    if isAmongWords {
      let cells = result.isEmpty ? "all cells" : "both"
      result.append(Advice("\(factorCall) takes \(cells) as names of groups"))
    }
    return result
  }

  /// What the row may be that has the cell.
  var rowAdvice: [Advice] {
    switch suspicion {
    case .total?:
      return [
        Advice(
          "the row has the name of a summary: take it out of the file if it is one"
        )
      ]
    case .secondHeader?:
      return [Advice("if this line is a second header, take it out of the file")]
    case .missing?:
      guard let value, MissingTexts.canBeDeclared(value), cellForm != .spreadsheetError else {
        return []
      }
      return [
        Advice(
          "where it says that the value is missing, declare it as missing",
          [.declareMissing([value])]
        )
      ]
    case nil: return []
    }
  }

  /// The form of a cell that looks like a number or a date and is none as it stands; nil where it has none, or
  /// where more is to be said of the column.
  private var cellForm: WordForm? {
    guard isAboutCell, kind != .outcomeNotCoded || available.count < 2,
      !accepted.contains(where: Self.isOneNotation)
    else { return nil }
    return value.flatMap { WordForm($0) }
  }

  /// Whether a number has a point of which nobody knows what it is.
  private var hasDoubtfulPoint: Bool {
    guard isAboutCell, accepted == ["a number"], let value else { return false }
    return Double(value) != nil && value.contains(".")
  }

  /// The two words of the column that may be codes, and what declares them.
  private var declaredCodes: (words: (yes: String, no: String), remedy: Remedy)? {
    var words = CodeWords.inOrder(available)
    if words == nil, accepted == ["a word"], available.count == 2 {
      words = (available[1], available[0])
    }
    guard let words,
      let remedy = CodeWords.remedy(yes: words.yes, no: words.no, column: column ?? "")
    else { return nil }
    return (words, remedy)
  }

  /// The column as names of groups, as a formula has it.
  private var factorCall: String {
    let name = column ?? ""
    let isPlain = name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
    return Phrase.oneLine(isPlain ? "factor(\(name))" : "factor(`\(name)`)")
  }

  private static func isOneNotation(_ text: String) -> Bool {
    text.hasPrefix("numbers written in one way")
  }
}

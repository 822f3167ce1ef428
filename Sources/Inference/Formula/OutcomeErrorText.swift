/// What is said of an outcome that holds no codes.
extension FormulaError {
  /// What the outcome holds.
  var outcomeFinding: String {
    let name = Phrase.quoted(column)
    guard available.count > 1 else {
      return "outcome \(name): found \(Phrase.quoted(value)), which is no code"
    }
    let more = available.count > 7 ? " ..." : ""
    return "outcome \(name): found \(Phrase.list(available))\(more), which are no codes"
  }

  /// How to say which value of the outcome is yes.
  var outcomeAdvice: [Advice] {
    guard available.count > 1 else { return noteAdvice }
    // One number beside 0 and 1 may be a code for what is missing.
    let others = available.filter { $0 != "0" && $0 != "1" }
    let stray = others.count == 1 && others != ["2"] && Double(others[0]) != nil ? others[0] : nil
    if available.count == 2 { return twoValues(stray) }
    if let stray { return [Self.missing(stray)] }
    if let alike { return [Advice(alike)] }
    let isNumber = Double(value ?? "") != nil
    return [
      Advice(
        "a comparison is an outcome too, as in "
          + (isNumber
            ? "'I(\(formulaName) > 0) ~ ...'" : "'\(formulaName) == \"\(value ?? "")\" ~ ...'")
      )
    ]
  }

  /// What the reader of the table has to say about the column.
  var noteAdvice: [Advice] {
    note.map { [Advice($0.message, $0.remedy.map { [$0] } ?? [])] } ?? []
  }

  /// How to declare which of two values is yes.
  private func twoValues(_ stray: String?) -> [Advice] {
    let numbers = available.compactMap(Double.init)
    let isUnordered = numbers.count == 2 && numbers[0] > numbers[1]
    let words = isUnordered ? available.reversed() : available
    let (yes, no) = CodeWords.inOrder(words) ?? (words[1], words[0])
    let meaning = "declare that \(Phrase.oneLine(yes)) means yes and \(Phrase.oneLine(no)) no"
    // 9, 99 and -9 are hardly ever a yes.
    guard let stray, let number = Double(stray), abs(number) >= 9 || number == -1 && yes == "-1"
    else { return [Advice(meaning, [.declareYes(yes)])] }
    return [Self.missing(stray), Advice("else \(meaning)", [.declareYes(yes)])]
  }

  private static func missing(_ value: String) -> Advice {
    Advice(
      "where \(value) says that it is missing, declare it as missing",
      [.declareMissing([value])]
    )
  }

  /// Why an outcome with other than two values cannot be declared.
  var notTwoLevelsFinding: String {
    let word = available.first { $0 == value } ?? available.first ?? ""
    return
      "outcome \(Phrase.quoted(column)): one of two values can be declared to be yes, and there are "
      + "\(caseCount == 2 ? "two that are spelled alike" : "\(caseCount)"): "
      + "\(Phrase.list(available)); "
      + (alike
        ?? "'I(\(formulaName) == \"\(Phrase.oneLine(word))\") ~ ...' compares one value with all others")
  }

  /// The values that one word seems to be, spelled in several ways.
  private var alike: String? {
    let groups = Dictionary(grouping: available) { $0.lowercased() }.values.filter { $0.count > 1 }
    guard let group = groups.min(by: { $0[0] < $1[0] }) else { return nil }
    return "\(Phrase.list(group.sorted())) differ by case only: spell each value in one way"
  }

  /// The name of the column as a formula has it.
  private var formulaName: String {
    let name = column ?? "x"
    let isPlain = name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
    return isPlain ? name : "`\(Phrase.oneLine(name))`"
  }
}

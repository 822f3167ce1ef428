import Inference

extension FormulaError {
  /// What the outcome holds, and how to say which of it is yes.
  func outcomeSentence(_ name: String, _ found: String) -> String {
    guard available.count > 1 else {
      return "outcome \(name): found \(found), which is no code"
        + (note.map { "; \($0.advice)" } ?? "")
    }
    let more = available.count > 7 ? " ..." : ""
    let levels = "outcome \(name): found \(Phrase.list(available))\(more), which are no codes; "
    // One number beside 0 and 1 may be a code for what is missing.
    let others = available.filter { $0 != "0" && $0 != "1" }
    let stray = others.count == 1 && others != ["2"] && Double(others[0]) != nil ? others[0] : nil
    if available.count == 2 { return levels + twoValues(stray) }
    if let stray {
      return levels
        + "where \(stray) says that it is missing, give --missing \(stray) and --drop-missing"
    }
    if let alike { return levels + alike }
    let isNumber = Double(value ?? "") != nil
    return levels + "a comparison is an outcome too, as in "
      + (isNumber
        ? "'I(\(formulaName) > 0) ~ ...'" : "'\(formulaName) == \"\(value ?? "")\" ~ ...'")
  }

  /// How to declare which of two values is yes.
  private func twoValues(_ stray: String?) -> String {
    let numbers = available.compactMap(Double.init)
    let isUnordered = numbers.count == 2 && numbers[0] > numbers[1]
    let words = isUnordered ? available.reversed() : available
    let (yes, no) = CodeWords.inOrder(words) ?? (words[1], words[0])
    let meaning =
      "--outcome-is \(ShellWord.quoted(yes)) makes yes of \(Phrase.oneLine(yes)) and no of "
      + Phrase.oneLine(no)
    // 9, 99 and -9 are hardly ever a yes.
    guard let stray, let number = Double(stray), abs(number) >= 9 || number == -1 && yes == "-1"
    else {
      return meaning
    }
    return "where \(stray) says that it is missing, give --missing \(stray) and --drop-missing; "
      + meaning
  }

  /// Why an outcome with other than two values cannot be declared.
  func notTwoLevelsSentence(_ name: String) -> String {
    let word = available.first { $0 == value } ?? available.first ?? ""
    return "outcome \(name): one of two values can be declared to be yes, and there are "
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

  // MARK: What else may be meant

  /// What a word that is no column may be: one that is compared with, without quotes.
  var wordHint: String? {
    guard let name = column, let range else { return nil }
    let before = formula.prefix(range.lowerBound).reversed().drop { $0 == " " }
    guard before.first == "=", before.dropFirst().first.map({ "=!".contains($0) }) ?? false else {
      return nil
    }
    return
      "; a word that a column is compared with stands between quotes: \"\(Phrase.oneLine(name))\""
  }

  /// What a header of one field may be.
  var headerHint: String {
    guard available.count == 1, let header = available.first else { return "" }
    let marks: [(Character, String)] = [
      (";", "semicolon"), (",", "comma"), ("\t", "tab"), ("|", "pipe"),
    ]
    if let mark = marks.first(where: { header.contains($0.0) }) {
      return
        "; the header was read as one field: does --delimiter \(mark.1) fit, does a sep= line say "
        + "otherwise, or is each whole line between quotes?"
    }
    let others = header.filter { "^:~!&".contains($0) }
    return others.isEmpty
      ? ""
      : "; the header was read as one field; fields are told apart by commas, semicolons, tabs, bars "
        + "or spaces"
  }

  /// What the row may be that has the cell.
  var rowHint: String {
    switch suspicion {
    case .total?:
      "; the row is called as one that sums up others: take it out of the file if it does"
    case .secondHeader?: "; if this line is a second header, take it out of the file"
    case .missing?:
      value.flatMap { MissingTexts.canBeDeclared($0) ? Remedy.declareMissing([$0]) : nil }.map {
        "; where it says that the value is missing, declare it as missing (\($0.options))"
      } ?? ""
    case nil: ""
    }
  }
}

/// What a name that is no column may be.
extension FormulaError {
  /// A word that is compared with, without quotes; nil for any other name.
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
  var headerAdvice: [Advice] {
    guard available.count == 1, let header = available.first else { return [] }
    let marks: [TableFormat.Delimiter] = [.semicolon, .comma, .tab, .pipe]
    if let mark = marks.first(where: { header.utf8.contains($0.byte) }) {
      return [
        Advice(
          "the header was read as one field: does the delimiter \(mark.rawValue) fit, does a sep= line say "
            + "otherwise, or is each whole line between quotes?",
          [.stateDelimiter(mark)]
        )
      ]
    }
    guard header.contains(where: { "^:~!&".contains($0) }) else { return [] }
    return [
      Advice(
        "the header was read as one field; fields are told apart by commas, semicolons, tabs, bars "
          + "or spaces"
      )
    ]
  }
}

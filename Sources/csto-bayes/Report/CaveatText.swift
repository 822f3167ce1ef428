import Inference

/// Caveats below a table: numbers in its cells, and a line for each.
struct CaveatNotes {
  private var caveats: [Caveat] = []
  /// The most that are written out.
  private static let limit = 12

  /// The numbers of some caveats, as a cell.
  mutating func marks(_ found: [Caveat]) -> String {
    found.map { caveat in
      let place = caveats.firstIndex(of: caveat) ?? caveats.count
      if place == caveats.count { caveats.append(caveat) }
      return "\(place + 1)"
    }.joined(separator: ",")
  }

  /// The lines below the table; empty where there is no caveat.
  var text: String {
    let lines = caveats.prefix(Self.limit).enumerated().map { number, caveat in
      Paragraph.text("\(number + 1): \(caveat.message).", mark: "  caveat ")
    }
    let more = caveats.count - Self.limit
    return lines.joined() + (more > 0 ? "  … and \(more) more caveats, in the files\n" : "")
  }
}

/// What `fit` warned of, repeated by whoever answers from its run.
enum RunWarnings {
  /// From how many characters on a message is cut; the run has all of it.
  private static let limit = 240

  /// A heading and a paragraph for each warning; empty where there is none.
  static func text(_ warnings: [AnalysisWarning], of folder: String? = nil) -> String {
    guard !warnings.isEmpty else { return "" }
    return "Warnings of \(folder ?? "the run")\n"
      + warnings.map { Paragraph.text(brief($0.advice), mark: "  - ") }.joined()
  }

  /// What stands below numbers that are not to be trusted.
  static func untrustworthy(isPartial: Bool, read advice: String = "the advice") -> String {
    isPartial
      ? "The run was stopped early: the numbers above are of an unfinished run.\n"
      : "A check failed: read \(advice) before you quote these numbers.\n"
  }

  /// The first sentence of a message, with a word on where the rest stands.
  static func firstSentence(_ message: String, elsewhere place: String) -> String {
    guard let end = message.firstRange(of: ". ") else { return brief(message, elsewhere: place) }
    return brief(String(message[..<end.lowerBound]), elsewhere: place)
  }

  /// The first sentence of a warning; all of one that says what to type.
  static func firstSentence(_ warning: AnalysisWarning, elsewhere place: String) -> String {
    warning.remedy == nil
      ? firstSentence(warning.message, elsewhere: place) : warning.advice + "."
  }

  /// A message, cut after so many characters with a word on where all of it stands.
  static func brief(_ message: String, elsewhere place: String = "in full in run.json") -> String {
    guard message.count > limit else { return message + "." }
    let start = message.prefix(limit)
    let whole = start.lastIndex(of: " ").map { start[..<$0] } ?? start
    return whole + " … (\(place))."
  }
}

/// Something that the reader of an answer must know: printed, and saved with the answer.
public struct AnalysisWarning: Sendable, Equatable {
  /// A short name for programs, such as `separation`.
  public let code: String
  /// The whole message for people.
  public let message: String
  /// The columns or cases it is about.
  public let subjects: [String]
  /// What can be done about it; nil where nothing is to be declared, and of a warning that was saved.
  public let remedy: Remedy?

  /// Says something about columns or cases; a message is for people, whatever the names in it are.
  package init(code: String, message: String, subjects: [String], remedy: Remedy? = nil) {
    self.code = code
    self.remedy = remedy
    self.message = QuotedText(message, limit: Self.longest).description
    self.subjects = subjects
  }

  /// How many characters a message may have: many lines, and no book.
  private static let longest = 1500
}

extension AnalysisWarning {
  /// What the reader of the table has to say.
  init(_ notice: TableNotice) {
    self.init(
      code: notice.code,
      message: notice.message,
      subjects: notice.subjects,
      remedy: notice.remedy
    )
  }

  /// `cases` are the names of the first of them, or of all.
  static func dropped(_ count: Int, cases: [String]) -> AnalysisWarning {
    .init(
      code: "dropped-cases",
      message: "\(counted(count, "case")) with a missing value left out"
        + (count > cases.count ? ", the first of them: " : ": ") + listed(cases),
      subjects: cases
    )
  }

  static func unnamed(column: String) -> AnalysisWarning {
    .init(
      code: "unnamed-cases",
      message: "`\(column)` has gaps or gives one name to two cases, so cases go by their row "
        + "numbers; name another column for the cases",
      subjects: [column],
      remedy: .nameCases
    )
  }

  static func oneCase(_ name: String) -> AnalysisWarning {
    .init(
      code: "one-case",
      message: "there is one case only (\(name)): the posterior is the prior, moved by one outcome",
      subjects: [name]
    )
  }

  /// No case with, or none without the outcome; `direction` is the separating one.
  static func oneClass(
    outcome: String,
    isPresent: Bool,
    direction: String
  ) -> AnalysisWarning {
    .init(
      code: "one-class",
      message:
        "`\(outcome)` is \(isPresent ? "present" : "absent") in every case (complete separation, "
        + "\(direction)): the data show one side only, and only the prior says how probable the "
        + "other is",
      subjects: [outcome]
    )
  }

  static func noTrials(_ outcome: String) -> AnalysisWarning {
    .init(
      code: "no-trials",
      message: "no case has trials of `\(outcome)`: the posterior is the prior",
      subjects: [outcome]
    )
  }

  static func moreColumnsThanRows(columns: Int, rows: Int) -> AnalysisWarning {
    .init(
      code: "more-columns-than-rows",
      message:
        "\(counted(columns, "coefficient")) and \(counted(rows, "configuration")) in the data: the "
        + "prior alone decides at least \(counted(columns - rows, "combination")) of coefficients",
      subjects: []
    )
  }

  static func alias(_ alias: Alias) -> AnalysisWarning {
    var causes: [String] = []
    if let value = alias.constant { causes.append("is \(shortNumber(value)) in every case") }
    if let parts = alias.combination {
      causes.append("equals " + (parts.isEmpty ? "0" : combination(parts)))
    }
    return .init(
      code: "aliased-column",
      message: "`\(alias.name)` \(causes.joined(separator: " and ")): the data cannot tell its "
        + "coefficient from the others', so the prior divides the effect between them",
      subjects: [alias.name]
    )
  }

  private static func combination(_ parts: [Alias.Part]) -> String {
    var text = ""
    for part in parts {
      let size = abs(part.coefficient)
      let sign = part.coefficient < 0 ? "-" : "+"
      text += text.isEmpty ? (sign == "-" ? "-" : "") : " \(sign) "
      text += size == 1 ? part.name : "\(shortNumber(size)) \(part.name)"
    }
    return text
  }

  /// The separating direction, the cases it tells apart, and the columns that do so by themselves.
  static func separation(
    _ separation: Separation,
    model: BinaryRegression,
    caseNames: [String]
  ) -> AnalysisWarning? {
    guard separation.verdict != .none else { return nil }
    let design = model.design
    let cases = Separation.cases(
      of: separation.separatedPatterns,
      casesOfPattern: design.casesOfPattern
    ).filter { model.trials[$0] > 0 }.map { caseNames[$0] }
    let isComplete = separation.verdict == .complete
    let alone = Separation.loneSeparators(
      design: design.matrix,
      successes: design.successes,
      trials: design.trials
    ).filter { $0.isComplete }.map { "`\(model.parameterNames[$0.column])`" }
    // Cases with uncertain codes have no outcome among the rows.
    let whose =
      model.trials.contains(0) && !cases.isEmpty ? " with an outcome and certain codes" : ""
    let who =
      alone.isEmpty
      ? "the conditions predict"
      : alone.joined(separator: " and ")
        + (alone.count == 1 ? " alone predicts" : " each alone predict")
    // Merged cases have no names.
    let count = separation.separatedPatterns.reduce(0) { $0 + design.trials[$1] }
    let message =
      "\(who) the outcome perfectly in \(isComplete ? "every case\(whose)" : "some cases") "
      + "(\(isComplete ? "complete" : "quasi-complete") separation: \(direction(separation))): maximum "
      + "likelihood would send these coefficients to infinity, and the prior decides how far they go. "
      + "Predicted so: \(cases.isEmpty ? "\(Int(count)) trials" : listed(cases))"
    return .init(
      code: isComplete ? "complete-separation" : "quasi-complete-separation",
      message: message,
      subjects: cases
    )
  }

  /// The coefficients that a separating direction moves, and which way.
  static func direction(_ separation: Separation) -> String {
    zip(separation.columns, separation.direction)
      .filter { $0.1 != 0 }
      .map { "\($0.0.name) \($0.1 > 0 ? "up" : "down")" }
      .joined(separator: ", ")
  }

  static func noMoments(mean: [String], onlyDeviation: [String]) -> AnalysisWarning {
    var parts: [String] = []
    if !mean.isEmpty {
      parts.append("the posterior mean and sd of \(listed(mean.map { "`\($0)`" })) do not exist")
    }
    if !onlyDeviation.isEmpty {
      parts.append("the posterior sd of \(listed(onlyDeviation.map { "`\($0)`" })) does not exist")
    }
    return .init(
      code: "no-moments",
      message: parts.joined(separator: "; ")
        + ": nothing in the data bounds the coefficient and the tail of its prior is too heavy; read "
        + "median and quantiles",
      subjects: mean + onlyDeviation
    )
  }

  static func interceptFarAway(_ column: String) -> AnalysisWarning {
    .init(
      code: "intercept-far-away",
      message:
        "the intercept is the log-odds where `\(column)` is 0, far from all cases, so its prior "
        + "holds the slope near 0; write scale(\(column)), or subtract a value within the data",
      subjects: [column]
    )
  }

  static func decimalCommas(_ column: String) -> AnalysisWarning {
    .init(
      code: "decimal-commas",
      message: "the values of `\(column)` look like numbers with decimal commas and are taken as "
        + "names of groups; write decimal points for numbers",
      subjects: [column]
    )
  }

  /// Names that a spreadsheet takes for formulas when it opens the tables; nil where there are none.
  ///
  /// The tables keep them as they are: names are the keys by which rows are found.
  static func spreadsheetFormulas(_ names: [String]) -> AnalysisWarning? {
    let found = names.filter { name in
      guard let first = name.utf8.first, name.utf8.count > 1 else { return false }
      return "=+-@\t\r".utf8.contains(first) && Double(name) == nil
    }
    guard !found.isEmpty else { return nil }
    return .init(
      code: "spreadsheet-formulas",
      message: "a spreadsheet that opens the CSV files takes these names for formulas: "
        + "\(listed(found)); import such columns as text, or rename them",
      subjects: found
    )
  }

  /// Draws that nothing settles.
  static func unsettled(_ reason: String) -> AnalysisWarning {
    .init(
      code: "unsettled",
      message:
        "not settled: \(reason); do not quote these numbers: use a prior that the data do not "
        + "contradict, or one with lighter tails",
      subjects: []
    )
  }

  /// What it means for an answer that some codes are not certain.
  static func uncertainCodes(_ table: UncertainTable) -> [AnalysisWarning] {
    let cells = table.cells.sorted { $0.key < $1.key }.flatMap(\.value)
    func names(_ cells: [UncertainCodes.Cell]) -> [String] {
      cells.map {
        "\($0.caseName) \($0.variable) (yes with probability \(shortNumber($0.probability)))"
      }
    }
    var warnings: [AnalysisWarning] = []
    if !cells.isEmpty {
      warnings.append(
        .init(
          code: "uncertain-codes",
          message:
            "\(counted(cells.count, "code")) not certain: \(listed(names(cells))); the likelihood sums over "
            + "the codes of these cases, and where a table needs one code of a case it is the more probable one",
          subjects: cells.map(\.caseName)
        )
      )
    }
    if !table.unused.isEmpty {
      warnings.append(
        .init(
          code: "unused-uncertain-codes",
          message:
            "\(counted(table.unused.count, "uncertain code")) in columns that the model does not use: "
            + listed(names(table.unused)),
          subjects: table.unused.map(\.variable)
        )
      )
    }
    return warnings
  }

  static func partial(_ drawn: [Int], of wanted: Int) -> AnalysisWarning {
    .init(
      code: "partial",
      message:
        "the run was stopped: \(drawn.map(String.init).joined(separator: ", ")) of \(wanted) "
        + "draws a chain were made",
      subjects: []
    )
  }

  /// Names, the first twenty of them, between commas.
  static func listed(_ names: [String]) -> String { QuotedText.list(names) }

  /// `1 case`, `2 cases`.
  package static func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  static func shortNumber(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }

  /// A number to three decimals.
  static func rounded(_ value: Double) -> String {
    guard value.isFinite else { return "unknown" }
    return "\((1000 * value).rounded() / 1000)"
  }
}

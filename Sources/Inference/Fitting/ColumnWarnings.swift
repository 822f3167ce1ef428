/// What the values and the terms of a design say that its reader may not have meant.
extension AnalysisWarning {
  /// Warnings about the columns and terms of a design, and about how much its outcomes can tell.
  static func aboutColumns(of design: DesignMatrix) -> [AnalysisWarning] {
    design.remarks.map(AnalysisWarning.init) + idlePowers(of: design)
      + interceptsOffCodes(of: design)
      + interactionsAlone(in: design.formula, factors: Set(design.encoder.factors.keys))
      + (rareOutcome(of: design).map { [$0] } ?? [])
  }

  private init(_ remark: ColumnRemark) {
    let column = "`\(remark.column)`"
    let values = Self.listed(remark.values.map(Expression.text))
    let these = remark.caseCount == 1 ? "it says" : "they say"
    let advice =
      "; as it stands `\(remark.column)` is a number. Mend what is mistyped; where \(these) that the "
      + "value is missing, declare it as missing and leave the case out"
    var subjects = remark.cases
    switch remark.kind {
    case .strayAmongCodes:
      code = "stray-value"
      message =
        "\(column) is 0 or 1 in \(remark.presentCount - remark.caseCount) of "
        + "\(Self.counted(remark.presentCount, "case")) and \(values) in \(remark.places)\(advice)"
    case .farFromRest(let minimum, let maximum):
      code = "far-value"
      message =
        "\(column) is \(values) in \(remark.places), and from "
        + "\(Expression.text(of: minimum)) to \(Expression.text(of: maximum)) in the others"
        + advice
    case .alikeLevels(let groups):
      code = "alike-levels"
      let words = groups.prefix(5).map { $0.prefix(10).map(Self.shown).joined(separator: " and ") }
      let areEqual = groups.allSatisfy { Set($0).count == 1 }
      message =
        "\(column) spells a word in several ways (\(words.joined(separator: "; "))): "
        + (areEqual
          ? "the letters are composed in different ways and are taken as equal"
          : "these are groups apart; where one is meant, spell it in one way")
      subjects = groups.flatMap { $0 }
    case .levelsOfSingleCases(let levels):
      code = "many-levels"
      message =
        "\(column) has \(levels) levels in \(Self.counted(remark.presentCount, "case")), so hardly any two "
        + "cases share one, and the prior says most of what sets them apart; a column of numbers or "
        + "dates that was read as words looks like this"
    case .levelsWithDigits(let examples):
      code = "levels-with-digits"
      message =
        "levels of \(column) begin with digits (\(examples.map(Self.shown).joined(separator: ", "))) "
        + "and are names of groups here, not numbers; factor(\(FormulaLexer.quoted(remark.column))) "
        + "says that groups are meant"
    case .levelsLikeMissing(let words):
      code = "levels-like-missing"
      message =
        "\(column) has the \(words.count == 1 ? "group" : "groups") "
        + "\(words.map(Self.shown).joined(separator: ", ")) (\(remark.places)): where "
        + "\(words.count == 1 ? "that says" : "these say") that the value is missing, declare "
        + "\(words.count == 1 ? "it" : "them") as missing and leave the case out; where it is the value "
        + "above, write that. As it stands it is a group like the others"
    case .wordsForCodes(let yes, let no):
      code = "words-for-codes"
      message =
        "\(column) holds \(Self.shown(yes)) and \(Self.shown(no)), which are names of groups here, not "
        + "codes, so that the effect may be that of the no; where they are codes, declare them"
    case .numbersLikeDates(let example):
      code = "numbers-like-dates"
      message =
        "the numbers of \(column) look like dates (\(Expression.text(of: example))), and the steps "
        + "between such numbers are no time; write the year, or the time since a day"
    case .yearsOfTwoDigits(let year):
      code = "two-digit-years"
      message =
        "\(column) has years with four digits (\(Expression.text(of: year))) and \(values) in "
        + "\(remark.places); these are read as they stand, far below the others. Write all years with four digits"
    }
    self.subjects = subjects.isEmpty ? [remark.column] : subjects
    switch remark.kind {
    case .strayAmongCodes, .farFromRest:
      remedy = .declareMissing(remark.values.map(Expression.text))
    case .levelsLikeMissing(let words):
      remedy = words.allSatisfy(MissingTexts.canBeDeclared) ? .declareMissing(words) : nil
    case .wordsForCodes(let yes, let no):
      remedy = CodeWords.remedy(yes: yes, no: no, column: remark.column)
    case .alikeLevels, .levelsOfSingleCases, .levelsWithDigits, .numbersLikeDates,
      .yearsOfTwoDigits:
      remedy = nil
    }
  }

  /// A word as it is shown: cut, and blanks other than a space spelled out.
  private static func shown(_ word: String) -> String {
    let spelled = word.unicodeScalars.map { scalar in
      scalar != " " && scalar.properties.isWhitespace
        ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
    }
    return QuotedText(spelled.joined(), limit: 60).quoted
  }

  /// Columns of numbers with a power outside I( ), where it does nothing.
  private static func idlePowers(of design: DesignMatrix) -> [AnalysisWarning] {
    let names = Set(design.formula.idlePowers.map(\.label))
    return design.columns.filter { $0.kind == .continuous && names.contains($0.name) }.map {
      column in
      let name = FormulaLexer.quoted(column.name)
      return .init(
        code: "idle-power",
        message:
          "a power of `\(column.name)` in a formula is `\(column.name)` itself, as in R, where it asks for "
          + "products of different columns; I(\(name)^2) is the square",
        subjects: [column.name]
      )
    }
  }

  /// Two-valued columns of which neither value is 0, where the intercept stands.
  private static func interceptsOffCodes(of design: DesignMatrix) -> [AnalysisWarning] {
    guard design.formula.hasIntercept else { return [] }
    return design.encoder.plainColumns.values.sorted().compactMap { index in
      let column = design.columns[index]
      guard column.kind == .twoValued, column.minimum != 0, column.maximum != 0 else { return nil }
      let (low, high) = (Expression.text(of: column.minimum), Expression.text(of: column.maximum))
      let name = FormulaLexer.quoted(column.name)
      return .init(
        code: "intercept-off-codes",
        message:
          "`\(column.name)` is \(low) or \(high): effects compare \(low) with \(high), but the "
          + "intercept and its prior are about the value 0, which no case has; I(\(name) == \(high)) "
          + "puts it at \(low)",
        subjects: [column.name]
      )
    }
  }

  /// Interactions of which a part is not in the model, so that its effect is fixed at 0 somewhere.
  ///
  /// A factor beside a missing part has a column for each of its levels, which make up for it.
  static func interactionsAlone(
    in formula: Formula,
    factors: Set<Expression>
  ) -> [AnalysisWarning] {
    let terms = Set(formula.terms.map { Set($0.variables) })
    return formula.terms.filter { $0.variables.count > 1 }.compactMap { term in
      let missing = term.variables.filter { !factors.contains($0) }
        .map { variable in term.variables.filter { $0 != variable } }
        .filter { !terms.contains(Set($0)) }
      guard !missing.isEmpty else { return nil }
      let names = missing.reversed().map { part in
        "`" + part.map(\.label).joined(separator: ":") + "`"
      }
      return .init(
        code: "interaction-alone",
        message:
          "`\(term.label)` is in the model without \(names.joined(separator: " and ")): the effect "
          + "of \(names.count == 1 ? "that" : "each") is fixed at 0 where the rest of the "
          + "interaction is 0; unless that is meant, write "
          + term.variables.map(\.label).joined(separator: " * "),
        subjects: [term.label]
      )
    }
  }

  /// Few cases with the outcome, or few without it, for as many coefficients.
  private static func rareOutcome(of design: DesignMatrix) -> AnalysisWarning? {
    let counts = design.counts ?? [Double](repeating: 1, count: design.trials.count)
    var (trials, successes) = (0.0, 0.0)
    for row in counts.indices {
      trials += counts[row] * design.trials[row]
      successes += counts[row] * design.successes[row]
    }
    let events = min(successes, trials - successes)
    let slopes = design.columns.count { $0.kind != .intercept }
    // Small studies are what this program is for: rare is a matter of the share.
    guard events > 0, events < 0.05 * trials, events < 10 * Double(max(slopes, 1)) else {
      return nil
    }
    let outcome = design.formula.response.label
    let unit = design.formula.response.trials == nil ? "case" : "trial"
    return .init(
      code: "rare-outcome",
      message:
        "`\(outcome)` is \(successes < trials - successes ? "present" : "absent") in "
        + "\(Int(events)) of \(counted(Int(trials), unit)), for \(counted(slopes, "coefficient")) "
        + "beside the intercept: these few say all that the data can say, and the prior decides much; "
        + "fit with another prior too",
      subjects: [outcome]
    )
  }
}

extension ColumnRemark {
  /// The cases, by name, or the first of them.
  fileprivate var places: String {
    guard !cases.isEmpty else {
      let first = firstCase.map { ", the first of them case \($0)" } ?? ""
      return AnalysisWarning.counted(caseCount, "case") + first
    }
    let more = caseCount - cases.count
    return cases.map { QuotedText($0).description }.joined(separator: ", ")
      + (more > 0 ? " and \(more) more" : "")
  }
}

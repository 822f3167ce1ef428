/// What is looked at before a fit for the reader's sake.
extension AnalysisWarning {
  /// All warnings about a design, its model and the test for separation.
  ///
  /// `notices` are those of the table that the design was made of.
  static func all(
    of design: DesignMatrix,
    notices: [TableNotice],
    rejectedCaseColumn: String?,
    _ model: BinaryRegression,
    _ separation: Separation
  ) -> [AnalysisWarning] {
    var warnings = ofData(design, notices: notices, rejectedCaseColumn: rejectedCaseColumn)
    if model.caseCount == 1, let name = design.caseNames.first { warnings.append(.oneCase(name)) }
    let rows = model.design.matrix.rowCount
    if model.dimension > rows {
      warnings.append(.moreColumnsThanRows(columns: model.dimension, rows: rows))
    }
    warnings += design.aliases.map(AnalysisWarning.alias)
    warnings += aboutSides(
      of: model,
      separation,
      outcome: design.formula.response.label,
      caseNames: design.caseNames
    )
    if let warning = spreadsheetFormulas(design.caseNames + model.parameterNames) {
      warnings.append(warning)
    }
    if let warning = nearlyAliased(design) { warnings.append(warning) }
    warnings += priorLeverage(design, model.prior)
    return warnings + momentWarnings(model)
      + design.farColumns.map { .interceptFarAway(design.columns[$0].name) }
  }

  /// The warnings about how the cases and the conditions were read.
  static func ofData(
    _ design: DesignMatrix,
    notices: [TableNotice],
    rejectedCaseColumn: String?
  ) -> [AnalysisWarning] {
    let used = design.formula.usedColumns
    var warnings = notices.compactMap { notice -> TableNotice? in
      if ["count-column", "row-numbers"].contains(notice.code),
        let name = notice.subjects.first(where: used.contains)
      {
        return notice.code == "count-column" ? counted(by: name, notice, design.formula) : nil
      }
      return notice.column.map { used.contains($0) || $0 == rejectedCaseColumn } ?? true
        ? notice : nil
    }
    .map(AnalysisWarning.init)
    if let column = rejectedCaseColumn { warnings.append(.unnamed(column: column)) }
    if design.droppedCaseCount > 0 {
      warnings.append(.dropped(design.droppedCaseCount, cases: design.droppedCases))
    }
    warnings += aboutColumns(of: design)
    return warnings
      + design.textConditions.filter(\.holdsDecimalCommas).map { .decimalCommas($0.name) }
  }

  /// What is said of a column that may count cases and is used; nil where the formula names it, and not only
  /// by a dot, as it is a condition then.
  private static func counted(
    by name: String,
    _ notice: TableNotice,
    _ formula: Formula
  ) -> TableNotice? {
    guard Formula.namesAllColumns(formula.text) else { return nil }
    let others = formula.usedColumns.filter { $0 != name }
    if let written = try? Formula(formula.text, allColumns: others),
      written.usedColumns.contains(name)
    {
      return nil
    }
    return TableNotice(
      code: notice.code,
      message:
        "\(QuotedText.ticked(name)) has the name of a column that counts equal cases, and is a condition "
        + "because of the dot: every row is read as one case; where it is several, declare the column",
      subjects: notice.subjects,
      remedy: notice.remedy
    )
  }

  /// The warnings that change when the outcomes do, as where a case is left out: what they leave to the prior,
  /// and which moments do not exist.
  static func ofOutcomes(
    in model: BinaryRegression,
    _ separation: Separation,
    outcome: String,
    caseNames: [String]
  ) -> [AnalysisWarning] {
    aboutSides(of: model, separation, outcome: outcome, caseNames: caseNames)
      + momentWarnings(model)
  }

  /// Whether both sides of the outcome were seen, and whether they overlap.
  private static func aboutSides(
    of model: BinaryRegression,
    _ separation: Separation,
    outcome: String,
    caseNames: [String]
  ) -> [AnalysisWarning] {
    let successes = model.design.successes.reduce(0, +)
    let trials = model.design.trials.reduce(0, +)
    guard trials > 0 else { return [.noTrials(outcome)] }
    guard successes > 0, successes < trials else {
      return [
        .oneClass(
          outcome: outcome,
          isPresent: successes > 0,
          direction: direction(separation)
        )
      ]
    }
    return AnalysisWarning.separation(separation, model: model, caseNames: caseNames).map { [$0] }
      ?? []
  }

  /// Coefficients whose posterior moments do not exist, by the tails of their priors.
  private static func momentWarnings(_ model: BinaryRegression) -> [AnalysisWarning] {
    let withoutMean = model.coefficients(withoutMoment: 1)
    let withoutDeviation = model.coefficients(withoutMoment: 2).filter { !withoutMean.contains($0) }
    guard !withoutMean.isEmpty || !withoutDeviation.isEmpty else { return [] }
    return [
      .noMoments(
        mean: withoutMean.map { model.parameterNames[$0] },
        onlyDeviation: withoutDeviation.map { model.parameterNames[$0] }
      )
    ]
  }
}

extension BinaryRegression {
  /// The coefficients whose posterior moment of an order does not exist: the data leave the
  /// coefficient alone unbounded and the prior's tail is too heavy.
  ///
  /// Under a link whose likelihood may fall like a power only, nothing promises a moment that the prior has not.
  public func coefficients(withoutMoment order: Double) -> [Int] {
    let heavy = prior.used.indices.filter { prior.used[$0].prior.tailDegreesOfFreedom <= order }
    guard !heavy.isEmpty, link.function.isLogConcave else { return heavy }
    return Separation.columnsUnboundedAlone(
      design: design.matrix,
      successes: design.successes,
      trials: design.trials
    ).filter { prior.used[$0].prior.tailDegreesOfFreedom <= order }
  }
}

extension Column {
  /// Whether every word present looks like a number written with a decimal comma.
  fileprivate var holdsDecimalCommas: Bool {
    guard case .text(let words) = values else { return false }
    let present = words.compactMap { $0 }
    return !present.isEmpty
      && present.allSatisfy { word in
        let parts = word.drop { $0 == "-" || $0 == "+" }
          .split(separator: ",", omittingEmptySubsequences: false)
        return parts.count == 2
          && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber } }
      }
  }
}

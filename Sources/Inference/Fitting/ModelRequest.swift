/// Which model is asked for: the formula, the link, the priors, and what is done with gaps.
public struct ModelRequest: Sendable, Equatable {
  /// The formula; nil for the study's own.
  public var formula: String?
  /// The value of the outcome's column that is a yes, where that has two values that are no codes; nil:
  /// the outcome holds codes or counts, or the formula compares.
  public var outcomeLevel: String?
  /// How linear predictors become probabilities.
  public var link = Link.logit
  /// A prior set by name or file; nil for the study's own, or the library's default.
  public var priorSet: String?
  /// Priors for single coefficients, as `name ~ family(arguments)`, on the raw column.
  public var priorStatements: [String] = []
  /// The reference level of a factor by the name of its column.
  public var references: [String: String] = [:]
  /// Whether cases with a gap in a used column are left out rather than refused.
  public var dropsMissing = false
  /// Cells whose codes are not certain; nil: all are.
  public var uncertainCodes: UncertainCodes?

  /// The model that a source asks for itself.
  public init() {}
}

extension ModelRequest {
  /// The formula asked for; nil where there is none, or its dot has to wait for the data.
  ///
  /// - Throws: ``FormulaError``; ``DataError`` where a dot needs a header that cannot be read.
  package func statedFormula(for source: CaseSource) throws -> Formula? {
    guard let formula else { return nil }
    guard Formula.namesAllColumns(formula) else {
      return try Formula(formula, outcomeIs: outcomeLevel)
    }
    guard let header = try source.headerBeforeReading() else { return nil }
    return try Formula(
      formula,
      allColumns: source.conditions(of: header),
      outcomeIs: outcomeLevel
    )
  }

  /// The formula asked for, or the study's own, for data that have these columns.
  ///
  /// - Throws: ``FormulaError``; ``AnalysisError/formulaMissing(columns:)``.
  package func formula(
    of source: CaseSource,
    _ table: borrowing Table,
    default other: String?
  ) throws -> Formula {
    guard let text = formula ?? other else {
      throw AnalysisError.formulaMissing(columns: table.columnNames)
    }
    return try Formula(text, allColumns: source.conditions(of: table), outcomeIs: outcomeLevel)
  }
}

/// What a study asks for where nobody says otherwise.
package struct ModelDefaults: Sendable {
  /// The study's formula; nil for a file.
  package var formula: String?
  /// The study's prior set, or the library's default.
  package var priorSet = PriorLibrary.defaultName
  /// Where that set is found.
  package var library = PriorLibrary.builtIn
  /// The reference levels of the study's codebook.
  package var references: [String: String] = [:]

  /// What a study asks for; nil: what is the case for a file.
  package init(of study: Study?) {
    guard let study else { return }
    formula = study.defaultFormula
    priorSet = study.defaultPriorSet
    library = PriorLibrary(of: study)
    references = study.codebook.variables.reduce(into: [:]) { $0[$1.name] = $1.reference }
  }
}

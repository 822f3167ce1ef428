import InferenceTestSupport
import Testing

@testable import Inference

/// The posteriors on which the lattice is tried.
enum ExactCases {
  /// The model of a reference posterior.
  static func model(
    _ reference: ReferencePosteriorTests.Case
  ) throws -> BinaryRegression {
    var options = AnalysisOptions(
      source: .file(try reference.path(), caseColumn: nil, delimiter: nil),
      run: try ApproximationCases.settings(),
      noUTurn: try #require(NoUTurnSettings())
    )
    options.formula = reference.formula
    options.priorStatements = reference.priors
    return try AnalysisInput.read(options).model
  }

  /// The reference posteriors with at most six coefficients.
  static func references(areShared: Bool) -> [ReferencePosteriorTests.Case] {
    ReferencePosteriorTests.cases(areShared: areShared).filter {
      $0.parameters.count <= ExactSettings.largestDimension
    }
  }

  /// A model of rows without trials: the posterior is the prior.
  ///
  /// The rows let no two coefficients stand for each other.
  static func priorAlone(_ priors: [String]) throws -> BinaryRegression {
    try model(
      rows: (0..<(priors.count + 2)).map { row in
        (1..<max(priors.count, 1)).map { row == $0 ? 1 : 0 }
      },
      successes: [Double](repeating: 0, count: priors.count + 2),
      trials: [Double](repeating: 0, count: priors.count + 2),
      priors: priors
    )
  }

  /// A model with an intercept and numeric predictors, a prior for each coefficient.
  static func model(
    rows: [[Double]],
    successes: [Double],
    trials: [Double],
    priors: [String]
  ) throws -> BinaryRegression {
    let names = (rows.first ?? []).indices.map { "x\($0 + 1)" }
    let columns =
      names.enumerated().map { index, name in
        Column(name: name, values: .numeric(rows.map { $0[index] }))
      } + [
        Column(name: "y", values: .numeric(successes.map { $0 })),
        Column(name: "n", values: .numeric(trials.map { $0 })),
      ]
    let design = try DesignMatrix(
      formula: Formula("y | trials(n) ~ " + (["1"] + names).joined(separator: " + ")),
      table: Table(
        source: "made up",
        columns: columns,
        caseNames: rows.indices.map { "case \($0 + 1)" }
      ),
      references: [:],
      missing: .refuse
    )
    let statements = zip(["Intercept"] + names, priors).map { "\($0) ~ \($1)" }
    let prior = try PriorSet(
      specification: PriorLibrary.builtIn.specification("weakly-informative"),
      overrides: statements.map { try PriorStatement($0) },
      columns: design.columns.map(PriorColumn.init)
    )
    return BinaryRegression(design: design, prior: prior)
  }

  /// The log marginal likelihood of a reference and its error; nil where it has none.
  static func logMarginalLikelihood(_ id: String) throws -> (value: Double, error: Double)? {
    guard let entry = try References.expected(id)["log_marginal_likelihood"] as? [String: Any],
      let value = entry["value"] as? Double
    else { return nil }
    return (value, entry["error"] as? Double ?? 0)
  }
}

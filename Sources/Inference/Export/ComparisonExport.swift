/// A comparison of models as `compare.json` and `compare.csv`.
public struct ComparisonExport: Sendable {
  /// The comparison.
  public var comparison: ModelComparison

  /// Makes the export.
  public init(_ comparison: ModelComparison) { self.comparison = comparison }

  /// One object a model, the best prediction first; a number that is not finite is null.
  public var json: JSON {
    [
      "cases": .integer(comparison.caseCount),
      "models": .array(
        comparison.rows.map { row in
          .object(
            [JSON.Member("model", .string(row.model.cases.model))]
              + Self.columns.map { JSON.Member($0.key, .number($0.value(row))) }
              + [
                .init("no_marginal_likelihood", .optional(row.evidenceProblem)),
                .init("cautions", .array(row.cautions.map { .string($0.label) })),
              ]
          )
        }
      ),
    ]
  }

  /// One row a model, the names of the columns as in the JSON.
  public var table: DelimitedWriter {
    var table = DelimitedWriter(
      columns: ["model"] + Self.columns.map(\.key) + ["no_marginal_likelihood", "cautions"]
    )
    for row in comparison.rows {
      table.append(
        [.text(row.model.cases.model)] + Self.columns.map { .number($0.value(row)) } + [
          row.evidenceProblem.map { .text($0) } ?? .missing,
          .text(row.cautions.map(\.label).joined(separator: "; ")),
        ]
      )
    }
    return table
  }

  private struct Column: Sendable {
    var key: String
    var value: @Sendable (ModelComparison.Row) -> Double
  }

  private static let columns = [
    Column(key: "elpd_loo") { $0.model.leaveOneOut.elpd.value },
    Column(key: "se_elpd_loo") { $0.model.leaveOneOut.elpd.standardError },
    Column(key: "mcse_elpd_loo") { $0.model.leaveOneOut.mcse },
    Column(key: "p_loo") { $0.model.leaveOneOut.effectiveParameters.value },
    Column(key: "elpd_diff") { $0.difference },
    Column(key: "se_diff") { $0.standardError },
    Column(key: "p_worse") { $0.probabilityWorse },
    Column(key: "stacking_weight") { $0.stackingWeight },
    Column(key: "pseudo_bma_weight") { $0.pseudoBMAWeight },
    Column(key: "pseudo_bma_plus_weight") { $0.bootstrappedWeight },
    Column(key: "log_marginal_likelihood") { $0.bridge?.logMarginalLikelihood ?? .nan },
    Column(key: "mcse_log_marginal_likelihood") { $0.bridge?.mcse ?? .nan },
    Column(key: "exact_log_marginal_likelihood") { $0.model.exactEvidence?.value ?? .nan },
    Column(key: "error_exact_log_marginal_likelihood") { $0.model.exactEvidence?.error ?? .nan },
    Column(key: "log_bayes_factor") { $0.logBayesFactor },
    Column(key: "mcse_log_bayes_factor") { $0.bayesFactorError },
    Column(key: "posterior_probability") { $0.probability },
  ]
}

extension ModelComparison.Row {
  /// The estimate of the marginal likelihood; nil where there is none.
  public var bridge: BridgeSampling? { try? model.evidence.get() }

  /// Why there is no marginal likelihood, in words; nil where there is one.
  public var evidenceProblem: String? {
    guard case .failure(let failure) = model.evidence else { return nil }
    switch failure {
    case .improperPrior(let coefficients):
      return
        "flat prior on \(coefficients.joined(separator: ", ")): the marginal likelihood has no "
        + "scale"
    case .tooFewDraws: return "too few draws"
    case .degenerateDraws: return "the draws do not vary in every direction"
    case .notConverged: return "the iteration did not settle"
    }
  }
}

extension ModelComparison.Caution {
  /// A short name for programs.
  public var label: String {
    switch self {
    case .fewCases: "fewer than 100 cases"
    case .smallDifference: "difference below 4"
    case .unreliableCases(let names): "unreliable: \(names.joined(separator: ", "))"
    case .undefinedCases(let names): "improper without: \(names.joined(separator: ", "))"
    }
  }
}

/// A comparison of models as `compare.json` and `compare.csv`.
public struct ComparisonExport: Sendable {
  /// The comparison.
  public var comparison: ModelComparison

  /// What is known of the run of a model, beside its numbers.
  public struct Run: Sendable {
    /// What is to be known of the model's numbers.
    public var caveats: [Caveat]
    /// The change of the log marginal likelihood with the scales of the priors halved, and doubled, in nats.
    public var widths: (halved: Double, doubled: Double)
    /// What the reader of the run was warned of.
    public var warnings: JSON

    /// Puts together what is known of a run.
    public init(
      caveats: [Caveat],
      widths: (halved: Double, doubled: Double),
      warnings: JSON
    ) {
      self.caveats = caveats
      self.widths = widths
      self.warnings = warnings
    }
  }

  /// The runs by the names of their models.
  public var runs: [String: Run]

  /// Makes the export.
  public init(_ comparison: ModelComparison, runs: [String: Run] = [:]) {
    self.comparison = comparison
    self.runs = runs
  }

  /// One object a model, the best prediction first; a number that is not finite is null.
  public var json: JSON {
    [
      "cases": .integer(comparison.caseCount),
      "conclusion": .string(conclusion),
      "stacking_weights_shared": .boolean(comparison.isStackingShared),
      "models": .array(
        comparison.rows.map { row in
          .object(
            [JSON.Member("model", .string(row.model.cases.model))]
              + Self.columns.map { column in
                JSON.Member(column.key, column.value(row).map { .number($0) } ?? .null)
              }
              + [
                .init(
                  "verdict",
                  row.isBest ? .null : .string(comparison.verdict(of: row).finding.rawValue)
                ),
                .init("no_p_worse", .optional(row.probabilityProblem)),
                .init("no_marginal_likelihood", .optional(row.evidenceProblem)),
                .init("cautions", .array(row.cautions.map { .string($0.label) })),
              ] + members(of: runs[row.model.cases.model])
          )
        }
      ),
    ]
  }

  /// One row a model, the names of the columns as in the JSON.
  public var table: DelimitedWriter {
    var table = DelimitedWriter(
      columns: ["model"] + Self.columns.map(\.key) + ["no_marginal_likelihood", "cautions"]
        + Self.widthColumns + [DelimitedWriter.caveatColumn]
    )
    for row in comparison.rows {
      table.append(
        [.text(row.model.cases.model)]
          + Self.columns.map { column in column.value(row).map { .number($0) } ?? .missing } + [
            row.evidenceProblem.map { .text($0) } ?? .missing,
            .text(row.cautions.map(\.label).joined(separator: "; ")),
          ] + fields(of: runs[row.model.cases.model])
      )
    }
    return table
  }

  /// The number of models of which each has a sentence of its own.
  private static let sentenceLimit = 8

  /// What the differences come to, in sentences: for each model whether it predicts worse than the best.
  public var conclusion: String {
    let rows = comparison.rows
    guard let best = rows.first, best.model.leaveOneOut.elpd.value.isFinite else {
      return "No model predicts every case, so none can be called better."
    }
    func name(_ row: ModelComparison.Row) -> String {
      QuotedText(row.model.cases.model).description
    }
    let ranked = rows.dropFirst().filter { $0.model.leaveOneOut.elpd.value.isFinite }
    let verdicts = ranked.map(comparison.verdict)
    var parts: [String] = []
    for (row, verdict) in zip(ranked, verdicts).prefix(Self.sentenceLimit) {
      // The best comes first where two are alike; the worse where it is worse.
      parts.append(
        verdict.finding == .alike
          ? verdict.sentence(name(best), name(row)) : verdict.sentence(name(row), name(best))
      )
    }
    let others = verdicts.dropFirst(Self.sentenceLimit)
    if !others.isEmpty {
      let worse = others.count { $0.finding == .worse }
      parts.append("of the \(others.count) others \(worse) predict worse than \(name(best))")
    }
    let without = rows.filter { !$0.model.leaveOneOut.elpd.value.isFinite }
    if !without.isEmpty {
      parts.append(
        "\(QuotedText.list(without.map(\.model.cases.model))) cannot be ranked: a case has no prediction"
      )
    }
    return "In short: " + parts.joined(separator: "; ") + "."
      + (verdicts.compactMap(\.caution).first.map { " " + $0 } ?? "")
  }

  private static let widthColumns = [
    "log_evidence_change_priors_halved", "log_evidence_change_priors_doubled",
  ]

  private func fields(of run: Run?) -> [DelimitedWriter.Field] {
    guard let run else { return [.missing, .missing, .missing] }
    return [
      .number(run.widths.halved), .number(run.widths.doubled), Caveat.field(run.caveats),
    ]
  }

  private func members(of run: Run?) -> [JSON.Member] {
    guard let run else { return [] }
    return zip(Self.widthColumns, [run.widths.halved, run.widths.doubled]).map {
      JSON.Member($0, .number($1))
    } + [.init("caveat", Caveat.json(run.caveats)), .init("warnings", run.warnings)]
  }

  private struct Column: Sendable {
    var key: String
    /// The number; nil where there is none to be had by the nature of the row.
    var value: @Sendable (ModelComparison.Row) -> Double?
  }

  private static let columns = [
    Column(key: "elpd_loo") { $0.model.leaveOneOut.elpd.value },
    Column(key: "se_elpd_loo") { $0.model.leaveOneOut.elpd.standardError },
    Column(key: "mcse_elpd_loo") { $0.model.leaveOneOut.mcse },
    Column(key: "p_loo") { $0.model.leaveOneOut.effectiveParameters.value },
    Column(key: "elpd_diff") { $0.difference },
    Column(key: "se_diff") { $0.standardError },
    Column(key: "mcse_diff") { $0.monteCarloError },
    Column(key: "p_worse") { $0.probabilityProblem == nil ? $0.probabilityWorse : nil },
    Column(key: "stacking_weight") { $0.stackingWeight },
    Column(key: "mcse_stacking_weight") { $0.stackingError },
    Column(key: "pseudo_bma_weight") { $0.pseudoBMAWeight },
    Column(key: "pseudo_bma_plus_weight") { $0.bootstrappedWeight },
    Column(key: "log_marginal_likelihood") { $0.bridge?.logMarginalLikelihood ?? .nan },
    Column(key: "mcse_log_marginal_likelihood") { $0.bridge?.mcse ?? .nan },
    Column(key: "exact_log_marginal_likelihood") { $0.model.exactEvidence?.value },
    Column(key: "error_exact_log_marginal_likelihood") { $0.model.exactEvidence?.error },
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
    case .withinMonteCarloError: "within Monte Carlo error: cannot be told apart"
    case .unreliableCases(let names): "unreliable: \(names.joined(separator: ", "))"
    case .undefinedCases(let names): "improper without: \(names.joined(separator: ", "))"
    }
  }
}

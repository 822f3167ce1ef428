/// Leave-one-out and WAIC as `loo.json` and `loo.csv`.
public struct LeaveOneOutExport: Sendable {
  /// Leave-one-out of every case.
  public var leaveOneOut: LeaveOneOut
  /// WAIC of every case.
  public var waic: WAIC
  /// What is to be known of the prediction of each case; empty: nothing of any.
  public var caveats: [[Caveat]]

  /// Makes the export.
  ///
  /// - Precondition: all are of the same cases.
  public init(_ leaveOneOut: LeaveOneOut, waic: WAIC, caveats: [[Caveat]] = []) {
    precondition(
      caveats.isEmpty || caveats.count == leaveOneOut.cases.count,
      "caveats of each case"
    )
    self.caveats = leaveOneOut.cases.indices.map { index in
      let item = leaveOneOut.cases[index]
      return (caveats.isEmpty ? [] : caveats[index])
        + (item.method == .paretoSmoothed ? Caveat.of(item.tail) : [])
    }
    precondition(
      leaveOneOut.cases.map(\.name) == waic.cases.map(\.name),
      "the same cases"
    )
    self.leaveOneOut = leaveOneOut
    self.waic = waic
  }

  /// Totals, what they rest on, and every case; a number that is not finite is null.
  ///
  /// A k-hat is null where a case has the same likelihood at every draw, and where no tail could be fitted.
  public var json: JSON {
    let loo = leaveOneOut
    return [
      "cases": .integer(loo.cases.count),
      "draws": .integer(loo.drawCount),
      "elpd_loo": Self.json(loo.elpd, mcse: loo.mcse),
      "p_loo": Self.json(loo.effectiveParameters),
      "looic": Self.json(loo.informationCriterion),
      "elpd_waic": Self.json(waic.elpd),
      "p_waic": Self.json(waic.effectiveParameters),
      "waic": Self.json(waic.informationCriterion),
      "pareto_k_threshold": .number(loo.threshold),
      "refits": .integer(loo.cases.count { $0.method == .refit }),
      "cases_over_threshold": .array(loo.casesOverThreshold.map { .string(loo.cases[$0].name) }),
      "cases_with_unreliable_waic": .array(waic.unreliableCases.map(JSON.string)),
      "pointwise": .array(
        loo.cases.indices.map { Self.json(loo.cases[$0], waic.cases[$0], caveats[$0]) }
      ),
    ]
  }

  /// One row a case, the names of the columns as in the JSON.
  public var table: DelimitedWriter {
    var table = DelimitedWriter(
      columns: ["case"] + Self.columns.map(\.key) + ["method", "refit_problem", "caveat"]
    )
    for (index, item) in leaveOneOut.cases.enumerated() {
      let waic = waic.cases[index]
      table.append(
        [.text(item.name)] + Self.columns.map { .number($0.value(item, waic)) } + [
          .text(item.method.rawValue), item.refitFailure.map { .text($0) } ?? .missing,
          Caveat.field(caveats[index]),
        ]
      )
    }
    return table
  }

  private struct Column: Sendable {
    var key: String
    var value: @Sendable (LeaveOneOut.Case, WAIC.Case) -> Double
  }

  private static let columns = [
    Column(key: "elpd_loo") { loo, _ in loo.elpd },
    Column(key: "mcse_elpd_loo") { loo, _ in loo.mcse },
    Column(key: "probability") { loo, _ in loo.probability },
    Column(key: "p_loo") { loo, _ in loo.effectiveParameters },
    Column(key: "pareto_k") { loo, _ in loo.paretoK },
    Column(key: "n_eff") { loo, _ in loo.effectiveSize },
    Column(key: "r_eff") { loo, _ in loo.relativeEfficiency },
    Column(key: "elpd_psis") { loo, _ in loo.smoothedElpd },
    Column(key: "lpd") { loo, _ in loo.logPredictiveDensity },
    Column(key: "elpd_waic") { _, waic in waic.elpd },
    Column(key: "p_waic") { _, waic in waic.effectiveParameters },
  ]

  private static func json(
    _ item: LeaveOneOut.Case,
    _ waic: WAIC.Case,
    _ caveats: [Caveat]
  ) -> JSON {
    .object(
      [JSON.Member("case", .string(item.name))]
        + columns.map { JSON.Member($0.key, .number($0.value(item, waic))) }
        + [
          .init("method", .string(item.method.rawValue)),
          .init("refit_problem", .optional(item.refitFailure)),
          .init("caveat", Caveat.json(caveats)),
        ]
    )
  }

  private static func json(_ total: CaseEstimate, mcse: Double? = nil) -> JSON {
    var members = [
      JSON.Member("estimate", .number(total.value)), .init("se", .number(total.standardError)),
    ]
    if let mcse { members.append(.init("mcse", .number(mcse))) }
    return .object(members)
  }
}

/// The summary of the parameters as `summary.json` and `summary.csv`.
public struct SummaryExport: Sendable {
  /// One entry for each parameter, in the order of the files.
  public var summaries: [ParameterSummary]

  /// Where the data alone would push each coefficient; nil for draws of which no data are known.
  public var limits: [Separation.Limit]?

  /// Makes the export of summaries.
  ///
  /// - Precondition: there is a limit for each summary, or none at all.
  public init(_ summaries: [ParameterSummary], limits: [Separation.Limit]? = nil) {
    precondition(limits.map { $0.count == summaries.count } ?? true, "a limit for each summary")
    self.summaries = summaries
    self.limits = limits
  }

  /// `{"parameters": [{"name": …, "mean": …, …}, …]}`; a number that is not finite is null.
  public var json: JSON { .object(members) }

  /// The members of ``json``.
  public var members: [JSON.Member] {
    let parameters = summaries.enumerated().map { index, summary in
      var members = [JSON.Member("name", .string(summary.name))]
      members += SummaryExport.columns.map { JSON.Member($0.key, .number($0.value(summary))) }
      if let limits { members.append(JSON.Member("ml_limit", .string(limits[index].label))) }
      return JSON.object(members)
    }
    return [JSON.Member("parameters", .array(parameters))]
  }

  /// One row a parameter, the same names as in the JSON.
  public var table: DelimitedWriter {
    var table = DelimitedWriter(
      columns: ["name"] + SummaryExport.columns.map(\.key) + (limits == nil ? [] : ["ml_limit"])
    )
    for (index, summary) in summaries.enumerated() {
      var row: [DelimitedWriter.Field] = [.text(summary.name)]
      row += SummaryExport.columns.map { .number($0.value(summary)) }
      if let limits { row.append(.text(limits[index].label)) }
      table.append(row)
    }
    return table
  }

  private struct Column: Sendable {
    var key: String
    var value: @Sendable (ParameterSummary) -> Double
  }

  private static let columns = [
    Column(key: "mean") { $0.mean },
    Column(key: "median") { $0.median },
    Column(key: "sd") { $0.sd },
    Column(key: "mad") { $0.mad },
    Column(key: "q5") { $0.q5 },
    Column(key: "q95") { $0.q95 },
    Column(key: "mcse_mean") { $0.mcseMean },
    Column(key: "mcse_sd") { $0.mcseSd },
    Column(key: "rhat") { $0.rHat },
    Column(key: "ess_bulk") { $0.essBulk },
    Column(key: "ess_tail") { $0.essTail },
    Column(key: "mcse_median") { $0.mcseMedian },
    Column(key: "mcse_q5") { $0.mcseQ5 },
    Column(key: "mcse_q95") { $0.mcseQ95 },
  ]
}

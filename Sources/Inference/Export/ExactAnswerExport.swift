extension ExactAnswer {
  /// What `summary.json` says of it.
  var json: JSON { .object(members) }

  private var members: [JSON.Member] {
    let status = exact == nil ? "not exact to tolerance" : "exact"
    var members: [JSON.Member] = [
      .init("status", .string(status)), .init("reason", .optional(reason)),
    ]
    if let posterior { members += ExactExport(posterior, configurations: configurations).members }
    members.append(.init("comparison", comparisonJSON))
    return members
  }

  /// `exact.json`.
  var file: JSON {
    guard let posterior else { return json }
    return .object(
      members + [
        .init("covariance", ExactExport(posterior, configurations: configurations).covariance)
      ]
    )
  }

  /// `densities.csv`; nil where there is no posterior.
  var densities: DelimitedWriter? {
    posterior.map { ExactExport($0, configurations: configurations).densities }
  }

  /// What `run.json` says of it.
  var runJSON: JSON {
    [
      "status": .string(exact == nil ? "not exact to tolerance" : "exact"),
      "reason": .optional(reason),
      "asked_for": .boolean(isRequested),
    ]
  }

  /// The differences between the draws' estimates and it, in Monte Carlo standard errors.
  private var comparisonJSON: JSON {
    guard let largest = comparisons.largest else { return .null }
    return [
      "limit": .number(MonteCarloError.limit(comparisons: comparisons.numberCount)),
      "largest": .number(largest.number.score),
      "largest_is": .string("\(largest.number.name) of \(largest.subject)"),
      "numbers": .array(
        comparisons.flatMap { comparison in
          comparison.numbers.map {
            [
              "subject": .string(comparison.subject), "number": .string($0.name),
              "difference": .number($0.difference), "mcse": .number($0.monteCarloError),
              "in_mcse": .number($0.score),
            ]
          }
        }
      ),
    ]
  }
}

/// An exact posterior as `exact.json`, a part of `summary.json`, and `densities.csv`.
public struct ExactExport: Sendable {
  private let posterior: ExactPosterior
  private let configurations: [String]

  private static let levels = [
    ("q5", 0.05), ("q25", 0.25), ("median", 0.5), ("q75", 0.75), ("q95", 0.95),
  ]

  /// Makes the export.
  ///
  /// - Parameters:
  ///   - posterior: The exact posterior.
  ///   - configurations: What a reader calls each row that it predicts for.
  /// - Precondition: there is a name for each row.
  public init(_ posterior: ExactPosterior, configurations: [String] = []) {
    precondition(configurations.count == posterior.probabilities.count, "a name for each row")
    self.posterior = posterior
    self.configurations = configurations
  }

  /// The numbers, each with its error, and how they were computed.
  ///
  /// Without errors where the posterior is not exact to tolerance: two shifts that are both too coarse agree
  /// better than either is right, and errors from their difference have been seen seven times too small.
  public var members: [JSON.Member] {
    [
      .init("method", "body_centred_cubic_lattice"),
      .init("points", .integer(posterior.pointCount)),
      .init("spacing", .number(posterior.spacing)),
      .init(
        "log_marginal_likelihood",
        posterior.logMarginalLikelihood.map(json) ?? .null
      ),
      .init(
        "parameters",
        .array(
          posterior.coefficients.map { quantity in
            .object(
              members(quantity, name: quantity.name)
                + [.init("p_positive", json(quantity.probability(above: 0)))]
            )
          }
        )
      ),
      .init(
        "probabilities",
        .array(
          zip(posterior.probabilities, configurations).map { quantity, name in
            .object(members(quantity, name: name))
          }
        )
      ),
    ]
  }

  /// The posterior covariance of the coefficients, row after row.
  public var covariance: JSON {
    let size = posterior.covariance.rowCount
    return .array(
      (0..<size).map { .array(posterior.covariance.row($0).map(JSON.number)) }
    )
  }

  /// The marginal density of each coefficient, on the log-odds scale.
  public var densities: DelimitedWriter {
    var table = DelimitedWriter(columns: ["name", "value", "density"])
    for quantity in posterior.coefficients {
      for point in quantity.density() {
        table.append([.text(quantity.name), .number(point.value), .number(point.density)])
      }
    }
    return table
  }

  private func members(_ quantity: ExactQuantity, name: String) -> [JSON.Member] {
    [
      .init("name", .string(name)), .init("mean", json(quantity.mean)),
      .init("sd", json(quantity.standardDeviation)),
    ] + Self.levels.map { .init($0.0, json(quantity.quantile($0.1))) }
  }

  private func json(_ estimate: ExactEstimate) -> JSON {
    [
      "value": .number(estimate.value),
      "error": posterior.isExact ? .number(estimate.error) : .null,
    ]
  }
}

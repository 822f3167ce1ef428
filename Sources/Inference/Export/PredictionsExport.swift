/// Predictions as `predictions.csv` and `predictions.json`.
public struct PredictionsExport: Sendable {
  /// One row for each.
  public var predictions: [ScenarioPrediction]
  /// The conditions whose values the rows give.
  public var conditions: [FittedCondition]
  /// Which interval `lower` and `upper` are the ends of.
  public var interval: CredibleInterval

  /// Makes the export of some predictions.
  public init(
    _ predictions: [ScenarioPrediction],
    conditions: [FittedCondition],
    interval: CredibleInterval
  ) {
    self.predictions = predictions
    self.conditions = conditions
    self.interval = interval
  }

  private static let first = ["type", "name"]
  private static let last = [
    "interval", "mass", "new_trials", "predictive_mean", "predictive_median", "predictive_lower",
    "predictive_upper", "successes", "trials", "distance", "nearest_cases", "outside", "ml_limit",
    "cases", "caveat",
  ]

  /// The column of a condition: its name, with `condition.` before it where another column has that.
  private func column(_ name: String) -> String {
    let taken = Self.first + EstimateFields.columns + Self.last
    return taken.contains(name) ? "condition." + name : name
  }

  /// The table.
  ///
  /// `distance` is the number of conditions, numbers aside, in which the nearest observed configuration
  /// differs; `outside` names the conditions whose number lies outside the observed range; `ml_limit` says
  /// where maximum likelihood would send the probability; `caveat` holds the codes of ``Caveat``.
  public var table: DelimitedWriter {
    var table = DelimitedWriter(
      columns: Self.first + conditions.map { column($0.name) } + EstimateFields.columns
        + Self.last
    )
    for prediction in predictions {
      var row: [DelimitedWriter.Field] = [
        .text(prediction.kind.rawValue), .text(prediction.name),
      ]
      row += prediction.scenario.values.map { value in
        if case .number(let number) = value { .number(number) } else { .text(value.text) }
      }
      row += EstimateFields.fields(prediction.probability)
      row += [
        .text(interval.kind.rawValue), .number(interval.mass),
      ]
      row += Self.fields(prediction.predictive)
      row += [
        prediction.observed.map { .number($0.successes) } ?? .missing,
        prediction.observed.map { .number($0.trials) } ?? .missing,
        .integer(prediction.nearest.distance),
        .text(prediction.nearest.cases.joined(separator: "; ")),
        .text(prediction.outside.joined(separator: "; ")), .text(prediction.limit.probabilityLabel),
        .text(prediction.cases.joined(separator: "; ")), Caveat.field(prediction.caveats),
      ]
      table.append(row)
    }
    return table
  }

  private static func fields(_ predictive: CountPredictive?) -> [DelimitedWriter.Field] {
    guard let predictive else { return [DelimitedWriter.Field](repeating: .missing, count: 5) }
    return [
      .integer(predictive.trials), .number(predictive.mean), .integer(predictive.median),
      .integer(predictive.lower), .integer(predictive.upper),
    ]
  }

  private static func json(_ predictive: CountPredictive?) -> JSON {
    guard let predictive else { return .null }
    return [
      "trials": .integer(predictive.trials), "mean": .number(predictive.mean),
      "median": .integer(predictive.median), "lower": .integer(predictive.lower),
      "upper": .integer(predictive.upper),
    ]
  }

  /// The members of the object of all predictions.
  public var members: [JSON.Member] {
    let entries = predictions.map { prediction -> JSON in
      var members: [JSON.Member] = [
        .init("type", .string(prediction.kind.rawValue)),
        .init("name", .string(prediction.name)),
        .init("values", values(prediction.scenario)),
        .init("held", .array(held(prediction.scenario))),
      ]
      members += EstimateFields.members(prediction.probability)
      members += [
        .init("predictive", Self.json(prediction.predictive)),
        .init("successes", .optional(prediction.observed?.successes)),
        .init("trials", .optional(prediction.observed?.trials)),
        .init("distance", .integer(prediction.nearest.distance)),
        .init("nearest_cases", .array(prediction.nearest.cases.map { .string($0) })),
        .init("outside", .array(prediction.outside.map { .string($0) })),
        .init("ml_limit", .string(prediction.limit.probabilityLabel)),
        .init("cases", .array(prediction.cases.map { .string($0) })),
        .init("caveat", Caveat.json(prediction.caveats)),
      ]
      return .object(members)
    }
    return [
      .init("interval", EstimateFields.json(interval)), .init("predictions", .array(entries)),
    ]
  }

  private func values(_ scenario: ResolvedScenario) -> JSON {
    .object(
      zip(conditions, scenario.values).map { condition, value in
        if case .number(let number) = value { return .init(condition.name, .number(number)) }
        return .init(condition.name, .string(value.text))
      }
    )
  }

  private func held(_ scenario: ResolvedScenario) -> [JSON] {
    conditions.indices.filter { scenario.isHeld[$0] }.map { .string(conditions[$0].name) }
  }
}

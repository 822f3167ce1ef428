extension PriorImplications {
  /// The configurations and the risk differences as one table.
  ///
  /// Configurations are exact; of differences `mcse_*` are Monte Carlo standard errors.
  public var table: DelimitedWriter {
    var table = DelimitedWriter(columns: [
      "type", "name", "cases", "mean", "median", "q5", "q95", "below_0.05", "above_0.95",
      "above_0", "mcse_mean", "mcse_median", "mcse_q5", "mcse_q95",
    ])
    for item in configurations {
      table.append([
        "configuration", .text(item.label), .integer(item.caseCount), .number(item.mean),
        .number(item.median), .number(item.q5), .number(item.q95), .number(item.nearZero),
        .number(item.nearOne), nil, nil, nil, nil, nil,
      ])
    }
    for item in differences {
      let numbers = item.numbers
      table.append([
        "risk difference", .text(item.label), nil, .number(numbers.mean),
        .number(numbers.median), .number(numbers.q5), .number(numbers.q95), nil, nil,
        .number(item.positive), .number(numbers.mcseMean), .number(numbers.mcseMedian),
        .number(numbers.mcseQ5), .number(numbers.mcseQ95),
      ])
    }
    return table
  }

  /// The priors and what they imply, with what the reader must know of the data.
  public func json(of prior: PriorSet, warnings: [AnalysisWarning] = []) -> JSON {
    [
      "prior_set": .string(prior.name),
      "priors": .array(
        prior.used.map {
          ["coefficient": .string($0.column), "prior": .string($0.prior.description)]
        }
      ),
      "interval": "90% equal-tailed (q5, q95), probability scale",
      "configurations_complete": .boolean(isComplete),
      "held": .array(held.map(JSON.string)),
      "configurations": .array(
        configurations.map { item in
          [
            "configuration": .string(item.label), "cases": .integer(item.caseCount),
            "mean": .number(item.mean), "median": .number(item.median),
            "q5": .number(item.q5), "q95": .number(item.q95),
            "below_0.05": .number(item.nearZero), "above_0.95": .number(item.nearOne),
          ]
        }
      ),
      "draws": .integer(Self.drawCount),
      "seed": .integer(Int(Self.seed)),
      "risk_differences": .array(
        differences.map { item in
          let numbers = item.numbers
          return [
            "condition": .string(item.label), "mean": .number(numbers.mean),
            "median": .number(numbers.median), "q5": .number(numbers.q5),
            "q95": .number(numbers.q95), "above_0": .number(item.positive),
            "mcse_mean": .number(numbers.mcseMean),
            "mcse_median": .number(numbers.mcseMedian),
            "mcse_q5": .number(numbers.mcseQ5), "mcse_q95": .number(numbers.mcseQ95),
            "mcse_above_0": .number(item.errorOfPositive),
          ]
        }
      ),
      "warnings": .array(warnings.map(\.json)),
    ]
  }
}

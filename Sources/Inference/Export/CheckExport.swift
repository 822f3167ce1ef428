/// The parts of a check of a model as tables and JSON.
public enum CheckExport {
  /// One row for each count under the prior and under the posterior.
  public static func table(
    prior: PredictiveChecks?,
    posterior: PredictiveChecks
  ) -> DelimitedWriter {
    var table = DelimitedWriter(columns: [
      "distribution", "subject", "name", "observed", "trials", "predicted_mean", "q5", "q95", "p",
      "cases", "caveat",
    ])
    for (name, checks) in [("prior", prior), ("posterior", posterior)] {
      for check in checks?.checks ?? [] {
        let (subject, label, cases) = words(check.subject)
        table.append([
          .text(name), .text(subject), .text(label), .number(check.observed),
          .number(check.trials), .number(check.mean), .number(check.lower), .number(check.upper),
          .number(check.pValue), .text(cases.joined(separator: "; ")),
          Caveat.field(check.caveats),
        ])
      }
    }
    return table
  }

  /// Counts as JSON.
  public static func json(_ checks: PredictiveChecks) -> JSON {
    [
      "replications": .integer(checks.replicationCount),
      "interval": ["type": "equal_tailed", "mass": 0.9],
      "counts": .array(
        checks.checks.map { check in
          let (subject, label, cases) = words(check.subject)
          return [
            "subject": .string(subject), "name": .string(label),
            "observed": .number(check.observed),
            "trials": .number(check.trials), "mean": .number(check.mean),
            "q5": .number(check.lower), "q95": .number(check.upper), "p": .number(check.pValue),
            "cases": .array(cases.map(JSON.string)), "caveat": Caveat.json(check.caveats),
          ]
        }
      ),
    ]
  }

  /// One row for each case: what the others say of it, and what is to be known of that, by its name.
  public static func table(
    _ cases: [CasePrediction],
    _ transform: ProbabilityIntegralTransform,
    _ curve: CalibrationCurve,
    caveats: [String: [Caveat]]
  ) -> DelimitedWriter {
    var table = DelimitedWriter(columns: [
      "case", "successes", "trials", "probability", "log_score", "pit", "calibrated", "band_q5",
      "band_q95", "pareto_k", "method", "caveat",
    ])
    let points = Dictionary(
      curve.points.map { ($0.predicted, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    for (prediction, value) in zip(cases, transform.values) {
      let point = points[min(1, max(0, prediction.probability))]
      let (method, paretoK): (String, DelimitedWriter.Field) =
        switch prediction.source {
        case .paretoSmoothed(let tail): ("psis", .number(tail.paretoK))
        case .refit: ("refit", .missing)
        }
      table.append(
        [.text(prediction.name), .number(prediction.successes), .number(prediction.trials)]
          + [.number(prediction.probability), .number(prediction.logScore), .number(value)]
          + [point?.calibrated, point?.lower, point?.upper].map {
            $0.map(DelimitedWriter.Field.number) ?? .missing
          } + [
            paretoK, .text(method),
            Caveat.field(
              (caveats[prediction.name] ?? []) + (prediction.tail.map(Caveat.of) ?? [])
            ),
          ]
      )
    }
    return table
  }

  /// Scores as JSON.
  public static func json(_ scores: PredictionScores) -> JSON {
    func json(_ score: CaseEstimate) -> JSON {
      ["value": .number(score.value), "standard_error": .number(score.standardError)]
    }
    return [
      "brier": json(scores.brier), "log": json(scores.log), "auc": json(scores.areaUnderCurve),
    ]
  }

  /// The base rate's predictions, and how the model's compare with them, as JSON.
  public static func json(_ baseRate: BaseRatePrediction) -> JSON {
    let verdict = baseRate.verdict
    return [
      "log": [
        "value": .number(baseRate.logScore.value),
        "standard_error": .number(baseRate.logScore.standardError),
      ],
      "elpd_diff": .number(verdict.difference), "se_diff": .number(verdict.standardError),
      "mcse_diff": .number(verdict.monteCarloError),
      "finding": .string(verdict.finding.rawValue),
    ]
  }

  /// A calibration curve as JSON.
  public static func json(_ curve: CalibrationCurve) -> JSON {
    [
      "miscalibration": .number(curve.miscalibration),
      "discrimination": .number(curve.discrimination),
      "uncertainty": .number(curve.uncertainty),
      "p": .number(curve.pValue),
      "band_mass": 0.9,
      "points": .array(
        curve.points.map {
          [
            "predicted": .number($0.predicted), "trials": .number($0.trials),
            "successes": .number($0.successes), "calibrated": .number($0.calibrated),
            "band_q5": .number($0.lower), "band_q95": .number($0.upper),
          ]
        }
      ),
    ]
  }

  /// A partial prior predictive distribution as JSON.
  public static func json(_ partial: PartialPriorPrediction) -> JSON {
    func json(_ quantity: PartialPriorPrediction.Quantity) -> JSON {
      .array(quantity.quantiles.map(JSON.number))
    }
    return [
      "coefficient": .string(partial.coefficient),
      "prior": .string(partial.prior.description),
      "direction": partial.isUpward ? "up" : "down",
      "separated_value": .number(partial.separatedValue),
      "baseline_value": .number(partial.baselineValue),
      "others": .object(partial.others.map { .init($0.column, .number($0.value)) }),
      "baseline": .string(partial.baseline.rawValue),
      "baseline_probability": .number(partial.baselineProbability),
      "quantile_probabilities": .array(PartialPriorPrediction.probabilities.map(JSON.number)),
      "probability": json(partial.probability),
      "first_difference": json(partial.firstDifference),
      "risk_ratio": json(partial.riskRatio),
    ]
  }

  /// The kind, the name and the cases of a subject.
  static func words(
    _ subject: PredictiveCheck.Subject
  ) -> (kind: String, name: String, cases: [String]) {
    switch subject {
    case .allCases: ("all", "all cases", [])
    case .configuration(let label, let cases): ("configuration", label, cases)
    case .group(let column, let value, let cases): ("group", "\(column)=\(value)", cases)
    }
  }
}

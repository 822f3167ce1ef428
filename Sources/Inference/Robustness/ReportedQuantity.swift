/// A number that a run reports, as estimated from points of a posterior.
@dynamicMemberLookup
public struct ReportedQuantity: Sendable, Equatable {
  /// What a quantity is of.
  public enum Kind: String, Sendable {
    /// A coefficient, in log-odds.
    case coefficient
    /// The probability of the outcome in a configuration.
    case configuration
    /// The mean probability of the outcome over the cases, each with its trials.
    case meanProbability = "mean_probability"
  }

  /// What it is of.
  public let kind: Kind
  /// The name of the coefficient or the label of the configuration.
  public let name: String
  /// The mean with its Monte Carlo error and the standard deviation, each NaN where it does not exist; of a
  /// coefficient also median and median deviation.
  public let estimates: Estimates
  /// The probability that a coefficient is above 0; NaN for a probability.
  public let probabilityPositive: Double

  /// A number of ``estimates``.
  public subscript(dynamicMember number: KeyPath<Estimates, Double>) -> Double {
    estimates[keyPath: number]
  }
}

/// Points of a posterior and what is needed to report on them.
struct QuantityEstimator {
  /// The model of all cases: its configurations are reported on whichever case is left out.
  let full: BinaryRegression
  /// The points.
  let points: WeightedSample
  /// The Monte Carlo standard error of the mean of values at the points.
  let errorOfMean: ([Double]) -> Double
  /// The coefficients whose posterior mean does not exist, and those without a standard deviation.
  let withoutMean: Set<Int>
  let withoutDeviation: Set<Int>

  /// Every coefficient, every configuration, and the mean probability over the cases.
  ///
  /// O(points x (rows x columns + columns log points)).
  var quantities: [ReportedQuantity] {
    var quantities = full.parameterNames.indices.map(coefficient)
    let design = full.design
    let total = design.trials.reduce(0, +)
    var average = [Double](repeating: 0, count: points.count)
    for pattern in design.trials.indices {
      let predictors = points.linearPredictor(
        row: design.matrix.row(pattern),
        offset: design.offset[pattern]
      )
      let values = full.link.probabilities(predictors)
      quantities.append(
        probability(.configuration, design.configurationLabels[pattern], values)
      )
      let share = total > 0 ? design.trials[pattern] / total : 0
      for point in average.indices { average[point] += share * values[point] }
    }
    quantities.append(probability(.meanProbability, "mean over the cases", average))
    return quantities
  }

  private func coefficient(_ index: Int) -> ReportedQuantity {
    let values = points.parameter(index)
    let numbers = WeightedNumbers(values, weights: points.weights)
    let positive = zip(values, points.weights).reduce(0) { $1.0 > 0 ? $0 + $1.1 : $0 }
    let hasMean = !withoutMean.contains(index)
    return ReportedQuantity(
      kind: .coefficient,
      name: full.parameterNames[index],
      estimates: Estimates(
        mean: hasMean ? numbers.mean : .nan,
        sd: withoutDeviation.contains(index) ? .nan : numbers.sd,
        median: numbers.median,
        mad: numbers.mad,
        mcseMean: hasMean ? errorOfMean(values) : .nan
      ),
      probabilityPositive: min(1, positive)
    )
  }

  private func probability(
    _ kind: ReportedQuantity.Kind,
    _ name: String,
    _ values: [Double]
  ) -> ReportedQuantity {
    let mean = zip(values, points.weights).reduce(0) { $0 + $1.0 * $1.1 }
    let second = zip(values, points.weights).reduce(0) {
      $0 + $1.1 * ($1.0 - mean) * ($1.0 - mean)
    }
    return ReportedQuantity(
      kind: kind,
      name: name,
      estimates: Estimates(
        mean: mean,
        sd: second.squareRoot(),
        mcseMean: errorOfMean(values)
      ),
      probabilityPositive: .nan
    )
  }
}

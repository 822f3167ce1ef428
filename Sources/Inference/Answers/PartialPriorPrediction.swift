/// What a prior says of the effect of a separating condition before data bound it: the partial prior
/// predictive distribution.
///
/// Where a condition separates, the likelihood says which way its coefficient goes and not how far. The
/// prior, cut off at 0 on the side that the data exclude, then decides; this is that distribution on the
/// scale on which it can be judged. All else is held at a baseline: the other columns at their medians, and
/// the linear predictor there at its maximum likelihood estimate, which exists on the side of the condition
/// that is not separated; where it does not exist, at its posterior median, which is said. No draws are
/// needed: probability, first difference and risk ratio are monotone in the coefficient, so that their
/// quantiles are those of the prior, transformed.
///
/// Source: C. Rainey, "Dealing with separation in logistic regression models", Political Analysis 24 (2016),
/// section 4.
public struct PartialPriorPrediction: Sendable, Equatable {
  /// Where the baseline's linear predictor comes from.
  public enum Baseline: String, Sendable {
    /// Its maximum likelihood estimate.
    case maximumLikelihood = "maximum_likelihood"
    /// Its posterior median: maximum likelihood has none.
    case posteriorMedian = "posterior_median"
  }

  /// A column that is held where it is.
  public struct Other: Sendable, Equatable {
    /// Its name.
    public let column: String
    /// Its value.
    public let value: Double
  }

  /// The quantiles of one quantity, at ``probabilities``.
  public struct Quantity: Sendable, Equatable {
    /// The quantiles, in the order of the probabilities.
    public let quantiles: [Double]
  }

  /// The probabilities at which quantiles are given.
  public static let probabilities = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]

  /// The name of the coefficient.
  public let coefficient: String
  /// The prior before it was cut off.
  public let prior: CoefficientPrior
  /// Whether the data push the coefficient up.
  public let isUpward: Bool
  /// The value of the condition's column on the side that is separated.
  public let separatedValue: Double
  /// Its value at the baseline.
  public let baselineValue: Double
  /// The values of the other columns, but for the intercept.
  public let others: [Other]
  /// Where the linear predictor of the baseline comes from.
  public let baseline: Baseline
  /// The probability of the outcome at the baseline.
  public let baselineProbability: Double
  /// The probability of the outcome on the separated side.
  public let probability: Quantity
  /// The probability where the condition's column is larger, less that where it is smaller.
  public let firstDifference: Quantity
  /// The probability where the condition's column is larger, over that where it is smaller.
  public let riskRatio: Quantity

  /// Computes the distribution for a baseline.
  ///
  /// - Parameters:
  ///   - coefficient: The name of the coefficient, and which way the data push it.
  ///   - prior: Its prior, proper.
  ///   - values: The two values of its column: at the baseline, and on the separated side.
  ///   - others: The values of the other columns.
  ///   - baseline: The linear predictor at the baseline (log-odds), and where it comes from.
  init(
    coefficient: (name: String, isUpward: Bool),
    prior: CoefficientPrior,
    values: (baseline: Double, separated: Double),
    others: [Other] = [],
    baseline: (predictor: Double, from: Baseline)
  ) {
    self.coefficient = coefficient.name
    isUpward = coefficient.isUpward
    self.prior = prior
    (baselineValue, separatedValue) = (values.baseline, values.separated)
    self.others = others
    self.baseline = baseline.from
    let predictor = baseline.predictor
    let atBaseline = LogitLink.probability(at: predictor)
    baselineProbability = atBaseline
    let atZero = prior.cumulative(0)
    // Quantiles of the coefficient, ascending; what falls as it rises is turned round.
    let coefficients = Self.probabilities.map { probability in
      prior.quantile(
        coefficient.isUpward ? atZero + probability * (1 - atZero) : probability * atZero
      )
    }
    let change = values.separated - values.baseline
    let separated = coefficients.map { LogitLink.probability(at: predictor + change * $0) }
    func ascending(_ values: [Double]) -> Quantity { Quantity(quantiles: values.sorted()) }
    probability = ascending(separated)
    let isAbove = change > 0
    firstDifference = ascending(separated.map { isAbove ? $0 - atBaseline : atBaseline - $0 })
    riskRatio = ascending(separated.map { isAbove ? $0 / atBaseline : atBaseline / $0 })
  }
}

extension PartialPriorPrediction {
  /// The distribution for every two-valued condition that the data push one way without bound.
  ///
  /// The other coefficients stay where the baseline has them, so that of an interaction with the condition
  /// too. Conditions with a flat prior have no such distribution and are left out.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - separation: What the data leave to the prior.
  ///   - medians: The median of each column over the cases.
  ///   - draws: Draws from the posterior.
  /// - Returns: The distributions, in the order of the columns.
  package static func all(
    _ model: BinaryRegression,
    _ separation: Separation,
    medians: [Double],
    draws: Draws
  ) -> [PartialPriorPrediction] {
    separation.columns.indices.compactMap { index in
      let column = model.design.columns[index]
      let limit = separation.columns[index].limit
      let prior = model.prior.used[index].prior
      guard limit == .plusInfinity || limit == .minusInfinity, column.kind == .twoValued,
        prior.isProper
      else { return nil }
      var row = medians
      func limitAt(_ value: Double) -> Separation.Limit {
        row[index] = value
        return separation.limit(ofPredictor: row)
      }
      let isUpperBounded = limitAt(column.maximum) == .finite
      let isLowerBounded = limitAt(column.minimum) == .finite
      // The baseline is the side that the data bound; the lower where they bound neither.
      let values =
        isUpperBounded && !isLowerBounded
        ? (baseline: column.maximum, separated: column.minimum)
        : (baseline: column.minimum, separated: column.maximum)
      row[index] = values.baseline
      let likeliest =
        isUpperBounded || isLowerBounded ? model.likeliestPredictor(row, separation) : nil
      return PartialPriorPrediction(
        coefficient: (column.name, limit == .plusInfinity),
        prior: prior,
        values: values,
        others: row.indices.compactMap { other in
          let column = model.design.columns[other]
          return other == index || column.kind == .intercept
            ? nil : Other(column: column.name, value: row[other])
        },
        baseline: likeliest.map { (predictor: $0, from: .maximumLikelihood) }
          ?? (predictor: medianPredictor(row, draws), from: .posteriorMedian)
      )
    }
  }

  private static func medianPredictor(_ row: [Double], _ draws: Draws) -> Double {
    let values = draws.chains.flatMap { chain in
      stride(from: 0, to: chain.values.count, by: chain.dimension).map { start in
        row.indices.reduce(0) { $0 + row[$1] * chain.values[start + $1] }
      }
    }
    return Quantiles.of(values, [0.5])[0]
  }
}

extension BinaryRegression {
  /// The maximum likelihood estimate of a linear predictor that the data bound; nil where it is not found.
  ///
  /// The configurations that separate are left out: in the limit they are certain, whatever the rest says.
  /// What the rest does not determine is held by priors so wide that nothing else notices.
  fileprivate func likeliestPredictor(_ row: [Double], _ separation: Separation) -> Double? {
    var (successes, trials) = (design.successes, design.trials)
    for pattern in separation.separatedPatterns {
      (successes[pattern], trials[pattern]) = (0, 0)
    }
    let wide = design.columns.map { column in
      PriorUse(
        column: column.name,
        prior: .normal(NormalDistribution(mean: 0, standardDeviation: 1e4)),
        rescaling: nil,
        origin: .set(name: "wide")
      )
    }
    let rest = BinaryRegression(
      self,
      successes: successes,
      trials: trials,
      prior: PriorSet(name: "wide", used: wide)
    )
    do throws(ApproximationError) {
      let mode = try PosteriorMode(of: PriorSpaceTarget(rest, isPortable: true))
      return zip(row, mode.coefficients).reduce(0) { $0 + $1.0 * $1.1 }
    } catch {
      return nil
    }
  }
}

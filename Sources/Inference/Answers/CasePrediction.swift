/// What the other cases say of a case: its outcome and the distribution predicted for it.
///
/// The estimand is the predictive distribution of the case's number of successes given all other cases,
/// p(y[i] | y[-i]).
public struct CasePrediction: Sendable, Equatable {
  /// Where it comes from.
  public enum Source: Sendable, Equatable {
    /// From the draws of all cases by Pareto-smoothed weights, with this tail.
    case paretoSmoothed(WeightTail)
    /// From a posterior without the case.
    case refit
  }

  /// The name of the case.
  public let name: String
  /// Its successes.
  public let successes: Double
  /// Its trials.
  public let trials: Double
  /// The predicted probability that a trial succeeds.
  public let probability: Double
  /// The predicted probability of fewer successes than observed.
  public let below: Double
  /// The predicted probability of as many successes as observed.
  public let equal: Double
  /// Where it comes from.
  public let source: Source

  /// The tail of the weights that it rests on; nil where it comes from a refit.
  public var tail: WeightTail? {
    guard case .paretoSmoothed(let tail) = source else { return nil }
    return tail
  }

  /// Whether it rests on weights that cannot be trusted.
  package func isOver(_ threshold: Double) -> Bool { tail?.isOver(threshold) ?? false }

  /// The logarithm of ``equal``, in nats: the case's part of the expected log predictive density.
  public var logScore: Double { Portable.log(equal) }

  /// Makes a prediction from weighted points of a posterior that has not seen the case, or whose weights
  /// make it so.
  ///
  /// O(points x successes), and O(points) for a yes/no outcome.
  ///
  /// - Parameters:
  ///   - name: The name of the case.
  ///   - outcome: Its successes and trials.
  ///   - predictors: Its linear predictor at each point.
  ///   - weights: The weight of each point; they add up to 1.
  ///   - link: How predictors become probabilities.
  ///   - source: Where the points come from.
  /// - Precondition: there is a weight for each predictor; successes do not exceed the trials.
  public init(
    name: String,
    outcome: Prediction.Observed,
    predictors: [Double],
    weights: [Double],
    link: Link = .logit,
    source: Source
  ) {
    precondition(predictors.count == weights.count, "a weight for each point")
    precondition(outcome.successes <= outcome.trials, "no more successes than trials")
    self.name = name
    (successes, trials) = (outcome.successes, outcome.trials)
    self.source = source
    let probabilities = link.probabilities(predictors)
    probability = zip(probabilities, weights).reduce(0) { $0 + $1.0 * $1.1 }
    let trials = outcome.trials
    let link = link.function
    func chance(of count: Double) -> Double {
      let ways =
        Portable.logGamma(trials + 1) - Portable.logGamma(count + 1)
        - Portable.logGamma(trials - count + 1)
      return zip(predictors, weights).reduce(0) { sum, point in
        let logLikelihood = link.binomial(successes: count, trials: trials, at: point.0)
        return sum + point.1 * Portable.exp(ways + logLikelihood.logLikelihood)
      }
    }
    equal = chance(of: outcome.successes)
    below = (0..<Int(outcome.successes)).reduce(0) { $0 + chance(of: Double($1)) }
  }
}

extension BinaryRegression {
  /// What weighted points say of a case.
  ///
  /// O(points x columns).
  package func prediction(
    ofCase index: Int,
    named name: String,
    at points: WeightedSample,
    weights: [Double]? = nil,
    source: CasePrediction.Source
  ) -> CasePrediction {
    CasePrediction(
      name: name,
      outcome: .init(successes: successes[index], trials: trials[index]),
      predictors: predictors(ofCase: index, at: points),
      weights: weights ?? points.weights,
      link: link,
      source: source
    )
  }

  private func predictors(ofCase index: Int, at points: WeightedSample) -> [Double] {
    let pattern = design.patternOfCase[index]
    return points.linearPredictor(
      row: design.matrix.row(pattern),
      offset: design.offset[pattern]
    )
  }

  /// Leave-one-out predictions of every case by Pareto-smoothed importance weights.
  ///
  /// O(cases x (columns + draws log draws)). Cases with the same predictors and outcome share their weights.
  /// Source: A. Vehtari, A. Gelman, J. Gabry, Statistics and Computing 27 (2017), section 2.1.
  ///
  /// - Parameters:
  ///   - draws: Draws from the posterior of all cases.
  ///   - caseNames: The names of the cases.
  /// - Returns: A prediction for each case, in order.
  /// - Precondition: every row of the design was one case, and each has a name.
  package func smoothedPredictions(_ draws: Draws, caseNames: [String]) -> [CasePrediction] {
    precondition(caseNames.count == caseCount, "a name for each case")
    let points = WeightedSample(draws)
    let first = firstCasesAlike
    var result: [CasePrediction] = []
    for (index, name) in caseNames.enumerated() {
      guard first[index] == index else {
        result.append(CasePrediction(name: name, like: result[first[index]]))
        continue
      }
      let values = logLikelihoods(
        ofCase: index,
        predictors: predictors(ofCase: index, at: points)
      )
      var rest = values[...]
      let chains = draws.chains.map { chain in
        defer { rest = rest.dropFirst(chain.count) }
        return Array(rest.prefix(chain.count))
      }
      let smoothed = ParetoSmoothing.smooth(
        logRatios: values.map { -$0 },
        relativeEfficiency: LeaveOneOut.relativeEfficiency(chains)
      )
      result.append(
        prediction(
          ofCase: index,
          named: name,
          at: points,
          weights: smoothed.logWeights.map { Portable.exp($0) },
          source: .paretoSmoothed(smoothed.tail)
        )
      )
    }
    return result
  }
}

extension CasePrediction {
  fileprivate init(name: String, like other: CasePrediction) {
    self.name = name
    successes = other.successes
    trials = other.trials
    probability = other.probability
    below = other.below
    equal = other.equal
    source = other.source
  }
}

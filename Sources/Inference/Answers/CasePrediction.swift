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

  /// The linear predictor of a case at weighted points of a posterior.
  public struct Points: Sendable {
    /// The predictor at each point.
    public let predictors: [Double]
    /// The weight of each point; they add up to 1.
    public let weights: [Double]
    /// How predictors become probabilities.
    public let link: Link

    /// Takes predictors and weights as they are.
    ///
    /// - Precondition: there is a weight for each predictor.
    public init(_ predictors: [Double], weights: [Double], link: Link = .logit) {
      precondition(predictors.count == weights.count, "a weight for each point")
      (self.predictors, self.weights, self.link) = (predictors, weights, link)
    }
  }

  /// The name of the case.
  public internal(set) var name: String
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
  ///   - points: Its linear predictor at each point.
  ///   - source: Where the points come from.
  /// - Precondition: successes do not exceed the trials.
  public init(
    name: String,
    outcome: Prediction.Observed,
    at points: Points,
    source: Source
  ) {
    precondition(outcome.successes <= outcome.trials, "no more successes than trials")
    self.name = name
    (successes, trials) = (outcome.successes, outcome.trials)
    self.source = source
    let (predictors, weights) = (points.predictors, points.weights)
    let probabilities = points.link.probabilities(predictors)
    probability = zip(probabilities, weights).reduce(0) { $0 + $1.0 * $1.1 }
    let trials = outcome.trials
    let link = points.link.function
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
      at: CasePrediction.Points(
        predictors(ofCase: index, at: points),
        weights: weights ?? points.weights,
        link: link
      ),
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
  /// - Returns: A prediction for each case, in order, and the densities made of the same weights.
  /// - Throws: ``CaseComparisonError`` where there is no case, no draw, or a log likelihood that is not a number.
  /// - Precondition: every row of the design was one case, and each has a name.
  package func smoothedPredictions(
    _ draws: Draws,
    caseNames: [String]
  ) throws(CaseComparisonError) -> SmoothedPredictions {
    let points = WeightedSample(draws)
    let likelihood = PointwiseLogLikelihood(of: self, draws: draws, caseNames: caseNames)
    var made: [Int: CasePrediction] = [:]
    let leaveOneOut = try LeaveOneOut(likelihood) { index, weights in
      made[index] = prediction(
        ofCase: index,
        named: caseNames[index],
        at: points,
        weights: weights.smoothed.logWeights.map { Portable.exp($0) },
        source: .paretoSmoothed(weights.smoothed.tail)
      )
    }
    let cases = zip(caseNames, likelihood.firstAlike).compactMap { name, first in
      var prediction = made[first]
      prediction?.name = name
      return prediction
    }
    return SmoothedPredictions(cases: cases, leaveOneOut: leaveOneOut)
  }
}

/// What smoothed weights say of each case: the distribution predicted for it, and the density of its outcome.
package struct SmoothedPredictions {
  /// The distributions, in the order of the data.
  package let cases: [CasePrediction]
  /// The densities.
  package let leaveOneOut: LeaveOneOut
}

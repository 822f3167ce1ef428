/// How good predicted probabilities are: Brier score, log score, area under the ROC curve.
///
/// The estimands are expectations over new cases of the same kind, each predicted by a posterior that has
/// not seen it. Standard errors take the cases as a random sample; they know nothing of the Monte Carlo
/// error of the predictions.
public struct PredictionScores: Sendable, Equatable {
  /// The mean squared difference of outcome (0 or 1) and predicted probability, over the trials.
  ///
  /// 0 is perfect; to say 1/2 always is 1/4. Source: G. W. Brier, Monthly Weather Review 78 (1950).
  public let brier: CaseEstimate
  /// The sum of the cases' log predictive probabilities, in nats: elpd_loo.
  public let log: CaseEstimate
  /// The probability that a trial with the outcome is given a higher probability than one without, equal
  /// ones counted half; NaN where all outcomes are equal.
  ///
  /// Pooled over leave-one-out predictions it is too low, most where there is little to predict with:
  /// leaving a success out lowers all that the model thinks of successes (W. J. Parker, S. Guenter, J.
  /// Bedo, BMC Bioinformatics 8 (2007)). Standard error: E. R. DeLong, D. M. DeLong, D. L. Clarke-Pearson,
  /// Biometrics 44 (1988), cases as units.
  public let areaUnderCurve: CaseEstimate

  /// Scores predictions.
  ///
  /// O(n log n).
  ///
  /// - Precondition: there is a trial.
  public init(_ predictions: [CasePrediction]) {
    let trials = predictions.reduce(0) { $0 + $1.trials }
    precondition(trials > 0, "something to predict")
    let squares = predictions.map { case_ in
      let p = case_.probability
      return case_.successes * (1 - p) * (1 - p) + (case_.trials - case_.successes) * p * p
    }
    let brier = squares.reduce(0, +) / trials
    let count = Double(predictions.count)
    let residual = zip(squares, predictions).reduce(0) { sum, pair in
      let difference = pair.0 - pair.1.trials * brier
      return sum + difference * difference
    }
    self.brier = CaseEstimate(
      value: brier,
      standardError: count > 1 ? (residual * count / (count - 1)).squareRoot() / trials : .nan
    )
    let logs = predictions.map(\.logScore)
    // The variance first, then its multiple: CaseEstimate(sumOf:) rounds in another order.
    let mean = logs.reduce(0, +) / count
    let variance = logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    log = CaseEstimate(
      value: logs.reduce(0, +),
      standardError: count > 1 ? (count * variance).squareRoot() : .nan
    )
    areaUnderCurve = Self.areaUnderCurve(predictions)
  }

  /// By placements: for each trial the share of trials of the other outcome that it is on the right side of.
  private static func areaUnderCurve(_ predictions: [CasePrediction]) -> CaseEstimate {
    let order = SortOrder(predictions.map(\.probability))
    let positives = predictions.reduce(0) { $0 + $1.successes }
    let negatives = predictions.reduce(0) { $0 + $1.trials } - positives
    guard positives > 0, negatives > 0 else {
      return CaseEstimate(value: .nan, standardError: .nan)
    }
    var (positivesBelow, negativesBelow) = (0.0, 0.0)
    var (sum, positiveSquares, negativeSquares, negativeSum) = (0.0, 0.0, 0.0, 0.0)
    var start = 0
    while start < order.places.count {
      var end = start
      var (ones, zeros) = (0.0, 0.0)
      while end < order.places.count, order.sorted[end] == order.sorted[start] {
        let prediction = predictions[order.places[end]]
        ones += prediction.successes
        zeros += prediction.trials - prediction.successes
        end += 1
      }
      let ofPositive = (negativesBelow + 0.5 * zeros) / negatives
      let ofNegative = (positives - positivesBelow - 0.5 * ones) / positives
      sum += ones * ofPositive
      positiveSquares += ones * ofPositive * ofPositive
      negativeSum += zeros * ofNegative
      negativeSquares += zeros * ofNegative * ofNegative
      positivesBelow += ones
      negativesBelow += zeros
      start = end
    }
    let area = sum / positives
    let variance =
      (positiveSquares - positives * area * area) / (positives - 1) / positives
      + (negativeSquares - negatives * area * area) / (negatives - 1) / negatives
    return CaseEstimate(
      value: area,
      standardError: positives > 1 && negatives > 1 ? max(0, variance).squareRoot() : .nan
    )
  }
}

/// Whether outcomes look like draws from the distributions predicted for them: the leave-one-out
/// probability integral transform.
///
/// Outcomes are counts, so the transform is randomised: uniform between the probability of fewer successes
/// and that of at most as many as observed. If the predictions are right the values are uniform. For yes/no
/// outcomes that says little beyond whether there are as many ones as predicted: see ``CalibrationCurve``.
/// The values are weakly dependent, each being predicted from the others; the p-value takes them as
/// independent.
///
/// Source: randomised for counts: C. Czado, T. Gneiting, L. Held, Biometrics 65 (2009), section 2.
public struct ProbabilityIntegralTransform: Sendable, Equatable {
  /// The value of each case, in (0, 1).
  public let values: [Double]
  /// The greatest difference of their distribution function and the diagonal, at the points tested.
  public let largestDifference: Double
  /// How often uniform values differ as improbably from the diagonal, at any point.
  public let pValue: Double

  /// Transforms the outcomes of cases.
  ///
  /// - Parameters:
  ///   - predictions: The cases.
  ///   - seed: The seed of what places a value between its ends: a number for each case, by its name.
  /// - Precondition: there is a case.
  public init(_ predictions: [CasePrediction], seed: UInt64) {
    precondition(!predictions.isEmpty, "something to transform")
    var values: [Double] = []
    for prediction in predictions {
      var random = RandomStream(seed: seed, purpose: .simulation, name: "pit " + prediction.name)
      values.append(prediction.below + random.nextUniform() * prediction.equal)
    }
    self.values = values
    let intervals = max(2, min(100, values.count))
    let band = UniformityBand(valueCount: values.count, intervalCount: intervals)
    let ranks = values.map { min(intervals - 1, max(0, Int($0 * Double(intervals)))) }
    let counts = band.counts(ofRanks: ranks)
    pValue = band.pValue(counts: counts)
    largestDifference = counts.enumerated().reduce(0) {
      max(
        $0,
        abs(Double($1.element) / Double(values.count) - Double($1.offset + 1) / Double(intervals))
      )
    }
  }
}

/// Whether events predicted with a probability happen that often: reliability by isotonic regression.
///
/// The estimand is the probability of the outcome given the probability predicted, assumed never to
/// decrease in it; no bins have to be chosen. The curve splits the Brier score into how far predictions are
/// from it (miscalibration, 0 is best), how much it tells cases apart (discrimination, more is better), and
/// the score of the overall share of successes (uncertainty):
///
///     score = miscalibration - discrimination + uncertainty
///
/// The band is where the curve would lie nine times in ten at each point if the predictions were right. It
/// comes from outcomes drawn from the predictions, as does the p-value of the miscalibration, which even
/// right predictions do not have at 0.
///
/// Source: T. Dimitriadis, T. Gneiting, A. I. Jordan, "Stable reliability diagrams for probabilistic
/// classifiers", PNAS 118 (2021): CORP, with consistency bands by resampling.
public struct CalibrationCurve: Sendable, Equatable {
  /// One predicted probability.
  public struct Point: Sendable, Equatable {
    /// The probability predicted.
    public let predicted: Double
    /// The trials that it was predicted for.
    public let trials: Double
    /// How many of them succeeded.
    public let successes: Double
    /// The probability by the curve.
    public let calibrated: Double
    /// The 5 % quantile of the curve here if the predictions were right.
    public let lower: Double
    /// The 95 % quantile.
    public let upper: Double
  }

  /// The points, by the probability predicted.
  public let points: [Point]
  /// The Brier score of the predictions less that of the curve.
  public let miscalibration: Double
  /// The Brier score of the overall share of successes less that of the curve.
  public let discrimination: Double
  /// The Brier score of the overall share of successes.
  public let uncertainty: Double
  /// How often outcomes drawn from the predictions have at least this miscalibration, equal ones counted
  /// half.
  public let pValue: Double

  /// The Brier score of the predictions.
  public var score: Double { miscalibration - discrimination + uncertainty }

  /// Fits the curve.
  ///
  /// O(resamples x points + n log n).
  ///
  /// - Parameters:
  ///   - predictions: The cases.
  ///   - resamples: How many sets of outcomes make the band.
  ///   - random: Where they come from.
  /// - Precondition: there is a trial and a resample.
  public init(
    _ predictions: [CasePrediction],
    resamples: Int = 1000,
    using random: inout some RandomNumberGenerator
  ) {
    precondition(resamples >= 1, "a resample")
    let levels = Self.levels(of: predictions)
    precondition(!levels.isEmpty, "something to predict")
    let fit = Fit(levels.map(\.successes), levels)
    var curves: [[Double]] = Array(repeating: [], count: levels.count)
    var (above, equal) = (0.0, 0.0)
    for _ in 0..<resamples {
      let drawn = levels.map { level in
        BinomialDistribution(trials: level.trials, probability: level.probability)
          .draw(using: &random)
      }
      let other = Fit(drawn, levels)
      for (index, value) in other.curve.enumerated() { curves[index].append(value) }
      if abs(other.miscalibration - fit.miscalibration) <= 1e-12 {
        equal += 1
      } else if other.miscalibration > fit.miscalibration {
        above += 1
      }
    }
    miscalibration = fit.miscalibration
    discrimination = fit.discrimination
    uncertainty = fit.uncertainty
    pValue = (above + 0.5 * equal) / Double(resamples)
    points = levels.indices.map { index in
      let limits = Quantiles.of(curves[index], [0.05, 0.95])
      return Point(
        predicted: levels[index].probability,
        trials: levels[index].trials,
        successes: levels[index].successes,
        calibrated: fit.curve[index],
        lower: limits[0],
        upper: limits[1]
      )
    }
  }

  private struct Level {
    var probability: Double
    var trials: Double
    var successes: Double
  }

  /// The predicted probabilities in ascending order, equal ones merged.
  private static func levels(of predictions: [CasePrediction]) -> [Level] {
    let tried = predictions.filter { $0.trials > 0 }
    let order = SortOrder(tried.map { min(1, max(0, $0.probability)) })
    var levels: [Level] = []
    for (place, probability) in zip(order.places, order.sorted) {
      let (trials, successes) = (tried[place].trials, tried[place].successes)
      if let last = levels.last, last.probability == probability {
        levels[levels.count - 1].trials += trials
        levels[levels.count - 1].successes += successes
      } else {
        levels.append(Level(probability: probability, trials: trials, successes: successes))
      }
    }
    return levels
  }

  /// The curve of some outcomes and the parts of their score.
  private struct Fit {
    let curve: [Double]
    let miscalibration: Double
    let discrimination: Double
    let uncertainty: Double

    init(_ successes: [Double], _ levels: [Level]) {
      let trials = levels.reduce(0) { $0 + $1.trials }
      let share = successes.reduce(0, +) / trials
      let curve = IsotonicRegression.fitted(
        zip(successes, levels).map { $0 / $1.trials },
        weights: levels.map(\.trials)
      )
      func score(_ probability: (Int) -> Double) -> Double {
        levels.indices.reduce(0) { sum, index in
          let p = probability(index)
          let failures = levels[index].trials - successes[index]
          return sum + successes[index] * (1 - p) * (1 - p) + failures * p * p
        } / trials
      }
      let best = score { curve[$0] }
      uncertainty = score { _ in share }
      miscalibration = score { levels[$0].probability } - best
      discrimination = uncertainty - best
      self.curve = curve
    }
  }
}

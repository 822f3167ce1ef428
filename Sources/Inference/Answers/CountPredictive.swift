/// The posterior predictive distribution of the number of successes in new trials at one place.
///
/// Estimand: Y ~ binomial(n, p) with p from the posterior, so that both the spread of p and the chance
/// of the trials count. Its distribution function is that of the mixture over the draws,
///
///     P(Y <= k) = mean over draws of P(binomial(n, p) <= k),
///
/// computed without random numbers from the incomplete beta function. For one trial it says no more than
/// the mean of p does.
public struct CountPredictive: Sendable, Equatable {
  /// The number of new trials, n.
  public let trials: Int
  /// The expected number of successes, n times the mean of p.
  public let mean: Double
  /// The smallest number that is reached with probability one half.
  public let median: Int
  /// The lower end of the equal-tailed interval: the smallest k with P(Y <= k) at the lower probability.
  public let lower: Int
  /// The upper end: the smallest k with P(Y <= k) at the upper probability or above.
  public let upper: Int

  /// Predicts the successes of new trials.
  ///
  /// O(draws x log n x sqrt n).
  ///
  /// - Parameters:
  ///   - trials: n, at least 0.
  ///   - probabilities: p of each draw of each chain.
  ///   - interval: Whose mass the interval has; it is equal-tailed in any case.
  public init(trials: Int, probabilities: [[Double]], interval: CredibleInterval) {
    precondition(trials >= 0, "a number of trials")
    let draws = probabilities.flatMap { $0 }
    self.trials = trials
    mean = Double(trials) * draws.reduce(0, +) / Double(draws.count)
    func quantile(_ probability: Double) -> Int {
      var (low, high) = (0, trials)
      while low < high {
        let middle = (low + high) / 2
        if Self.share(atMost: middle, of: trials, draws) >= probability {
          high = middle
        } else {
          low = middle + 1
        }
      }
      return low
    }
    let tails = interval.probabilities
    median = quantile(0.5)
    lower = quantile(tails.lower)
    upper = quantile(tails.upper)
  }

  /// P(Y <= k).
  static func share(atMost count: Int, of trials: Int, _ draws: [Double]) -> Double {
    guard count < trials else { return 1 }
    let (a, b) = (Double(count + 1), Double(trials - count))
    let total = draws.reduce(0) { $0 + IncompleteBeta.upper($1, a, b) }
    return total / Double(draws.count)
  }
}

/// All estimates of one variable from weighted points, computed together from one sort, and their Monte
/// Carlo standard errors.
///
/// In the units of the variable. NaN throughout where a value is NaN; the errors are NaN where a value
/// is infinite or all are equal, as are those of draws.
///
/// Sources of the errors, which take the points to be independent: of the mean, A. Vehtari, D. Simpson,
/// A. Gelman, Y. Yao, J. Gabry, "Pareto smoothed importance sampling", JMLR 25 (2024), section 3; of the
/// standard deviation, the delta method on the same sum; of a quantile, the interval of ``MonteCarloError``
/// with the effective sample size of the share of weight below it.
@dynamicMemberLookup
public struct WeightedNumbers: Sendable, Equatable {
  /// The estimates.
  ///
  /// The divisor of the standard deviation is 1 less the sum of the squared weights, which
  /// with equal weights is that of draws; quantiles are interpolated between the midpoints of the steps of
  /// the distribution function.
  public private(set) var estimates = Estimates()

  /// A number of ``estimates``.
  public subscript(dynamicMember number: KeyPath<Estimates, Double>) -> Double {
    estimates[keyPath: number]
  }

  /// Computes the estimates of one variable.
  ///
  /// O(points), allocates.
  ///
  /// - Parameters:
  ///   - values: The variable at every point.
  ///   - weights: The weight of each point.
  /// - Precondition: there is a weight for each value; they are positive and add up to 1.
  public init(_ values: [Double], weights: [Double]) {
    precondition(values.count == weights.count, "a weight for each value")
    guard !values.isEmpty, !values.contains(where: \.isNaN) else { return }
    let order = WeightedOrder(values, weights: weights)
    estimates.median = order.quantile(0.5)
    estimates.q5 = order.quantile(0.05)
    estimates.q25 = order.quantile(0.25)
    estimates.q75 = order.quantile(0.75)
    estimates.q95 = order.quantile(0.95)
    estimates.mad = 1.4826 * order.medianDistance(from: estimates.median)
    let moments = WeightedMoments(values, weights: weights)
    estimates.mean = moments.mean
    estimates.sd = (moments.second / (1 - order.totalOfSquares)).squareRoot()
    let isFinite = order.sorted[0].isFinite && order.sorted[values.count - 1].isFinite
    guard isFinite, order.sorted[0] < order.sorted[values.count - 1] else { return }
    estimates.mcseMean = moments.varianceOfMean.squareRoot()
    estimates.mcseSd = (moments.varianceOfSecond / moments.second / 4).squareRoot()
    estimates.mcseMedian = Self.error(of: estimates.median, 0.5, order)
    estimates.mcseQ5 = Self.error(of: estimates.q5, 0.05, order)
    estimates.mcseQ95 = Self.error(of: estimates.q95, 0.95, order)
  }

  /// Monte Carlo standard error of the mean alone.
  ///
  /// O(points), no sorting.
  package static func errorOfMean(_ values: [Double], weights: [Double]) -> Double {
    mean(of: values, weights: weights).error
  }

  /// The mean alone, with its Monte Carlo standard error.
  ///
  /// O(points), no sorting.
  static func mean(of values: [Double], weights: [Double]) -> MonteCarloEstimate {
    let moments = WeightedMoments(values, weights: weights)
    return MonteCarloEstimate(value: moments.mean, error: moments.varianceOfMean.squareRoot())
  }

  /// Half the distance between the quantiles one standard error of probability away.
  private static func error(
    of quantile: Double,
    _ probability: Double,
    _ order: WeightedOrder
  ) -> Double {
    // Each point adds its squared weight times the squared distance of its indicator from the mean.
    let below = order.sumOfSquares(atMost: quantile)
    let (up, down) = (1 - probability, probability)
    let variance = up * up * below + down * down * (order.totalOfSquares - below)
    let sampleSize = probability * (1 - probability) / variance
    guard sampleSize.isFinite else { return .nan }
    let (lower, upper) = MonteCarloError.quantileBounds(probability, sampleSize: sampleSize)
    return (order.quantile(upper) - order.quantile(lower)) / 2
  }
}

/// Weighted mean and second central moment, and the variances of both as estimates.
private struct WeightedMoments {
  private(set) var mean = 0.0
  private(set) var second = 0.0
  private(set) var varianceOfMean = 0.0
  private(set) var varianceOfSecond = 0.0

  init(_ values: [Double], weights: [Double]) {
    var first = 0.0
    for index in values.indices { first += weights[index] * values[index] }
    // A second pass takes out the rounding of the first sum, which large offsets make large.
    var rest = 0.0
    for index in values.indices {
      let distance = values[index] - first
      rest += weights[index] * distance
    }
    mean = first + rest
    for index in values.indices {
      let distance = values[index] - mean
      let share = weights[index] * distance
      second += share * distance
      varianceOfMean += share * share
    }
    for index in values.indices {
      let distance = values[index] - mean
      let share = weights[index] * (distance * distance - second)
      varianceOfSecond += share * share
    }
  }
}

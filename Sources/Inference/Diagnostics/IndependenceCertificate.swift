/// Whether the draws of an independence sampler may stand for the posterior.
///
/// All clauses must hold. The Pareto k-hat of the importance ratios alone has been seen to accept
/// proposals that miss a tail; together with the efficiency of the importance weights it rejects them.
/// A mode that no proposal comes near is invisible to any of these numbers: posteriors with log-concave
/// priors have none.
public struct IndependenceCertificate: Sendable, Equatable {
  /// What must hold.
  public enum Clause: String, Sendable, CaseIterable {
    /// The Pareto k-hat of the importance ratios is below 0.5.
    case paretoK = "pareto_k"
    /// The effective sample size of the importance weights is at least 0.6 of the proposals.
    case importanceEfficiency = "importance_efficiency"
    /// No chain stands still for more than 50 proposals in a row.
    case longestRun = "longest_run"
    /// The largest R-hat of a coefficient is below 1.01.
    case rHat = "r_hat"
    /// The smallest bulk effective sample size is at least 400.
    case bulkSampleSize = "bulk_ess"
    /// The smallest tail effective sample size is at least 400.
    case tailSampleSize = "tail_ess"

    /// The value that the clause is held against.
    public var threshold: Double {
      switch self {
      case .paretoK: 0.5
      case .importanceEfficiency: 0.6
      case .longestRun: 50
      case .rHat: 1.01
      case .bulkSampleSize, .tailSampleSize: 400
      }
    }
  }

  /// The Pareto k-hat of the importance ratios.
  public let paretoK: Double
  /// The effective sample size of the importance weights over their number.
  public let importanceEfficiency: Double
  /// The greatest number of proposals in a row at which a chain stood still.
  public let longestRun: Int
  /// The largest R-hat of a coefficient.
  public let rHat: Double
  /// The smallest bulk effective sample size of a coefficient.
  public let bulkSampleSize: Double
  /// The smallest tail effective sample size of a coefficient.
  public let tailSampleSize: Double
  /// The clauses that do not hold, in order; a value that is not a number fails its clause.
  public let failures: [Clause]
  /// The logarithms of the Pareto-smoothed importance weights, which add up to 1.
  public let logWeights: [Double]
  /// The logarithm of the mean importance ratio: of the marginal likelihood, where all priors are
  /// proper.
  public let logMeanRatio: Double

  /// Whether all clauses hold.
  public var isAccepted: Bool { failures.isEmpty }

  /// Judges a run.
  ///
  /// O(S log S) in the number of proposals.
  ///
  /// - Parameters:
  ///   - logRatios: The log importance ratios of all proposals.
  ///   - longestRun: The greatest number of proposals in a row at which a chain stood still.
  ///   - variables: The diagnostics of the draws kept, one for each coefficient.
  public init(logRatios: [Double], longestRun: Int, variables: [VariableDiagnostics]) {
    let smoothed = ParetoSmoothing.smooth(logRatios: logRatios)
    paretoK = smoothed.paretoK
    logWeights = smoothed.logWeights
    let peak = logRatios.reduce(-Double.infinity, max)
    var (sum, squares) = (0.0, 0.0)
    for ratio in logRatios {
      let weight = Portable.exp(ratio - peak)
      sum += weight
      squares += weight * weight
    }
    let count = Double(logRatios.count)
    importanceEfficiency = sum * sum / squares / count
    logMeanRatio = peak + Portable.log(sum / count)
    self.longestRun = longestRun
    rHat = Self.worst(variables.map(\.rHat)) { max($0, $1) }
    bulkSampleSize = Self.worst(variables.map(\.bulkSampleSize)) { min($0, $1) }
    tailSampleSize = Self.worst(variables.map(\.tailSampleSize)) { min($0, $1) }
    let holds: [Clause: Bool] = [
      .paretoK: paretoK < Clause.paretoK.threshold,
      .importanceEfficiency: importanceEfficiency >= Clause.importanceEfficiency.threshold,
      .longestRun: Double(longestRun) <= Clause.longestRun.threshold,
      .rHat: rHat < Clause.rHat.threshold,
      .bulkSampleSize: bulkSampleSize >= Clause.bulkSampleSize.threshold,
      .tailSampleSize: tailSampleSize >= Clause.tailSampleSize.threshold,
    ]
    failures = Clause.allCases.filter { holds[$0] != true }
  }

  /// The weighted mean of a quantity given at every proposal.
  ///
  /// - Precondition: there is a value for each weight.
  public func mean(of values: [Double]) -> Double {
    precondition(values.count == logWeights.count, "a value for each proposal")
    return zip(values, logWeights).reduce(0) { $0 + $1.0 * Portable.exp($1.1) }
  }

  /// The weighted standard deviation of a quantity given at every proposal.
  public func standardDeviation(of values: [Double]) -> Double {
    let center = mean(of: values)
    return mean(of: values.map { ($0 - center) * ($0 - center) }).squareRoot()
  }

  /// Weighted quantiles of a quantity given at every proposal, interpolated between the midpoints of
  /// the steps of the weighted distribution function.
  ///
  /// NaN throughout where a value is not a number. O(S).
  public func quantiles(of values: [Double], _ probabilities: [Double]) -> [Double] {
    precondition(values.count == logWeights.count, "a value for each proposal")
    guard !values.isEmpty, !values.contains(where: \.isNaN) else {
      return probabilities.map { _ in .nan }
    }
    let order = SortOrder(values)
    var middles: [Double] = []
    middles.reserveCapacity(values.count)
    var total = 0.0
    for place in order.places {
      let weight = Portable.exp(logWeights[place])
      middles.append(total + 0.5 * weight)
      total += weight
    }
    return probabilities.map { probability in
      let level = probability * total
      let above = middles.partitioningIndex { $0 >= level }
      guard above > 0 else { return order.sorted[0] }
      guard above < middles.count else { return order.sorted[middles.count - 1] }
      let (low, high) = (order.sorted[above - 1], order.sorted[above])
      guard low != high else { return low }
      let share = (level - middles[above - 1]) / (middles[above] - middles[above - 1])
      return low + share * (high - low)
    }
  }

  private static func worst(
    _ values: [Double],
    _ choose: (Double, Double) -> Double
  ) -> Double {
    guard let first = values.first, !values.contains(where: \.isNaN) else { return .nan }
    return values.dropFirst().reduce(first, choose)
  }
}

extension [Double] {
  /// The first index at which a condition holds that holds from there on; the count where none.
  fileprivate func partitioningIndex(where holds: (Double) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

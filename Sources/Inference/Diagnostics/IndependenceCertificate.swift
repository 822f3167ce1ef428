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

  private static func worst(
    _ values: [Double],
    _ choose: (Double, Double) -> Double
  ) -> Double {
    guard let first = values.first, !values.contains(where: \.isNaN) else { return .nan }
    return values.dropFirst().reduce(first, choose)
  }
}

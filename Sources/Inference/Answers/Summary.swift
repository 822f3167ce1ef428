/// The row of a summary table for one parameter: where it lies and how well the draws say so.
///
/// Everything is on the scale of the draws (log-odds for coefficients). The estimates and their Monte
/// Carlo errors are those of the draws, or of weighted points where there are such; R-hat and the
/// effective sample sizes always judge the draws. NaN where a number is not defined: convergence numbers
/// of constants, everything where a draw is NaN.
public struct ParameterSummary: Sendable, Equatable {
  /// The name of the parameter.
  public let name: String
  /// The mean.
  public let mean: Double
  /// The median.
  public let median: Double
  /// The standard deviation (divisor of draws: their number less one).
  public let sd: Double
  /// 1.4826 times the median absolute deviation from the median: the sd of a normal sample.
  public let mad: Double
  /// The 5 % quantile: of draws by ``Quantiles``, of weighted points by ``WeightedNumbers``.
  public let q5: Double
  /// The 95 % quantile.
  public let q95: Double
  /// Monte Carlo standard error of the mean.
  public let mcseMean: Double
  /// Monte Carlo standard error of the standard deviation.
  public let mcseSd: Double
  /// Monte Carlo standard error of the median.
  public let mcseMedian: Double
  /// Monte Carlo standard error of the 5 % quantile.
  public let mcseQ5: Double
  /// Monte Carlo standard error of the 95 % quantile.
  public let mcseQ95: Double
  /// The larger of the two rank-normalised split R-hats; 1 at convergence.
  public let rHat: Double
  /// Effective sample size of the bulk, in draws over all chains.
  public let essBulk: Double
  /// Effective sample size of the tails, in draws over all chains.
  public let essTail: Double

  /// Makes a row from the numbers of a variable.
  public init(name: String, _ numbers: VariableDiagnostics) {
    self.name = name
    mean = numbers.mean
    median = numbers.median
    sd = numbers.standardDeviation
    mad = numbers.medianAbsoluteDeviation
    q5 = numbers.q5
    q95 = numbers.q95
    mcseMean = numbers.errorOfMean
    mcseSd = numbers.errorOfStandardDeviation
    mcseMedian = numbers.errorOfMedian
    mcseQ5 = numbers.errorOfQ5
    mcseQ95 = numbers.errorOfQ95
    rHat = numbers.rHat
    essBulk = numbers.bulkSampleSize
    essTail = numbers.tailSampleSize
  }

  /// Makes a row of estimates from weighted points, with the diagnostics of draws of the same variable.
  public init(name: String, _ estimates: WeightedNumbers, diagnostics: VariableDiagnostics) {
    self.name = name
    mean = estimates.mean
    median = estimates.median
    sd = estimates.standardDeviation
    mad = estimates.medianAbsoluteDeviation
    q5 = estimates.q5
    q95 = estimates.q95
    mcseMean = estimates.errorOfMean
    mcseSd = estimates.errorOfStandardDeviation
    mcseMedian = estimates.errorOfMedian
    mcseQ5 = estimates.errorOfQ5
    mcseQ95 = estimates.errorOfQ95
    rHat = diagnostics.rHat
    essBulk = diagnostics.bulkSampleSize
    essTail = diagnostics.tailSampleSize
  }

  /// Summarises one quantity given as an array of draws for each chain.
  public init(name: String, chains: [[Double]]) {
    self.init(name: name, VariableDiagnostics(chains))
  }
}

extension Draws {
  /// A summary of every parameter, in order.
  ///
  /// Chains of different lengths (a run that was interrupted) are cut to the shortest.
  /// O(parameters x draws).
  public func summarized() -> [ParameterSummary] {
    zip(parameterNames, variableDiagnostics()).map { ParameterSummary(name: $0, $1) }
  }
}

extension DiagnosticsReport {
  /// A summary of every parameter from numbers already computed.
  ///
  /// O(parameters).
  public var summaries: [ParameterSummary] {
    parameters.map { ParameterSummary(name: $0.name, $0.numbers) }
  }

  /// A summary of every parameter: estimates from weighted points, R-hat and effective sample sizes from
  /// numbers already computed.
  ///
  /// O(parameters x points).
  ///
  /// - Precondition: the points are of the same parameters.
  public func summaries(estimatedFrom points: WeightedSample) -> [ParameterSummary] {
    precondition(points.parameterNames == parameters.map(\.name), "the same parameters")
    return parameters.enumerated().map { index, parameter in
      ParameterSummary(
        name: parameter.name,
        WeightedNumbers(points.parameter(index), weights: points.weights),
        diagnostics: parameter.numbers
      )
    }
  }
}

/// The row of a summary table for one parameter: where it lies and how well the draws say so.
///
/// Everything is on the scale of the draws (log-odds for coefficients). The estimates and their Monte
/// Carlo errors are those of the draws, or of weighted points where there are such; R-hat and the
/// effective sample sizes always judge the draws. NaN where a number is not defined: convergence numbers
/// of constants, everything where a draw is NaN.
@dynamicMemberLookup
public struct ParameterSummary: Sendable, Equatable {
  /// The name of the parameter.
  public let name: String
  /// The estimates and their Monte Carlo errors.
  public let estimates: Estimates
  /// The larger of the two rank-normalised split R-hats; 1 at convergence.
  public let rHat: Double
  /// Effective sample size of the bulk, in draws over all chains.
  public let essBulk: Double
  /// Effective sample size of the tails, in draws over all chains.
  public let essTail: Double

  /// A number of ``estimates``.
  public subscript(dynamicMember number: KeyPath<Estimates, Double>) -> Double {
    estimates[keyPath: number]
  }

  /// Makes a row of estimates, with the diagnostics of draws of the same variable.
  ///
  /// - Parameters:
  ///   - name: The name of the parameter.
  ///   - diagnostics: The numbers of its draws.
  ///   - estimates: Estimates from weighted points; nil: those of the draws.
  public init(name: String, _ diagnostics: VariableDiagnostics, estimates: Estimates? = nil) {
    self.init(
      name: name,
      estimates: estimates ?? diagnostics.estimates,
      rHat: diagnostics.rHat,
      essBulk: diagnostics.bulkSampleSize,
      essTail: diagnostics.tailSampleSize
    )
  }

  package init(name: String, estimates: Estimates, rHat: Double, essBulk: Double, essTail: Double) {
    self.name = name
    self.estimates = estimates
    (self.rHat, self.essBulk, self.essTail) = (rHat, essBulk, essTail)
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
        parameter.numbers,
        estimates: WeightedNumbers(points.parameter(index), weights: points.weights).estimates
      )
    }
  }
}

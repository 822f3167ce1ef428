/// How far the estimates of one quantity are from its exact posterior.
///
/// Each difference is in Monte Carlo standard errors of the estimate. The exact numbers have errors of
/// their own; a difference counts as one beyond doubt only where it exceeds the limit by those too.
public struct ExactComparison: Sendable, Equatable {
  /// One estimate of the quantity.
  public struct Number: Sendable, Equatable {
    /// Which one: `mean`, `sd`, `q5`, `median` or `q95`.
    public let name: String
    /// The estimate less the exact number, in the quantity's units.
    public let difference: Double
    /// The Monte Carlo standard error of the estimate.
    public let monteCarloError: Double
    /// The error of the exact number.
    public let exactError: Double

    /// The distance in Monte Carlo standard errors.
    public var score: Double { abs(difference) / monteCarloError }

    /// Whether so many Monte Carlo standard errors and the exact number's error do not explain it.
    public func exceeds(_ limit: Double) -> Bool {
      abs(difference) > limit * monteCarloError + exactError
    }
  }

  /// The name of the coefficient or configuration.
  public let subject: String
  /// The estimates whose Monte Carlo error is known and larger than the error of the exact number.
  public let numbers: [Number]

  /// Compares a summary with an exact posterior of the same quantity.
  ///
  /// Moments that do not exist are left out, and estimates that are known better than the exact number,
  /// which then is no judge.
  ///
  /// - Parameters:
  ///   - summary: The estimates.
  ///   - exact: The exact posterior.
  ///   - subject: What it is of; nil: the name of the summary.
  public init(_ summary: ParameterSummary, _ exact: ExactQuantity, subject: String? = nil) {
    self.subject = subject ?? summary.name
    numbers = Estimates.Quantity.allCases.compactMap { quantity in
      let (own, exact) = (summary.estimates[quantity], exact.estimate(of: quantity))
      let number = Number(
        name: quantity.rawValue,
        difference: own.value - exact.value,
        monteCarloError: own.error,
        exactError: exact.error
      )
      return exact.error <= own.error && number.score.isFinite ? number : nil
    }
  }
}

extension [ExactComparison] {
  /// The number of comparisons.
  public var numberCount: Int { reduce(0) { $0 + $1.numbers.count } }

  /// The largest distance, with what it is of; nil where nothing was compared.
  public var largest: (subject: String, number: ExactComparison.Number)? {
    flatMap { comparison in comparison.numbers.map { (comparison.subject, $0) } }
      .max { $0.1.score < $1.1.score }
  }

  /// The differences that chance and the errors of the exact numbers do not explain.
  public var discrepancies: [(subject: String, number: ExactComparison.Number)] {
    let limit = MonteCarloError.limit(comparisons: numberCount)
    return flatMap { comparison in
      comparison.numbers.filter { $0.exceeds(limit) }.map { (comparison.subject, $0) }
    }
  }
}

extension ParameterSummary {
  /// The row of a quantity whose posterior is known exactly, with the diagnostics of its draws.
  ///
  /// The errors are those of the integration, not of Monte Carlo: bounds, not standard errors.
  public init(_ estimated: ParameterSummary, exact: ExactQuantity) {
    self.init(
      name: estimated.name,
      estimates: Estimates(exact: exact),
      rHat: estimated.rHat,
      essBulk: estimated.essBulk,
      essTail: estimated.essTail
    )
  }
}

/// A number computed from cases, and its standard error as an estimate of what other cases would give.
public struct CaseEstimate: Sendable, Equatable {
  /// The number.
  public let value: Double
  /// Its standard error over the cases; NaN where it has none, as with a single case.
  public let standardError: Double

  /// Adds up one number a case.
  ///
  /// The standard error is the root of the number of cases times the variance between them (divisor: cases
  /// less one). NaN where an element is. O(cases).
  public init(sumOf pointwise: [Double]) {
    let count = Double(pointwise.count)
    let sum = pointwise.reduce(0, +)
    let mean = sum / count
    let squares = pointwise.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    value = sum
    standardError = pointwise.count > 1 ? (count * squares / (count - 1)).squareRoot() : .nan
  }

  /// The number times another.
  public func scaled(by factor: Double) -> CaseEstimate {
    CaseEstimate(value: factor * value, standardError: abs(factor) * standardError)
  }

  init(value: Double, standardError: Double) {
    self.value = value
    self.standardError = standardError
  }
}

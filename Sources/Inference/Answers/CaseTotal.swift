/// The sum of one number a case, and its standard error as an estimate of what other cases would give.
public struct CaseTotal: Sendable, Equatable {
  /// The sum over the cases.
  public let value: Double
  /// The root of the number of cases times the variance between them (divisor: cases less one); NaN for
  /// a single case.
  public let standardError: Double

  /// Adds up.
  ///
  /// NaN where an element is. O(cases).
  public init(_ pointwise: [Double]) {
    let count = Double(pointwise.count)
    let sum = pointwise.reduce(0, +)
    let mean = sum / count
    let squares = pointwise.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    value = sum
    standardError = pointwise.count > 1 ? (count * squares / (count - 1)).squareRoot() : .nan
  }

  /// The total times a number.
  public func scaled(by factor: Double) -> CaseTotal {
    CaseTotal(value: factor * value, standardError: abs(factor) * standardError)
  }

  init(value: Double, standardError: Double) {
    self.value = value
    self.standardError = standardError
  }
}

/// The widely applicable information criterion: another estimate of the expected log pointwise predictive
/// density, in nats, from the spread of each case's log likelihood over the draws.
///
/// Where a case's variance is above 0.4 it is unreliable, and leave-one-out is to be preferred.
///
/// Source: S. Watanabe, JMLR 11 (2010) 3571-3594; Vehtari, Gelman and Gabry (2017), section 2.3, with the
/// definitions of the R package loo (divisor: draws less one).
public struct WAIC: Sendable, Equatable {
  /// One case.
  public struct Case: Sendable, Equatable {
    /// The name.
    public let name: String
    /// The case's part of the expected log predictive density, in nats.
    public let elpd: Double
    /// The variance of the case's log likelihood over the draws: its part of the effective number of
    /// parameters.
    public let effectiveParameters: Double
  }

  /// The variance of a case's log likelihood above which the criterion is unreliable.
  public static let threshold = 0.4

  /// The cases, in the order of the data.
  public let cases: [Case]

  /// Computes the criterion.
  ///
  /// NaN where a log likelihood is not finite, or there is a single draw. O(cases x draws).
  public init(_ likelihood: PointwiseLogLikelihood) {
    var cases: [Case] = []
    cases.reserveCapacity(likelihood.caseCount)
    for (index, name) in likelihood.caseNames.enumerated() {
      let first = likelihood.firstAlike[index]
      guard first == index else {
        cases.append(
          Case(
            name: name,
            elpd: cases[first].elpd,
            effectiveParameters: cases[first].effectiveParameters
          )
        )
        continue
      }
      let values = Array(likelihood.chains(index).joined())
      let count = Double(values.count)
      let mean = values.reduce(0, +) / count
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
      cases.append(
        Case(
          name: name,
          elpd: logSumExp(values) - Portable.log(count) - variance,
          effectiveParameters: variance
        )
      )
    }
    self.cases = cases
  }

  /// The expected log pointwise predictive density, in nats.
  public var elpd: CaseEstimate { CaseEstimate(sumOf: cases.map(\.elpd)) }
  /// The effective number of parameters.
  public var effectiveParameters: CaseEstimate {
    CaseEstimate(sumOf: cases.map(\.effectiveParameters))
  }
  /// Minus twice ``elpd``.
  public var informationCriterion: CaseEstimate { elpd.scaled(by: -2) }
  /// The names of the cases whose variance is above the threshold.
  public var unreliableCases: [String] {
    cases.filter { $0.effectiveParameters > Self.threshold }.map(\.name)
  }
}

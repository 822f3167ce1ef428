import Testing

@testable import InferenceCore

/// Against quadrature (scipy.integrate.quad of D^2 / P and P between the first and the last value, D in closed
/// form), and errors against the spread of repetitions.
@Suite struct SensitivityDerivativeTests {
  private static func quantiles(_ count: Int) -> [Double] {
    (0..<count).map { StandardNormal.quantile((Double($0) + 0.5) / Double(count)) }
  }

  /// A standard normal quantity; log densities -(q - 2)^2 / 8 and -q^2 / 2.
  @Test func agreesWithQuadrature() {
    let values = Self.quantiles(4000)
    let derivative = SensitivityDerivative(values)
    let shifted = derivative.estimate(values.map { -($0 - 2) * ($0 - 2) / 8 })
    #expect(abs(shifted.value - 0.08659943825335087) < 1e-3 * 0.0866)
    let own = derivative.estimate(values.map { -$0 * $0 / 2 })
    #expect(abs(own.value - 0.08049532419454922) < 3e-3 * 0.0805)
  }

  /// Differences at powers near 1 by raw weights, which agree to the square of the step; and those of
  /// ``PowerScaling``, whose smoothing of the largest weights alone moves them by half a per cent (3e-5 without
  /// it, in an independent computation with numpy), a part of their Monte Carlo error.
  @Test func agreesWithDifferences() {
    var random = RandomStream(seed: 3, purpose: .simulation)
    let normal = NormalDistribution(mean: 0, standardDeviation: 1)
    let values = (0..<2000).map { _ in normal.draw(using: &random) }
    let prior = values.map { -0.5 * ($0 - 1) * ($0 - 1) }
    let likelihood = values.map { -0.3 * $0 * $0 + 0.2 * $0 }
    let differences = PowerScaling(
      [("q", values)],
      logPrior: prior,
      logLikelihood: likelihood
    ).quantities[0]
    let derivatives = PowerScaling(
      derivativesOf: [("q", values)],
      logPrior: prior,
      logLikelihood: likelihood
    ).quantities[0]
    #expect(abs(derivatives.prior / Self.difference(values, prior) - 1) < 1e-4)
    #expect(abs(derivatives.likelihood / Self.difference(values, likelihood) - 1) < 1e-4)
    #expect(abs(derivatives.prior - differences.prior) < 0.5 * derivatives.errorOfPrior)
    #expect(
      abs(derivatives.likelihood - differences.likelihood) < 0.5 * derivatives.errorOfLikelihood
    )
    #expect(derivatives.errorOfPrior == differences.errorOfPrior)
  }

  /// The mean of the distances at both powers by log2 of the power, nothing smoothed.
  private static func difference(_ values: [Double], _ logDensity: [Double]) -> Double {
    let distance = CumulativeDistance(values)
    let slopes = PowerScaling.powers.map { power in
      let raw = logDensity.map { Portable.exp((power - 1) * $0) }
      let total = raw.reduce(0, +)
      let weights = raw.map { $0 / total }
      return distance.distance(weights: weights) * Portable.log(2) / abs(Portable.log(power))
    }
    return slopes.reduce(0, +) / Double(slopes.count)
  }

  /// The error is that of repetitions, or up to twice as large where its parts are correlated.
  @Test func errorsAreThoseOfRepetitions() {
    let normal = NormalDistribution(mean: 0, standardDeviation: 1)
    for centre in [0.0, 2] {
      var random = RandomStream(seed: 11, purpose: .simulation)
      let estimates = (0..<200).map { _ in
        let values = (0..<2000).map { _ in normal.draw(using: &random) }
        return SensitivityDerivative(values)
          .estimate(values.map { -0.125 * ($0 - centre) * ($0 - centre) })
      }
      let count = Double(estimates.count)
      let mean = estimates.reduce(0) { $0 + $1.value } / count
      let spread =
        (estimates.reduce(0) { $0 + ($1.value - mean) * ($1.value - mean) } / (count - 1))
        .squareRoot()
      let error = estimates.reduce(0) { $0 + $1.error } / count
      // The spread of 200 repetitions is known to 5 %.
      #expect(error > 0.85 * spread && error < 2 * spread, "\(centre): \(error) \(spread)")
    }
  }

  @Test func degenerateDraws() {
    let none = SensitivityDerivative([3, 3, 3, 3]).estimate([1, 2, 3, 4])
    #expect(none == .init(value: 0, error: 0))
    let equal = SensitivityDerivative([1, 2, 3, 4]).estimate([5, 5, 5, 5])
    #expect(equal == .init(value: 0, error: 0))
    #expect(SensitivityDerivative([1, .nan]).estimate([1, 2]).value.isNaN)
  }

  @Test func findingsWithinTheirErrorAreSaid() {
    func verdict(_ prior: Double, _ error: Double) -> String {
      PowerScaling.Quantity(
        name: "",
        prior: prior,
        likelihood: 0.2,
        errorOfPrior: error,
        errorOfLikelihood: 0.005
      ).verdict
    }
    #expect(verdict(0.2, 0.01) == "prior-data conflict")
    #expect(verdict(0.055, 0.004) == "prior-data conflict (within Monte Carlo error)")
    #expect(verdict(0.03, 0.02) == "likelihood decides (within Monte Carlo error)")
  }
}

import Testing

@testable import Inference

/// Posteriors with several humps, and with one far from the prior: lattices on each, held against sums over
/// another rule.
///
/// The truths are sums over a trapezoid rule in the coordinates of the priors, |z| <= 12.5, whose steps of 0.02
/// and 0.0125 agree to seven digits and more; quantiles from the spline through the sums of a coordinate
/// (numpy 2, scipy 1.17: the maps by `t.isf(norm.sf(z), df)`).
@Suite struct LatticeRegionsTests {
  struct Truth: Sendable {
    var mean: Double
    var sd: Double
    var q5: Double
    var median: Double
    var q95: Double
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var example: AnalysisHumpsTests.Case
    var logMarginalLikelihood: Double
    var truths: [Truth]
    var testDescription: String { example.name }
  }

  private static let logMarginalLikelihoods = [
    -38.0234185,
    -29.928428,
    -24.6529414,
    -44.0144188,
    -21.5264989,
    -14.2601847,
    -38.2125152,
    -45.3592833,
    -46.7321385,
  ]

  private static let truths = [
    [
      Truth(
        mean: -16.02292668,
        sd: 1.356591165,
        q5: -18.31287396,
        median: -15.82946577,
        q95: -14.51219796
      ),
      Truth(
        mean: 14.52868189,
        sd: 0.5093194217,
        q5: 14.55839799,
        median: 14.56989504,
        q95: 14.58086243
      ),
    ],
    [
      Truth(
        mean: -10.20986305,
        sd: 1.289311893,
        q5: -10.08125927,
        median: -10.00619273,
        q95: -9.950901714
      ),
      Truth(
        mean: 15.79018342,
        sd: 1.2891695,
        q5: 15.91874672,
        median: 15.99380777,
        q95: 16.04909876
      ),
    ],
    [
      Truth(
        mean: -14.44044692,
        sd: 4.852696278,
        q5: -21.85080603,
        median: -10.1265534,
        q95: -9.956810607
      ),
      Truth(
        mean: 11.56056032,
        sd: 4.852606228,
        q5: 4.149737953,
        median: 15.87492508,
        q95: 16.04319494
      ),
    ],
    [
      Truth(
        mean: -4.249373106,
        sd: 1.629445416,
        q5: -7.24269916,
        median: -3.947225965,
        q95: -2.330128735
      ),
      Truth(
        mean: 821.8311816,
        sd: 279.1843765,
        q5: 490.6323345,
        median: 775.8599375,
        q95: 1321.492334
      ),
    ],
    [
      Truth(
        mean: -3.268663506,
        sd: 1.180201672,
        q5: -5.367557124,
        median: -3.155603711,
        q95: -1.605419631
      ),
      Truth(
        mean: 872.1696202,
        sd: 588.2514178,
        q5: 400.3728737,
        median: 754.7790245,
        q95: 1711.462947
      ),
    ],
    [
      Truth(
        mean: -1.215529281,
        sd: 0.4855199807,
        q5: -2.045826592,
        median: -1.194242252,
        q95: -0.4556088322
      ),
      Truth(
        mean: 1.307314463,
        sd: 16.72309486,
        q5: -1.340223074,
        median: 0.9200264222,
        q95: 3.408576409
      ),
    ],
    [
      Truth(
        mean: -3.737080425,
        sd: 3.352393974,
        q5: -3.093936805,
        median: -3.031372284,
        q95: -2.994935659
      ),
      Truth(
        mean: 1.473952768,
        sd: 4.383643535,
        q5: -4.517948804,
        median: 1.624012668,
        q95: 4.39085462
      ),
    ],
    [
      Truth(
        mean: -5.387197386,
        sd: 1.790338542,
        q5: -8.758424163,
        median: -5.008404968,
        q95: -3.304345889
      ),
      Truth(
        mean: 1060.713637,
        sd: 307.0458772,
        q5: 699.2091486,
        median: 999.4874072,
        q95: 1626.052491
      ),
    ],
    [
      Truth(
        mean: -6.680871875,
        sd: 1.989718512,
        q5: -10.46736446,
        median: -6.244178276,
        q95: -4.387960812
      ),
      Truth(
        mean: 1335.379898,
        sd: 351.8225639,
        q5: 929.7933492,
        median: 1262.042729,
        q95: 1984.868775
      ),
    ],
  ]

  static let cases = zip(
    AnalysisHumpsTests.cases + AnalysisHumpsTests.hidden,
    zip(logMarginalLikelihoods, truths)
  ).map { Case(example: $0, logMarginalLikelihood: $1.0, truths: $1.1) }

  /// Exact to tolerance, and every error covers the difference to the truth.
  @Test(arguments: cases) func errorsCoverTheTruth(_ example: Case) throws {
    let input = try AnalysisHumpsTests.input(
      example.example.rows,
      priors: example.example.priors,
      link: example.example.link
    )
    let exact = try ExactPosterior(input.model, ExactSettings(refines: true))
    #expect(exact.isExact, "\(exact.shortfalls)")
    let logMarginal = try #require(exact.logMarginalLikelihood)
    #expect(abs(logMarginal.value - example.logMarginalLikelihood) <= logMarginal.error + 1e-8)
    #expect(exact.coefficients.count == example.truths.count)
    for (quantity, truth) in zip(exact.coefficients, example.truths) {
      for (name, estimate, value) in [
        ("mean", quantity.mean, truth.mean), ("sd", quantity.standardDeviation, truth.sd),
        ("q5", quantity.quantile(0.05), truth.q5), ("median", quantity.quantile(0.5), truth.median),
        ("q95", quantity.quantile(0.95), truth.q95),
      ] {
        #expect(
          abs(estimate.value - value) <= estimate.error + 1e-6 * truth.sd,
          "\(name) of \(quantity.name)"
        )
      }
    }
  }

  /// The tail of a variance that nearly is none; 3.17699 by mpmath.
  @Test func aTailWithHardlyAVariance() throws {
    let input = try AnalysisHumpsTests.input(
      [(0, 5, 0)],
      formula: "k | trials(n) ~ 1",
      priors: ["Intercept ~ student_t(2.5, 0, 1)"]
    )
    let exact = try ExactPosterior(input.model, ExactSettings(refines: true))
    #expect(exact.isExact)
    let deviation = exact.coefficients[0].standardDeviation
    #expect(abs(deviation.value - 3.17699) <= deviation.error + 5e-6)
  }

  /// The four references of one coefficient with two humps, to their error of 1e-4: right, or not exact.
  @Test(
    arguments: [
      (3.0, -6.0, 0.1, [-10.6819374, -5.087559, 2.07763]),
      (4.0, -6.0, 0.2, [-10.57388, -5.05177, 1.90896]),
      (3.0, -5.0, 0.3, [-7.8150845, -2.523635, 2.25092]),
      (7.0, -6.0, 0.3, [-10.625714, -5.647287, 0.67351]),
    ]
  ) func oneCoefficient(df: Double, location: Double, scale: Double, right: [Double]) throws {
    let input = try AnalysisHumpsTests.input(
      [(2, 3, 0)],
      formula: "k | trials(n) ~ 1",
      priors: ["Intercept ~ student_t(\(df), \(location), \(scale))"]
    )
    let exact = try ExactPosterior(input.model, ExactSettings(refines: true))
    let logMarginal = try #require(exact.logMarginalLikelihood)
    let numbers = [
      logMarginal, exact.coefficients[0].mean, exact.coefficients[0].standardDeviation,
    ]
    for (estimate, value) in zip(numbers, right) {
      #expect(abs(estimate.value - value) <= estimate.error + 1e-4)
      #expect(estimate.error < 2e-3)
    }
  }
}

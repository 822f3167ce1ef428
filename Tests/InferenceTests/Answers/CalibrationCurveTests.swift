import Testing

@testable import Inference

@Suite struct CalibrationCurveTests {
  private static func curve(
    _ outcomes: [Double],
    _ probabilities: [Double],
    resamples: Int = 500
  ) -> CalibrationCurve {
    var random = RandomStream(seed: 6, purpose: .simulation)
    return CalibrationCurve(
      PredictionScoresTests.predictions(outcomes, probabilities),
      resamples: resamples,
      using: &random
    )
  }

  /// scikit-learn 1.9.1, `c = IsotonicRegression().fit_transform(p, y)`, and the mean squares of y - p,
  /// y - c, y - mean(y).
  @Test func curveAndScoreAreThoseOfScikitLearn() {
    let curve = Self.curve(PredictionScoresTests.outcomes, PredictionScoresTests.probabilities)
    // Two probabilities stand twice.
    #expect(curve.points.count == 10)
    let expected = [0, 1 / 3.0, 1 / 3.0, 2 / 3.0, 2 / 3.0, 2 / 3.0, 2 / 3.0, 2 / 3.0, 1, 1]
    for (point, value) in zip(curve.points, expected) {
      #expect(abs(point.calibrated - value) < 1e-12)
    }
    #expect(abs(curve.miscalibration - 0.06666666666666665) < 1e-13)
    #expect(abs(curve.discrimination - 0.07638888888888892) < 1e-13)
    #expect(abs(curve.uncertainty - 0.24305555555555558) < 1e-13)
    #expect(abs(curve.score - 0.2333333333333333) < 1e-13)
    #expect(curve.pValue > 0.05)
  }

  /// One probability for all: the curve is the share, the band that of a binomial share.
  ///
  /// `scipy.stats.binom.ppf([.05, .95], 40, .3) / 40` is (0.175, 0.425).
  @Test func bandOfOneProbabilityIsBinomial() {
    let outcomes = (0..<40).map { $0 < 20 ? 1.0 : 0 }
    let curve = Self.curve(outcomes, [Double](repeating: 0.3, count: 40), resamples: 4000)
    #expect(curve.points.count == 1)
    #expect(curve.points[0].calibrated == 0.5)
    #expect(abs(curve.points[0].lower - 0.175) < 0.026)
    #expect(abs(curve.points[0].upper - 0.425) < 0.026)
    #expect(abs(curve.miscalibration - 0.04) < 1e-12)
    // P(X < 4) + P(X > 20) and half of P(X = 4) + P(X = 20), as far from 12 as 20 is: scipy's binom.
    #expect(abs(curve.pValue - 0.005916344393579509) < 0.005)
  }

  /// Outcomes drawn from the predictions are within the band nine times in ten, and their p-values are
  /// spread out; predictions squeezed to the middle are found out.
  @Test func wrongPredictionsAreFoundOut() {
    var random = RandomStream(seed: 9, purpose: .simulation)
    let probabilities = (0..<500).map { _ in random.nextUniform() }
    let outcomes = probabilities.map { random.nextUniform() < $0 ? 1.0 : 0 }
    let right = Self.curve(outcomes, probabilities)
    #expect(right.pValue > 0.01)
    let inside = right.points.count { $0.calibrated >= $0.lower && $0.calibrated <= $0.upper }
    #expect(Double(inside) > 0.8 * 500)
    let squeezed = Self.curve(outcomes, probabilities.map { 0.35 + 0.3 * $0 })
    #expect(squeezed.pValue < 0.01)
  }
}

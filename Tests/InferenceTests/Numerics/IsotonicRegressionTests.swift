import Testing

@testable import InferenceCore

@Suite struct IsotonicRegressionTests {
  /// `sklearn.isotonic.IsotonicRegression().fit_transform(range(8), v, sample_weight=w)`, 1.9.1.
  @Test func fitIsThatOfScikitLearn() {
    let fit = IsotonicRegression.fitted(
      [1, 3, 2, 4, 3.5, 3.5, 6, 5],
      weights: [1, 2, 1, 1, 3, 1, 1, 2]
    )
    let expected = [1, 8.0 / 3, 8.0 / 3, 3.6, 3.6, 3.6, 16.0 / 3, 16.0 / 3]
    for (found, value) in zip(fit, expected) { #expect(abs(found - value) < 1e-12) }
    #expect(fit.count == 8)
  }

  @Test func monotoneValuesStay() {
    #expect(IsotonicRegression.fitted([0, 0, 1, 1], weights: [1, 1, 1, 1]) == [0, 0, 1, 1])
    #expect(IsotonicRegression.fitted([3, 2, 1], weights: [1, 1, 1]) == [2, 2, 2])
    #expect(IsotonicRegression.fitted([], weights: []).isEmpty)
  }
}

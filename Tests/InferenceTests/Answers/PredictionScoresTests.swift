import Testing

@testable import InferenceCore

@Suite struct PredictionScoresTests {
  static let outcomes = [0.0, 1, 0, 0, 1, 1, 0, 1, 1, 0, 1, 1]
  static let probabilities = [0.1, 0.15, 0.2, 0.2, 0.35, 0.4, 0.45, 0.45, 0.6, 0.7, 0.8, 0.9]

  /// Cases predicted by a single point: the probability itself.
  static func predictions(
    _ successes: [Double],
    of trials: [Double]? = nil,
    _ probabilities: [Double]
  ) -> [CasePrediction] {
    successes.indices.map { index in
      CasePrediction(
        name: "case \(index + 1)",
        outcome: .init(successes: successes[index], trials: trials?[index] ?? 1),
        at: .init(
          [
            Portable.log(probabilities[index]) - Portable.log(onePlus: -probabilities[index])
          ],
          weights: [1]
        ),
        source: .refit
      )
    }
  }

  /// Scores are those of scikit-learn 1.9.1, `brier_score_loss` and `roc_auc_score`.
  ///
  /// Standard errors are numpy's, that of the area by DeLong's placements:
  ///
  ///     psi = (pos[:,None] > neg) + .5 * (pos[:,None] == neg)
  ///     sqrt(psi.mean(1).var(ddof=1) / len(pos) + psi.mean(0).var(ddof=1) / len(neg))
  @Test func scoresAreThoseOfScikitLearn() {
    let scores = PredictionScores(Self.predictions(Self.outcomes, Self.probabilities))
    #expect(abs(scores.brier.value - 0.2333333333333333) < 1e-14)
    #expect(abs(scores.brier.standardError - 0.06628632032800028) < 1e-14)
    #expect(abs(scores.log.value - -7.854527651582314) < 1e-12)
    #expect(abs(scores.log.standardError - 1.8906689950708724) < 1e-12)
    #expect(abs(scores.areaUnderCurve.value - 0.7) < 1e-14)
    #expect(abs(scores.areaUnderCurve.standardError - 0.1688295038212937) < 1e-14)
  }

  /// Counts are so many trials: the same functions over the trials one by one.
  @Test func countsAreTrialsOneByOne() {
    let scores = PredictionScores(
      Self.predictions([1, 0, 3], of: [2, 1, 4], [0.3, 0.2, 0.7])
    )
    #expect(abs(scores.brier.value - 0.19714285714285712) < 1e-14)
    #expect(abs(scores.areaUnderCurve.value - 0.75) < 1e-14)
  }

  @Test func oneClassHasNoArea() {
    let scores = PredictionScores(Self.predictions([1, 1], [0.5, 0.6]))
    #expect(scores.areaUnderCurve.value.isNaN)
    let oneEach = PredictionScores(Self.predictions([1, 0], [0.5, 0.6]))
    #expect(oneEach.areaUnderCurve.value == 0)
    #expect(oneEach.areaUnderCurve.standardError.isNaN)
  }

  /// Values lie between the probabilities of fewer and of at most as many successes.
  @Test func transformLiesWithinItsBounds() {
    let predictions = Self.predictions([1, 0, 3], of: [2, 1, 4], [0.3, 0.2, 0.7])
    let transform = ProbabilityIntegralTransform(predictions, seed: 1)
    for (value, prediction) in zip(transform.values, predictions) {
      #expect(value > prediction.below)
      #expect(value < prediction.below + prediction.equal)
    }
  }

  /// Right predictions have uniform values, predictions that are all too high have not.
  @Test func transformTellsRightFromWrong() {
    var random = RandomStream(seed: 2, purpose: .simulation)
    let probabilities = (0..<400).map { _ in 0.02 + 0.5 * random.nextUniform() }
    let outcomes = probabilities.map { random.nextUniform() < $0 ? 1.0 : 0 }
    let right = ProbabilityIntegralTransform(
      Self.predictions(outcomes, probabilities),
      seed: 2
    )
    #expect(right.pValue > 0.01)
    let wrong = ProbabilityIntegralTransform(
      Self.predictions(outcomes, probabilities.map { $0 + 0.4 }),
      seed: 2
    )
    #expect(wrong.pValue < 1e-6)
    #expect(wrong.largestDifference > 0.2)
  }
}

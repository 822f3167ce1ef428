import Testing

@testable import Inference

@Suite("RankNormalization") struct RankNormalizationTests {
  @Test func scoresWithTies() {
    // scipy.stats.norm.ppf((rankdata([3, 1, 1, 2, 9]) - 3/8) / 5.25)
    let scores = RankNormalization.scores([[3, 1], [1, 2, 9]])
    let expected = [
      [0.49720057068155404, -0.7916386077433746],
      [-0.7916386077433746, 0.0, 1.1797611176118612],
    ]
    for (chain, other) in zip(scores, expected) {
      for (value, reference) in zip(chain, other) { #expect(abs(value - reference) < 1e-14) }
    }
  }

  @Test func folding() {
    #expect(RankNormalization.folded([[1, 5], [2, 9]]) == [[2.5, 1.5], [1.5, 5.5]])
    #expect(RankNormalization.scores([[1, .nan]])[0].allSatisfy { $0.isNaN })
  }
}

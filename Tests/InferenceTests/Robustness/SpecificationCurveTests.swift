import Testing

@testable import Inference

@Suite struct SpecificationCurveTests {
  private static let results = MultiverseResults([
    UniverseExamples.result(
      UniverseExamples.universe(),
      [UniverseExamples.quantity(median: 0.5, positive: 0.96, error: 0.006)]
    ),
    UniverseExamples.result(
      UniverseExamples.universe(link: .probit),
      [UniverseExamples.quantity(median: 0.25, positive: 0.92)]
    ),
    UniverseExamples.failure(UniverseExamples.universe(link: .cloglog), "broken"),
    UniverseExamples.result(
      UniverseExamples.universe(coding: "table1"),
      [UniverseExamples.quantity(median: -0.125, positive: 0.03)],
      successes: 0
    ),
    UniverseExamples.result(
      UniverseExamples.universe(coding: "table1", link: .probit),
      [UniverseExamples.quantity(median: 0.25, positive: 0.5)]
    ),
    UniverseExamples.result(
      UniverseExamples.universe(coding: "table1", link: .cloglog),
      [UniverseExamples.quantity(median: .nan, positive: .nan)]
    ),
    UniverseExamples.result(UniverseExamples.universe(formula: "y ~ z"), []),
  ])

  /// By hand.
  @Test func universesByMedian() {
    let curve = SpecificationCurve(of: .init(.effect, "x"), in: Self.results)
    #expect(curve.points.map(\.place) == [3, 1, 4, 0])
    #expect(curve.all.count == 4 && curve.all.medianOfMedians == 0.25)
    #expect(curve.all.smallestMedian == -0.125 && curve.all.largestMedian == 0.5)
    #expect(curve.all.agreements.map(\.count) == [2, 1, 1, 1])
    #expect(curve.all.agreements.map(\.share) == [0.5, 0.25, 0.25, 0.25])
    // 0.96 is 0.01 from 0.95, less than two errors of 0.006.
    #expect(curve.all.agreements.map(\.doubtfulCount) == [0, 1, 0, 0])
    #expect(curve.oneClassCount == 1 && curve.failedCount == 1)
    #expect(curve.absentCount == 1 && curve.undefinedCount == 1)
    #expect(curve.twoClasses.count == 3 && curve.twoClasses.smallestMedian == 0.25)
    #expect(curve.twoClasses.agreements.map(\.count) == [2, 1, 0, 0])
    #expect(curve.twoClasses.agreement(.init(.above, 0.9))?.share == 2.0 / 3)
  }

  @Test func withoutUniversesThereAreNoNumbers() {
    let curve = SpecificationCurve(of: .init(.effect, "nothing"), in: Self.results)
    #expect(curve.all.count == 0 && curve.all.medianOfMedians.isNaN)
    #expect(curve.all.agreements.allSatisfy { $0.count == 0 && $0.share.isNaN })
    #expect(curve.absentCount == 6)
  }
}

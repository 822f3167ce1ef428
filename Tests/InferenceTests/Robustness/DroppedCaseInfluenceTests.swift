import Testing

@testable import Inference

@Suite struct DroppedCaseInfluenceTests {
  private static func item(
    _ link: Link,
    _ dropped: String?,
    _ median: Double,
    _ positive: Double,
    successes: Double = 1
  ) -> (universe: Universe, result: UniverseResult) {
    UniverseExamples.result(
      UniverseExamples.universe(link: link, dropped: dropped),
      [UniverseExamples.quantity(median: median, positive: positive)],
      successes: successes
    )
  }

  /// By hand.
  @Test func pairsThatDifferInNothingElse() throws {
    let results = MultiverseResults([
      Self.item(.logit, nil, 0.5, 0.96), Self.item(.logit, "A", 0.25, 0.93),
      Self.item(.logit, "B", 0.75, 0.5, successes: 0), Self.item(.probit, nil, 0.5, 0.92),
      Self.item(.probit, "A", 0.625, 0.97), Self.item(.probit, "B", .nan, .nan),
      // No twin keeps the case.
      Self.item(.cloglog, "A", 9, 0.1),
    ])
    let influences = DroppedCaseInfluence.all(in: results, base: results.entries[4].universe)
    #expect(influences.map(\.caseName) == ["A", "B"])
    let first = try #require(influences.first)
    #expect(first.pairCount == 2 && first.oneClassCount == 0)
    #expect(first.median.mean == -0.0625 && first.median.meanAbsolute == 0.1875)
    #expect(first.median.largest == -0.25)
    #expect(abs(first.probability.largest - 0.05) < 1e-15)
    // 0.96 to 0.93 and 0.92 to 0.97 cross 0.95, neither crosses 0.9.
    #expect(first.crossings == [0, 2, 0, 0])
    #expect(first.base?.median == 0.125)
    let second = try #require(influences.last)
    #expect(second.pairCount == 1 && second.oneClassCount == 1 && second.base == nil)
    #expect(second.crossings == [1, 1, 0, 0] && second.median.mean == 0.25)
  }

  @Test func aPlanThatDropsNothing() {
    let results = MultiverseResults([Self.item(.logit, nil, 0.5, 0.96)])
    #expect(DroppedCaseInfluence.all(in: results).isEmpty)
  }
}

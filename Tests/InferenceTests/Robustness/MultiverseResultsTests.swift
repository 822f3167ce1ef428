import Testing

@testable import Inference

@Suite struct MultiverseResultsTests {
  @Test func quantitiesAreSortedByKindAndKeepTheirPlaces() {
    let results = MultiverseResults(
      [
        UniverseExamples.failure(UniverseExamples.universe(), "no"),
        UniverseExamples.result(
          UniverseExamples.universe(coding: "table1"),
          [
            UniverseExamples.quantity(kind: .meanProbability, median: 0.2, positive: 1),
            UniverseExamples.quantity("b", median: 0.5, positive: 0.9),
            UniverseExamples.quantity("b", median: 0.7, positive: 0.9),
          ],
          method: .reweighted(from: "0123456789abcdef", paretoK: 0.25),
          successes: 8
        ),
        UniverseExamples.result(
          UniverseExamples.universe(link: .probit),
          [
            UniverseExamples.quantity("a", median: 0.1, positive: 0.9),
            UniverseExamples.quantity("b", median: 0.3, positive: 0.9),
          ]
        ),
      ],
      planned: 5
    )
    #expect(
      results.keys == [.init(.effect, "b"), .init(.effect, "a"), .init(.meanProbability, "x")]
    )
    #expect(results.effectKeys.map(\.name) == ["b", "a"])
    // The second of two numbers of the same name is passed over.
    #expect(results.estimates(of: .init(.effect, "b")).map(\.place) == [1, 2])
    #expect(results.estimates(of: .init(.effect, "b")).map(\.quantity.median) == [0.5, 0.3])
    #expect(results.estimates(of: .init(.coefficient, "b")).isEmpty)
    #expect(results.failures.map(\.result.identifier) == [results.entries[0].result.identifier])
    #expect(results.oneClassCount == 1 && results.reweightedCount == 1)
    #expect(results.missingCount == 2)
    let forks = results.forks
    #expect(forks.map(\.name).prefix(2) == ["coding", "recodes"] && forks.count == 7)
    #expect(forks[0].choices == ["text", "table1"] && forks[0].taken == [0, 1, 0])
    #expect(forks[4].choices == ["logit", "probit"] && forks[4].taken == [0, 0, 1])
  }

  @Test func noUniverseIsNoMistake() {
    let reading = RobustnessReading(MultiverseResults([]))
    #expect(reading.curves.isEmpty && reading.influences.isEmpty)
    #expect(RobustnessExport(reading).summaryTable.text().split(separator: "\n").count == 1)
  }
}

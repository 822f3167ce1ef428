import Testing

@testable import Inference

/// Probabilities that add up from weights of recodes, so that the smallest sets are known.
@Suite struct FragilityReadingTests {
  private static let weights = [
    "KAZ2022 security_uncertainty yes -> no": 0.03, "BLR2020 protest yes -> no": 0.015,
    "KGZ2005 protest yes -> no": 0.01, "KGZ2010 protest no -> yes": 0.009,
    "KGZ2020 protest yes -> no": 0.008, "BLR2020 intervention no -> yes": 0.1,
  ]

  private static func plan() throws -> FragilityPlan {
    try FragilityPlan(
      base: UniverseExamples.universe(
        formula: "intervention ~ protest + security_uncertainty"
      ),
      of: Study.load("csto")
    )
  }

  private static func result(
    _ universe: Universe,
    _ plan: FragilityPlan
  ) throws -> (universe: Universe, result: UniverseResult) {
    let changes = try #require(plan.changes(of: universe)).map(\.description)
    guard !changes.contains("ARM2021 intervention no -> yes") else {
      return UniverseExamples.failure(universe, "broken")
    }
    let loss = changes.map { weights[$0] ?? 0.001 }.reduce(0, +)
    return UniverseExamples.result(
      universe,
      [
        UniverseExamples.quantity(
          "protest",
          median: 0.5 - loss,
          positive: 0.97 - loss,
          error: 0.004
        ),
        UniverseExamples.quantity("protest", kind: .coefficient, median: 1, positive: 0.97),
      ]
    )
  }

  private static func results(
    _ plan: FragilityPlan,
    upTo size: Int
  ) throws -> [(universe: Universe, result: UniverseResult)] {
    var results = [try result(plan.base, plan)]
    guard size > 0 else { return results }
    for size in 1...size {
      results += try plan.universes(ofSize: size, given: results).map { try result($0, plan) }
    }
    return results
  }

  @Test func smallestSets() throws {
    let plan = try Self.plan()
    let results = try Self.results(plan, upTo: 5)
    let reading = FragilityReading(plan, results.reversed())
    #expect(reading.lines.map(\.threshold) == EvidenceThreshold.conclusions)
    #expect(reading.lines.map(\.holds) == [true, true, true, false, false])
    // 0.95 is crossed by two single recodes, to 0.87 and 0.94.
    let strong = reading.lines[2]
    let any = try #require(strong.anyCells.crossing)
    #expect(any.changes.map(\.description) == ["BLR2020 intervention no -> yes"])
    #expect(any.isExact && any.isComplete && !any.isDoubtful)
    #expect(any.setCount == 2 && any.clearSetCount == 2)
    let conditions = try #require(strong.conditionsOnly.crossing)
    #expect(conditions.changes.map(\.description) == ["KAZ2022 security_uncertainty yes -> no"])
    #expect(conditions.setCount == 1 && abs(conditions.after.probabilityPositive - 0.94) < 1e-12)
    // 0.9 takes 0.07: without the outcome all five of the others, found greedily; 0.898 is too near.
    let weak = reading.lines[1]
    #expect(weak.anyCells.crossing?.changes.count == 1)
    let five = try #require(weak.conditionsOnly.crossing)
    #expect(
      Set(five.changes.map(\.description))
        == Set(Self.weights.keys).subtracting(["BLR2020 intervention no -> yes"])
    )
    #expect(!five.isExact && !five.isComplete && five.isDoubtful)
    #expect(five.setCount == 1 && five.clearSetCount == 0)
    #expect(weak.conditionsOnly.unknownCount == 0 && weak.anyCells.unknownCount >= 24)
    // Nothing reaches 0.5, or the other side.
    for line in [reading.lines[0], reading.lines[3], reading.lines[4]] {
      #expect(line.anyCells.crossing == nil && line.conditionsOnly.crossing == nil)
      #expect(line.anyCells.searchedSize == 5 && line.conditionsOnly.searchedSize == 5)
    }
  }

  @Test func greedyStepsAreSmall() throws {
    let plan = try Self.plan()
    let two = try Self.results(plan, upTo: 2)
    let three = plan.universes(ofSize: 3, given: two)
    // Conclusions about one effect: at most one best pair with outcomes and one without, either way.
    #expect(!three.isEmpty && three.count <= 4 * 22)
    #expect(three.allSatisfy { plan.changes(of: $0)?.count == 3 })
    #expect(Set(three).count == three.count)
    #expect(three == plan.universes(ofSize: 3, given: two))
  }

  /// One size further than all were looked at is still exact: no smaller set does it.
  @Test func exactBeyondThePairs() throws {
    let plan = try Self.plan()
    var results = try Self.results(plan, upTo: 2).map { universe, result in
      let effect = UniverseExamples.quantity("protest", median: 0.5, positive: 0.6)
      return UniverseExamples.result(universe, [effect])
    }
    let triple = try #require(plan.universes(ofSize: 3, given: results).last)
    results.append(
      UniverseExamples.result(
        triple,
        [UniverseExamples.quantity("protest", median: 0.5, positive: 0.4)]
      )
    )
    let line = try #require(FragilityReading(plan, results).lines.first)
    let crossing = try #require(line.anyCells.crossing)
    #expect(crossing.changes.count == 3 && crossing.isExact && !crossing.isComplete)
    // Without one of the pairs it is a bound.
    results.remove(at: 30)
    let bound = FragilityReading(plan, results).lines.first?.anyCells.crossing
    #expect(bound?.isExact == false)
  }

  @Test func everyCellAlone() throws {
    let plan = try Self.plan()
    let reading = FragilityReading(plan, try Self.results(plan, upTo: 1))
    #expect(reading.cells.count == 24)
    let cell = try #require(
      reading.cells.first { $0.change.description == "KAZ2022 security_uncertainty yes -> no" }
    )
    #expect(abs((cell.after?.median ?? .nan) - 0.47) < 1e-12 && cell.before.median == 0.5)
    let broken = try #require(reading.cells.first { $0.failure != nil })
    #expect(broken.after == nil && broken.change.isOutcome)
    #expect(FragilityReading(plan, []).lines.isEmpty)
  }
}

import Testing

@testable import Inference

/// Parts of a plan: together the plan, and none larger than another by more than one.
@Suite struct ShardTests {
  private static func plan() throws -> Multiverse {
    let study = try Study.load("csto")
    return try Multiverse(study.multiverse, of: study)
  }

  @Test(arguments: [1, 2, 3, 7, 64, 1223, 1224, 1225, 5000]) func everyUniverseIsInOnePart(
    _ count: Int
  ) throws {
    let plan = try Self.plan()
    let order = plan.placesByDonor
    var seen: [Universe] = []
    var sizes: Set<Int> = []
    for number in 1...count {
      let shard = try #require(Shard(number: number, count: count))
      let part = plan.universes(of: shard, among: order)
      if number == 1 { #expect(part == plan.universes(of: shard)) }
      sizes.insert(part.count)
      seen += part
    }
    #expect(seen.count == plan.universes.count && Set(seen) == Set(plan.universes))
    let (smallest, largest) = (try #require(sizes.min()), try #require(sizes.max()))
    #expect(largest - smallest <= 1)
  }

  /// With as many parts as groups or fewer, few groups are cut.
  @Test func neighboursStayTogether() throws {
    let plan = try Self.plan()
    let parts = try (1...8).map {
      plan.universes(of: try #require(Shard(number: $0, count: 8)))
    }
    let groups = parts.map { Set($0.map { $0.donors.first ?? $0 }) }
    let all = groups.reduce(into: Set<Universe>()) { $0.formUnion($1) }
    #expect(all.count == 24)
    #expect(groups.reduce(0) { $0 + $1.count } <= all.count + 7)
  }

  @Test(arguments: [1, 3, 64, 5000]) func missingPartsAreFound(_ count: Int) throws {
    let plan = try Self.plan()
    let wanted = Set([plan.universes[0], plan.universes[700], plan.universes[1223]])
    let order = plan.placesByDonor
    let expected = (1...count).compactMap { Shard(number: $0, count: count) }.filter {
      plan.universes(of: $0, among: order).contains(where: wanted.contains)
    }
    #expect(plan.shards(count, holding: wanted.contains) == expected)
    #expect(plan.shards(count) { _ in false }.isEmpty)
    #expect(plan.shards(count) { _ in true }.count == min(count, 1224))
  }

  /// No number of parts is too large to count with.
  @Test func enormousNumbersOfParts() throws {
    let plan = try Self.plan()
    let last = try #require(Shard(number: .max, count: .max))
    #expect(plan.universes(of: last).count == 1)
    #expect(plan.universes(of: try #require(Shard(number: 1, count: .max))).isEmpty)
    #expect(plan.shards(.max) { _ in true }.count == 1224)
  }

  @Test(arguments: [
    "", "/", "1", "1/", "/2", "0/2", "3/2", "-1/2", "1/0", "1/2/3", "a/b", "1.0/2", " 1/2",
    "1/99999999999999999999",
  ])
  func otherTextsAreNoPart(_ text: String) { #expect(Shard(text) == nil) }

  @Test func textsArePartsAndBack() {
    #expect(Shard("3/64")?.description == "3/64")
    #expect(Shard("64/64") == Shard(number: 64, count: 64))
  }
}

import Testing

@testable import Inference

@Suite struct UniverseFilterTests {
  private static func plan() throws -> Multiverse {
    let study = try Study.load("csto")
    return try Multiverse(study.multiverse, of: study)
  }

  @Test func everyFilterMustBeMet() throws {
    let plan = try Self.plan()
    let filters = try ["prior=sceptical,charter", "link=logit", "dropped=-"].map {
      try UniverseFilter($0)
    }
    let left = try plan.filtered(filters).universes
    let expected = plan.universes.filter {
      ["sceptical", "charter"].contains($0.prior) && $0.link == .logit && $0.droppedCase == nil
    }
    #expect(left == expected && !left.isEmpty)
    #expect(try plan.filtered([UniverseFilter]()) == plan)
    // Each choice once more changes nothing, in any order.
    #expect(try plan.filtered((filters + filters).reversed()).universes == expected)
  }

  /// The choice of a fork may hold an equals sign and blanks.
  @Test func recodesAreChosenByTheirText() throws {
    let plan = try Self.plan()
    let filter = try UniverseFilter("recodes=ARM2021.protest=yes")
    #expect(filter.fork == "recodes" && filter.choices == ["ARM2021.protest=yes"])
    let left = try plan.filtered([filter]).universes
    #expect(!left.isEmpty)
    #expect(left.allSatisfy { $0.recodes.map(\.description) == ["ARM2021.protest=yes"] })
  }

  /// Names of cases have commas.
  @Test(arguments: [
    ("dropped=\"Korea, South\"", ["Korea, South"]),
    ("dropped=Nepal,\"Korea, South\",Peru", ["Nepal", "Korea, South", "Peru"]),
    ("dropped=\"\"\"Old\"\", new\"", ["\"Old\", new"]), ("dropped=5\" gun", ["5\" gun"]),
    ("dropped=a,,b,", ["a", "b"]),
  ])
  func choicesWithCommasStandBetweenQuotes(_ text: String, _ choices: [String]) throws {
    #expect(try UniverseFilter(text).choices == choices)
    let again = "dropped=" + choices.map(UniverseFilter.quoted).joined(separator: ",")
    #expect(try UniverseFilter(again).choices == choices)
  }

  @Test(arguments: [
    "", "=", "link", "link=", "=logit", "link=,", ",", "link,prior", "dropped=\"Korea, South",
    "dropped=\"Korea\"x",
  ])
  func malformedFiltersAreRefused(_ text: String) {
    #expect(throws: MultiverseError(.malformedFilter(text))) { try UniverseFilter(text) }
  }

  @Test func mistakesAreNamed() throws {
    let plan = try Self.plan()
    func filtered(_ texts: String...) throws -> Multiverse {
      try plan.filtered(texts.map { try UniverseFilter($0) })
    }
    let forks = ["coding", "recodes", "prior", "formula", "link", "dropped", "sampler"]
    #expect(throws: MultiverseError(.unknownFork("colour", accepted: forks))) {
      try filtered("link=logit", "colour=red")
    }
    let links = ["logit", "probit", "cloglog"]
    #expect(throws: MultiverseError(.unknownChoice("cauchit", fork: "link", accepted: links))) {
      try filtered("link=logit,cauchit")
    }
    #expect(throws: MultiverseError(.nothingLeft)) { try filtered("link=logit", "link=probit") }
    #expect(throws: MultiverseError(.nothingLeft)) {
      try filtered("dropped=BLR2020", "recodes=BLR2020.intervention=yes")
    }
  }
}

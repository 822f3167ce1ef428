import Testing

@testable import Inference

@Suite struct AgreementTests {
  /// Independent normal draws, four chains.
  static func draws(
    _ names: [String] = ["a", "b"],
    seed: UInt64,
    count: Int = 1000,
    transform: (Int, Double) -> Double = { $1 }
  ) -> Draws {
    sample(names, seed: seed, count: count) { parameter, uniform in
      transform(parameter, StandardNormal.quantile(uniform))
    }
  }

  /// Independent draws made of uniform numbers.
  static func sample(
    _ names: [String],
    seed: UInt64,
    count: Int = 1000,
    _ make: (Int, Double) -> Double
  ) -> Draws {
    var random = SeededNumbers(state: seed)
    return Draws(
      parameterNames: names,
      chains: (1...4).map { chain in
        ChainDraws(
          chain: chain,
          dimension: names.count,
          values: (0..<(count * names.count)).map { make($0 % names.count, random.uniform()) }
        )
      }
    )
  }

  /// SplitMix64 of Steele, Lea and Flood (2014): numbers that are not those of the program.
  struct SeededNumbers {
    var state: UInt64

    mutating func uniform() -> Double {
      state &+= 0x9e37_79b9_7f4a_7c15
      var z = state
      z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
      z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
      z ^= z >> 31
      return (Double(z >> 12) + 0.5) / 4_503_599_627_370_496
    }
  }

  @Test func samplesOfOneDistributionAgree() throws {
    // At most 1 % of pairs may differ: of 200 pairs 8 or more would happen once in a thousand times.
    let differ = try (0..<200).filter { pair in
      let seed = UInt64(1000 * pair)
      return try !Agreement(
        Self.draws(seed: seed, count: 250),
        with: Self.draws(seed: seed + 500, count: 250)
      )
      .holds
    }
    #expect(differ.count < 8)
  }

  /// The mean 0.2 sd off: 0.2 / sqrt(2 / 4000) = 8.9 joint errors; quantiles are found out too.
  @Test func shiftIsFound() throws {
    let other = Self.draws(seed: 2) { $0 == 1 ? $1 + 0.2 : $1 }
    let agreement = try Agreement(Self.draws(seed: 1), with: other)
    #expect(!agreement.holds)
    let mean = try #require(
      agreement.comparisons.first { $0.parameter == "b" && $0.quantity == .mean }
    )
    #expect(abs(mean.difference - 0.2 / (2.0 / 4000).squareRoot()) < 3.5)
    #expect(agreement.differing.allSatisfy { $0.parameter == "b" })
    #expect(agreement.differing.contains { $0.quantity == .median })
  }

  /// A scale 1.1 times too large is 0.1 / sqrt(1.21 / 8000 + 1 / 8000) = 6.0 joint errors of the sd.
  @Test func scaleIsFound() throws {
    let agreement = try Agreement(
      Self.draws(seed: 3),
      with: Self.draws(seed: 4) { $0 == 0 ? 1.1 * $1 : $1 }
    )
    let sd = try #require(agreement.differing.first { $0.quantity == .sd })
    #expect(sd.parameter == "a")
    #expect(abs(sd.difference - 6) < 3)
    #expect(!agreement.differing.contains { $0.quantity == .mean })
  }

  /// Two-sided normal tails of 1 % over ten comparisons: scipy.stats.norm.isf(0.01 / 20).
  @Test func limitIsBonferronis() throws {
    let agreement = try Agreement(Self.draws(seed: 5), with: Self.draws(seed: 6))
    #expect(agreement.comparisons.count == 10)
    #expect(abs(agreement.limit - 3.2905267314918945) < 1e-9)
    // Student's, with 27.6 degrees of freedom for 4000 independent draws: 3.68 from
    // scipy.stats.t.isf(0.01 / 20, 27.57); effective sample sizes are estimates.
    #expect(abs(agreement.largestLimit - 3.68) < 0.1)
    let median = try #require(agreement.comparisons.first { $0.quantity == .median })
    // scipy.stats.t.isf(0.01 / 20, 63.25)
    #expect(abs(median.limit - 3.451) < 0.05)
    // The joint error of two means of 4000 draws with sd 1 is sqrt(2 / 4000); the larger of two.
    let visible = try #require(agreement.visibleDifference)
    #expect(abs(visible / (3.29 * (2.0 / 4000).squareRoot()) - 1) < 0.1)
  }

  /// Draws of a Cauchy distribution have no mean: shown, not judged, but quantiles are.
  @Test func momentsThatDoNotExistAreNotJudged() throws {
    func cauchy(_ parameter: Int, _ uniform: Double) -> Double {
      Portable.tan(piTimes: uniform - 0.5)
    }
    let (first, second) = (
      Self.sample(["a"], seed: 7, cauchy), Self.sample(["a"], seed: 8, cauchy)
    )
    let agreement = try Agreement(first, with: second)
    #expect(agreement.unjudged.map(\.quantity) == [.mean, .sd])
    #expect(agreement.holds)
    let wider = Self.sample(["a"], seed: 8) { 1.3 * cauchy($0, $1) }
    #expect(try !Agreement(first, with: wider).holds)
  }

  @Test func orderOfColumnsDoesNotMatter() throws {
    let agreement = try Agreement(
      Self.draws(seed: 9) { $0 == 0 ? $1 - 5 : $1 + 5 },
      with: Self.draws(["b_b", "b_a"], seed: 10) { $0 == 0 ? $1 + 5 : $1 - 5 }
    )
    #expect(agreement.holds)
    #expect(agreement.otherNames == ["b_a", "b_b"])
  }

  /// One value that is missing or infinite: of that parameter nothing could be computed, of the others all.
  @Test(arguments: [Double.nan, .infinity]) func whatIsNotFiniteIsNotCompared(
    _ value: Double
  ) throws {
    let bad = Self.draws(seed: 11) { $0 == 1 && $1 > 3 ? value : $1 }
    let good = Self.draws(seed: 12)
    for (ours, theirs, side) in [
      (good, bad, AgreementError.Side.other), (bad, good, .run),
    ] {
      let agreement = try Agreement(ours, with: theirs)
      #expect(agreement.outcome == .undecided && !agreement.holds)
      #expect(agreement.undecided.map(\.parameter) == ["b"])
      #expect(agreement.undecided.first?.problem == .notFinite(side))
      #expect(agreement.judged.count == 5 && agreement.differing.isEmpty)
      #expect(agreement.largestRHat.ours < 1.01 && agreement.largestRHat.theirs < 1.01)
    }
    // A difference elsewhere is one all the same, and where nothing is left nothing is said.
    let other = Self.draws(seed: 12) { $0 == 0 ? $1 + 1 : $1 }
    #expect(try Agreement(other, with: bad).outcome == .differ)
    let none = Self.draws(["a"], seed: 11) { $1 > 3 ? value : $1 }
    #expect(throws: AgreementError(.notFinite, parameter: "a", side: .other)) {
      try Agreement(Self.draws(["a"], seed: 12), with: none)
    }
  }

  /// The same chain twice makes errors too small: refused by name.
  @Test func repeatedChainsAreRefused() throws {
    let theirs = Self.draws(seed: 20, count: 250)
    let chains = [0, 1, 1, 2].map { theirs.chains[$0].values }
    let copied = Draws(
      parameterNames: theirs.parameterNames,
      chains: chains.enumerated().map { ChainDraws(chain: $0 + 1, dimension: 2, values: $1) }
    )
    #expect(throws: AgreementError(.repeatedDraws(["chains 2 = 3"]), side: .other)) {
      try Agreement(Self.draws(seed: 21), with: copied)
    }
    #expect(try Agreement(theirs, with: theirs).areTheSameDraws)
    #expect(try !Agreement(theirs, with: Self.draws(seed: 21, count: 250)).areTheSameDraws)
  }

  /// Yes and no have means to compare, and a fixed value is itself.
  @Test func fewValuesAndConstants() throws {
    func coins(_ seed: UInt64, _ level: Double) -> Draws {
      Self.draws(["p", "fixed"], seed: seed) { $0 == 0 ? ($1 > level ? 1 : 0) : 2 }
    }
    let same = try Agreement(coins(30, 0.3), with: coins(31, 0.3))
    #expect(same.holds && same.judged.contains { $0.parameter == "p" && $0.quantity == .mean })
    #expect(try Agreement(coins(30, 0.3), with: coins(31, 0.6)).outcome == .differ)
    let other = Self.draws(["p", "fixed"], seed: 32) { $0 == 0 ? ($1 > 0.3 ? 1 : 0) : 3 }
    let agreement = try Agreement(coins(30, 0.3), with: other)
    #expect(agreement.differing.contains { $0.parameter == "fixed" })
  }

  @Test func drawsWithoutErrorAreNotCompared() throws {
    let good = Self.draws(seed: 13)
    let constant = try Agreement(good, with: Self.draws(seed: 14) { $0 == 0 ? 1 : $1 })
    #expect(constant.outcome == .undecided)
    #expect(constant.undecided.first?.problem == .noMonteCarloError(.other))
    #expect(throws: AgreementError(.noMonteCarloError, parameter: "a", side: .other)) {
      try Agreement(good, with: Self.draws(seed: 15, count: 3))
    }
  }
}

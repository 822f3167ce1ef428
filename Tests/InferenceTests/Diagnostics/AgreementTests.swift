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

  @Test(arguments: [Double.nan, .infinity]) func notFiniteIsRefused(_ value: Double) {
    let bad = Self.draws(seed: 11) { $0 == 1 && $1 > 3 ? value : $1 }
    let good = Self.draws(seed: 12)
    #expect(throws: AgreementError(.notFinite, parameter: "b", side: .other)) {
      try Agreement(good, with: bad)
    }
    #expect(throws: AgreementError(.notFinite, parameter: "b", side: .run)) {
      try Agreement(bad, with: good)
    }
  }

  @Test func drawsWithoutErrorAreRefused() {
    let good = Self.draws(seed: 13)
    for bad in [Self.draws(seed: 14) { $0 == 0 ? 1 : $1 }, Self.draws(seed: 15, count: 3)] {
      #expect(throws: AgreementError(.noMonteCarloError, parameter: "a", side: .other)) {
        try Agreement(good, with: bad)
      }
    }
  }
}

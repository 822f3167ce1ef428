import Testing

@testable import Inference

@Suite struct ChoiceVarianceTests {
  private static func results(
    _ medians: [(coding: String, recode: String, link: Link, median: Double)]
  ) -> MultiverseResults {
    MultiverseResults(
      medians.map { row in
        let recodes =
          row.recode == "-" ? [] : [Recode(caseName: "A", variable: "v", value: row.recode)]
        return UniverseExamples.result(
          UniverseExamples.universe(coding: row.coding, recodes: recodes, link: row.link),
          [UniverseExamples.quantity(median: row.median, positive: 0.9)]
        )
      } + [UniverseExamples.failure(UniverseExamples.universe(dropped: "B"), "broken")]
    )
  }

  private static func variance(_ results: MultiverseResults) -> ChoiceVariance {
    ChoiceVariance(SpecificationCurve(of: .init(.effect, "x"), in: results), in: results)
  }

  /// No crossing: r1 and r2 are recodes of the one coding, r3 of the other, and r2 has one link.
  ///
  ///     d = pd.DataFrame(rows, columns=["coding", "recodes", "link", "m"])
  ///     full = smf.ols("m ~ C(coding) + C(recodes) + C(link)", d).fit().rsquared
  ///     alone = smf.ols("m ~ C(coding)", d).fit().rsquared
  ///     only = full - smf.ols("m ~ C(recodes) + C(link)", d).fit().rsquared
  ///
  /// statsmodels 0.14.
  @Test func equalsLeastSquares() throws {
    let variance = Self.variance(
      Self.results([
        ("text", "-", .logit, 0.30), ("text", "-", .probit, 0.28), ("text", "r1", .logit, 0.10),
        ("text", "r1", .probit, 0.11), ("text", "r2", .logit, 0.35),
        ("table1", "-", .logit, 0.52), ("table1", "-", .probit, 0.50),
        ("table1", "r3", .logit, 0.44), ("table1", "r3", .probit, 0.40),
      ])
    )
    #expect(variance.count == 9 && variance.failedCount == 1)
    #expect(abs(variance.standardDeviation - 0.14414498873626436) < 1e-15)
    #expect(abs(variance.additiveShare - 0.9965909090909091) < 1e-14)
    #expect(abs(variance.interactionShare - (1 - 0.9965909090909091)) < 1e-14)
    // The failed universe's choices are no choices; forks with one choice are left out.
    #expect(variance.shares.map(\.fork) == ["recodes", "coding", "link"])
    #expect(variance.shares.map(\.choiceCount) == [4, 2, 2])
    let alone = [0.7344919786096258, 0.6674866310160428, 0.004518716577540216]
    let only = [0.3067027224112786, 0.2588235294117647, 0.0032754010695187352]
    for (index, share) in variance.shares.enumerated() {
      #expect(abs(share.alone - alone[index]) < 1e-14)
      #expect(abs(share.only - only[index]) < 1e-14)
    }
    let recodes = try #require(variance.shares.first)
    #expect(recodes.smallest.choice == "A.v=r1" && recodes.largest.choice == "A.v=r3")
    #expect(abs(recodes.smallest.mean - 0.105) < 1e-15 && abs(recodes.largest.mean - 0.42) < 1e-15)
  }

  /// In a full crossing without interactions the shares alone add up to 1 and equal those of each only:
  /// medians 0, 1, 2, 3 have the variance 1.25, of which 1 and 0.25 are by the factors.
  @Test func crossingAddsUp() {
    let variance = Self.variance(
      Self.results([
        ("text", "-", .logit, 0), ("text", "-", .probit, 1), ("table1", "-", .logit, 2),
        ("table1", "-", .probit, 3),
      ])
    )
    #expect(variance.shares.map(\.fork) == ["coding", "link"])
    for (share, expected) in zip(variance.shares, [0.8, 0.2]) {
      #expect(abs(share.alone - expected) < 1e-15 && abs(share.only - expected) < 1e-15)
    }
    #expect(variance.interactionShare == 0)
  }

  /// Interaction only: means by either factor are equal.
  @Test func interactionIsNobodys() {
    let variance = Self.variance(
      Self.results([
        ("text", "-", .logit, 0), ("text", "-", .probit, 1), ("table1", "-", .logit, 1),
        ("table1", "-", .probit, 0),
      ])
    )
    #expect(variance.shares.allSatisfy { $0.alone == 0 && $0.only == 0 })
    #expect(variance.interactionShare == 1)
  }

  @Test func nothingVaries() {
    let variance = Self.variance(
      Self.results([("text", "-", .logit, 0.5), ("text", "-", .probit, 0.5)])
    )
    #expect(variance.standardDeviation == 0 && variance.additiveShare.isNaN)
    #expect(variance.shares.allSatisfy { $0.alone.isNaN && $0.only.isNaN })
  }
}

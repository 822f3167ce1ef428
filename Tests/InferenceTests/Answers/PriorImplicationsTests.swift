import Testing

@testable import Inference

@Suite struct PriorImplicationsTests {
  private func prior(_ design: DesignMatrix, _ statements: String...) throws -> PriorSet {
    try PriorSet(
      specification: PriorLibrary.builtIn.specification("weakly-informative"),
      overrides: try statements.map { try PriorStatement($0) },
      columns: design.columns.map(PriorColumn.init)
    )
  }

  /// Intercept ~ normal(-1, 1), a ~ normal(1, 0.5): closed forms of the normal distribution, the mean by
  /// quadrature, differences by References/elicitation.py.
  @Test func oneCondition() throws {
    let design = try ElicitationExamples.design("y ~ a")
    let implied = try PriorImplications(
      prior(design, "Intercept ~ normal(-1, 1)", "a ~ normal(1, 0.5)"),
      design: design
    )
    #expect(implied.isComplete && implied.held.isEmpty)
    #expect(implied.configurations.map(\.label) == ["none", "a"])
    #expect(implied.configurations.map(\.caseCount) == [2, 2])
    let none = implied.configurations[0]
    let expected = [
      0.268_941_421_369_995_1, 0.303_265_329_856_316_7, 0.066_306_912_777_190_49,
      0.655_849_803_977_993_3, 0.025_921_268_603_763_63, 3.999_350_871_886_076e-05,
    ]
    for (value, expected) in zip(
      [none.median, none.mean, none.q5, none.q95, none.nearZero, none.nearOne],
      expected
    ) {
      #expect(abs(value - expected) < 1e-10)
    }
    let difference = try #require(implied.differences.first)
    #expect(difference.label == "a=yes" && implied.differences.count == 1)
    let quantiles = try SymmetricSumTests.lines("difference")
      .map { try SymmetricSumTests.number($0[2]) }
    let numbers = difference.numbers
    for (value, error, expected) in [
      (numbers.q5, numbers.mcseQ5, quantiles[0]),
      (numbers.median, numbers.mcseMedian, quantiles[1]),
      (numbers.q95, numbers.mcseQ95, quantiles[2]),
      (numbers.mean, numbers.mcseMean, 0.196_734_670_143_683_3),
      (difference.positive, difference.errorOfPositive, 0.977_249_868_051_820_8),
    ] {
      #expect(error > 0 && error < 0.005)
      #expect(abs(value - expected) < 4 * error)
    }
  }

  @Test func everyConfigurationIsListed() throws {
    let design = try ElicitationExamples.design("y ~ a + b + region + gdp")
    let implied = try PriorImplications(prior(design), design: design)
    #expect(implied.configurations.count == 12)
    #expect(implied.configurations.reduce(0) { $0 + $1.caseCount } == 4)
    #expect(implied.held == ["gdp=2"])
    #expect(implied.configurations[0].label == "gdp at its mean")
    #expect(
      implied.differences.map(\.label) == ["a=yes", "b=yes", "region=South", "region=West"]
    )
  }

  @Test func onlyTheObservedWhereThereAreTooMany() throws {
    let names = (1...7).map { "c\($0)" }
    let table = DesignTestTable.table(
      [Column(name: "y", values: .coded([true, false, false]))]
        + names.map { Column(name: $0, values: .coded([true, false, false])) }
    )
    let design = try DesignMatrix(
      formula: Formula("y ~ " + names.joined(separator: " + ")),
      table: table
    )
    let implied = try PriorImplications(prior(design), design: design)
    #expect(!implied.isComplete && implied.configurations.map(\.caseCount) == [1, 2])
  }

  @Test func flatPriorsAreRefused() throws {
    let design = try ElicitationExamples.design("y ~ a")
    let flat = try prior(design, "a ~ flat()")
    #expect(throws: PriorError.self) { try PriorImplications(flat, design: design) }
  }
}

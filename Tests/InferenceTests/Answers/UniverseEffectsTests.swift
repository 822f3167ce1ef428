import Foundation
import Testing

@testable import InferenceCore

/// Effects of small fits are those of ``AverageComparer``, which works otherwise and is checked against
/// numbers of Python.
@Suite struct UniverseEffectsTests {
  private static func expectEqual(
    _ design: DesignMatrix,
    _ comparisons: [Comparison],
    _ draws: Draws,
    _ link: Link
  ) throws {
    var effects = UniverseEffects(design, link: link)
    for comparison in comparisons { try effects.add(comparison) }
    let (differences, mean) = effects.values(of: draws)
    let population = CasePopulation(observed: design)
    let comparer = AverageComparer(encoder: design.encoder, population: population, link: link)
    let expected = try comparer.averages(of: comparisons, draws: draws)
    #expect(differences.count == expected.count)
    for (index, comparison) in comparisons.enumerated() {
      for (values, other) in zip(differences[index].values, expected[index].differences) {
        #expect(values.count == other.count && !values.isEmpty)
        for (value, other) in zip(values, other) {
          #expect(abs(value - other) <= 1e-13, "\(link) \(comparison.label)")
        }
      }
    }
    // The mean probability, row by row.
    for (chain, means) in zip(draws.chains, mean) {
      for draw in 0..<chain.count {
        var sum = 0.0
        for row in 0..<population.rowCount {
          let terms = population.matrix.row(row).enumerated().map { column, x in
            x * chain.values[draw * chain.dimension + column]
          }
          let eta = terms.reduce(population.offset[row], +)
          sum += population.weights[row] * link.probabilities([eta])[0]
        }
        #expect(abs(means[draw] - sum) <= 1e-13, "\(link)")
      }
    }
  }

  /// A factor in an interaction, arithmetic, an offset, trials.
  @Test(arguments: Link.allCases) func equalsTheComparerWithAnOffset(_ link: Link) throws {
    let sample = try EffectReferences()
    // What only an offset uses is no condition, but a change of it can be computed.
    let comparisons =
      sample.conditions.comparisons(numeric: .unit) { _ in 1 }
      + [Comparison("exposure", .increase(1))]
    #expect(comparisons.count { $0.condition == "exposure" } == 1)
    #expect(comparisons.count { $0.condition == "region" } >= 2)
    try Self.expectEqual(sample.design, comparisons, sample.draws, link)
  }

  /// Numbers as names of groups, and predictors far out in both tails.
  @Test(arguments: Link.allCases) func equalsTheComparerInTheTails(_ link: Link) throws {
    let table = Table(
      source: "",
      columns: [
        Column(name: "y", values: .coded([true, false, true, false, true])),
        Column(name: "x", values: .numeric([1, 2, -1, 2, 0.5])),
        Column(name: "year", values: .numeric([2001, 2005, 2010, 2005, 2001])),
        Column(name: "z", values: .coded([true, false, false, false, true])),
      ],
      caseNames: ["A", "B", "C", "D", "E"]
    )
    let design = try DesignMatrix(formula: Formula("y ~ x * z + factor(year)"), table: table)
    let comparisons = FittedConditions(design).comparisons(numeric: .unit) { _ in 1 }
    #expect(comparisons.count == 4)
    let count = design.columns.count
    let values = (0..<(40 * count)).map { place in
      (Double(place * 7919 % 101) / 50 - 1) * [0.5, 3, 30, 300][place / count % 4]
    }
    let draws = Draws(
      parameterNames: design.columns.map(\.name),
      chains: [
        ChainDraws(chain: 1, dimension: count, values: values),
        ChainDraws(chain: 2, dimension: count, values: values.map { -$0 }),
      ]
    )
    try Self.expectEqual(design, comparisons, draws, link)
  }

  /// Where both probabilities are near 1 the difference comes from their complements.
  ///
  /// By mpmath with `mp.dps = 50`: `1/(1+exp(-40.5)) - 1/(1+exp(-40))`,
  /// `ncdf(9.5) - ncdf(9)`, `exp(-exp(3)) - exp(-exp(3.5))`.
  @Test(arguments: [
    (Link.logit, 40, 1.671597146136608e-18), (.probit, 9, 1.118093890878478e-19),
    (.cloglog, 3, 1.8921745439413725e-9),
  ])
  func smallDifferencesKeepTheirDigits(_ link: Link, _ start: Double, _ expected: Double) throws {
    let table = Table(
      source: "",
      columns: [
        Column(name: "y", values: .coded([true, false])),
        Column(name: "x", values: .coded([true, false])),
      ],
      caseNames: ["A", "B"]
    )
    let design = try DesignMatrix(formula: Formula("y ~ x"), table: table)
    var effects = UniverseEffects(design, link: link)
    try effects.add(Comparison("x", .between(.code(false), .code(true))))
    let draws = Draws(
      parameterNames: design.columns.map(\.name),
      chains: [ChainDraws(chain: 1, dimension: 2, values: [start, 0.5])]
    )
    let found = effects.values(of: draws).differences[0].values[0][0]
    #expect(abs(found / expected - 1) < 1e-13, "\(found)")
  }
}

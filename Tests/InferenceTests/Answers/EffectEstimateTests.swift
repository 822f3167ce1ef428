import Testing

@testable import Inference
@testable import InferenceCore

/// Average effects against numpy and ArviZ.
struct EffectEstimateTests {
  private static func effects(
    _ numeric: NumericChange,
    over population: CasePopulation? = nil
  ) throws -> [String: EffectEstimate] {
    let sample = try EffectReferences()
    // The offset is no condition; a change of it can be computed all the same.
    let comparisons =
      sample.conditions.comparisons(numeric: numeric) {
        sample.design.standardDeviation(ofCondition: $0) ?? .nan
      } + [Comparison("exposure", numeric == .slope ? .slope : .increase(1))]
    let all = try AverageEffects(
      of: comparisons,
      by: AverageComparer(
        encoder: sample.design.encoder,
        population: population ?? CasePopulation(observed: sample.design),
        link: .logit
      ),
      draws: sample.draws,
      interval: .standard,
      region: 0.05
    )
    #expect(all.drawCount == 1000)
    return Dictionary(uniqueKeysWithValues: all.effects.map { ("\($0.name) \($0.change)", $0) })
  }

  private func check(
    _ effect: EffectEstimate?,
    _ expected: [String: Any],
    _ name: String
  ) throws {
    let effect = try #require(effect, "\(name)")
    for (key, estimate) in EffectsExport.measures(effect) {
      let reference: String =
        switch key {
        case "probability_before": "before"
        case "probability_after": "after"
        default: key
        }
      try expectClose(
        estimate,
        try #require(expected[reference] as? [String: Any]),
        "\(name) \(key)",
        tolerance: key == "slope" ? 1e-7 : 1e-11
      )
    }
    try expectClose(effect.direction, expected, name)
    let rope = try #require(expected["rope"] as? [Double])
    let region = effect.equivalence
    #expect([region.below, region.within, region.above] == rope)
  }

  /// Interactions, a factor, a number behind `log` and a square, an offset, trials, equal cases.
  @Test func agreesWithNumpy() throws {
    let sample = try EffectReferences()
    let unit = try Self.effects(.unit)
    #expect(unit.count == 5)
    for name in [
      "protest no -> yes", "region Baltic -> Asia", "region Baltic -> Caucasus", "gdp +1",
      "exposure +1",
    ] { try check(unit[name], sample.answer("effects", name), name) }
    let deviations = try Self.effects(.deviation)
    let gdp = deviations.first { $0.key.hasPrefix("gdp +") }
    try check(gdp?.value, sample.answer("effects", "gdp +sd"), "gdp +sd")
    // Central differences of the reference are good to 1e-8.
    let slopes = try Self.effects(.slope)
    for name in ["gdp", "exposure"] {
      #expect(slopes[name + " slope"]?.isSlope == true)
      #expect(slopes[name + " slope"]?.riskRatio == nil)
      try check(slopes[name + " slope"], sample.answer("slopes", name), name)
    }
  }

  @Test func averagesOverAGrid() throws {
    let sample = try EffectReferences()
    let grid = try sample.conditions.grid()
    #expect(grid.count == 6)
    let population = try CasePopulation(
      grid,
      of: sample.conditions,
      formula: sample.design.formula
    )
    let effects = try Self.effects(.unit, over: population)
    try check(effects["protest no -> yes"], sample.answer("grid"), "grid")
  }

  @Test func comparesTwoScenarios() throws {
    let sample = try EffectReferences()
    let rows = try sample.conditions.encode([
      sample.conditions.resolve(Scenario("region=Asia, gdp=2")),
      sample.conditions.resolve(Scenario("region=Caucasus, gdp=2, protest=yes")),
    ])
    let effect = EffectEstimate(
      name: "contrast",
      change: "",
      ComparedAverages(scenarios: rows, draws: sample.draws),
      interval: .standard,
      region: 0.05
    )
    try check(effect, sample.answer("contrast"), "contrast")
  }

  /// Cases that count twice, merged or not, give the numbers of cases written twice.
  @Test func countsAreWeights() throws {
    let columns = [
      Column(name: "y", values: .coded([true, false, true])),
      Column(name: "x", values: .numeric([1, 2, -1])),
      Column(name: "z", values: .coded([true, false, false])),
    ]
    func effects(_ table: Table) throws -> [[Double]] {
      let design = try DesignMatrix(formula: Formula("y ~ I(x^2) + z"), table: table)
      let draws = Draws(
        parameterNames: design.columns.map(\.name),
        chains: [
          ChainDraws(chain: 1, dimension: 3, values: [0.1, 0.2, 0.3, -0.5, 0.4, 1.2])
        ]
      )
      let comparer = AverageComparer(
        encoder: design.encoder,
        population: CasePopulation(observed: design),
        link: .logit
      )
      return try comparer.averages(
        of: [
          Comparison("x", .increase(1)), Comparison("z", .between(.code(false), .code(true))),
        ],
        draws: draws
      ).flatMap(\.differences)
    }
    let names = ["1", "2", "3"]
    let merged = try effects(
      Table(source: "", columns: columns, caseNames: names, counts: [2, 1, 3])
    )
    let written = try effects(
      Table(
        source: "",
        columns: columns.map { $0.selecting(rows: [0, 0, 1, 2, 2, 2]) },
        caseNames: (1...6).map(String.init)
      )
    )
    for (left, right) in zip(merged.flatMap { $0 }, written.flatMap { $0 }) {
      #expect(abs(left - right) < 1e-15)
    }
    // x = 1 and x = -1 are equal rows of the design and different cases: 2 and 0 are not.
    func p(_ a: Double, _ b: Double, _ c: Double, _ square: Double, _ z: Double) -> Double {
      1 / (1 + Portable.exp(-(a + b * square + c * z)))
    }
    let before = 2 * p(0.1, 0.2, 0.3, 1, 1) + p(0.1, 0.2, 0.3, 4, 0) + 3 * p(0.1, 0.2, 0.3, 1, 0)
    let after = 2 * p(0.1, 0.2, 0.3, 4, 1) + p(0.1, 0.2, 0.3, 9, 0) + 3 * p(0.1, 0.2, 0.3, 0, 0)
    #expect(abs(merged[0][0] - (after - before) / 6) < 1e-15)
  }

  /// Panels and blocks of rows make no difference.
  @Test func manyRowsAreAveragedInParts() throws {
    let count = 10_000
    let x = (0..<count).map { Double($0 % 977) / 977 - 0.5 }
    let z = (0..<count).map { $0 % 3 == 0 }
    let design = try DesignMatrix(
      formula: Formula("y ~ x * z + scale(x):z"),
      table: Table(
        source: "",
        columns: [
          Column(name: "y", values: .coded(z)), Column(name: "x", values: .numeric(x)),
          Column(name: "z", values: .coded(z)),
        ],
        caseNames: (0..<count).map { "\($0)" }
      )
    )
    let beta = [-0.2, 1.5, 0.7, -2.0, 0.3]
    #expect(design.columns.count == 5)
    let comparer = AverageComparer(
      encoder: design.encoder,
      population: CasePopulation(observed: design),
      link: .logit
    )
    let averages = try comparer.averages(
      of: [Comparison("z", .between(.code(false), .code(true))), Comparison("x", .slope)],
      draws: Draws(
        parameterNames: design.columns.map(\.name),
        chains: [ChainDraws(chain: 1, dimension: 5, values: beta)]
      )
    )
    let names = design.columns.map(\.name)
    #expect(names == ["Intercept", "x", "z", "x:z", "z:scale(x)"])
    let mean = x.reduce(0, +) / Double(count)
    let sd = (x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)).squareRoot()
    var (difference, slope) = (0.0, 0.0)
    for row in 0..<count {
      func eta(_ z: Double) -> Double {
        beta[0] + beta[1] * x[row] + z
          * (beta[2] + beta[3] * x[row] + beta[4] * (x[row] - mean) / sd)
      }
      func p(_ z: Double) -> Double { 1 / (1 + Portable.exp(-eta(z))) }
      difference += p(1) - p(0)
      let here = p(z[row] ? 1 : 0)
      slope += here * (1 - here) * (beta[1] + (z[row] ? beta[3] + beta[4] / sd : 0))
    }
    #expect(abs(averages[0].differences[0][0] - difference / Double(count)) < 1e-12)
    #expect(abs(averages[1].differences[0][0] - slope / Double(count)) < 1e-12)
  }

  /// Where probabilities are 1 to the last bit, differences and ratios keep their sign and size.
  @Test func saturatedProbabilitiesStillCompare() throws {
    let design = try DesignTestTable.design("y ~ protest")
    let comparer = AverageComparer(
      encoder: design.encoder,
      population: CasePopulation(observed: design),
      link: .logit
    )
    let averages = try comparer.averages(
      of: [Comparison("protest", .between(.code(false), .code(true)))],
      draws: Draws(
        parameterNames: ["Intercept", "protest"],
        chains: [ChainDraws(chain: 1, dimension: 2, values: [50, 2, -60, -1])]
      )
    )[0]
    // exp(-50) - exp(-52); odds ratios exp(2) and exp(-1).
    let expected = Portable.exp(-50) - Portable.exp(-52)
    #expect(abs(averages.differences[0][0] / expected - 1) < 1e-13)
    let ratios = try #require(averages.oddsRatios?[0])
    #expect(abs(ratios[0] / Portable.exp(2) - 1) < 1e-13)
    #expect(abs(ratios[1] / Portable.exp(-1) - 1) < 1e-13)
    let risks = try #require(averages.riskRatios?[0])
    #expect(abs(risks[1] / Portable.exp(-1) - 1) < 1e-13)
  }

  @Test func largeWorkIsDoneOnFewerDraws() {
    let draws = Draws(
      parameterNames: ["a"],
      chains: (1...2).map {
        ChainDraws(chain: $0, dimension: 1, values: (0..<10).map(Double.init))
      }
    )
    #expect(draws.thinned(toAtMost: 20) == draws)
    #expect(draws.thinned(toAtMost: 8).chains[0].values == [2, 5, 8])
    #expect(draws.thinned(toAtMost: 4).chains[1].values == [4, 9])
  }
}

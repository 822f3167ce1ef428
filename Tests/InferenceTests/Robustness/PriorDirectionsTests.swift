import Testing

@testable import Inference
@testable import InferenceCore

/// What priors say of signs before any data, against closed forms.
@Suite struct PriorDirectionsTests {
  /// What the effect of fuzzy scores is called.
  private static let x = QuantityKey(.effect, "x: 0 -> 1")

  /// Fuzzy scores, whose effect goes from 0 to 1 in every case, and a yes/no condition.
  private static func finder(
    _ formula: String,
    _ named: [(String, String)],
    link: Link = .logit
  ) throws -> (finder: PriorDirectionFinder, comparisons: [Comparison]) {
    let design = try DesignTestTable.design(
      formula,
      DesignTestTable.table([
        Column(name: "y", values: .coded([true, false, true, false, true, false])),
        Column(name: "x", values: .numeric([0.1, 0.9, 0.3, 0.6, 0.8, 0.2])),
        Column(name: "c", values: .coded([true, true, false, false, true, false])),
      ])
    )
    let prior = try PriorSet(
      specification: PriorSetTests.specification(named: named, scaling: .none),
      columns: design.columns.map(PriorColumn.init)
    )
    let comparisons = NumericSteps().comparisons(of: design)
    return (PriorDirectionFinder(design, prior: prior, link: link), comparisons)
  }

  /// One coefficient decides: its upper tail at 0, without draws; scipy.stats.norm.cdf(1), cauchy.cdf(0.5).
  @Test(arguments: Link.allCases) func oneCoefficientIsExact(_ link: Link) throws {
    let (finder, comparisons) = try Self.finder(
      "y ~ x + c",
      [("x", "normal(1, 1)"), ("c", "cauchy(0, 2)")],
      link: link
    )
    let found = finder.probabilities(of: comparisons)
    let normal = try #require(found[Self.x])
    #expect(abs(normal.value - 0.8413447460685429) < 1e-12 && normal.error == 0)
    #expect(found[.init(.effect, "c")] == MonteCarloEstimate(value: 0.5, error: 0))
    #expect(found[.init(.coefficient, "c")]?.value == 0.5)
    #expect(found[.init(.coefficient, "Intercept")]?.value == 0.5)
  }

  /// The same by draws: within four of their errors, which are those of a binomial share.
  @Test func drawsAgreeWithTheClosedForm() throws {
    let (finder, comparisons) = try Self.finder("y ~ x + c", [("x", "normal(1, 1)")])
    for (comparison, share) in finder.drawn(comparisons) {
      let truth = comparison.condition == "x" ? 0.8413447460685429 : 0.5
      #expect(abs(share.value - truth) < 4 * share.error, "\(comparison) \(share)")
      let error = (share.value * (1 - share.value) / 10_000).squareRoot()
      #expect(abs(share.error - error) < 1e-15)
    }
  }

  /// From 0 to 1 x and its square move every predictor by the sum of two coefficients: normal(1.5, sqrt(4.25)),
  /// scipy.stats.norm.cdf(1.5 / sqrt(0.25 + 4)).
  @Test func severalCoefficientsAreDrawn() throws {
    let (finder, comparisons) = try Self.finder(
      "y ~ x + I(x^2)",
      [("x", "normal(1, 0.5)"), ("I(x^2)", "normal(0.5, 2)")]
    )
    let share = try #require(finder.probabilities(of: comparisons)[Self.x])
    #expect(share.error > 0 && abs(share.value - 0.7665728645886373) < 4 * share.error)
  }

  /// Where all draws agree the error is not 0.
  @Test func agreementIsNoCertainty() throws {
    let (finder, comparisons) = try Self.finder("y ~ x", [("x", "normal(50, 1)")])
    let share = try #require(finder.drawn(comparisons).first?.1)
    #expect(share.value == 1 && share.error > 0.0000999)
  }

  @Test func flatPriorsSayNothing() throws {
    let (finder, comparisons) = try Self.finder("y ~ x + c", [("x", "flat()")])
    let found = finder.probabilities(of: comparisons)
    #expect(found[Self.x] == nil && found[.init(.coefficient, "x")] == nil)
    #expect(found[.init(.effect, "c")]?.value == 0.5)
    #expect(finder.drawn(comparisons).isEmpty)
  }

  /// Universes whose cases have no design have no opinion, all others of the plan do.
  @Test func universesOfAPlan() async throws {
    try await withFolder(SmallStudy.files) { folder in
      let plan = try SmallStudy.plan(folder)
      let directions = try plan.analysis().priorDirections(of: plan.chosen.universes)
      for universe in plan.chosen.universes {
        let own = directions.probability(of: .init(.effect, "protest"), in: universe.identifier)
        let isBroken =
          universe.coding == "second" && universe.formula.name == "size"
          && universe.droppedCase != "B"
          && !universe.recodes.contains { $0.variable == "size" }
        #expect(isBroken ? own == nil : own?.value == 0.5, "\(universe)")
      }
    }
  }
}

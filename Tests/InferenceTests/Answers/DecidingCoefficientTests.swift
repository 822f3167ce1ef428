import Testing

@testable import Inference

@Suite struct DecidingCoefficientTests {
  private static func deciding(_ formula: String) throws -> [String: DecidingCoefficient?] {
    let table = Table(
      source: "six",
      columns: [
        Column(name: "y", values: .coded([true, false, true, false, true, false])),
        Column(name: "a", values: .coded([true, true, false, false, true, false])),
        Column(name: "b", values: .coded([true, false, true, false, false, true])),
        Column(name: "t", values: .numeric([1, 2, 3.5, 4, -5, 6])),
      ],
      caseNames: ["A", "B", "C", "D", "E", "F"]
    )
    let design = try DesignMatrix(formula: Formula(formula), table: table)
    let comparer = AverageComparer(
      encoder: design.encoder,
      population: CasePopulation(observed: design),
      link: .logit
    )
    var result: [String: DecidingCoefficient?] = [:]
    let comparisons = FittedConditions(design).comparisons(numeric: .unit) { _ in 1 }
    for comparison in comparisons {
      result[comparison.condition] = .some(try DecidingCoefficient(comparison, comparer))
    }
    return result
  }

  @Test func mainEffectsHangOnOneCoefficient() throws {
    let found = try Self.deciding("y ~ a + b + t")
    #expect(found["a"]??.index == 1 && found["a"]??.isReversed == false)
    #expect(found["b"]??.index == 2)
    #expect(found["t"]??.index == 3)
  }

  /// With an interaction two coefficients take part; a square falls for some and rises for others; what is
  /// counted downwards is reversed.
  @Test func othersDoNot() throws {
    let found = try Self.deciding("y ~ a * b + I(10 - t)")
    #expect(found["a"] == .some(nil) && found["b"] == .some(nil))
    #expect(found["t"]??.isReversed == true)
    #expect(try Self.deciding("y ~ I(t^2)")["t"] == .some(nil))
  }
}

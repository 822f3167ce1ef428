import Testing

@testable import Inference

/// A design of two conditions, and statements on it.
enum ElicitationExamples {
  static let base = [(0.0, 10.0), (0, 2.5), (0, 2.5)].map {
    CoefficientPrior.normal(NormalDistribution(mean: $0.0, standardDeviation: $0.1))
  }

  static func design(_ formula: String = "y ~ a + b") throws -> DesignMatrix {
    let table = DesignTestTable.table([
      Column(name: "y", values: .coded([true, false, true, false])),
      Column(name: "a", values: .coded([true, false, true, false])),
      Column(name: "b", values: .coded([false, true, true, false])),
      Column(name: "region", values: .text(["East", "West", "East", "South"])),
      Column(name: "gdp", values: .numeric([1.5, 2, 4, 0.5])),
    ])
    return try DesignMatrix(formula: Formula(formula), table: table)
  }

  static func elicitation(_ yaml: String, _ formula: String = "y ~ a + b") throws -> Elicitation {
    try Elicitation(file(yaml), design: try design(formula))
  }

  static func file(_ yaml: String) throws(PriorError) -> ElicitationFile {
    try ElicitationFile(bytes: Array(yaml.utf8), file: "s.yaml")
  }

  /// The statement that a probability has some quantiles, with all digits.
  static func statement(_ scenario: String, _ quantiles: [(Double, Double)]) -> String {
    let pairs = quantiles.map { "\($0): \($1)" }.joined(separator: ", ")
    return "  - {scenario: \"\(scenario)\", quantiles: {\(pairs)}}\n"
  }

  static func location(_ prior: CoefficientPrior, isCloseTo location: Double, _ scale: Double)
    -> Bool
  {
    abs(prior.location - location) < 1e-6 && abs(prior.scale - scale) < 1e-6
  }
}

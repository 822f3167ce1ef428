import Foundation
import InferenceTestSupport
import Testing

@testable import Inference

/// A fit that never ran: cases and made-up draws from `References/effects.py`, with its answers.
struct EffectReferences {
  static let formula =
    "k | trials(n) ~ protest * region + log(gdp) + I(gdp^2) + offset(exposure)"

  let design: DesignMatrix
  let draws: Draws
  let conditions: FittedConditions
  private let answers: [String: Any]

  init() throws {
    let table = try TableReader.read(path: References.own("effects_cases.csv"))
    design = try DesignMatrix(
      formula: Formula(Self.formula),
      table: table,
      references: ["region": "Baltic"]
    )
    conditions = FittedConditions(design)
    draws = try DrawsReader.read(files: [References.own("effects_draws.csv")]).draws
    #expect(draws.parameterNames == design.columns.map(\.name))
    answers = try References.object("effects.json")
  }

  /// The answers under some keys, one below the other.
  func answer(_ keys: String...) throws -> [String: Any] {
    try keys.reduce(answers) { try #require($0[$1] as? [String: Any], "\($1)") }
  }

  func model() throws -> BinaryRegression {
    let prior = try PriorSet(
      specification: PriorLibrary.builtIn.specification("weakly-informative"),
      overrides: [],
      columns: design.columns.map(PriorColumn.init)
    )
    return BinaryRegression(design: design, prior: prior)
  }
}

/// Expects a number to be that of a reference up to rounding, relative to its size.
func expectClose(
  _ value: Double?,
  _ expected: Any?,
  _ what: String,
  tolerance: Double = 1e-11
) throws {
  let expected = try #require(expected as? Double, "\(what) is in the reference")
  let value = try #require(value, "\(what) is there")
  #expect(
    abs(value - expected) <= tolerance * max(1, abs(expected)),
    "\(what): \(value), expected \(expected)"
  )
}

/// Expects all numbers of an estimate, those of its interval as well.
func expectClose(
  _ estimate: QuantityEstimate?,
  _ expected: [String: Any],
  _ what: String,
  tolerance: Double = 1e-11
) throws {
  let numbers: [(String, Double?)] = [
    ("mean", estimate?.mean), ("median", estimate?.median), ("sd", estimate?.sd),
    ("lower", estimate?.lower), ("upper", estimate?.upper), ("mcse_mean", estimate?.mcseMean),
    ("mcse_median", estimate?.mcseMedian), ("mcse_lower", estimate?.mcseLower),
    ("mcse_upper", estimate?.mcseUpper),
  ]
  for (name, value) in numbers {
    // ArviZ's Beta quantiles pick the same order statistics but where rounding decides.
    try expectClose(value, expected[name], "\(what) \(name)", tolerance: tolerance)
  }
}

/// Expects the probability of a direction, its error and its odds; where all draws agree, no error.
func expectClose(
  _ evidence: DirectionEvidence,
  _ expected: [String: Any],
  _ what: String
) throws {
  try expectClose(evidence.probability, expected["p_positive"], "\(what) P")
  if evidence.probability > 0, evidence.probability < 1 {
    try expectClose(evidence.mcse, expected["mcse_p_positive"], "\(what) MCSE of P")
    try expectClose(evidence.evidenceRatio, expected["evidence_ratio"], "\(what) odds")
  } else {
    #expect(evidence.mcse.isNaN && expected["mcse_p_positive"] is NSNull, "\(what)")
  }
}

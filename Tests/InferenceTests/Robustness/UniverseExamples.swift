@testable import Inference
@testable import InferenceCore

/// Universes with numbers made up, for tests of what is read from them.
enum UniverseExamples {
  static func universe(
    coding: String = "text",
    recodes: [Recode] = [],
    link: Link = .logit,
    dropped: String? = nil,
    formula: String = "y ~ x"
  ) -> Universe {
    Universe(
      coding: coding,
      recodes: recodes,
      prior: "weakly-informative",
      formula: .init(name: "default", text: formula),
      link: link,
      droppedCase: dropped,
      sampler: "auto"
    )
  }

  static func quantity(
    _ name: String = "x",
    kind: UniverseQuantity.Kind = .effect,
    median: Double,
    positive: Double,
    error: Double = 0.001
  ) -> UniverseQuantity {
    UniverseQuantity(
      kind: kind,
      name: name,
      estimates: Estimates(
        mean: median,
        sd: 0.25,
        median: median,
        q5: median - 0.5,
        q25: median - 0.25,
        q75: median + 0.25,
        q95: median + 0.5,
        mcseMean: 0.002,
        mcseMedian: 0.003
      ),
      positive: MonteCarloEstimate(value: positive, error: error),
      effectiveSize: 1000,
      rHat: 1
    )
  }

  static func result(
    _ universe: Universe,
    _ quantities: [UniverseQuantity],
    method: UniverseResult.Method = .fitted(sampler: "nuts"),
    successes: Double = 1
  ) -> (universe: Universe, result: UniverseResult) {
    let result = UniverseResult(
      identifier: universe.identifier,
      outcome: .estimated(method, quantities),
      caseCount: 8,
      successes: successes,
      trials: 8,
      separation: "some",
      warnings: []
    )
    return (universe, result)
  }

  static func failure(
    _ universe: Universe,
    _ message: String
  ) -> (universe: Universe, result: UniverseResult) {
    let result = UniverseResult(
      identifier: universe.identifier,
      outcome: .failed(message),
      caseCount: 0,
      successes: 0,
      trials: 0,
      separation: "none",
      warnings: []
    )
    return (universe, result)
  }
}

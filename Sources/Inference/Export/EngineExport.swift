extension AnalysisEngine {
  /// What `run.json` says of it.
  var json: JSON {
    var members: [JSON.Member] = [
      .init("sampler", .string(sampler.rawValue)), .init("reason", .optional(reason)),
    ]
    if let warmup { members.append(.init("warmup", warmup.json)) }
    if let isMetricDense {
      members.append(.init("metric", isMetricDense ? "dense" : "diagonal"))
    }
    if let method { members.append(.init("proposal", method.json)) }
    if let proposalCount { members.append(.init("proposals", .integer(proposalCount))) }
    if let certificate { members.append(.init("certificate", certificate.json)) }
    if let unsettled { members.append(.init("unsettled", .string(unsettled))) }
    return .object(members)
  }
}

extension AnalysisEngine.Warmup {
  fileprivate var json: JSON {
    switch self {
    case .warmStart(let efficiency):
      ["adaptation": "warm_start", "importance_efficiency": .number(efficiency)]
    case .windowed(let reason):
      ["adaptation": "windowed", "reason": .string(reason)]
    }
  }
}

extension IndependenceRun.Method {
  fileprivate var json: JSON {
    [
      "approximation": .string(approximationName),
      "degrees_of_freedom": .integer(degreesOfFreedom),
      "skewed": .boolean(isSkewed),
      "proposals_per_draw": .integer(proposalsPerDraw),
      "components": .integer(componentCount),
    ]
  }
}

extension IndependenceCertificate {
  fileprivate var json: JSON {
    [
      "accepted": .boolean(isAccepted),
      "pareto_k": .number(paretoK),
      "importance_efficiency": .number(importanceEfficiency),
      "longest_run": .integer(longestRun),
      "r_hat": .number(rHat),
      "bulk_ess": .number(bulkSampleSize),
      "tail_ess": .number(tailSampleSize),
      "failures": .array(failures.map { .string($0.rawValue) }),
    ]
  }
}

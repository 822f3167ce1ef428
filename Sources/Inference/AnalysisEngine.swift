/// Which sampler made the draws of an analysis, and why.
public struct AnalysisEngine: Sendable {
  /// The sampler that made them.
  public let sampler: AnalysisOptions.Sampler
  /// Why it was not the one asked for; nil where it was.
  public var reason: String?
  /// The certificate of the independence sampler; nil where it did not run to an end.
  public var certificate: IndependenceCertificate?
  /// How the independence sampler's proposal was made.
  public var method: IndependenceRun.Method?

  /// What `run.json` says of it.
  var json: JSON {
    var members: [JSON.Member] = [
      .init("sampler", .string(sampler.rawValue)), .init("reason", .optional(reason)),
    ]
    if let method {
      members.append(
        .init(
          "proposal",
          [
            "approximation": .string(method.approximationName),
            "degrees_of_freedom": .integer(method.degreesOfFreedom),
            "skewed": .boolean(method.isSkewed),
          ]
        )
      )
    }
    if let certificate {
      members.append(
        .init(
          "certificate",
          [
            "accepted": .boolean(certificate.isAccepted),
            "pareto_k": .number(certificate.paretoK),
            "importance_efficiency": .number(certificate.importanceEfficiency),
            "longest_run": .integer(certificate.longestRun),
            "r_hat": .number(certificate.rHat),
            "bulk_ess": .number(certificate.bulkSampleSize),
            "tail_ess": .number(certificate.tailSampleSize),
            "failures": .array(certificate.failures.map { .string($0.rawValue) }),
          ]
        )
      )
    }
    return .object(members)
  }
}

/// The chains of an analysis and what made them.
struct DrawnChains {
  var chains: [ChainDraws]
  var engine: AnalysisEngine
  /// What estimates are to be made of; nil: of the draws.
  var weighted: WeightedSample?
}

/// Which sampler made the draws of an analysis, and why.
public struct AnalysisEngine: Sendable {
  /// How chains that need tuning were tuned.
  public enum Warmup: Sendable, Equatable {
    /// From an approximation of the posterior, whose importance weights had this efficiency: it gave
    /// starts and metric, and only the step size was tuned.
    case warmStart(efficiency: Double)
    /// From random starts, the metric learned in windows, for this reason.
    case windowed(reason: String)
  }

  /// The sampler that made them.
  public let sampler: AnalysisOptions.Sampler
  /// Why it was this one; nil where it was asked for by name and ran.
  public var reason: String?
  /// The certificate of the independence sampler; nil where it did not run to an end.
  public var certificate: IndependenceCertificate?
  /// How the independence sampler's proposal was made.
  public var method: IndependenceRun.Method?
  /// How many proposals of the independence sampler were evaluated; nil where there were none.
  public var proposalCount: Int?
  /// How the chains were tuned; nil where nothing was.
  public var warmup: Warmup?
  /// Whether the metric of the chains was a full matrix; nil where there was none.
  public var isMetricDense: Bool?
  /// Why the draws must not be relied on although no check of their own may show it, such as humps whose
  /// masses they cannot weigh; nil where nothing speaks against them.
  public var unsettled: String?
  /// Who did the linear algebra that entered the draws: whether they have the same bits everywhere.
  public var arithmetic = Arithmetic.portable

  init(sampler: AnalysisOptions.Sampler, reason: String? = nil) {
    self.sampler = sampler
    self.reason = reason
  }

  /// Itself, with what became of an exact posterior that was asked for.
  func explained(by answer: ExactAnswer?) -> AnalysisEngine {
    guard let answer, answer.isRequested else { return self }
    var result = self
    let own = reason.map { "; \(sampler.rawValue) because \($0)" } ?? ""
    result.reason =
      answer.exact == nil
      ? answer.verdict + own : "the estimates are exact, the draws are for what needs draws" + own
    return result
  }

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

/// The chains of an analysis and what made them.
struct DrawnChains {
  var chains: [ChainDraws]
  var engine: AnalysisEngine
  /// How long the draws were judged before they were accepted, in seconds.
  var judgingSeconds = 0.0
  /// What estimates are to be made of; nil: of the draws.
  var weighted: WeightedSample?
}

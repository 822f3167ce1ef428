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
  public let sampler: FitSettings.Sampler
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

  init(sampler: FitSettings.Sampler, reason: String? = nil) {
    self.sampler = sampler
    self.reason = reason
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

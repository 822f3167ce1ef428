/// The draws that files hold, of whatever tool, with what the files say beside the parameters.
public struct RecordedDraws: Sendable, Equatable {
  /// Which entries of ``SamplerStatistics`` were in the files; the others are NaN, 0 or false.
  public struct Statistics: OptionSet, Sendable, Hashable {
    /// The bits of the set.
    public let rawValue: Int
    /// Makes a set from its bits.
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// `lp__`.
    public static let logDensity = Statistics(rawValue: 1)
    /// `accept_stat__`.
    public static let acceptanceRate = Statistics(rawValue: 2)
    /// `stepsize__`.
    public static let stepSize = Statistics(rawValue: 4)
    /// `treedepth__`.
    public static let treeDepth = Statistics(rawValue: 8)
    /// `n_leapfrog__`.
    public static let leapfrogCount = Statistics(rawValue: 16)
    /// `divergent__`.
    public static let divergence = Statistics(rawValue: 32)
    /// `energy__`.
    public static let energy = Statistics(rawValue: 64)
    /// All of them: what a gradient-based sampler reports.
    public static let all = Statistics(rawValue: 127)
  }

  /// The draws after warmup; all chains have as many.
  public var draws: Draws
  /// `lprior` and `log_lik[i]`, which are no parameters; nil where there are none.
  public var quantities: GeneratedQuantities?
  /// Which statistics of the sampler are known.
  public var statistics: Statistics
  /// The largest depth that the sampler allowed, where a file says it.
  public var maximumTreeDepth: Int?

  /// Makes recorded draws from their parts.
  public init(
    draws: Draws,
    quantities: GeneratedQuantities? = nil,
    statistics: Statistics = [],
    maximumTreeDepth: Int? = nil
  ) {
    self.draws = draws
    self.quantities = quantities
    self.statistics = statistics
    self.maximumTreeDepth = maximumTreeDepth
  }
}

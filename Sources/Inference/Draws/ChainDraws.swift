/// The draws that one chain left behind after warmup, and how it was tuned.
public struct ChainDraws: Sendable, Equatable {
  /// What warmup settled on.
  public struct Adaptation: Sendable, Equatable {
    /// Step size of the integrator after warmup.
    public var stepSize: Double
    /// Inverse metric: the diagonal, or all rows of the dense matrix one after another.
    public var inverseMetric: [Double]
    /// Whether `inverseMetric` is dense.
    public var isDense: Bool
    /// Number of warmup iterations.
    public var warmupCount: Int
    /// Leapfrog steps taken during warmup.
    public var warmupLeapfrogCount: Int

    /// Makes a description from its parts.
    public init(
      stepSize: Double,
      inverseMetric: [Double],
      isDense: Bool,
      warmupCount: Int,
      warmupLeapfrogCount: Int
    ) {
      self.stepSize = stepSize
      self.inverseMetric = inverseMetric
      self.isDense = isDense
      self.warmupCount = warmupCount
      self.warmupLeapfrogCount = warmupLeapfrogCount
    }
  }

  /// The number of the chain, from 1.
  public let chain: Int
  /// The number of parameters of a draw.
  public let dimension: Int
  /// The draws one after another, `dimension` values each.
  public internal(set) var values: [Double]
  /// One report for each draw.
  ///
  /// Empty where the file read holds none.
  public internal(set) var statistics: [SamplerStatistics]
  /// What warmup settled on, where known.
  public var adaptation: Adaptation?
  /// Wall time of warmup in seconds, where known.
  public var warmupSeconds: Double
  /// Wall time of sampling in seconds, where known.
  public var samplingSeconds: Double

  /// The number of draws.
  public var count: Int { dimension == 0 ? statistics.count : values.count / dimension }

  /// Makes the draws of a chain from their parts.
  ///
  /// - Precondition: `values` holds whole draws; `statistics` is empty or has one entry a draw.
  public init(
    chain: Int,
    dimension: Int,
    values: [Double] = [],
    statistics: [SamplerStatistics] = [],
    adaptation: Adaptation? = nil,
    warmupSeconds: Double = 0,
    samplingSeconds: Double = 0
  ) {
    precondition(dimension == 0 || values.count % dimension == 0, "half a draw")
    precondition(
      statistics.isEmpty || dimension == 0 || statistics.count == values.count / dimension,
      "one report for each draw"
    )
    self.chain = chain
    self.dimension = dimension
    self.values = values
    self.statistics = statistics
    self.adaptation = adaptation
    self.warmupSeconds = warmupSeconds
    self.samplingSeconds = samplingSeconds
  }

  /// One parameter's values, draw after draw.
  ///
  /// O(draws), allocates.
  public func parameter(_ index: Int) -> [Double] {
    precondition(index < dimension, "no such parameter")
    return stride(from: index, to: values.count, by: dimension).map { values[$0] }
  }

  /// The first draws of the chain, with what warmup settled on and the times of the whole.
  ///
  /// - Precondition: the chain has as many.
  public func prefix(_ count: Int) -> ChainDraws {
    precondition(count >= 0 && count <= self.count, "the chain is shorter")
    var result = self
    result.values.removeSubrange((count * dimension)...)
    if !statistics.isEmpty { result.statistics.removeSubrange(count...) }
    return result
  }
}

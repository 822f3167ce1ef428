/// Where a chain puts its draws.
protocol DrawSink: ~Copyable {
  /// Takes one draw with its report. Must not allocate.
  mutating func append(_ draw: Span<Double>, _ statistics: SamplerStatistics)
}

/// Keeps draws in memory that is set aside before the first one comes.
///
/// Where the chain moves in other parameters than the model's, the model's are kept, and the log
/// density is theirs too.
struct DrawRecorder: DrawSink, ~Copyable {
  private var values: [Double] = []
  private var statistics: [SamplerStatistics] = []
  private var parameters: [Double]
  private let reparameterization: Reparameterization?

  init(dimension: Int, capacity: Int, reparameterization: Reparameterization? = nil) {
    self.reparameterization = reparameterization
    parameters = [Double](repeating: 0, count: dimension)
    values.reserveCapacity(dimension * capacity)
    statistics.reserveCapacity(capacity)
  }

  mutating func append(_ draw: Span<Double>, _ report: SamplerStatistics) {
    guard let reparameterization else {
      for index in draw.indices { values.append(draw[index]) }
      statistics.append(report)
      return
    }
    var target = parameters.mutableSpan
    let logJacobian = reparameterization.apply(at: draw, into: &target)
    values.append(contentsOf: parameters)
    var report = report
    report.logDensity -= logJacobian
    statistics.append(report)
  }

  /// The draws taken so far.
  consuming func finished(
    chain: Int,
    adaptation: ChainDraws.Adaptation,
    warmupSeconds: Double,
    samplingSeconds: Double
  ) -> ChainDraws {
    ChainDraws(
      chain: chain,
      dimension: parameters.count,
      values: values,
      statistics: statistics,
      adaptation: adaptation,
      warmupSeconds: warmupSeconds,
      samplingSeconds: samplingSeconds
    )
  }
}

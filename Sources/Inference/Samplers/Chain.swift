/// A chain that has been tuned: it can only draw, never be tuned again.
struct Chain<Kernel: TunableKernel & ~Copyable>: ~Copyable {
  private var kernel: Kernel
  private var random: RandomStream
  /// What warmup settled on.
  let adaptation: ChainDraws.Adaptation

  fileprivate init(
    kernel: consuming Kernel,
    random: RandomStream,
    adaptation: ChainDraws.Adaptation
  ) {
    self.kernel = kernel
    self.random = random
    self.adaptation = adaptation
  }

  /// Takes one step and hands the draw to a sink.
  mutating func draw(into sink: inout some DrawSink & ~Copyable) {
    let report = kernel.step(using: &random)
    sink.append(kernel.position.span, report)
  }
}

/// A chain under warmup.
struct WarmingChain<Kernel: TunableKernel & ~Copyable>: ~Copyable {
  private var kernel: Kernel
  private var random: RandomStream
  private let schedule: WarmupSchedule
  private var averaging: DualAveraging
  private var estimate: CovarianceEstimate
  private var iteration = 0
  private var nextWindow = 0
  private var leapfrogCount = 0

  /// The number of starting positions tried before giving up.
  static var startAttempts: Int { 100 }

  /// Starts a chain at a random position: each coordinate uniform on (-2, 2), as Stan does, or about
  /// the centre of an approximation, whose covariance then makes the metric.
  ///
  /// A position that is given is tried first.
  ///
  /// - Throws: ``InitializationError`` where the target is not finite at any position tried, or no
  ///   step size fits.
  init(
    kernel: consuming Kernel,
    schedule: WarmupSchedule,
    seed: UInt64,
    chain: Int,
    warmStart: WarmStart? = nil,
    start position: [Double]? = nil
  ) throws(InitializationError) {
    var kernel = kernel
    var start = RandomStream(seed: seed, chain: chain, purpose: .initialization)
    var isStarted = position.map { kernel.start(at: $0) } ?? false
    var attempts = 0
    while !isStarted, attempts < Self.startAttempts {
      isStarted = kernel.start(
        at: warmStart?.position(using: &start)
          ?? (0..<kernel.dimension).map { _ in 4 * start.nextUniform() - 2 }
      )
      attempts += 1
    }
    guard isStarted else {
      throw InitializationError(kind: .noFiniteStart(attempts: attempts), chain: chain)
    }
    if let warmStart { kernel.useMetric(covariance: warmStart.covariance) }
    var random = RandomStream(seed: seed, chain: chain, purpose: .transitions)
    guard let stepSize = kernel.searchStepSize(using: &random) else {
      throw InitializationError(kind: .noStepSize(last: kernel.stepSize), chain: chain)
    }
    averaging = DualAveraging(settings: kernel.tuning, stepSize: stepSize)
    estimate = CovarianceEstimate(dimension: kernel.dimension, isDense: kernel.isMetricDense)
    self.schedule = schedule
    self.random = random
    self.kernel = kernel
  }

  /// Whether all of warmup is done.
  var isFinished: Bool { iteration >= schedule.count }

  /// Takes one step and learns from it.
  mutating func step() {
    let report = kernel.step(using: &random)
    leapfrogCount += report.leapfrogCount
    kernel.stepSize = averaging.next(acceptanceRate: report.acceptanceRate)
    if schedule.slow.contains(iteration) { estimate.add(kernel.position.span) }
    iteration += 1
    guard nextWindow < schedule.windowEnds.count, iteration == schedule.windowEnds[nextWindow]
    else { return }
    nextWindow += 1
    kernel.useMetric(from: estimate)
    estimate.reset()
    // A target that let the chain start has a step size; should the search fail here, the averaged
    // one of the window just ended is the best there is.
    let stepSize = kernel.searchStepSize(using: &random) ?? averaging.averaged
    kernel.stepSize = stepSize
    averaging = DualAveraging(settings: kernel.tuning, stepSize: stepSize)
  }

  /// Ends warmup: from here on the chain cannot be tuned.
  consuming func finished() -> Chain<Kernel> {
    if iteration > 0 { kernel.stepSize = averaging.averaged }
    return Chain(
      kernel: kernel,
      random: random,
      adaptation: ChainDraws.Adaptation(
        stepSize: kernel.stepSize,
        inverseMetric: kernel.inverseMetric,
        isDense: kernel.isMetricDense,
        warmupCount: iteration,
        warmupLeapfrogCount: leapfrogCount
      )
    )
  }
}

/// How many chains run for how long, from which seed.
public struct RunSettings: Sendable, Equatable {
  /// The number of chains.
  public let chains: Int
  /// The number of warmup iterations of each chain.
  public let warmup: Int
  /// The number of draws kept of each chain.
  public let draws: Int
  /// The seed of all streams.
  public let seed: UInt64
  /// How many chains run at the same time.
  ///
  /// Changes nothing but the time taken.
  public let threads: Int

  /// The number of draws of all chains.
  package var drawCount: Int { chains * draws }

  /// Makes settings; nil where a count other than `warmup` is below 1, or `warmup` below 0.
  public init?(chains: Int = 4, warmup: Int = 1000, draws: Int = 1000, seed: UInt64, threads: Int) {
    guard chains >= 1, warmup >= 0, draws >= 1, threads >= 1 else { return nil }
    self.chains = chains
    self.warmup = warmup
    self.draws = draws
    self.seed = seed
    self.threads = threads
  }
}

/// How far one chain has come.
public struct ChainProgress: Sendable, Equatable {
  /// The number of the chain, from 1.
  public var chain: Int
  /// Iterations done, warmup included.
  public var iteration: Int
  /// Iterations to do, warmup included.
  public var total: Int
  /// Whether the chain is still being tuned.
  public var isWarmup: Bool

  /// Describes how far a chain has come.
  public init(chain: Int, iteration: Int, total: Int, isWarmup: Bool) {
    self.chain = chain
    self.iteration = iteration
    self.total = total
    self.isWarmup = isWarmup
  }
}

/// Runs chains side by side in one task group.
///
/// Every chain has its own kernel and random stream, so the draws do not depend on how many run at a
/// time. Cancelling the surrounding task ends each chain after the draw at hand; what was drawn is
/// returned.
struct ChainRunner: Sendable {
  let settings: RunSettings
  /// How positions become the model's parameters; nil where they are.
  var reparameterization: Reparameterization?
  /// Where chains start and in which metric, in the coordinates that they move in; nil for a warmup
  /// that finds out.
  var warmStart: WarmStart?
  /// Where the first chains start, in the coordinates that they move in: one on each hump of the posterior
  /// where there are several.
  ///
  /// The others start at random.
  var starts: [[Double]] = []
  /// Called by a chain now and then, from its own task.
  var progress: (@Sendable (ChainProgress) -> Void)?

  /// The number of iterations between two reports of progress.
  private var progressInterval: Int { max(1, (schedule.count + settings.draws) / 100) }

  /// After a warm start there is a step size to tune and nothing else.
  private var schedule: WarmupSchedule {
    warmStart == nil
      ? WarmupSchedule(count: settings.warmup)
      : WarmupSchedule(stepSizeOnly: min(settings.warmup, WarmStart.warmupLimit))
  }

  /// Runs all chains on kernels made for each.
  ///
  /// - Throws: ``InitializationError`` of the first chain, by number, that could not start.
  func run<Kernel: TunableKernel & SendableMetatype & ~Copyable>(
    makeKernel: @escaping @Sendable () -> Kernel
  ) async throws(InitializationError) -> [ChainDraws] {
    let outcomes = await ConcurrentLoop(width: settings.threads).map(settings.chains) { place in
      runChain(place + 1, kernel: makeKernel())
    }
    var chains: [ChainDraws] = []
    for outcome in outcomes { chains.append(try outcome.get()) }
    return chains
  }

  private func runChain<Kernel: TunableKernel & SendableMetatype & ~Copyable>(
    _ chain: Int,
    kernel: consuming Kernel
  ) -> Result<ChainDraws, InitializationError> {
    let clock = ContinuousClock()
    let begin = clock.now
    let dimension = kernel.dimension
    var warming: WarmingChain<Kernel>
    do {
      warming = try WarmingChain(
        kernel: kernel,
        schedule: schedule,
        seed: settings.seed,
        chain: chain,
        warmStart: warmStart,
        start: chain <= starts.count ? starts[chain - 1] : nil
      )
    } catch {
      return .failure(error)
    }
    var iteration = 0
    while !warming.isFinished, !Task.isCancelled {
      warming.step()
      iteration += 1
      report(chain, iteration, isWarmup: true)
    }
    // A chain stopped before it was tuned has nothing to say.
    let isTuned = warming.isFinished
    var tuned = warming.finished()
    let middle = clock.now
    var recorder = DrawRecorder(
      dimension: dimension,
      capacity: settings.draws,
      reparameterization: reparameterization
    )
    for _ in 0..<settings.draws where isTuned {
      if Task.isCancelled { break }
      tuned.draw(into: &recorder)
      iteration += 1
      report(chain, iteration, isWarmup: false)
    }
    return .success(
      recorder.finished(
        chain: chain,
        adaptation: tuned.adaptation,
        warmupSeconds: (middle - begin).seconds,
        samplingSeconds: (clock.now - middle).seconds
      )
    )
  }

  private func report(_ chain: Int, _ iteration: Int, isWarmup: Bool) {
    guard let progress, iteration % progressInterval == 0 else { return }
    progress(
      ChainProgress(
        chain: chain,
        iteration: iteration,
        total: schedule.count + settings.draws,
        isWarmup: isWarmup
      )
    )
  }
}

extension Duration {
  /// This duration in seconds.
  package var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}

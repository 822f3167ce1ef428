/// Metropolis-Hastings with proposals that do not depend on the state.
///
/// All proposals of a chain come from one fixed distribution, so they are drawn and evaluated in
/// batches before the chain walks through them; their importance ratios judge the chain and weight the
/// proposals themselves.
///
/// The proposal: for up to twelve coefficients a skewed t with 10 degrees of freedom from a pilot,
/// unless the variational fit settles within four steps, which it does where there are many cases a
/// coefficient; else a t around the variational fit, with 30 degrees of freedom up to thirty
/// coefficients (100 where the posterior is nearly normal) and 100 or twice as many as coefficients beyond: in many dimensions heavy tails cost
/// most of the draws. Under priors without a variance, or where there are several humps, a mixture
/// (``MixtureFit``). One proposal a draw where a few points show that the proposal is nearly
/// the posterior, else five. Nothing but the data, the settings and the seed enters, and draw i of a
/// chain does not depend on how many chains run at a time.
struct IndependenceSampler: Sendable {
  /// Up to how many coefficients a pilot is drawn.
  static let pilotLimit = 12
  /// Within how many steps the variational fit of a nearly normal posterior settles.
  ///
  /// With five steps (three coefficients, 750 cases) the k-hat of a straight t was seen at 0.6.
  static let settledSteps = 4
  /// The number of proposals walked through before the first draw is kept.
  static let burnIn = 50
  /// The efficiency of the weights from which one proposal a draw is enough.
  static let sufficientEfficiency = 0.8
  /// The efficiency of a t with 30 degrees of freedom from which the posterior is so nearly normal that
  /// lighter tails, which refuse fewer proposals, are safe.
  static let normalEfficiency = 0.9
  /// The efficiency of the weights of the judging points below which no run is tried: the certificate
  /// asks for twice as much.
  static let leastEfficiency = 0.3
  /// The draws of a chain beyond which a draw has one proposal.
  private static let longRun = 20_000
  private static let batchCount = 256

  private let target: PriorSpaceTarget
  private let proposal: Proposal
  private let settings: RunSettings
  private let proposalsPerDraw: Int
  /// What the proposal is made of.
  let method: IndependenceRun.Method

  /// What draws are proposed from.
  private enum Proposal: Sendable {
    case single(IndependenceProposal)
    case mixture(MixtureProposal)

    func draw(into batch: inout ProposalBatch, using random: inout RandomStream) {
      switch self {
      case .single(let proposal): proposal.draw(into: &batch, using: &random)
      case .mixture(let proposal): proposal.draw(into: &batch, using: &random)
      }
    }
  }

  /// Takes a mixture that was fitted to the posterior; five proposals a draw unless the run is long.
  init(_ target: PriorSpaceTarget, _ fit: MixtureFit, settings: RunSettings) {
    self.target = target
    self.settings = settings
    proposal = .mixture(fit.proposal)
    proposalsPerDraw = Self.proposalsPerDraw(isClose: false, settings)
    method = IndependenceRun.Method(
      approximation: .laplace,
      degreesOfFreedom: MixtureProposal.degreesOfFreedom,
      isSkewed: false,
      proposalsPerDraw: proposalsPerDraw,
      pilotSampleSize: fit.efficiency * Double(fit.pointCount),
      componentCount: fit.proposal.components.count
    )
  }

  /// Fits a proposal to an approximated posterior.
  ///
  /// O(rows x columns) a point of the pilot or of the judgement.
  ///
  /// - Parameters:
  ///   - target: The posterior.
  ///   - approximation: Its approximation.
  ///   - settings: Chains, draws, seed and threads; the warmup is not used.
  ///   - proposalsPerDraw: How many proposals a chain walks through for each draw it keeps; nil to
  ///     choose one or five.
  /// - Throws: ``ApproximationError`` where another sampler must be used.
  init(
    _ target: PriorSpaceTarget,
    _ approximation: PosteriorApproximation,
    settings: RunSettings,
    proposalsPerDraw: Int? = nil
  ) throws(ApproximationError) {
    precondition((proposalsPerDraw ?? 1) >= 1, "a draw needs a proposal")
    self.target = target
    self.settings = settings
    var isSettled = false
    if case .gaussianVariational(let steps) = approximation.method {
      isSettled = steps <= Self.settledSteps
    }
    let size = target.dimension
    if size <= Self.pilotLimit, !isSettled,
      let pilot = PilotFit(target, around: approximation, seed: settings.seed)
    {
      self.proposal = .single(pilot.proposal)
      self.proposalsPerDraw = proposalsPerDraw ?? Self.proposalsPerDraw(isClose: false, settings)
      method = IndependenceRun.Method(
        approximation: approximation.method,
        degreesOfFreedom: pilot.proposal.degreesOfFreedom,
        isSkewed: pilot.proposal.isSkewed,
        proposalsPerDraw: self.proposalsPerDraw,
        pilotSampleSize: pilot.sampleSize
      )
      return
    }
    guard size <= Self.pilotLimit || approximation.method != .laplace else {
      throw .curvedPriors(coefficients: size, limit: Self.pilotLimit)
    }
    func proposal(degreesOfFreedom: Int) throws(ApproximationError) -> IndependenceProposal {
      let proposal = IndependenceProposal(
        center: approximation.center,
        covariance: approximation.covariance,
        degreesOfFreedom: degreesOfFreedom,
        using: target.arithmetic
      )
      guard let proposal else { throw .notPositiveDefinite(iteration: 0) }
      return proposal
    }
    let judged = try proposal(degreesOfFreedom: size <= 30 ? 30 : max(100, 2 * size))
    let efficiency = judged.importanceEfficiency(for: target, seed: settings.seed)
    guard efficiency >= Self.leastEfficiency else {
      throw .inefficient(efficiency: efficiency, limit: Self.leastEfficiency)
    }
    let isNormal = size <= 30 && efficiency >= Self.normalEfficiency
    let chosen = isNormal ? try proposal(degreesOfFreedom: 100) : judged
    self.proposal = .single(chosen)
    self.proposalsPerDraw =
      proposalsPerDraw
      ?? Self.proposalsPerDraw(isClose: efficiency >= Self.sufficientEfficiency, settings)
    method = IndependenceRun.Method(
      approximation: approximation.method,
      degreesOfFreedom: chosen.degreesOfFreedom,
      isSkewed: false,
      proposalsPerDraw: self.proposalsPerDraw,
      pilotSampleSize: nil
    )
  }

  /// One for a proposal close to the posterior, else five; one for a run so long that five would do
  /// nothing but fill the memory.
  private static func proposalsPerDraw(isClose: Bool, _ settings: RunSettings) -> Int {
    isClose || settings.draws > longRun ? 1 : 5
  }

  /// Runs all chains.
  ///
  /// Cancelling the surrounding task ends each chain after the batch at hand; what was drawn is
  /// returned.
  ///
  /// - Parameter progress: Called by each chain after a batch, from its own task.
  /// - Returns: The chains and all their proposals.
  func run(progress: (@Sendable (ChainProgress) -> Void)? = nil) async -> IndependenceRun {
    let walks = await ConcurrentLoop(width: settings.threads).map(settings.chains) { place in
      walk(place + 1, progress)
    }
    return IndependenceRun(walks: walks, method: method)
  }

  private func walk(
    _ chain: Int,
    _ progress: (@Sendable (ChainProgress) -> Void)?
  ) -> IndependenceRun.Walk {
    let clock = ContinuousClock()
    let begin = clock.now
    let total = Self.burnIn + settings.draws * proposalsPerDraw
    var random = RandomStream(seed: settings.seed, chain: chain, purpose: .proposals)
    var evaluator = BatchEvaluator(target)
    var path = IndependenceRun.Path(dimension: target.dimension, capacity: total)
    while path.count < total, !Task.isCancelled {
      let count = min(Self.batchCount, total - path.count)
      var batch = ProposalBatch(count: count, dimension: target.dimension)
      proposal.draw(into: &batch, using: &random)
      evaluator.evaluate(batch)
      path.append(batch, evaluator)
      progress?(
        ChainProgress(chain: chain, iteration: path.count, total: total, isWarmup: false)
      )
    }
    return path.walk(
      chain: chain,
      burnIn: Self.burnIn,
      stride: proposalsPerDraw,
      prior: target.prior,
      since: begin
    )
  }
}

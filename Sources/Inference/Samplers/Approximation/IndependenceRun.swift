/// What an independence sampler leaves behind: equally weighted draws, and all proposals with their
/// importance ratios.
public struct IndependenceRun: Sendable {
  /// How the proposal was made.
  public struct Method: Sendable, Equatable {
    /// The approximation that it starts from.
    let approximation: PosteriorApproximation.Method
    /// The degrees of freedom of the proposal.
    public let degreesOfFreedom: Int
    /// Whether its axes are bent.
    public let isSkewed: Bool
    /// The number of proposals walked through for each draw kept.
    public let proposalsPerDraw: Int
    /// The effective sample size of the pilot; nil where there was none.
    public let pilotSampleSize: Double?
    /// The number of components of the proposal.
    public var componentCount = 1

    /// A word for the approximation: `variational`, `laplace` or `mixture`.
    public var approximationName: String {
      guard componentCount == 1 else { return "mixture" }
      return approximation == .laplace ? "laplace" : "variational"
    }
    /// The number of steps of the variational fit; nil for another approximation.
    public var variationalSteps: Int? {
      guard case .gaussianVariational(let steps) = approximation else { return nil }
      return steps
    }
  }

  /// One chain's walk through its proposals.
  public struct Walk: Sendable {
    /// The draws kept, in coefficients.
    public let draws: ChainDraws
    /// The coefficients of every proposal, one after another.
    public let coefficients: [Double]
    /// Target over proposal at every proposal, as a logarithm.
    ///
    /// In prior coordinates, both normalised but for the marginal likelihood: where all priors are
    /// proper the mean ratio estimates it.
    public let logRatios: [Double]
    /// The greatest number of proposals in a row at which the chain stood still.
    public let longestRun: Int
    /// The share of proposals that were accepted.
    public let acceptanceRate: Double
  }

  /// The chains, in order.
  public let walks: [Walk]
  /// How the proposal was made.
  public let method: Method

  /// The draws kept of each chain.
  public var chains: [ChainDraws] { walks.map(\.draws) }
  /// The log ratios of each chain.
  public var logRatios: [[Double]] { walks.map(\.logRatios) }
  /// The number of proposals of all chains.
  public var proposalCount: Int { walks.reduce(0) { $0 + $1.logRatios.count } }
  /// The longest run of any chain.
  public var longestRun: Int { walks.map(\.longestRun).max() ?? 0 }
  /// The share of proposals that were accepted, over all chains.
  public var acceptanceRate: Double {
    walks.reduce(0) { $0 + $1.acceptanceRate } / Double(max(1, walks.count))
  }

  /// One coefficient at every proposal, over all chains in the order of ``logRatios``.
  public func proposals(_ index: Int) -> [Double] {
    walks.flatMap { walk in
      stride(from: index, to: walk.coefficients.count, by: walk.draws.dimension)
        .map { walk.coefficients[$0] }
    }
  }
}

extension IndependenceRun {
  /// The proposals of a chain in the order in which it comes by them.
  struct Path {
    private let dimension: Int
    private var coefficients: [Double] = []
    private var logLikelihoods: [Double] = []
    private var logRatios: [Double] = []
    private var uniforms: [Double] = []

    var count: Int { logRatios.count }

    init(dimension: Int, capacity: Int) {
      self.dimension = dimension
      coefficients.reserveCapacity(dimension * capacity)
      logLikelihoods.reserveCapacity(capacity)
      logRatios.reserveCapacity(capacity)
      uniforms.reserveCapacity(capacity)
    }

    mutating func append(_ batch: ProposalBatch, _ evaluator: BatchEvaluator) {
      coefficients += evaluator.coefficients
      logLikelihoods += evaluator.logLikelihoods
      uniforms += batch.uniforms
      for draw in 0..<batch.count {
        let ratio = evaluator.logDensities[draw] - batch.logDensities[draw]
        logRatios.append(ratio.isNaN ? -.infinity : ratio)
      }
    }

    /// Walks through the proposals from the first, accepting each with the probability of Metropolis
    /// and Hastings, and keeps every so-manieth state after the burn-in.
    func walk(
      chain: Int,
      burnIn: Int,
      stride: Int,
      prior: PriorSet,
      since begin: ContinuousClock.Instant
    ) -> Walk {
      var values: [Double] = []
      var statistics: [SamplerStatistics] = []
      values.reserveCapacity(dimension * (count / stride))
      var current = 0
      var (acceptedCount, longestRun, acceptanceSum) = (0, 0, 0.0)
      let span = coefficients.span
      for index in 0..<count {
        if index > 0 {
          let difference = logRatios[index] - logRatios[current]
          let probability = difference >= 0 ? 1 : Portable.exp(difference)
          // A start that is impossible leaves a difference that is not a number: any state is better.
          if uniforms[index] < probability || probability.isNaN {
            current = index
            acceptedCount += 1
          }
          acceptanceSum += probability.isNaN ? 1 : probability
        }
        longestRun = max(longestRun, index - current)
        let age = index + 1 - burnIn
        guard age > 0, age.isMultiple(of: stride) else {
          if age == 0 { acceptanceSum = 0 }
          continue
        }
        let state = (current * dimension)..<((current + 1) * dimension)
        values += coefficients[state]
        statistics.append(
          SamplerStatistics(
            logDensity: logLikelihoods[current] + prior.logDensity(at: span.extracting(state)),
            acceptanceRate: acceptanceSum / Double(stride),
            stepSize: .nan
          )
        )
        acceptanceSum = 0
      }
      return Walk(
        draws: ChainDraws(
          chain: chain,
          dimension: dimension,
          values: values,
          statistics: statistics,
          samplingSeconds: (ContinuousClock.now - begin).seconds
        ),
        coefficients: coefficients,
        logRatios: logRatios,
        longestRun: longestRun,
        acceptanceRate: Double(acceptedCount) / Double(max(1, count - 1))
      )
    }
  }
}

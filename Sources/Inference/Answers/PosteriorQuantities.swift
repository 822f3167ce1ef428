/// Numbers computed from the draws of a posterior, draw by draw.
enum PosteriorQuantities {
  /// `lprior` and, where asked for, `log_lik[i]` of every case, for all draws.
  ///
  /// O(draws x (rows x columns + cases)), divided among threads where there is much to do; allocates the result.
  static func logDensities(
    of draws: Draws,
    under model: some PosteriorModel,
    pointwise: Bool,
    threads: Int = 1
  ) -> GeneratedQuantities {
    let caseCount = pointwise ? model.caseCount : 0
    let names =
      [GeneratedQuantities.logPriorName]
      + (0..<caseCount).map { GeneratedQuantities.logLikelihoodName($0 + 1) }
    let isLarge = draws.count * names.count >= parallelCount
    let blocks = ConcurrentBlocks.map(draws.chains.count, threads: isLarge ? threads : 1) {
      draws.chains[$0].map { values(at: $0, under: model, cases: caseCount) }
    }
    return GeneratedQuantities(names: names, chains: blocks.flatMap { $0 })
  }

  /// From how many numbers on the work is divided.
  private static let parallelCount = 1 << 16

  private static func values(
    at chain: ChainDraws,
    under model: some PosteriorModel,
    cases: Int
  ) -> [Double] {
    var workspace = model.makeWorkspace()
    var likelihoods = [Double](repeating: 0, count: cases)
    var values: [Double] = []
    values.reserveCapacity(chain.count * (1 + cases))
    for draw in 0..<chain.count {
      let position = chain.values.span.extracting(
        (draw * chain.dimension)..<((draw + 1) * chain.dimension)
      )
      values.append(model.logPrior(at: position, using: &workspace))
      guard cases > 0 else { continue }
      var target = likelihoods.mutableSpan
      model.pointwiseLogLikelihood(at: position, into: &target, using: &workspace)
      values.append(contentsOf: likelihoods)
    }
    return values
  }
}

extension BinaryRegression {
  /// The log prior density and the log likelihood of every draw, chain after chain.
  ///
  /// O(draws x rows x columns).
  package func logDensities(of draws: Draws) -> (prior: [Double], likelihood: [Double]) {
    var (priors, likelihoods): ([Double], [Double]) = ([], [])
    for chain in draws.chains {
      var values = [Double](repeating: 0, count: chain.count)
      var span = values.mutableSpan
      panels.logLikelihoods(at: chain.values.span, into: &span)
      likelihoods += values
      for draw in 0..<chain.count {
        let start = draw * chain.dimension
        priors.append(
          prior.logDensity(at: chain.values.span.extracting(start..<(start + chain.dimension)))
        )
      }
    }
    return (priors, likelihoods)
  }
}

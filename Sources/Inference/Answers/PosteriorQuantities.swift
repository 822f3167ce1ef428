/// Numbers computed from the draws of a posterior, draw by draw.
enum PosteriorQuantities {
  /// `lprior` and, where asked for, `log_lik[i]` of every case, for all draws.
  ///
  /// O(draws x (rows x columns + cases)); allocates the result.
  static func logDensities(
    of draws: Draws,
    under model: some PosteriorModel,
    pointwise: Bool
  ) -> GeneratedQuantities {
    var workspace = model.makeWorkspace()
    let caseCount = pointwise ? model.caseCount : 0
    let names =
      [GeneratedQuantities.logPriorName]
      + (0..<caseCount).map { GeneratedQuantities.logLikelihoodName($0 + 1) }
    var likelihoods = [Double](repeating: 0, count: caseCount)
    let chains = draws.chains.map { chain in
      var values: [Double] = []
      values.reserveCapacity(chain.count * names.count)
      for draw in 0..<chain.count {
        let position = chain.values.span.extracting(
          (draw * chain.dimension)..<((draw + 1) * chain.dimension)
        )
        values.append(model.logPrior(at: position, using: &workspace))
        guard pointwise else { continue }
        var target = likelihoods.mutableSpan
        model.pointwiseLogLikelihood(at: position, into: &target, using: &workspace)
        values.append(contentsOf: likelihoods)
      }
      return values
    }
    return GeneratedQuantities(names: names, chains: chains)
  }
}

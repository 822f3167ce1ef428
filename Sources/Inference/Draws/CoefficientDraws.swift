/// The coefficients that draws stand for: what everything that predicts or evaluates a likelihood takes.
extension Regression {
  /// The coefficients at each draw, under their own names; the draws themselves where these are the
  /// coefficients.
  ///
  /// O(1) where they are, else O(draws times coefficients).
  ///
  /// - Precondition: the draws are of this model.
  func coefficients(of draws: Draws) -> Draws {
    guard !M.isIdentity else { return draws }
    precondition(draws.parameterNames == parameterNames, "draws of another model")
    let count = parameterization.coefficientCount
    var workspace = parameterization.makeWorkspace()
    let chains = draws.chains.map { chain in
      var values: [Double] = []
      values.reserveCapacity(count * chain.count)
      var coefficients = [Double](repeating: 0, count: count)
      for draw in 0..<chain.count {
        let first = draw * chain.dimension
        let position = chain.values.span.extracting(first..<(first + chain.dimension))
        var target = coefficients.mutableSpan
        _ = parameterization.apply(position, into: &target, using: &workspace)
        values += coefficients
      }
      return ChainDraws(
        chain: chain.chain,
        dimension: count,
        values: values,
        statistics: chain.statistics
      )
    }
    return Draws(parameterNames: parameterization.coefficientNames, chains: chains)
  }
}

extension Posterior {
  /// The coefficients at each draw; see ``Regression``.
  package func coefficients(of draws: Draws) -> Draws {
    switch self {
    case .independent(let model): model.coefficients(of: draws)
    case .jeffreys(let model): model.coefficients(of: draws)
    case .completions(let model): model.coefficients(of: draws)
    }
  }
}

/// The sample of a run: the draws of all its chains and the names of the parameters.
///
/// It knows no sampler, so the draws of any tool fit in.
public struct Draws: Sendable, Equatable {
  /// The names of the parameters, in the order of a draw's values.
  public let parameterNames: [String]
  /// The chains, in order.
  public let chains: [ChainDraws]

  /// The number of draws over all chains.
  public var count: Int { chains.reduce(0) { $0 + $1.count } }

  /// Makes a sample from its chains.
  ///
  /// - Precondition: every chain has one value a draw for each name.
  public init(parameterNames: [String], chains: [ChainDraws]) {
    precondition(
      chains.allSatisfy { $0.dimension == parameterNames.count },
      "a name for each parameter"
    )
    self.parameterNames = parameterNames
    self.chains = chains
  }

  /// One parameter's values: an array for each chain.
  ///
  /// O(draws), allocates.
  public func parameter(_ index: Int) -> [[Double]] {
    chains.map { $0.parameter(index) }
  }

  /// The sample with each chain cut to the length of the shortest.
  ///
  /// An interrupted run is saved so: no reader takes chains of different lengths.
  public func cutToShortestChain() -> Draws {
    let count = chains.map(\.count).min() ?? 0
    return Draws(parameterNames: parameterNames, chains: chains.map { $0.prefix(count) })
  }
}

/// The posterior of two averages of probabilities and of how they compare.
public struct ExactChange: Sendable {
  /// The average before the change.
  public package(set) var before: ExactQuantity
  /// The average after it.
  public package(set) var after: ExactQuantity
  /// The difference, after less before.
  public let difference: ExactQuantity
  /// The ratio of the averages.
  ///
  /// Its mean and standard deviation are not given: few huge values make them.
  public let riskRatio: ExactQuantity
  /// The ratio of their odds, likewise.
  public let oddsRatio: ExactQuantity

  /// Makes it from its measures.
  init(_ quantity: (LatticeAverages.Measure) -> ExactQuantity) {
    before = quantity(.before)
    after = quantity(.after)
    difference = quantity(.difference)
    riskRatio = quantity(.riskRatio)
    oddsRatio = quantity(.oddsRatio)
  }

  /// The posterior probability that the average rises.
  public var probabilityOfRise: ExactEstimate { oddsRatio.probability(above: 1) }
}

/// The posterior of two averages of probabilities and of how they compare; nil is what was not asked for.
public struct ExactChange: Sendable {
  /// The average before the change.
  public package(set) var before: ExactQuantity?
  /// The average after it.
  public package(set) var after: ExactQuantity?
  /// The difference, after less before.
  public let difference: ExactQuantity
  /// The ratio of the averages.
  ///
  /// Its mean and standard deviation are not given: few huge values make them.
  public let riskRatio: ExactQuantity?
  /// The ratio of their odds, likewise.
  public let oddsRatio: ExactQuantity?

  /// Makes it from its measures; nil without a difference.
  init?(_ quantity: (LatticeAverages.Measure) -> ExactQuantity?) {
    guard let difference = quantity(.difference) else { return nil }
    self.difference = difference
    before = quantity(.before)
    after = quantity(.after)
    riskRatio = quantity(.riskRatio)
    oddsRatio = quantity(.oddsRatio)
  }

  /// The posterior probability that the average rises.
  public var probabilityOfRise: ExactEstimate { difference.probability(above: 0) }
}

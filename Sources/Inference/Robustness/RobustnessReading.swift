/// All that is read from a multiverse.
public struct RobustnessReading: Sendable {
  /// The universes.
  public let results: MultiverseResults
  /// The quantities over the universes, in the order of the results' keys.
  public let curves: [SpecificationCurve]
  /// For each curve which choices make it differ.
  public let variances: [ChoiceVariance]
  /// What leaving out each case does to each quantity.
  public let influences: [DroppedCaseInfluence]
  /// How few recodes overturn the base's conclusions; nil where that was not asked for.
  public let fragility: FragilityReading?
  /// How much prior and likelihood weigh in the base; nil where that was not asked for.
  public let powerScaling: PowerScaling?
  /// What is to be known of quantities; nothing of those that are not there.
  public let caveats: [QuantityKey: [Caveat]]

  /// Reads the results.
  ///
  /// - Parameters:
  ///   - results: The universes.
  ///   - base: The universe that is shown by itself in the influence of cases.
  ///   - fragility: The reading of recodes of a base.
  ///   - powerScaling: The sensitivities of a base.
  ///   - caveats: What is to be known of quantities.
  public init(
    _ results: MultiverseResults,
    base: Universe? = nil,
    fragility: FragilityReading? = nil,
    powerScaling: PowerScaling? = nil,
    caveats: [QuantityKey: [Caveat]] = [:]
  ) {
    self.results = results
    curves = results.keys.map { SpecificationCurve(of: $0, in: results) }
    variances = curves.map { ChoiceVariance($0, in: results) }
    influences = DroppedCaseInfluence.all(in: results, base: base)
    self.fragility = fragility
    self.powerScaling = powerScaling
    self.caveats = caveats
  }

  /// The curve of a quantity; nil for one that no universe has.
  public func curve(of key: QuantityKey) -> SpecificationCurve? {
    curves.first { $0.key == key }
  }

  /// The variance of a quantity; nil for one that no universe has.
  public func variance(of key: QuantityKey) -> ChoiceVariance? {
    variances.first { $0.key == key }
  }
}

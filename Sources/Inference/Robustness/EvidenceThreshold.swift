/// A line that the probability of a positive quantity has to cross for a conclusion: `P > 0.95`, `P < 0.05`.
public struct EvidenceThreshold: Sendable, Hashable, CustomStringConvertible {
  /// On which side of the line the conclusion holds.
  public enum Side: String, Sendable {
    /// Above it.
    case above
    /// Below it.
    case below
  }

  /// On which side of the line the conclusion holds.
  public let side: Side
  /// The line.
  public let value: Double

  /// Draws a line.
  public init(_ side: Side, _ value: Double) {
    self.side = side
    self.value = value
  }

  /// `P(>0) > 0.9` and `> 0.95`, then the mirror images `< 0.1` and `< 0.05`.
  public static let evidence = [
    EvidenceThreshold(.above, 0.9), EvidenceThreshold(.above, 0.95),
    EvidenceThreshold(.below, 0.1), EvidenceThreshold(.below, 0.05),
  ]

  /// Those, and the direction itself: `P(>0) > 0.5`.
  public static let conclusions = [EvidenceThreshold(.above, 0.5)] + evidence

  /// `P > 0.95`.
  public var description: String { "P \(side == .above ? ">" : "<") \(value)" }

  /// Whether a probability lies on the side of the conclusion; one on the line, or NaN, does not.
  public func holds(_ probability: Double) -> Bool {
    side == .above ? probability > value : probability < value
  }

  /// Whether a prior crosses the line by itself, before any data; in doubt it does: within two Monte Carlo
  /// standard errors of the line a prior is not counted as a finding.
  public func isPassed(byPrior own: MonteCarloEstimate) -> Bool {
    side == .above ? own.value + 2 * own.error > value : own.value - 2 * own.error < value
  }

  /// Whether more draws could put the quantity on the other side: its probability is within two Monte
  /// Carlo standard errors of the line.
  ///
  /// Where all draws agree they show no error, and 3 over their effective number takes its place: with
  /// probability 0.95 a share above that would have been seen. A probability without an error, or NaN, is
  /// in doubt.
  public func isDoubtful(_ quantity: UniverseQuantity) -> Bool {
    isNear(quantity, errors: 2)
  }

  /// Whether the probability is within so many Monte Carlo standard errors of the line.
  func isNear(_ quantity: UniverseQuantity, errors: Double) -> Bool {
    let probability = quantity.probabilityPositive
    var error = errors * quantity.mcseProbabilityPositive
    if probability == 0 || probability == 1, !(error > 0), quantity.effectiveSize > 0 {
      error = 3 / quantity.effectiveSize
    }
    return !(abs(probability - value) > error)
  }
}

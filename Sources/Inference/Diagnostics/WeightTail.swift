/// What the tail of importance weights says of estimates that are made of them.
///
/// Equal weights have no tail: nothing is smoothed, k-hat is infinite and says nothing. Any other weights whose
/// k-hat is infinite or not known are as bad as those with a large one.
public struct WeightTail: Sendable, Equatable {
  /// The estimated shape of the largest weights; infinite where none could be fitted.
  public let paretoK: Double
  /// Whether all weights are equal.
  public let isLevel: Bool

  /// Puts together what is known of a tail.
  public init(paretoK: Double, isLevel: Bool = false) {
    self.paretoK = paretoK
    self.isLevel = isLevel
  }

  /// Whether estimates made of the weights are not to be trusted where k-hat may be so much.
  public func isOver(_ threshold: Double) -> Bool { !isLevel && !(paretoK <= threshold) }
}
